"""What is remembered of a database outside of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inoadmin.session.ports import Head, StorageError
from inoadmin.store.identity import SeenHead, continues, last_head, remember_head
from inoadmin.store.places import heads_path
from tests.store.conftest import Opener, behind
from tests.store.examples import append
from tests.store.test_faults import largest_file

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def head(number: int) -> Head:
    return Head(number, f"{number:064}")


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    return heads_path(tmp_path / "keys" / "ward.key")


def test_the_last_of_each_database_is_told(heads: Path) -> None:
    assert last_head(heads) is None
    remember_head(heads, "a", head(1), MORNING)
    remember_head(heads, "a", head(2), MORNING)
    remember_head(heads, "b", head(9), MORNING)
    assert last_head(heads, "a") == SeenHead("a", 2, head(2).hash, "2026-03-02T08:00:00.000000Z")
    assert last_head(heads) == SeenHead("b", 9, head(9).hash, "2026-03-02T08:00:00.000000Z")
    assert last_head(heads, "c") is None
    assert heads.name == "heads"
    assert heads.stat().st_mode & 0o777 == 0o600
    assert heads.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("torn", [b'{"database_id":"a","seq', b"\xff\xfe", b"\n\n", b'{"a":1}'])
def test_a_torn_line_is_passed_over(heads: Path, torn: bytes) -> None:
    remember_head(heads, "a", head(1), MORNING)
    with heads.open("ab") as file:
        file.write(torn)
    found = last_head(heads, "a")
    assert found is not None
    assert found.sequence == 1
    remember_head(heads, "a", head(2), MORNING)
    found = last_head(heads, "a")
    assert found is not None
    assert found.sequence == 2


def test_it_does_not_grow_without_end(heads: Path) -> None:
    remember_head(heads, "rare", head(5), MORNING)
    for number in range(2500):
        remember_head(heads, "often", head(number), MORNING + timedelta(minutes=number))
    assert heads.stat().st_size <= 256 * 1024
    assert heads.stat().st_mode & 0o777 == 0o600
    often, rare = last_head(heads, "often"), last_head(heads, "rare")
    assert often is not None
    assert rare is not None
    assert (often.sequence, rare.sequence) == (2499, 5)
    assert [path.name for path in heads.parent.iterdir()] == ["heads"]


def test_no_room(heads: Path) -> None:
    remember_head(heads, "a", head(1), MORNING)
    with (
        largest_file(heads.stat().st_size),
        pytest.raises(StorageError, match="The log itself is not touched"),
    ):
        remember_head(heads, "a", head(2), MORNING)
    assert last_head(heads) == SeenHead("a", 1, head(1).hash, "2026-03-02T08:00:00.000000Z")


def test_a_folder_in_its_place(heads: Path) -> None:
    heads.mkdir(parents=True)
    with pytest.raises(StorageError, match="Cannot read"):
        last_head(heads)


def test_a_cut_tail_and_an_exchanged_database_are_noticed(opener: Opener, heads: Path) -> None:
    log = opener()
    remember_head(heads, log.database_id, log.head(), MORNING)
    empty = last_head(heads)
    append(log, 3)
    remember_head(heads, log.database_id, log.head(), MORNING)
    seen = last_head(heads)
    assert empty is not None
    assert seen is not None
    append(log, 2)
    assert continues(behind(log), seen)
    cut, other = opener("cut.db"), opener("other.db")
    append(cut, 2)
    append(other, 5, "administration/a2")
    assert not continues(behind(cut), seen)
    assert not continues(behind(other), seen)
    assert continues(behind(cut), empty)
