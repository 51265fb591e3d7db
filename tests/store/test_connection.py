from __future__ import annotations

from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import attach, connect, hold_pragmas
from tests.store.conftest import KEY, Opener, behind

HELD = {
    "locking_mode": "exclusive",
    "journal_mode": "wal",
    "synchronous": 2,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,
}


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_every_setting_holds(opener: Opener, kind: str) -> None:
    connection = behind(opener("log.db", kind))
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in HELD}
    assert found == HELD


def test_a_setting_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    connection = attach(tmp_path / "log.db", None, "mode=memory")
    with pytest.raises(StorageError, match="its setting journal_mode is memory and will not"):
        hold_pragmas(connection, tmp_path / "log.db")
    connection.close()
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_the_driver_refuses_is_refused(opener: Opener, tmp_path: Path) -> None:
    opener("log.db").close()
    connection = attach(tmp_path / "log.db", None, "mode=rw")
    hold_pragmas(connection, tmp_path / "log.db")
    with pytest.raises(StorageError, match="another window or program is using it"):
        connect(tmp_path / "log.db", None)
    connection.close()


@pytest.mark.parametrize("key", [None, KEY])
def test_connecting_creates_nothing(tmp_path: Path, key: bytes | None) -> None:
    with pytest.raises(StorageError, match="the file or its folder cannot be used"):
        connect(tmp_path / "log.db", key)
    assert list(tmp_path.iterdir()) == []


def test_connecting_to_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"Not a database. " * 400)
    with pytest.raises(StorageError, match="it does not read as a database"):
        connect(path, None)
    assert path.read_bytes() == b"Not a database. " * 400
