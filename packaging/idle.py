#!/usr/bin/env python3
"""Measures what an idle window costs: run with the checkout's .venv under Linux.

    .venv/bin/python packaging/idle.py                      # 3 runs of a minute each
    .venv/bin/python packaging/idle.py --runs 1 --seconds 20

A ward's database with 30 patients in every stage is made in a temporary folder, and the real
process is started on it under Xvfb, with a loudspeaker that nobody hears. Nobody touches it; what
is told is the processor time of that process alone, as the kernel counts it, of one core: with the
board alone on the screen, and with a patient open whose infusion runs. Needs what pictures.py
needs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from picture_ward import MINUTE, Visit, make_ward, person
from pictures import SETTLE_S, application, run, screen

from tests.ui.alarms.hearing import null_sink

SIZE = "1280x800"
CALM_S = 5.0
SURNAMES = (
    *("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper"),
    *("Kapok", "Larch", "Maple", "Nettle", "Oak", "Pine", "Quince", "Rowan", "Sycamore", "Thorn"),
    *("Umber", "Vine", "Willow", "Yarrow", "Bramble", "Clover", "Fern", "Heather", "Moss", "Reed"),
)
CLEAN = "01-clean.toml"
PREPARING = (4, 9, 14, 19, 23, 28, 35, 42, 50, 58, 64)
INFUSING = (70, 75, 82, 90, 97, 105, 112, 120)
OBSERVING = (128, 135, 142, 150, 160, 170, 180)
OTHERS = (
    ("04-interruption-and-restart.toml", 83),
    ("04-interruption-and-restart.toml", 104),
    ("05-reaction-grade-2.toml", 86),
    ("05-reaction-grade-2.toml", 88),
)


def nhs_number(place: int) -> str:
    """The n-th of the numbers that are kept for tests and have a valid check digit."""
    found: list[str] = []
    stem = 999_000_100
    while len(found) <= place:
        weighed = sum(int(d) * w for d, w in zip(str(stem), range(10, 1, -1), strict=True))
        check = -weighed % 11
        if check != 10:
            found.append(f"{stem}{check}")
        stem += 1
    return found[place]


def visits() -> tuple[Visit, ...]:
    """Thirty patients, so many minutes into their dose."""
    stages = [(CLEAN, at) for at in (*PREPARING, *INFUSING, *OBSERVING)]
    return tuple(
        Visit(
            file,
            at * MINUTE,
            person(name, "Test", nhs_number(place), f"Bay {place + 1}", "Mrs", born(place)),
        )
        for place, (name, (file, at)) in enumerate(zip(SURNAMES, (*stages, *OTHERS), strict=True))
    )


def born(place: int) -> date:
    """A date of birth of their own."""
    return date(1950, 1, 1) + timedelta(days=311 * place)


def processor_s(process: int) -> float:
    """The processor time that a process has used so far, its threads' included, its children's
    not (proc(5), fields utime and stime).
    """
    after_name = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def share(process: int, seconds: float) -> float:
    """Processor time over a while that nobody touches the window, in percent of one core."""
    time.sleep(CALM_S)
    before, began = processor_s(process), time.monotonic()
    time.sleep(seconds)
    return 100 * (processor_s(process) - before) / (time.monotonic() - began)


def measured(environment: Mapping[str, str], infusing: str, seconds: float) -> tuple[float, float]:
    """The shares of one start: with the board alone, and with that wristband's patient open."""
    with application(SIZE, environment) as window:
        board = share(window.pid, seconds)
        run(environment, "xdotool", "type", "--delay", "4", infusing + "\n")
        time.sleep(SETTLE_S)
        return board, share(window.pid, seconds)


def told(what: str, shares: Sequence[float]) -> str:
    """A line of the report."""
    every = ", ".join(f"{one:.2f}" for one in shares)
    return f"{what}: {statistics.median(shares):.2f} % of a core (median of {every})"


def main() -> None:
    """Measures as often as asked, each time with a start of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    everybody = visits()
    infusing = everybody[len(PREPARING)].details.nhs_number
    shares: list[tuple[float, float]] = []
    for _ in range(asked.runs):
        with (
            tempfile.TemporaryDirectory() as folder,
            null_sink() as sound,
            screen(SIZE, make_ward(Path(folder), everybody) | dict(sound.environment)) as shown,
        ):
            shares.append(measured(shown, infusing, asked.seconds))
    print(told(f"board alone, {len(everybody)} patients", [board for board, _ in shares]))
    print(told("an infusing patient open beside them", [open_ for _, open_ in shares]))


if __name__ == "__main__":
    main()
