"""What a restored backup replaced is kept so that it can still be opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inoadmin.cli import main
from inoadmin.store.files import new_name_beside
from inoadmin.store.places import recovery_path, rekeyed_path
from tests.bootstrap.wards import Site, site, typed


@pytest.fixture
def backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """Of another ward's database, with its recovery key."""
    folder = tmp_path / "usb"
    (tmp_path / "other").mkdir()
    folder.mkdir()
    other = site(tmp_path / "other", monkeypatch)
    assert main(["backup", str(folder)]) == 0
    (copy,) = folder.glob("*.db")
    return copy, other.recovery_key


@pytest.fixture
def ward(backup: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return site(tmp_path, monkeypatch)


def test_another_wards_database_takes_neither_file_nor_key_away(
    ward: Site,
    backup: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy, recovery_key = backup
    capsys.readouterr()
    typed(monkeypatch, recovery_key)
    assert main(["restore", str(copy), "--recovery-key"]) == 0
    said = capsys.readouterr().out
    assert "It is another database than the one it replaced" in said
    kept = said.split("What was there before is kept: ")[1].split("\n")[0]
    old_key = said.split("INOADMIN_KEY_FILE=")[1].split("\n")[0]
    assert Path(old_key).stat().st_mode & 0o077 == 0
    assert main(["verify", "--db", kept, "--copy"]) == 3
    monkeypatch.setenv("INOADMIN_KEY_FILE", old_key)
    assert main(["verify", "--db", kept, "--copy"]) == 0
    assert "3 hashes of PINs" in capsys.readouterr().out


def test_an_earlier_state_of_the_same_database_keeps_its_key(
    ward: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ward.folder / "own"
    folder.mkdir()
    assert main(["backup", str(folder)]) == 0
    (copy,) = folder.glob("*.db")
    assert main(["restore", str(copy)]) == 0
    said = capsys.readouterr().out
    assert "another database" not in said
    assert "INOADMIN_KEY_FILE" not in said
    assert [path.name for path in ward.place.key_file.parent.glob("*.kept-*")] == []


@pytest.mark.parametrize("place", ["missing/ward.db", "usb"])
def test_a_place_that_does_not_do_is_not_the_backups_fault(
    ward: Site, backup: tuple[Path, str], capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert main(["restore", str(backup[0]), "--db", str(ward.folder / place)]) == 3
    said = capsys.readouterr().err
    assert "another backup" not in said
    assert "--db" in said


def test_what_killed_commands_left_is_gone_at_the_next_start(ward: Site) -> None:
    """A restoring, a change of key; key files in the making hold keys."""
    place = ward.place
    left = [
        new_name_beside(place.database),
        new_name_beside(place.key_file),
        new_name_beside(recovery_path(place.database)),
    ]
    for file in left:
        file.write_bytes(b"x")
        os.utime(file, (0, 0))
    rekeyed_path(place.database).write_bytes(b"x")
    ward.open().close()
    assert [file for file in (*left, rekeyed_path(place.database)) if file.exists()] == []
