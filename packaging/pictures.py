#!/usr/bin/env python3
"""Takes the README's pictures of the real process: run with the checkout's .venv under Debian.

    .venv/bin/python packaging/pictures.py                    # all, into packaging/pictures
    .venv/bin/python packaging/pictures.py --into DIR --size 1024x700 --scale 1 --only premedication

A ward's database with patients in every stage is made in a temporary folder; then the application
is started on it under Xvfb, light and dark, patients are opened by their wristbands, and the screen
is saved. The machine of the pictures has a loudspeaker that nobody hears. Needs
Xvfb, openbox, xdotool, PulseAudio and ImageMagick's `import`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from picture_ward import PIN, make_ward

from inoadmin.bootstrap.display import DisplayFile, display_path
from tests.ui.alarms.hearing import null_sink

PICTURES = ROOT / "packaging" / "pictures"
TITLE_PX = 32  # openbox's title and edges
SETTLE_S = 2.0
START_S = 30.0
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Shot:
    """One picture: whose wristband is scanned (none: the board), and the keys pressed then."""

    name: str
    wristband: str = ""
    keys: tuple[str, ...] = ()


SHOTS = (
    Shot("board"),
    Shot("premedication", "9990000026"),
    Shot("infusion", "9990000018"),
    Shot("reaction", "9990000050"),
    Shot("observation", "9990000069"),
    Shot("record", "9990000042", ("alt+r",)),
)


def run(environment: Mapping[str, str], *command: str) -> None:
    """Runs a command that must succeed."""
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def screen(size: str, environment: Mapping[str, str]) -> Generator[dict[str, str]]:
    """A screen of its own with a window manager; gives the environment that reaches it."""
    wide, high = (int(part) for part in size.split("x"))
    reading, writing = os.pipe()
    geometry = f"{wide + 2}x{high + TITLE_PX}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", geometry, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        display = f":{answer.readline().strip()}"
    shown = {**environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    desktop = subprocess.Popen(["openbox"], env=shown, stderr=subprocess.DEVNULL)
    try:
        yield shown
    finally:
        desktop.terminate()
        server.terminate()
        server.wait()


@contextmanager
def application(size: str, environment: Mapping[str, str]) -> Generator[subprocess.Popen[bytes]]:
    """The window's process, open at that size, with the first nurse signed in."""
    window = subprocess.Popen([sys.executable, "-m", "inoadmin"], cwd=ROOT, env=environment)
    try:
        search = ("xdotool", "search", "--sync", "--onlyvisible", "--name", "inoadmin")
        found = subprocess.run(
            search, env=environment, check=True, capture_output=True, timeout=START_S
        )
        number = found.stdout.split()[-1].decode()
        time.sleep(SETTLE_S)
        run(environment, "xdotool", "windowsize", number, *size.split("x"))
        run(environment, "xdotool", "windowmove", number, "0", "0")
        time.sleep(SETTLE_S)
        for keys in (("type", PIN), ("key", "Return")):  # the first of the names is chosen
            run(environment, "xdotool", *keys)
            time.sleep(SETTLE_S)
        yield window
    finally:
        window.terminate()
        window.wait(timeout=START_S)


def take(shots: Sequence[Shot], into: Path, suffix: str, environment: Mapping[str, str]) -> None:
    """Goes from patient to patient and saves the screen."""
    for shot in shots:
        if shot.wristband:
            run(environment, "xdotool", "key", "alt+b")  # the board: no other patient is open
            time.sleep(SETTLE_S)
            run(environment, "xdotool", "type", "--delay", "4", shot.wristband + "\n")
            time.sleep(SETTLE_S)
        for key in shot.keys:
            run(environment, "xdotool", "key", key)
            time.sleep(SETTLE_S)
        run(environment, "import", "-window", "root", str(into / f"{shot.name}{suffix}.png"))
        if shot.keys:
            run(environment, "xdotool", "key", "Escape")
            time.sleep(SETTLE_S)


def main() -> None:
    """Takes every picture that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=PICTURES)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--only", action="append")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if not asked.only or shot.name in asked.only]
    for theme in asked.theme or THEMES:
        with tempfile.TemporaryDirectory() as folder:
            environment = make_ward(Path(folder)) | {"QT_SCALE_FACTOR": asked.scale}
            DisplayFile(display_path(Path(environment["INOADMIN_DB"]))).keep(theme)
            with (
                null_sink() as sound,
                screen(asked.size, environment | dict(sound.environment)) as shown,
                application(asked.size, shown),
            ):
                take(shots, asked.into, "" if theme == "light" else f"-{theme}", shown)


if __name__ == "__main__":
    main()
