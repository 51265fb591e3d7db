from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from inoadmin.store.chain import Envelope, seal, verify_chain
from tests.store.conftest import Opener
from tests.store.examples import append


class Rows:
    """A log of given rows."""

    def __init__(self, rows: Iterable[Envelope]) -> None:
        self._rows = tuple(rows)

    def envelopes(self) -> tuple[Envelope, ...]:
        return self._rows


@pytest.fixture
def rows(opener: Opener) -> list[Envelope]:
    log = opener()
    append(log, 3, "administration/a1")
    append(log, 2, "patient/p1")
    return list(log.envelopes())


def test_an_untouched_log_holds(opener: Opener) -> None:
    log = opener()
    assert verify_chain(log) is None
    append(log, 5)
    assert verify_chain(log) is None


def test_the_first_hash_is_made_as_described(rows: list[Envelope]) -> None:
    first = dataclasses.asdict(rows[0])
    assert first["previous_hash"] == "0" * 64
    stored = first.pop("hash")
    assert first.pop("signatures") == "[]"  # no signature is no field, so that older hashes hold
    text = json.dumps(first, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert stored == hashlib.sha256(text.encode()).hexdigest()
    assert rows[1].previous_hash == stored


@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(Envelope)])
def test_a_change_of_any_field_is_found(rows: list[Envelope], field: str) -> None:
    value = getattr(rows[2], field)
    changed = value + 1 if isinstance(value, int) else f"{value}x"
    rows[2] = dataclasses.replace(rows[2], **{field: changed})
    assert verify_chain(Rows(rows)) == 3


def test_an_entry_rewritten_with_its_hash_is_found_at_the_next(rows: list[Envelope]) -> None:
    rows[2] = seal(dataclasses.replace(rows[2], body="{}"))
    assert verify_chain(Rows(rows)) == 4


@pytest.mark.parametrize("gone", [0, 1, 2, 3])
def test_a_missing_entry_is_found(rows: list[Envelope], gone: int) -> None:
    del rows[gone]
    assert verify_chain(Rows(rows)) == gone + 1


def test_entries_out_of_order_are_found(rows: list[Envelope]) -> None:
    rows[1], rows[2] = rows[2], rows[1]
    assert verify_chain(Rows(rows)) == 2


def test_an_entry_of_another_database_is_found(rows: list[Envelope]) -> None:
    foreign = dataclasses.replace(rows[4], database_id="another")
    assert verify_chain(Rows([*rows[:4], seal(foreign)])) == 5


def test_a_version_left_out_is_found(rows: list[Envelope]) -> None:
    skipped = seal(dataclasses.replace(rows[4], version=3))
    assert verify_chain(Rows([*rows[:4], skipped])) == 5


def test_an_edit_past_the_triggers_is_found(opener: Opener, tmp_path: Path) -> None:
    log = opener()
    append(log, 3)
    log.close()
    raw = sqlite3.connect(tmp_path / "log.db")
    raw.execute("DROP TRIGGER events_refuse_update")
    raw.execute("UPDATE events SET actor = 'staff/bob' WHERE sequence = 2")
    raw.commit()
    raw.close()
    assert verify_chain(opener()) == 2
