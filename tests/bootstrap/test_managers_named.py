"""Who is meant by a manager's name, and whose recovery key opens an account."""

from __future__ import annotations

from pathlib import Path

import pytest

from inoadmin.cli import main
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.workplace import AccountOpened
from inoadmin.store.keys import new_secrets
from inoadmin.store.recovery import make_recovery
from tests.bootstrap.wards import Site, site, typed


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return site(tmp_path, monkeypatch)


def export(ward: Site, name: str) -> int:
    target = str(ward.folder / "a.db")
    return main(["export", "--plain", target, "--manager", name, "--reason", "audit 12"])


def opened(ward: Site) -> int:
    """How often an account was opened."""
    log = ward.open()
    try:
        events = [e for member in log.service.staff() for e in log.service.member_events(member)]
        return sum(isinstance(event.fact, AccountOpened) for event in events)
    finally:
        log.close()


def test_a_recovery_file_put_there_by_somebody_opens_no_account(
    ward: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = make_recovery(new_secrets(), ward.place.database)
    before = opened(ward)
    typed(monkeypatch, stranger)
    assert main(["unlock", "--recovery-key", "--manager", "Max Reed"]) == 2
    assert opened(ward) == before


def test_a_name_is_found_however_its_accents_were_typed(
    ward: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = ward.open()
    max_reed = next(m for m, d in log.service.staff().items() if d.role == "manager")
    named = StaffDetails("Zo\u00eb  O\u2019Brien", "manager", "M-7")
    member = log.service.register_staff(named, actor=max_reed)
    log.service.accounts.set_pin(member, "350917", max_reed)
    log.close()
    typed(monkeypatch, "350917")
    assert export(ward, "zoe\u0308 o\u2019brien") == 0


def test_managers_of_one_name_are_told_apart_by_their_registration(
    ward: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = ward.open()
    max_reed = next(m for m, d in log.service.staff().items() if d.role == "manager")
    log.service.register_staff(StaffDetails("Max Reed", "manager", "M-7"), actor=max_reed)
    log.close()
    typed(monkeypatch, "604918", "604918")
    assert export(ward, "Max Reed") == 2
    assert "2 managers here are called Max Reed" in capsys.readouterr().err
    assert export(ward, "R-Max") == 0
