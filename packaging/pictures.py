#!/usr/bin/env python3
"""Takes the README's pictures of the real process: run with the checkout's .venv under Debian.

    .venv/bin/python packaging/pictures.py

A ward database is made in a temporary folder by playing a scenario file up to now; then the
application is started on it under Xvfb, a card of the board is clicked, and the screen is saved.
Needs Xvfb, xdotool and ImageMagick's `import`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.serving import service_on
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.clock import SystemClock, UuidIds
from inoadmin.protocol.loading import load as load_protocol
from inoadmin.scenario.clock import ScenarioClock
from inoadmin.scenario.loading import load
from inoadmin.scenario.runner import Runner
from inoadmin.store.keys import load_or_create_key
from inoadmin.store.opening import open_log

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "packaging" / "pictures"
SCREEN, SIZE = ":97", "1280x800x24"
CARD = ("75", "110")  # the first card of the board
SETTLE_S = 4


def moved(text: str, starts: datetime, zone: ZoneInfo) -> str:
    """The scenario with its clock set so that it ends now, and a bag that is still good."""
    good = (starts + timedelta(hours=10)).astimezone(zone)
    text = re.sub(r"starts = \S+", f"starts = {starts:%Y-%m-%dT%H:%M:%SZ}", text)
    return re.sub(r'expiry = "[^"]+"', f'expiry = "{good:%Y-%m-%dT%H:%M}"', text)


def make_ward(folder: Path, scenario: Path, back: timedelta) -> dict[str, str]:
    """A ward database with the scenario played into it; gives the environment that opens it."""
    zone, _ = local_zone(system_names(os.environ))
    starts = SystemClock().read().now - back
    db, key = folder / "data" / "ward.db", folder / "key" / "ward.key"
    db.parent.mkdir()
    items = [item.code for item in load_protocol(shipped_bytes()).items]
    played = load(moved(scenario.read_text("utf-8"), starts, zone), items)
    clock = ScenarioClock(played.starts)
    secret = load_or_create_key(key, db)
    log = open_log(db, "ward", zone, clock=clock, ids=UuidIds(), key=secret)
    service = service_on(log, clock, shipped_bytes(), zone)
    runner = Runner(played, service, clock, lambda: service)
    runner.register()
    runner.play()
    log.close()
    return {**os.environ, "INOADMIN_DB": str(db), "INOADMIN_KEY_FILE": str(key)}


def take(name: str, environment: dict[str, str]) -> None:
    """Starts the application on its own screen, opens the first patient, saves the screen."""
    on_screen = {**environment, "DISPLAY": SCREEN, "QT_QPA_PLATFORM": "xcb"}
    server = subprocess.Popen(["Xvfb", SCREEN, "-screen", "0", SIZE], stderr=subprocess.DEVNULL)
    try:
        time.sleep(SETTLE_S)
        window = subprocess.Popen([sys.executable, "-m", "inoadmin"], cwd=ROOT, env=on_screen)
        time.sleep(SETTLE_S)
        subprocess.run(["xdotool", "mousemove", *CARD, "click", "1"], env=on_screen, check=True)
        time.sleep(SETTLE_S)
        target = str(PICTURES / f"{name}.png")
        subprocess.run(["import", "-window", "root", target], env=on_screen, check=True)
        window.terminate()
        window.wait(timeout=SETTLE_S)
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
