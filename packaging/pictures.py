#!/usr/bin/env python3
"""Takes the README's pictures of the real process: run with the checkout's .venv under Debian.

    .venv/bin/python packaging/pictures.py

A ward database is made in a temporary folder by playing a scenario file up to now; then the
application is started on it under Xvfb, a card of the board is clicked, and the screen is saved.
Needs Xvfb, openbox, xdotool and ImageMagick's `import`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.serving import service_on
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.clock import SystemClock, UuidIds
from inoadmin.domain import commands as c
from inoadmin.domain.commands import Command
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.settings import Settings
from inoadmin.protocol.loading import load as load_protocol
from inoadmin.scenario.clock import ScenarioClock
from inoadmin.scenario.loading import load
from inoadmin.scenario.model import Scenario
from inoadmin.scenario.runner import Runner
from inoadmin.session.accounts import Proof
from inoadmin.session.ports import Tick
from inoadmin.session.signing import signers
from inoadmin.staff.hashing import Argon2Hasher
from inoadmin.staff.proving import PepperProver
from inoadmin.store.keys import load_or_create_secrets
from inoadmin.store.opening import open_log
from inoadmin.store.vault import KeyringVault

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "packaging" / "pictures"
SCREEN, SIZE = ":97", "1280x832x24"
CARD = ("75", "110")  # the first card of the board
SETTLE_S = 5
PIN = "482915"


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
    """The scenario with its clock set so that it ends now, and a bag that is still good."""
    good = (starts + timedelta(hours=10)).astimezone(zone)
    text = re.sub(r"starts = \S+", f"starts = {starts:%Y-%m-%dT%H:%M:%SZ}", text)
    return re.sub(r'expiry = "[^"]+"', f'expiry = "{good:%Y-%m-%dT%H:%M}"', text)


def with_readings(played: Scenario) -> Scenario:
    """The scenario with what its second checkers read: the bag's dose, and 50 mL/h."""
    bag = next(step.command for step in played.steps if isinstance(step.command, c.Bag))
    read = {"dose_read_mg": bag.dose_mg, "rate_read_ml_h": Decimal(50)}
    steps = tuple(
        replace(step, command=replace(step.command, **read))
        if isinstance(step.command, c.SecondCheck)
        else step
        for step in played.steps
    )
    return replace(played, steps=steps)


def make_ward(folder: Path, scenario: Path, back: timedelta) -> dict[str, str]:
    """A ward database with the scenario played into it; gives the environment that opens it."""
    zone, _ = local_zone(system_names(os.environ))
    starts = SystemClock().read().now - back
    db, key = folder / "data" / "ward.db", folder / "key" / "ward.key"
    db.parent.mkdir()
    items = [item.code for item in load_protocol(shipped_bytes()).items]
    played = with_readings(load(moved(scenario.read_text("utf-8"), starts, zone), items))
    clock = ScenarioClock(played.starts)
    secrets = load_or_create_secrets(key, db, KeyringVault(), may_move=False)
    hasher, prover = Argon2Hasher(secrets.pepper), PepperProver(secrets.pepper)
    timed = SinceThisBoot(clock)
    log = open_log(db, "ward", zone, clock=timed, ids=UuidIds(), key=secrets.key, prover=prover)
    service = service_on(log, timed, shipped_bytes(), zone, hasher)

    def sign(command: Command, actor: str) -> list[Proof]:
        wanted = [signer.member for signer in signers(command, actor)]
        return [service.accounts.check(member, PIN, "picture") for member in wanted]

    runner = Runner(played, service, clock, lambda: service, sign)
    runner.register()
    managers = [member for member, who in service.staff().items() if who.role == "manager"]
    new = StaffDetails("Max Reed", "manager", "M-1")
    manager = managers[0] if managers else service.register_staff(new)
    service.change_settings(Settings("Day unit"), manager)
    for member, who in dict(service.staff()).items():
        sact_until = date(starts.year + 1, 12, 31)
        service.register_staff(replace(who, sact_until=sact_until), member, manager)
        service.accounts.set_pin(member, PIN, manager)
    runner.play()
    log.close()
    return {
        **os.environ,
        "INOADMIN_DB": str(db),
        "INOADMIN_KEY_FILE": str(key),
        "XDG_RUNTIME_DIR": str(key.parent),
    }


def take(name: str, environment: dict[str, str]) -> None:
    """Starts the application on its own screen, opens the first patient, saves the screen."""
    on_screen = {**environment, "DISPLAY": SCREEN, "QT_QPA_PLATFORM": "xcb"}
    server = subprocess.Popen(["Xvfb", SCREEN, "-screen", "0", SIZE], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        desktop = subprocess.Popen(["openbox"], env=on_screen, stderr=subprocess.DEVNULL)
        time.sleep(1)
        window = subprocess.Popen([sys.executable, "-m", "inoadmin"], cwd=ROOT, env=on_screen)
        time.sleep(SETTLE_S)
        for keys in (("type", PIN), ("key", "Return")):  # the first of the names is chosen
            subprocess.run(["xdotool", *keys], env=on_screen, check=True)
            time.sleep(1)
        subprocess.run(["xdotool", "mousemove", *CARD, "click", "1"], env=on_screen, check=True)
        time.sleep(SETTLE_S)
        target = str(PICTURES / f"{name}.png")
        subprocess.run(["import", "-window", "root", target], env=on_screen, check=True)
        window.terminate()
        window.wait(timeout=SETTLE_S)
        desktop.terminate()
    finally:
        server.terminate()


def main() -> None:
    """Takes every picture."""
    PICTURES.mkdir(exist_ok=True)
    for name, scenario, back in (
        ("infusion", "04-interruption-and-restart.toml", timedelta(hours=1, minutes=42)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            source = ROOT / "tests" / "scenarios" / scenario
            take(name, make_ward(Path(folder), source, back))


if __name__ == "__main__":
    main()
