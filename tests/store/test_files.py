from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inoadmin.store.files import (
    copy_private,
    discard,
    make_private,
    new_name_beside,
    publish,
    replace_private,
    sweep_left_over,
)
from tests.store.test_faults import largest_file


@pytest.fixture(params=["with hard links", "without hard links"])
def made(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished file that is to be published."""

    def refuse(_made: Path, path: Path) -> None:
        if path.exists() or path.is_symlink():
            raise FileExistsError(str(path))
        raise PermissionError("this file system has no hard links")

    if request.param == "without hard links":
        monkeypatch.setattr(os, "link", refuse)
    path = new_name_beside(tmp_path / "ward.db")
    path.write_text("whole")
    return path


def test_a_file_appears_under_its_name_alone(made: Path, tmp_path: Path) -> None:
    publish(made, tmp_path / "ward.db")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"ward.db": "whole"}


def test_a_file_that_is_there_already_is_untouched(made: Path, tmp_path: Path) -> None:
    (tmp_path / "ward.db").write_text("older")
    with pytest.raises(FileExistsError):
        publish(made, tmp_path / "ward.db")
    assert (tmp_path / "ward.db").read_text() == "older"
    assert made.read_text() == "whole"


def test_a_link_to_nowhere_is_not_followed(made: Path, tmp_path: Path) -> None:
    (tmp_path / "ward.db").symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(FileExistsError):
        publish(made, tmp_path / "ward.db")
    assert not (tmp_path / "elsewhere.db").exists()


def test_the_look_before_a_rename_sees_what_a_link_would_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_made: Path, _path: Path) -> None:
        raise PermissionError("this file system has no hard links")

    monkeypatch.setattr(os, "link", refuse)
    made = new_name_beside(tmp_path / "ward.db")
    made.write_text("whole")
    (tmp_path / "ward.db").symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(FileExistsError):
        publish(made, tmp_path / "ward.db")
    assert made.exists()


def test_names_in_the_making_differ(tmp_path: Path) -> None:
    names = {new_name_beside(tmp_path / "ward.db") for _ in range(50)}
    assert len(names) == 50
    assert {name.parent for name in names} == {tmp_path}


def test_a_private_file_is_its_owner_s_alone_and_new(tmp_path: Path) -> None:
    path = tmp_path / "file"
    make_private(path, b"one\n")
    assert path.read_bytes() == b"one\n"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_private(path, b"two")
    with pytest.raises(FileExistsError):
        copy_private(path, path)
    assert path.read_bytes() == b"one\n"
    copy_private(path, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"one\n"
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_private(path, b"one")
    replace_private(path, b"two")
    with largest_file(0), pytest.raises(OSError, match="File too large"):
        replace_private(path, b"three")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    with largest_file(1), pytest.raises(OSError, match="File too large"):
        copy_private(path, tmp_path / "copy")
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_a_database_in_the_making_goes_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    for name in ("a.db", "a.db-wal", "a.db-shm", "a.db-journal", "a.db.recovery"):
        (tmp_path / name).touch()
    discard(tmp_path / "a.db")
    discard(tmp_path / "a.db")
    assert [found.name for found in tmp_path.iterdir()] == ["a.db.recovery"]


def test_what_a_kill_left_in_the_making_is_swept_a_day_later(tmp_path: Path) -> None:
    whole = tmp_path / "ward.db"
    names = {new_name_beside(whole).name, f"{new_name_beside(whole).name}-journal"}
    others = {"ward.db", ".ward.db.new", ".ward.db.0123.new", new_name_beside(tmp_path / "b").name}
    for name in (*names, *others):
        (tmp_path / name).touch()
    left_at = datetime.fromtimestamp((tmp_path / min(names)).stat().st_mtime, UTC)
    sweep_left_over(whole, left_at + timedelta(hours=23))
    assert {path.name for path in tmp_path.iterdir()} == names | others
    sweep_left_over(whole, left_at + timedelta(hours=25))
    assert {path.name for path in tmp_path.iterdir()} == others
