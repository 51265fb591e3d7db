"""The real application killed at random moments of a journey; the next one goes on with it.

The test believes the pipe alone: what was said to be kept must be in the database, which is looked
at as a copy, so that the next process meets it just as the kill left it.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.fakes import HandClock
from tests.reliability.checking import Verdict, look, told
from tests.reliability.driving import KEY, STARTS, open_at, service_over
from tests.reliability.tracing import ROOT
from tests.session.bench import STAFF

DATABASE = "ward.db"
ACTS = 15  # the kill comes after one to so many acts,
WORKS_S = 0.25  # and at most so long after the last of them
OPENS_S = 1.5  # at most so long after its start, when it is to come while the application opens
EARLY = 0.25  # how many kills come at any moment from the start of the process on
STUCK_S = 60.0


class CannotStartError(Exception):
    """The application did not open its window."""


@dataclass(frozen=True, slots=True)
class Kills:
    """What came of so many kills; `early`: before the window had opened."""

    kills: int
    early: int
    acknowledged: int
    lost: int
    damaged: tuple[str, ...]


def killed_often(count: int, chance: Random, rounds: int = 50) -> Kills:
    """Kills the application so often; a database serves for `rounds` of them.

    Raises:
        CannotStartError: it did not open.
    """
    result = Kills(0, 0, 0, 0, ())
    while result.kills < count:
        result = on_one_database(min(rounds, count - result.kills), chance, result)
    return result


def on_one_database(count: int, chance: Random, before: Kills) -> Kills:
    """So many kills on one database, counted in."""
    said: list[str] = []
    early = lost = 0
    damaged: list[str] = []
    with TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder)
        for _ in range(count):
            lines = one_kill(folder, chance)
            early += "opened" not in lines
            said += lines
            found = as_left(folder / "data", said)
            lost += found.lost
            damaged += [found.damage] if found.damage else []
    kept = sum(line.startswith("kept") for line in said)
    return Kills(
        before.kills + count,
        before.early + early,
        before.acknowledged + kept,
        before.lost + lost,
        (*before.damaged, *damaged),
    )


def prepare(folder: Path) -> None:
    """A database with its staff, and its key where the application looks for it; their PINs they
    get there, since its pepper is its own.
    """
    (folder / "data").mkdir()
    key = folder / "ward.key"
    key.write_text(KEY.hex(), encoding="ascii")
    key.chmod(0o600)
    clock = HandClock(STARTS)
    log = open_at(folder / "data" / DATABASE, "ward", clock)
    service = service_over(log, clock)
    for member, details in STAFF.items():
        service.register_staff(details, member)
    log.close()


def one_kill(folder: Path, chance: Random) -> list[str]:
    """Starts the application and kills it at a random moment; what it said."""
    program = [sys.executable, "-m", "tests.reliability.robot"]
    command = [*program, str(folder / "data" / DATABASE), str(chance.randrange(1 << 30))]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "INOADMIN_KEY_FILE": str(folder / "ward.key"),
        "XDG_DATA_HOME": str(folder / "home"),
        "XDG_CONFIG_HOME": str(folder / "home"),
    }
    early = chance.random() < EARLY
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as application:
        assert application.stdout is not None
        assert application.stderr is not None
        said = b""
        if early:
            wait(chance.uniform(0, OPENS_S))
        else:
            said = listened(application.stdout.fileno(), chance.randint(1, ACTS))
            wait(chance.uniform(0, WORKS_S))
        application.kill()
        said += application.stdout.read()
        if not early and not said:
            raise CannotStartError(application.stderr.read().decode(errors="replace"))
    whole, _, _ = said.decode().rpartition("\n")
    return whole.splitlines()


def listened(descriptor: int, acts: int) -> bytes:
    """What is said until so many acts are acknowledged, or nothing more comes."""
    said = b""
    while said.count(b"kept") < acts:
        ready, _, _ = select.select([descriptor], [], [], STUCK_S)
        more = os.read(descriptor, 65536) if ready else b""
        if not more:
            break
        said += more
    return said


def wait(length_s: float) -> None:
    """A wait of this length: nothing arrives on this pipe."""
    idle, other_end = os.pipe()
    select.select([idle], [], [], length_s)
    os.close(idle)
    os.close(other_end)


def as_left(data: Path, said: list[str]) -> Verdict:
    """What a copy of the files holds that the kill left."""
    with TemporaryDirectory() as place:
        for file in data.glob(f"{DATABASE}*"):
            shutil.copyfile(file, Path(place) / file.name)
        return look(Path(place) / DATABASE, told(said))
