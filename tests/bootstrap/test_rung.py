from __future__ import annotations

from pathlib import Path

import pytest

from inoadmin.bootstrap.rung import LARGEST_BYTES, RungFile, rung_path

KEYS = {"a1/vitals/10:15": 5_000_000_000, "a2/reaction/7": 7}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return rung_path(tmp_path / "ward.db")


def test_what_was_kept_is_heard_of_in_the_same_boot_alone(path: Path) -> None:
    RungFile(path, "boot-1").keep(KEYS)
    assert RungFile(path, "boot-1").heard() == KEYS
    assert RungFile(path, "boot-2").heard() is None


def test_later_keys_take_the_place_of_those_before(path: Path) -> None:
    kept = RungFile(path, "boot-1")
    kept.keep(KEYS)
    kept.keep({})
    assert kept.heard() == {}


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"\xff\xfe", b'{"boot_id":"boot-1","began":[1]}', b" " * (LARGEST_BYTES + 1)],
)
def test_what_cannot_be_read_was_never_heard(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert RungFile(path, "boot-1").heard() is None


def test_no_file_no_folder_nothing_heard_and_nothing_raised(tmp_path: Path) -> None:
    kept = RungFile(tmp_path / "gone" / "ward.db.rung", "boot-1")
    kept.keep(KEYS)
    assert kept.heard() is None


def test_the_file_is_its_owner_s_alone(path: Path) -> None:
    RungFile(path, "boot-1").keep(KEYS)
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]
