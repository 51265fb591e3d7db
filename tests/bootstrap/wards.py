"""A ward's database on disk as the application makes it, with a manager, two nurses and a dose."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inoadmin.bootstrap.unlocking import new_recovery
from inoadmin.bootstrap.ward import Ward, WardPlace, open_ward, ward_place
from inoadmin.domain.people import StaffDetails
from inoadmin.session.accounts import Accounts
from inoadmin.session.registration import SYSTEM
from inoadmin.staff.hashing import Argon2Hasher
from tests.session.bench import JEAN, order

LONDON = ZoneInfo("Europe/London")
STAFF = {
    "Max Reed": ("manager", "604918"),
    "Amy Field": ("nurse", "482915"),
    "Ben Okoro": ("nurse", "731904"),
}


@dataclass
class Site:
    """One workstation's folders; the database is closed unless `open` was called."""

    folder: Path
    place: WardPlace
    recovery_key: str = ""

    def open(self) -> Ward:
        return open_ward(self.place, LONDON)

    @property
    def db(self) -> str:
        return str(self.place.database)


def site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A workstation on which one dose was opened."""
    data, keys = folder / "data", folder / "keys"
    data.mkdir(mode=0o700)
    keys.mkdir(mode=0o700)
    environment = {
        "INOADMIN_DB": str(data / "ward.db"),
        "INOADMIN_KEY_FILE": str(keys / "ward.key"),
        "TZ": "Europe/London",
        "XDG_RUNTIME_DIR": str(keys),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    made = Site(folder, ward_place(environment, None))
    ward = made.open()
    staff(ward)
    amy = nurse(ward)
    patient = ward.service.register_patient(JEAN, (), amy)
    assert ward.service.submit(order(), actor=amy, patient=patient).accepted
    made.recovery_key = new_recovery(made.place, ward.secrets)
    ward.close()
    return made


def staff(ward: Ward) -> None:
    """Everyone with their PIN, hashed at little cost: a hash says itself how it is checked."""
    cheap = Argon2Hasher(ward.secrets.pepper, memory_kib=64, passes=1)
    accounts = Accounts(ward.service.ledger, cheap)
    by = SYSTEM
    for name, (role, pin) in STAFF.items():
        details = StaffDetails(name, role, f"R-{name[:3]}")
        member = ward.service.register_staff(details, actor=by)
        accounts.set_pin(member, pin, by)
        by = member if role == "manager" else by


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What is piped in."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def nurse(ward: Ward) -> str:
    """Amy Field's id."""
    return next(m for m, d in ward.service.staff().items() if d.name == "Amy Field")
