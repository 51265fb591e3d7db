"""The ward of the pictures: plainly fictional patients in every stage, played up to this minute.

Each plays a scenario file of the tests through the session service, as much earlier as its own
stage asks for, so that all clocks run when the window opens.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.serving import service_on
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.clock import SystemClock, UuidIds
from inoadmin.domain.commands import Command
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.domain.settings import Settings
from inoadmin.protocol.loading import load as load_protocol
from inoadmin.scenario.clock import ScenarioClock
from inoadmin.scenario.loading import load
from inoadmin.scenario.model import Registration, Scenario, Step
from inoadmin.scenario.runner import Runner
from inoadmin.session.accounts import Proof
from inoadmin.session.ports import Tick
from inoadmin.session.service import Service
from inoadmin.session.signing import signers
from inoadmin.staff.hashing import Argon2Hasher
from inoadmin.staff.proving import PepperProver
from inoadmin.store.keys import load_or_create_secrets
from inoadmin.store.opening import open_log
from inoadmin.store.vault import KeyringVault

SCENARIOS = Path(__file__).resolve().parent.parent / "tests" / "scenarios"
PIN = "482915"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Visit:
    """A patient and how far into a scenario file they are now."""

    file: str
    now: timedelta
    details: PatientDetails
    allergies: tuple[str, ...] = ()


def person(
    family: str, given: str, number: str, place: str, title: str, born: date
) -> PatientDetails:
    """A plainly fictional patient."""
    sex = "male" if title == "Mr" else "female"
    return PatientDetails(family, given, born, sex, number, "", title, place)


VISITS = (
    Visit(
        "04-interruption-and-restart.toml",
        102 * MINUTE,
        person("Moore", "Jean", "9990000018", "Bay 3", "Mrs", date(1961, 7, 4)),
    ),
    Visit(
        "04-interruption-and-restart.toml",
        37 * MINUTE,
        person("Moor", "Ida", "9990000026", "Bay 5", "Ms", date(1949, 12, 30)),
        ("penicillin",),
    ),
    Visit(
        "05-reaction-grade-2.toml",
        88 * MINUTE,
        person("Bright", "Nora", "9990000050", "Bay 2", "Miss", date(1970, 2, 11)),
    ),
    Visit(
        "01-clean.toml",
        142 * MINUTE,
        person("Hill", "Sam", "9990000069", "Bay 1", "Mr", date(1975, 1, 9)),
    ),
    Visit(
        "01-clean.toml",
        4 * MINUTE,
        person("Wren", "Alma", "9990000034", "Day chair 6", "Mrs", date(1958, 9, 23)),
    ),
    Visit(
        "01-clean.toml",
        187 * MINUTE,
        person("Stone", "Peter", "9990000042", "Day chair 4", "Mr", date(1966, 5, 17)),
    ),
)


class SinceThisBoot:
    """The scenario's time as this computer's counter would have told it, so that the application
    sees no restart in between.
    """

    def __init__(self, clock: ScenarioClock) -> None:
        self._clock = clock

    def read(self) -> Tick:
        """The scenario's moment."""
        then, real = self._clock.read(), SystemClock().read()
        ago_ns = (real.now - then.now) // timedelta(microseconds=1) * 1000
        return Tick(then.now, real.counter_ns - ago_ns, real.boot_id)


def moved(text: str, starts: datetime, zone: ZoneInfo) -> str:
    """The scenario with its clock set to another start, and a bag that is still good."""
    good = (starts + timedelta(hours=10)).astimezone(zone)
    text = re.sub(r"starts = \S+", f"starts = {starts:%Y-%m-%dT%H:%M:%SZ}", text)
    return re.sub(r'expiry = "[^"]+"', f'expiry = "{good:%Y-%m-%dT%H:%M}"', text)


def the_day(now: datetime, zone: ZoneInfo, visits: Sequence[Visit] = VISITS) -> Scenario:
    """All visits as one scenario that ends now."""
    items = [item.code for item in load_protocol(shipped_bytes()).items]
    steps: list[Step] = []
    staff: dict[str, StaffDetails] = {}
    for number, visit in enumerate(visits):
        text = moved((SCENARIOS / visit.file).read_text("utf-8"), now - visit.now, zone)
        played = load(text, items)
        staff |= played.staff
        steps += [replace(s, patient=str(number)) for s in played.steps if s.at <= now]
    patients = {str(n): Registration(v.details, v.allergies) for n, v in enumerate(visits)}
    starts = min(step.at for step in steps)
    zone_name = str(zone)
    return Scenario(
        "the day", starts, zone_name, staff, patients, tuple(sorted(steps, key=lambda s: s.at))
    )


def make_ward(folder: Path, visits: Sequence[Visit] = VISITS) -> dict[str, str]:
    """A ward's database in a folder; gives the environment that opens it."""
    zone, _ = local_zone(system_names(os.environ))
    now = SystemClock().read().now
    db, key = folder / "data" / "ward.db", folder / "key" / "ward.key"
    db.parent.mkdir()
    day = the_day(now, zone, visits)
    clock = ScenarioClock(day.starts)
    secrets = load_or_create_secrets(key, db, KeyringVault(), may_move=False)
    hasher, prover = Argon2Hasher(secrets.pepper), PepperProver(secrets.pepper)
    timed = SinceThisBoot(clock)
    log = open_log(db, "ward", zone, clock=timed, ids=UuidIds(), key=secrets.key, prover=prover)
    service = service_on(log, timed, shipped_bytes(), zone, hasher)
    runner = Runner(day, service, clock, lambda: service, signing(service))
    runner.register()
    staff_up(service, day.starts)
    runner.play()
    log.close()
    return {
        **os.environ,
        "INOADMIN_DB": str(db),
        "INOADMIN_KEY_FILE": str(key),
        "XDG_RUNTIME_DIR": str(key.parent),
    }


def signing(service: Service):
    """Everybody types their PIN where it is asked for."""

    def sign(command: Command, actor: str) -> list[Proof]:
        wanted = [signer.member for signer in signers(command, actor)]
        return [service.accounts.check(member, PIN, "picture") for member in wanted]

    return sign


def staff_up(service: Service, starts: datetime) -> None:
    """A manager, the ward's name, and a PIN for everybody."""
    managers = [member for member, who in service.staff().items() if who.role == "manager"]
    new = StaffDetails("Max Reed", "manager", "M-1")
    manager = managers[0] if managers else service.register_staff(new)
    service.change_settings(Settings("Day unit"), manager)
    for member, who in dict(service.staff()).items():
        sact_until = date(starts.year + 1, 12, 31)
        service.register_staff(replace(who, sact_until=sact_until), member, manager)
        service.accounts.set_pin(member, PIN, manager)
