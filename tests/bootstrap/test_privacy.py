from __future__ import annotations

import os
from pathlib import Path

import pytest

from inoadmin.bootstrap.privacy import (
    Mended,
    belongings,
    keep_private,
    make_private_folder,
    mend,
)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def made(path: Path, bits: int) -> Path:
    path.write_bytes(b"x")
    path.chmod(bits)
    return path


def test_what_others_may_open_is_mended_and_counted(tmp_path: Path) -> None:
    wide, group, well = (
        made(tmp_path / name, bits) for name, bits in (("a", 0o644), ("b", 0o660), ("c", 0o600))
    )
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(0o755)
    assert mend([wide, group, well, folder, tmp_path / "missing"]) == Mended(mended=3)
    assert [mode(path) for path in (wide, group, well, folder)] == [0o600, 0o600, 0o600, 0o700]
    assert mend([wide, group, well, folder]) == Mended()


def test_a_links_target_is_left_alone(tmp_path: Path) -> None:
    target = made(tmp_path / "theirs", 0o644)
    (tmp_path / "link").symlink_to(target)
    assert mend([tmp_path / "link"]) == Mended()
    assert mode(target) == 0o644


def test_what_cannot_be_mended_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _bits: int) -> None:
        raise PermissionError

    wide = made(tmp_path / "a", 0o644)
    monkeypatch.setattr(Path, "chmod", refuse)
    assert mend([wide]) == Mended(open_still=1)


@pytest.mark.parametrize(
    ("found", "begins"),
    [
        (Mended(), ""),
        (Mended(1), "A file of this application could be opened by other accounts and no longer"),
        (Mended(2), "2 files of this application could be opened by other accounts and no longer"),
        (Mended(2, 1), "A file of this application can be opened by other accounts, and this"),
    ],
)
def test_it_is_told_in_a_sentence(found: Mended, begins: str) -> None:
    assert found.sentence.startswith(begins)
    assert bool(found.sentence) == bool(begins)


IN_FOLDERS = ("/INC-7.txt", "/file", "/inoadmin.log.1")


def test_everything_that_belongs_to_the_application_is_looked_at(tmp_path: Path) -> None:
    for name in ("log", "faults", "theirs"):
        (tmp_path / name).mkdir()
        for ours in ("file", "inoadmin.log.1", "INC-7.txt"):
            (tmp_path / name / ours).touch()
    for name in ("w.db", "w.db-wal", "w.db.rung", "other"):
        (tmp_path / name).touch()
    key = tmp_path / "elsewhere" / "ward.key"

    def looked_at(*, own_folder: bool) -> list[str]:
        found = belongings(tmp_path / "w.db", [key], own_folder=own_folder)
        return [str(path.relative_to(tmp_path)) for path in found]

    beside = ["w.db", "w.db-wal", "w.db.rung"]
    ours = ["log/inoadmin.log.1", "faults/INC-7.txt", "elsewhere/ward.key"]
    assert looked_at(own_folder=False) == [*beside, *ours]
    whole = [f"{name}{file}" for name in ("log", "faults") for file in ("", *IN_FOLDERS)]
    assert looked_at(own_folder=True) == [".", "other", *beside, *whole, "elsewhere/ward.key"]


def test_what_the_process_makes_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        keep_private()
        (tmp_path / "a").touch()
        (tmp_path / "b").mkdir()
    finally:
        os.umask(before)
    assert (mode(tmp_path / "a"), mode(tmp_path / "b")) == (0o600, 0o700)


def test_a_folder_is_made_only_in_one_that_exists(tmp_path: Path) -> None:
    assert make_private_folder(tmp_path / "log")
    assert make_private_folder(tmp_path / "log")
    assert not make_private_folder(tmp_path / "slip" / "log")
    assert [path.name for path in tmp_path.iterdir()] == ["log"]
