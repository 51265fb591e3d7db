"""Backups: whole, named by time, and only as many as asked for."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.copies import Backup, back_up_to, backing_up, backups_in
from inoadmin.store.opening import open_log
from inoadmin.store.recovery import open_recovery
from inoadmin.store.soundness import run
from tests.fakes import FakeIds, HandClock
from tests.store.conftest import LONDON, Opener, behind
from tests.store.examples import append, texts
from tests.store.rooms import EVENING, Room, modes, names
from tests.store.test_faults import largest_file

DAY = timedelta(days=1)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "room")


def refusal(room: Room, folder: Path | None = None, **options: object) -> str:
    """The one line that a backup is refused with; the log goes on and nothing is left over."""
    log, folder = room.open(), folder or room.backups
    before = names(folder) if folder.is_dir() else None
    key = room.secrets().key
    with pytest.raises(StorageError) as refused:
        back_up_to(behind(log), folder, key=key, now=EVENING, **options)
    assert (names(folder) if folder.is_dir() else None) == before
    count = len(texts(log))
    append(log, 1)
    assert len(texts(log)) == count + 1
    log.close()
    line = str(refused.value)
    assert line.startswith(f"Cannot make a backup in {folder}: ")
    assert "The log is unchanged; earlier backups are as they were." in line
    assert "\n" not in line
    return line


def test_a_backup_is_the_log_under_its_own_key(room: Room) -> None:
    recovery_key = room.write()
    backup = room.back_up()
    assert names(room.backups) == [
        "inoadmin-7f3a9c21ward-20260302T200000Z-00000004.db",
        "inoadmin-7f3a9c21ward-20260302T200000Z-00000004.db.recovery",
    ]
    assert modes(room.backups) == {0o600}
    assert backup.head.sequence == 4
    assert open_recovery(backup.path, recovery_key) == room.secrets()
    copy = open_log(
        backup.path,
        "ward",
        LONDON,
        clock=HandClock(),
        ids=FakeIds(),
        key=room.secrets().key,
    )
    assert copy.head() == backup.head
    assert texts(copy) == ["Note 1", "Note 2", "Note 3"]
    assert [row.family_name for row in copy.patients()] == ["MOORE"]
    copy.close()


def test_the_copy_keeps_what_makes_it_a_log(room: Room) -> None:
    room.write()
    log = room.open()
    backup = back_up_to(behind(log), room.backups, key=room.secrets().key, now=EVENING)
    asked = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
    schema = behind(log).execute(asked).fetchall()
    assert sum(kind == "trigger" for kind, *_ in schema) == 9
    assert b"SQLite format" not in backup.path.read_bytes()
    copy = open_log(
        backup.path,
        "ward",
        LONDON,
        clock=HandClock(),
        ids=FakeIds(),
        key=room.secrets().key,
    )
    assert behind(copy).execute(asked).fetchall() == schema
    for name in ("application_id", "user_version", "page_size"):
        pragma = f"PRAGMA {name}"
        assert behind(copy).execute(pragma).fetchone() == behind(log).execute(pragma).fetchone()
    copy.close()
    log.close()


def test_the_log_s_own_settings_stay(room: Room) -> None:
    room.write()
    log = room.open()
    kept = ("synchronous", "journal_mode", "locking_mode", "foreign_keys", "recursive_triggers")
    before = [behind(log).execute(f"PRAGMA {name}").fetchone() for name in kept]
    back_up_to(behind(log), room.backups, key=room.secrets().key, now=EVENING)
    assert [behind(log).execute(f"PRAGMA {name}").fetchone() for name in kept] == before
    assert before[0] == (2,)
    log.close()


def test_a_plain_log_has_no_recovery_file(opener: Opener, tmp_path: Path) -> None:
    log = opener("log.db", "training")
    append(log, 2)
    (tmp_path / "backups").mkdir()
    backup = back_up_to(behind(log), tmp_path / "backups", key=None, now=EVENING)
    assert backup.recovery is None
    assert names(tmp_path / "backups") == [backup.path.name]


def test_the_log_goes_on_between_the_steps(room: Room) -> None:
    room.write()
    log = room.open()
    steps = backing_up(behind(log), room.backups, key=room.secrets().key, now=EVENING)
    next(steps)
    append(log, 2)
    assert run(steps).head.sequence == 4
    assert log.head().sequence == 6
    log.close()


def test_a_backup_given_up_half_way_leaves_nothing(room: Room) -> None:
    room.write()
    log = room.open()
    steps = backing_up(behind(log), room.backups, key=room.secrets().key, now=EVENING)
    next(steps)
    assert len(names(room.backups)) == 1
    steps.close()
    assert names(room.backups) == []
    log.close()


def test_two_in_one_second_have_two_names(room: Room) -> None:
    room.write()
    first, second = room.back_up(), room.back_up()
    assert second.path.name == f"{first.path.stem}-2.db"
    assert backups_in(room.backups, "7f3a9c21-ward-1") == (second.path, first.path)


def kept(room: Room, backups: list[Backup]) -> list[int]:
    return [number for number, backup in enumerate(backups) if backup.path.exists()]


def test_the_newest_are_kept(room: Room) -> None:
    room.write()
    backups = [room.back_up(EVENING + number * DAY, keep=3) for number in range(5)]
    assert kept(room, backups) == [2, 3, 4]
    assert len(names(room.backups)) == 6
    assert backups[4].removed == (backups[1].path,)
    assert room.back_up(EVENING + 9 * DAY, keep=1).path.exists()
    assert len(names(room.backups)) == 2


def test_a_fortnight_is_kept_when_nothing_is_said(room: Room) -> None:
    room.write()
    backups = [room.back_up(EVENING + number * DAY) for number in range(16)]
    assert kept(room, backups) == list(range(2, 16))


def test_the_one_just_made_stays_whatever_the_clock_said(room: Room) -> None:
    room.write()
    backups = [room.back_up(EVENING - number * DAY, keep=1) for number in range(3)]
    assert kept(room, backups) == [2]
    assert room.back_up(EVENING - 9 * DAY, keep=2).path.exists()
    with pytest.raises(ValueError, match="at least one"):
        room.back_up(keep=0)


def test_other_files_are_not_touched(room: Room, tmp_path: Path) -> None:
    room.write()
    other = Room(tmp_path / "other", "00aa11bb-other")
    other.write()
    foreign = other.back_up(EVENING - 99 * DAY).path
    shutil.copy(foreign, room.backups)
    old = room.back_up(EVENING - 9 * DAY).path
    for name in (f"{old.name}.bak", f"x{old.name}", "notes.txt", f"{old.stem}.txt"):
        (room.backups / name).write_text("kept")
    link = room.backups / "inoadmin-7f3a9c21ward-20200101T000000Z-00000001.db"
    link.symlink_to(room.database)
    before = set(names(room.backups)) - {old.name, f"{old.name}.recovery"}
    newest = room.back_up(keep=1)
    now = set(names(room.backups)) - {newest.path.name, f"{newest.path.name}.recovery"}
    assert now == before


def test_what_was_cut_short_long_ago_is_swept(room: Room) -> None:
    room.write()
    stem = "inoadmin-7f3a9c21ward-20200101T000000Z-00000001.db"
    left = [f".{stem}.0123456789abcdef.new", f"{stem}.recovery"]
    stranger = f".{stem.replace('7f3a9c21ward', 'other')}.0123456789abcdef.new"
    for name in (*left, stranger):
        (room.backups / name).touch()
    room.back_up(EVENING.replace(year=2020))
    assert {*left, stranger} <= set(names(room.backups))
    room.back_up(EVENING.replace(year=2200))
    assert not set(left) & set(names(room.backups))
    assert stranger in names(room.backups)


def test_a_missing_folder(room: Room) -> None:
    room.write()
    assert "there is no such folder" in refusal(room, room.base / "nowhere")
    (room.base / "file").touch()
    assert "there is no such folder" in refusal(room, room.base / "file")


def test_a_folder_that_falls_with_what_it_is_to_save(room: Room) -> None:
    room.write()
    assert "ward.db lies there too" in refusal(room, room.database.parent)
    key = {"apart_from": (room.key_file,)}
    assert "ward.key lies there too" in refusal(room, room.key_file.parent, **key)


def test_a_file_that_cannot_grow(room: Room) -> None:
    room.write(20)
    log, key = room.open(), room.secrets().key
    for size in (0, 4096, 30_000):
        with largest_file(size), pytest.raises(StorageError, match="the copy not be written"):
            back_up_to(behind(log), room.backups, key=key, now=EVENING)
        assert names(room.backups) == []
    append(log, 1)
    log.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB; a mere folder for an account that may not mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    yield folder
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Within it the disk has less room than a backup needs."""
    if not disk.is_mount():
        with largest_file(40_000):
            yield
        return
    with (disk / "other").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    with (disk / "other").open("r+b") as file:
        file.truncate((disk / "other").stat().st_size - 40_000)
    yield
    (disk / "other").unlink()


