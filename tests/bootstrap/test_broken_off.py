"""At the start: whether the database is the one that this workstation saw last."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inoadmin.bootstrap.backing import backup_errand
from inoadmin.bootstrap.daily import Remembering
from inoadmin.bootstrap.errand import followed
from inoadmin.bootstrap.restoring import restore
from inoadmin.bootstrap.window import BROKEN_OFF, at_start
from inoadmin.store.identity import last_head
from tests.bootstrap.wards import Site, nurse, site
from tests.session.bench import SAM


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return site(tmp_path, monkeypatch)


def cut_back(ward: Site) -> None:
    """The database is put back to what it was before an entry that was seen."""
    before = ward.folder / "before.db"
    shutil.copy(ward.place.database, before)
    opened = ward.open()
    opened.service.register_patient(SAM, (), nurse(opened))
    opened.remember()
    opened.close()
    shutil.copy(before, ward.place.database)


def told(ward: Site) -> str:
    """What a start says, which then goes on as a window does to its end."""
    opened = ward.open()
    try:
        Remembering(opened, pytest.fail).remember()
        return opened.broken_off
    finally:
        opened.close()


def test_a_database_that_goes_on_is_no_news(ward: Site) -> None:
    assert [told(ward), told(ward)] == ["", ""]


def test_a_cut_tail_is_told_at_every_start(ward: Site) -> None:
    cut_back(ward)
    assert "is not in it" in told(ward)
    assert "is not in it" in told(ward)
    opened = ward.open()
    opened.service.register_patient(SAM, (), nurse(opened))
    assert followed(backup_errand(opened, {"folder": str(ward.folder)})).status == 0
    opened.close()
    assert "is not in it" in told(ward)


def test_an_exchanged_database_is_told(ward: Site) -> None:
    assert told(ward) == ""
    ward.place.database.unlink()
    assert "another one than this workstation saw last" in told(ward)
    assert "another one" in told(ward)


def test_a_database_in_which_nothing_was_recorded_is_missed_by_nobody(ward: Site) -> None:
    ward.place.database.unlink()
    assert told(ward) == ""
    ward.place.database.unlink()
    assert told(ward) == ""


def test_a_restored_backup_is_the_right_one(ward: Site) -> None:
    opened = ward.open()
    folder = ward.folder / "usb"
    folder.mkdir()
    assert followed(backup_errand(opened, {"folder": str(folder)})).status == 0
    opened.close()
    cut_back(ward)
    assert told(ward)
    (copy,) = folder.glob("*.db")
    assert restore(None, copy, with_recovery_key=False) == 0
    assert told(ward) == ""


def test_what_was_seen_last_is_kept(ward: Site) -> None:
    cut_back(ward)
    seen = last_head(ward.place.heads)
    told(ward)
    assert last_head(ward.place.heads) == seen


def test_it_stands_in_the_bar_whatever_else_is_told() -> None:
    assert at_start("", ["zone", "files"]) == ("zone", ["files"])
    assert at_start("", []) == ("", [])
    assert at_start("Exchanged.", ["zone"]) == (BROKEN_OFF, ["zone", "Exchanged."])
