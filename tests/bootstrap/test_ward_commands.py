"""The commands that look after the ward's database, as a shell would call them."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from inoadmin.bootstrap.backing import backup_errand
from inoadmin.bootstrap.exporting import proven_manager
from inoadmin.cli import main
from inoadmin.domain.workplace import BackedUp, Exported, PinRefused, Restored
from inoadmin.session.errands import Line, Progress
from inoadmin.session.ports import StorageError
from inoadmin.session.streams import WORKSTATION
from inoadmin.store.recovery import new_recovery_key
from tests.bootstrap.wards import Site, nurse, site, typed
from tests.session.bench import SAM


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return site(tmp_path, monkeypatch)


def facts(ward: Site, kind: type) -> list[object]:
    """What the log says happened at the workstation."""
    opened = ward.open()
    try:
        return [e.fact for e in opened.log.read(WORKSTATION) if isinstance(e.fact, kind)]
    finally:
        opened.close()


def entries(ward: Site) -> int:
    opened = ward.open()
    try:
        return opened.log.head().sequence
    finally:
        opened.close()


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


# --- verify --------------------------------------------------------------------------------------


def test_what_was_written_holds(ward: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    said = capsys.readouterr().out
    assert "holds:" in said
    assert "Moore" not in said
    assert "MOORE" not in said


def test_a_head_that_is_not_in_it(ward: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--head", f"3:{'ab' * 32}"]) == 1
    assert "DOES NOT HOLD" in capsys.readouterr().out


def test_a_head_that_is_none(ward: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--head", "yesterday"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


# --- backup and restore --------------------------------------------------------------------------


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def backed_up(ward: Site) -> Path:
    folder = ward.folder / "usb"
    folder.mkdir(exist_ok=True)
    assert main(["backup", str(folder)]) == 0
    return only(folder, "*.db")


def test_a_backup_is_verified_recorded_and_private(
    ward: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = backed_up(ward)
    (end,) = re.findall(r": verified, ends with ([0-9]+:[0-9a-f]{64})$", out(capsys), re.MULTILINE)
    assert copy.stat().st_mode & 0o077 == 0
    assert only(copy.parent, "*.recovery").is_file()
    (fact,) = facts(ward, BackedUp)
    assert isinstance(fact, BackedUp)
    assert fact.file == copy.name
    assert main(["verify", "--db", str(copy), "--copy", "--head", end]) == 0
    assert main(["verify", "--head", end]) == 0


def test_no_backup_where_there_is_no_folder(ward: Site, capsys: pytest.CaptureFixture[str]) -> None:
    before = entries(ward)
    assert main(["backup", str(ward.folder / "missing")]) == 3
    assert "there is no such folder" in capsys.readouterr().err
    assert entries(ward) == before


def test_a_backup_that_cannot_be_recorded_is_named(ward: Site) -> None:
    """A copy elsewhere is what is needed most when nothing can be written here any more."""
    folder = ward.folder / "usb"
    folder.mkdir()
    opened = ward.open()
    try:
        away = ward.place.database.rename(ward.folder / "away")
        lines: list[Line | Progress] = []
        with pytest.raises(StorageError) as refused:
            lines.extend(backup_errand(opened, {"folder": str(folder)}))
        away.rename(ward.place.database)
    finally:
        opened.close()
    copy = only(folder, "*.db")
    said = [line.text for line in lines if isinstance(line, Line)]
    assert said[0].startswith(f"{copy}: verified")
    assert str(refused.value).startswith(f"The backup {copy} is whole; that it was made could not")
    assert main(["verify", "--db", str(copy), "--copy"]) == 0


def test_a_restored_backup_says_what_it_replaced(
    ward: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = backed_up(ward)
    opened = ward.open()
    opened.service.register_patient(SAM, (), nurse(opened))
    opened.remember()
    lost = opened.log.head()
    opened.close()
    assert main(["restore", str(copy)]) == 0
    assert "is kept" in capsys.readouterr().out
    (fact,) = facts(ward, Restored)
    assert isinstance(fact, Restored)
    assert (fact.replaced_sequence, fact.replaced_hash) == (lost.sequence, lost.hash)
    assert main(["verify"]) == 0
    assert main(["verify", "--head", f"{lost.sequence}:{lost.hash}"]) == 1


def test_a_damaged_backup_is_refused_and_nothing_changes(
    ward: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, before = backed_up(ward), entries(ward)
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    assert main(["restore", str(copy)]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert entries(ward) == before


def test_a_backup_opens_on_another_workstation_with_its_recovery_key(
    ward: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backed_up(ward)
    (tmp_path / "other").mkdir()
    other = site(tmp_path / "other", monkeypatch)
    assert main(["restore", str(copy)]) == 3
    typed(monkeypatch, ward.recovery_key)
    assert main(["restore", "--recovery-key", str(copy)]) == 0
    assert main(["verify"]) == 0
    assert [type(f) for f in facts(other, Restored)] == [Restored]
    opened = other.open()
    try:
        assert opened.broken_off == ""
        assert proven_manager(opened.service, "Max Reed", "604918", "look")
    finally:
        opened.close()


# --- unlock and change-key -----------------------------------------------------------------------


def test_a_lost_key_comes_back(
    ward: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = entries(ward)
    ward.place.key_file.unlink()
    with pytest.raises(StorageError, match="recovery key"):
        ward.open()
    typed(monkeypatch, ward.recovery_key.lower().replace("-", " "))
    assert main(["unlock", "--recovery-key"]) == 0
    assert "is back" in capsys.readouterr().out
    assert entries(ward) == before
    opened = ward.open()
    amy = next(m for m, d in opened.service.staff().items() if d.name == "Amy Field")
    assert opened.service.accounts.check(amy, "482915", "sign in")
    opened.close()


@pytest.mark.parametrize("change", ["mistyped", "wrong"])
def test_a_recovery_key_that_is_not_it(
    ward: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: str,
) -> None:
    ward.place.key_file.unlink()
    first = "A" if ward.recovery_key[0] != "A" else "B"
    mistyped = first + ward.recovery_key[1:]
    key = mistyped if change == "mistyped" else new_recovery_key()
    typed(monkeypatch, key)
    assert main(["unlock", "--recovery-key"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not ward.place.key_file.exists()


def test_a_locked_out_manager_is_let_in_again(ward: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = ward.open()
    manager = next(m for m, d in opened.service.staff().items() if d.role == "manager")
    for _ in range(10):
        opened.service.ledger.add(f"staff/{manager}", PinRefused("sign in"), manager)
    assert opened.service.accounts.account(manager).locked
    opened.close()
    asked = ["unlock", "--recovery-key", "--manager"]
    typed(monkeypatch, ward.recovery_key)
    assert main([*asked, "Amy Field"]) == 2
    typed(monkeypatch, ward.recovery_key)
    assert main([*asked, "max reed"]) == 0
    opened = ward.open()
    assert not opened.service.accounts.account(manager).locked
    opened.close()


def test_a_changed_key_opens_with_the_new_recovery_key_alone(
    ward: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, key = entries(ward), ward.place.key_file.read_bytes()
    typed(monkeypatch, "604918")
    assert main(["change-key", "--manager", "Max Reed"]) == 0
    new = capsys.readouterr().out.split("recovery key is now: ")[1].split("\n")[0]
    assert ward.place.key_file.read_bytes() != key
    assert entries(ward) == before
    ward.place.key_file.unlink()
    typed(monkeypatch, ward.recovery_key)
    assert main(["unlock", "--recovery-key"]) == 2
    typed(monkeypatch, new)
    assert main(["unlock", "--recovery-key"]) == 0
    assert main(["verify"]) == 0


def test_no_other_than_a_manager_changes_the_key(
    ward: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ward.place.key_file.read_bytes()
    for name, pin in (("Amy Field", "482915"), ("Max Reed", "604919")):
        typed(monkeypatch, pin)
        assert main(["change-key", "--manager", name]) == 2
    assert ward.place.key_file.read_bytes() == key


# --- export --------------------------------------------------------------------------------------


def export(target: Path, name: str = "Max Reed", reason: str = "audit 12") -> int:
    return main(["export", "--plain", str(target), "--manager", name, "--reason", reason])


def test_a_readable_copy_is_recorded_and_opens_in_any_sqlite(
    ward: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = ward.folder / "copy.db"
    typed(monkeypatch, "604918")
    assert export(target) == 0
    database = Database(target)
    assert [row["family_name"] for row in database["patients"].rows] == ["MOORE"]
    assert database["credentials"].count == 0
    with pytest.raises(sqlite3.IntegrityError, match="stays as it is"):
        database.conn.execute("DELETE FROM events")
    database.close()
    assert target.stat().st_mode & 0o077 == 0
    (fact,) = facts(ward, Exported)
    assert isinstance(fact, Exported)
    assert (fact.file, fact.reason) == ("copy.db", "audit 12")
    assert main(["verify", "--db", str(target)]) == 0


@pytest.mark.parametrize(
    ("name", "pin", "reason"),
    [
        ("Max Reed", "604919", "audit"),
        ("Amy Field", "482915", "audit"),
        ("Nobody", "604918", "audit"),
        ("Max Reed", "604918", "  "),
    ],
)
def test_no_copy_without_manager_pin_and_reason(
    ward: Site, monkeypatch: pytest.MonkeyPatch, name: str, pin: str, reason: str
) -> None:
    target = ward.folder / "copy.db"
    typed(monkeypatch, pin)
    assert export(target, name, reason) == 2
    assert not target.exists()
    assert facts(ward, Exported) == []


def test_an_existing_file_is_not_written_over(ward: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    target = ward.folder / "copy.db"
    target.write_text("mine")
    typed(monkeypatch, "604918")
    assert export(target) == 2
    assert target.read_text() == "mine"