def test_a_full_disk(room: Room, small_disk: Path) -> None:
    room.write()
    log, key = room.open(), room.secrets().key
    made = back_up_to(behind(log), small_disk, key=key, now=EVENING)
    with filled(small_disk):
        with pytest.raises(StorageError, match=r"the disk is full|the copy not be written"):
            back_up_to(behind(log), small_disk, key=key, now=EVENING + DAY, keep=1)
        append(log, 1)
    assert names(small_disk) == [made.path.name, f"{made.path.name}.recovery"]
    assert back_up_to(behind(log), small_disk, key=key, now=EVENING + DAY).head.sequence == 5
    log.close()


def test_a_folder_that_may_only_be_read(
    opener: Opener,
    open_folder: Path,
    as_owner_without_privilege: Callable[[], AbstractContextManager[None]],
) -> None:
    log = opener("log.db", "training")
    append(log, 1)
    folder = open_folder / "backups"
    folder.mkdir()
    with as_owner_without_privilege():
        folder.chmod(0o500)
        with pytest.raises(StorageError, match="may only be read"):
            back_up_to(behind(log), folder, key=None, now=EVENING)
        folder.chmod(0o700)
    append(log, 1)


def test_a_log_whose_pages_are_damaged_is_not_passed_on(room: Room) -> None:
    room.write(40)
    log, key = room.open(), room.secrets().key
    behind(log).execute("PRAGMA shrink_memory")  # so that the pages are read from the disk again
    with room.database.open("r+b") as file:
        file.seek(9 * 4096)
        file.write(bytes(4096))
    with pytest.raises(StorageError, match="Run inoadmin verify"):
        back_up_to(behind(log), room.backups, key=key, now=EVENING)
    log.close()
    assert names(room.backups) == []


def test_a_log_that_was_tampered_with_is_not_passed_on(opener: Opener, tmp_path: Path) -> None:
    log = opener("log.db", "training")
    append(log, 3)
    behind(log).execute("DROP TRIGGER events_refuse_update")
    (tmp_path / "backups").mkdir()
    with pytest.raises(StorageError, match='its trigger "events_refuse_update"'):
        back_up_to(behind(log), tmp_path / "backups", key=None, now=EVENING)
    assert names(tmp_path / "backups") == []
