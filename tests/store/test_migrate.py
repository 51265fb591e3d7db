"""An older log is brought up to date after a backup; MIGRATIONS of the tests' own stand for later
versions of the program.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.chain import verify_chain
from inoadmin.store.connection import Connection, connect
from inoadmin.store.migrate import MIGRATIONS, back_up, migrate_after_backup, newest
from inoadmin.store.opening import open_log
from inoadmin.store.tables import Tables
from tests.fakes import FakeIds, HandClock
from tests.store.conftest import KEY, LONDON, Opener, behind
from tests.store.examples import MOORE, append, draft, texts
from tests.store.test_faults import largest_file


def add_ward(connection: Connection) -> None:
    Tables(connection).add_column("patients", "ward", str)


def index_names(connection: Connection) -> None:
    Tables(connection).create_index("patients", ["family_name"])


def fail(connection: Connection) -> None:
    add_ward(connection)
    connection.execute("SELECT * FROM nowhere")


def version_of(connection: Connection) -> object:
    return connection.execute("PRAGMA user_version").fetchone()


def filled(opener: Opener, kind: str) -> None:
    log = opener("log.db", kind)
    append(log, 3)
    log.append([draft("patient/p1")], HandClock().read(), [MOORE])
    log.close()


def test_this_program_s_schema_is_the_newest() -> None:
    assert newest() == 1 + len(MIGRATIONS)


@pytest.mark.parametrize("kind", ["ward", "training"])
def test_an_older_log_is_brought_up_to_date_after_a_backup(
    opener: Opener, tmp_path: Path, kind: str
) -> None:
    filled(opener, kind)
    log = opener("log.db", kind, migrations=(*MIGRATIONS, add_ward, index_names))
    assert version_of(behind(log)) == (4,)
    assert "ward" in Tables(behind(log)).columns("patients")
    assert log.patients() == (MOORE,)
    assert verify_chain(log) is None
    append(log, 1)
    log.close()
    backup = tmp_path / "log.db.schema-2.backup"
    assert {path.name for path in tmp_path.iterdir()} == {"log.db", backup.name}
    assert backup.stat().st_mode & 0o777 == 0o600
    old = opener(backup, kind)
    assert version_of(behind(old)) == (2,)
    assert texts(old) == ["Note 1", "Note 2", "Note 3"]
    assert verify_chain(old) is None


def test_what_is_up_to_date_is_left_alone(opener: Opener, tmp_path: Path) -> None:
    filled(opener, "training")
    for _ in range(2):
        opener("log.db", "training", migrations=(*MIGRATIONS, add_ward)).close()
    assert len(list(tmp_path.glob("*.backup"))) == 1


def test_the_older_program_refuses_the_newer_log(opener: Opener) -> None:
    filled(opener, "training")
    opener("log.db", "training", migrations=(*MIGRATIONS, add_ward)).close()
    with pytest.raises(StorageError, match="a newer version of this program"):
        opener("log.db", "training")


def test_a_new_log_is_made_up_to_date_at_once(tmp_path: Path) -> None:
    log = open_log(
        tmp_path / "log.db",
        "training",
        LONDON,
        clock=HandClock(),
        ids=FakeIds(),
        migrations=(*MIGRATIONS, add_ward),
    )
    assert version_of(behind(log)) == (3,)
    log.close()
    assert [path.name for path in tmp_path.iterdir()] == ["log.db"]


@pytest.mark.parametrize("kind", ["ward", "training"])
def test_a_migration_that_fails_leaves_the_log_as_it_was(
    opener: Opener, tmp_path: Path, kind: str
) -> None:
    filled(opener, kind)
    for number in ("", "-2"):
        backup = tmp_path / f"log.db.schema-2{number}.backup"
        with pytest.raises(StorageError) as refused:
            opener("log.db", kind, migrations=(*MIGRATIONS, fail))
        assert f"The log is unchanged and {backup} is a copy of it." in str(refused.value)
        assert backup.exists()
    log = opener("log.db", kind)
    assert version_of(behind(log)) == (2,)
    assert "ward" not in Tables(behind(log)).columns("patients")
    assert texts(log) == ["Note 1", "Note 2", "Note 3"]


def test_no_room_for_the_backup_means_no_migration(opener: Opener, tmp_path: Path) -> None:
    filled(opener, "training")
    with largest_file(8192), pytest.raises(StorageError, match="Cannot make the backup"):
        opener("log.db", "training", migrations=(*MIGRATIONS, add_ward))
    assert list(tmp_path.glob("*.backup*")) == []
    assert version_of(behind(opener("log.db", "training"))) == (2,)


def test_a_backup_never_takes_another_file_s_place(opener: Opener, tmp_path: Path) -> None:
    log = opener("log.db", "ward")
    (tmp_path / "kept").write_text("kept")
    with pytest.raises(StorageError, match="File exists"):
        back_up(behind(log), tmp_path / "kept", KEY)
    assert (tmp_path / "kept").read_text() == "kept"


def test_a_copy_that_is_not_sound_is_no_backup(opener: Opener, tmp_path: Path) -> None:
    filled(opener, "training")
    path = tmp_path / "log.db"
    raw = sqlite3.connect(path)
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'patients'"
    page = raw.execute(sql).fetchone()[0]
    raw.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    connection = connect(path, None)
    with pytest.raises(StorageError, match=r"Cannot make the backup .*The log is unchanged"):
        migrate_after_backup(connection, path, None, newest(), (*MIGRATIONS, add_ward))
    connection.close()
    assert [known.name for known in tmp_path.iterdir()] == ["log.db"]
