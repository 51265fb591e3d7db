"""The tables guard themselves, whatever program writes to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from inoadmin.store.schema import APPLICATION_ID
from inoadmin.store.tables import Tables
from tests.fakes import HandClock
from tests.store.conftest import KEY, Opener, behind
from tests.store.examples import DOSE, MOORE, append, draft

COLUMNS = (
    "sequence, database_id, stream, version, kind, kind_version, occurred_at, recorded_at,"
    " local_offset_minutes, boot_id, counter_ns, actor, body, previous_hash, hash,"
    " signatures"
)


def copied(verb: str, **changes: str) -> str:
    """A statement that inserts the first event again with some columns changed."""
    names = COLUMNS.split(", ")
    values = ", ".join(changes.get(name, name) for name in names)
    return f"{verb} INTO events ({COLUMNS}) SELECT {values} FROM events WHERE sequence = 1"


FORBIDDEN = [
    "UPDATE events SET actor = 'staff/bob'",
    "UPDATE OR REPLACE events SET sequence = 2 WHERE sequence = 1",
    "UPDATE OR IGNORE events SET actor = 'staff/bob'",
    "DELETE FROM events",
    "DELETE FROM events WHERE sequence = 2",
    copied("INSERT OR REPLACE", actor="'staff/bob'"),
    copied("REPLACE"),
    copied("INSERT OR IGNORE"),
    copied("INSERT OR REPLACE", sequence="3", hash="printf('%064d', 7)"),
    copied("INSERT OR REPLACE", stream="'other'", hash="printf('%064d', 7)"),
    copied("INSERT OR REPLACE", sequence="3", version="3"),
    copied("INSERT OR REPLACE", sequence="3", stream="'other'", hash="printf('%064d', 7)"),
    copied("INSERT", sequence="9", version="3", hash="printf('%064d', 7)"),
    copied("INSERT", sequence="NULL", version="3", hash="printf('%064d', 7)"),
    copied("INSERT") + " ON CONFLICT DO UPDATE SET actor = 'staff/bob'",
    "UPDATE protocols SET bytes = x'00'",
    "DELETE FROM protocols",
    "INSERT OR REPLACE INTO protocols (hash, bytes) VALUES ('abc', x'00')",
    "INSERT INTO protocols (hash, bytes) VALUES ('abc', x'00') ON CONFLICT DO NOTHING",
    "UPDATE \"database\" SET kind = 'ward'",
    'DELETE FROM "database"',
    "INSERT OR REPLACE INTO \"database\" VALUES ('database-1', 'ward', '')",
    "INSERT INTO \"database\" VALUES ('another', 'ward', '')",
]
GUARDED = ("events", "protocols", '"database"')


def contents(connection: Any) -> list[list[Any]]:
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in GUARDED]


def filled(opener: Opener, kind: str) -> None:
    log = opener("log.db", kind)
    append(log, 2)
    log.keep_protocol("abc", b"protocol")
    log.close()


Connect = Callable[[Path], Any]


def keyed(path: Path) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    return connection


def by_sqlite3(path: Path) -> Any:
    return sqlite3.connect(path, isolation_level=None)


def by_sqlite3_with_recursive_triggers(path: Path) -> Any:
    connection = by_sqlite3(path)
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


@pytest.mark.parametrize(
    ("kind", "connect"),
    [
        ("ward", keyed),
        ("scenario", by_sqlite3),
        ("training", by_sqlite3_with_recursive_triggers),
    ],
)
def test_no_statement_changes_what_is_recorded(
    opener: Opener, tmp_path: Path, kind: str, connect: Connect
) -> None:
    filled(opener, kind)
    connection = connect(tmp_path / "log.db")
    before = contents(connection)
    assert [len(rows) for rows in before] == [2, 1, 1]
    for statement in FORBIDDEN:
        with pytest.raises((sqlite3.IntegrityError, dbapi2.IntegrityError)):
            connection.execute(statement)
        assert contents(connection) == before, statement
    connection.close()


def test_the_log_s_own_connection_is_no_exception(opener: Opener) -> None:
    filled(opener, "scenario")
    connection = behind(opener())
    before = contents(connection)
    for statement in FORBIDDEN:
        with pytest.raises(dbapi2.IntegrityError):
            connection.execute(statement)
    assert contents(connection) == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO patients VALUES ('p', 'a', 'b', x'00', 'd')",
        "INSERT INTO administrations VALUES ('a', 'p', '1', 'one', 1, 'infusing', '')",
        "INSERT INTO batches VALUES ('nobody', 'B1')",
    ],
)
def test_columns_hold_what_they_are_for(opener: Opener, statement: str) -> None:
    connection = behind(opener())
    connection.execute("BEGIN")
    with pytest.raises(dbapi2.IntegrityError):
        connection.execute(statement)
    connection.execute("ROLLBACK")


def rows_of(connection: sqlite3.Connection, sql: str) -> Iterable[Any]:
    return connection.execute(sql).fetchall()


def test_a_plain_log_opens_in_any_sqlite(opener: Opener, tmp_path: Path) -> None:
    log = opener(kind="training")
    log.append([draft(text="Zoë")], HandClock().read(), [MOORE, DOSE])
    log.close()
    raw = sqlite3.connect(tmp_path / "log.db")
    assert rows_of(raw, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows_of(raw, "PRAGMA user_version") == [(2,)]
    assert rows_of(raw, "PRAGMA integrity_check") == [("ok",)]
    assert rows_of(raw, 'SELECT * FROM "database"') == [
        ("database-1", "training", "2026-03-02T08:00:00.000000Z")
    ]
    assert rows_of(raw, "SELECT body ->> '$.command.text', stream FROM events") == [
        ("Zoë", "administration/a1")
    ]
    assert rows_of(raw, "SELECT batch FROM batches ORDER BY rowid") == [("B2",), ("B1",)]
    raw.close()


def test_every_table_is_strict_as_sqlite_utils_sees_it(opener: Opener) -> None:
    tables = Tables(behind(opener()))
    kept = {"database", "events", "protocols"}
    names = kept | {"administrations", "batches", "credentials", "patients"}
    assert set(tables.names()) == names
    assert all(map(tables.is_strict, names))
    assert tables.columns("events") == tuple(COLUMNS.replace(",", "").split())


def test_a_keyed_log_shows_nothing_without_its_key(opener: Opener, tmp_path: Path) -> None:
    log = opener("ward.db", "ward")
    log.append([draft(text="Confidential")], HandClock().read(), [MOORE])
    files = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    assert len(files) == 2
    log.close()
    files.append((tmp_path / "ward.db").read_bytes())
    for data in files:
        assert b"SQLite" not in data
        assert b"Confidential" not in data
        assert b"MOORE" not in data
