"""A bench whose time is kept: the service's clock is steady, over one that can be set by hand.

Timed: the bench with its timekeeper and bell, told of a second by `tick`. STAGES: how each stage is
reached, by name, from a dose just opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.events import Fact
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.acknowledging import acknowledgements
from inoadmin.session.present.alarms import alarms
from inoadmin.session.present.notices import notices
from inoadmin.session.ringing import Bell
from inoadmin.session.service import Service
from inoadmin.session.steady import SteadyClock
from inoadmin.session.streams import WORKSTATION
from inoadmin.session.timekeeping import Timekeeper
from tests.fakes import FakeLog, HandClock
from tests.session.bench import BAG, PREMEDS, STARTS, WELL, Bench, bloods, order, yes_to_all

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

Shown = dict[str, tuple[str, timedelta | None]]


@dataclass
class Timed(Bench):
    """`clock` is the computer's; `now` is the time that the session shows."""

    keeper: Timekeeper = field(init=False)
    bell: Bell = field(default_factory=Bell)
    rung: list[str] = field(default_factory=list[str])

    def another(self) -> Service:
        """The program opened on the log, as after a restart of the program or of the computer."""
        steady = SteadyClock(self.clock, self.log.last_tick())
        args = (self.log, steady, self.ids, GS1Scanner(), self.protocol, self.data, self.zone)
        service = Service(*args)
        self.keeper = Timekeeper(service, steady, self.awake_ns)
        self.keeper.watch()
        return service

    def awake_ns(self) -> int | None:
        """A computer that cannot tell sleep from a busy program."""
        return None

    def program_restarts(self) -> None:
        """The program is killed and opened again; the bell remembers, as its file does."""
        self.bell = Bell(self.bell.began)
        self.service = self.another()

    def computer_restarts(self, off: timedelta) -> None:
        """The computer is off for so long."""
        self.clock.reboot(off)
        self.bell = Bell()
        self.service = self.another()

    @property
    def now(self) -> datetime:
        return self.service.now()

    def tick(self) -> None:
        """A second is told: the clocks are looked at, and whatever has begun rings."""
        self.keeper.tick()
        ringing = self.bell.hear(
            alarms(self.service, self.now),
            acknowledgements(self.service),
            self.service.tick().counter_ns,
            self.service.settings().alarms,
        )
        self.rung += [alarm.code for alarm in ringing]

    def run(self, seconds: int) -> None:
        """Time goes by, second by second."""
        for _ in range(seconds):
            self.clock.advance(SECOND)
            self.tick()

    @property
    def facts(self) -> list[Fact]:
        """What the workstation's stream holds."""
        return [event.fact for event in self.log.read(WORKSTATION)]

    @property
    def notices(self) -> list[tuple[str, str]]:
        """Code and sentence of each notice shown."""
        return [(notice.code, notice.sentence) for notice in notices(self.service, self.keeper)]

    @property
    def shown(self) -> Shown:
        """State and remaining time of every timer."""
        timers = self.service.timers(self.dose)
        return {name: (timer.state, timer.remaining) for name, timer in timers.items()}

    @property
    def deadlines(self) -> dict[str, tuple[datetime | None, datetime | None]]:
        """When each timer runs out, and when the start window closes."""
        timers = self.service.timers(self.dose)
        return {name: (timer.due_at, timer.closes_at) for name, timer in timers.items()}

    def fail(self, times: int) -> None:
        """The next writes meet a full disk."""
        assert isinstance(self.log, FakeLog)
        self.log.fail(times)

    @property
    def standing(self) -> list[str]:
        """The codes of the alarms that stand."""
        return [alarm.code for alarm in alarms(self.service, self.now)]


def opened(start: datetime | None = None, bench: Timed | None = None) -> Timed:
    """Staff, a patient and a dose just opened; told of its first second."""
    bench = bench or Timed(clock=HandClock(start or STARTS))
    bench.staffed()
    bench.do(order())
    bench.tick()
    return bench


def equilibrating(bench: Timed) -> Timed:
    """The bag has been out of the fridge for 10 minutes."""
    bench.do(yes_to_all(bench.protocol, "start"), c.Blasts(Decimal(2)))
    bench.do(*bloods(bench.now - 6 * HOUR))
    good = (bench.now + 30 * HOUR).astimezone(bench.zone)
    taken = bench.now - 10 * MINUTE
    bench.do(replace(BAG, expiry=f"{good:%Y-%m-%dT%H:%M}", reconstituted=taken), c.BagOut())
    bench.wait(10)
    return bench


def before_window(bench: Timed) -> Timed:
    """Premedicated 10 minutes ago."""
    equilibrating(bench)
    bench.do(*PREMEDS)
    bench.wait(10)
    return bench


def inside_window(bench: Timed) -> Timed:
    """Premedicated 45 minutes ago: the start window is open for 15 more."""
    before_window(bench)
    bench.wait(35)
    return bench


def infusing(bench: Timed) -> Timed:
    """Started 10 minutes ago."""
    inside_window(bench)
    bench.wait(7)
    bench.do(WELL, c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(50)), c.Start())
    bench.wait(10)
    return bench


def interrupted(bench: Timed) -> Timed:
    """Interrupted 3 minutes ago, after 10 minutes."""
    infusing(bench)
    bench.do(c.Interrupt("line occluded"))
    bench.wait(3)
    return bench


def observing(bench: Timed) -> Timed:
    """Ended 10 minutes ago."""
    infusing(bench)
    bench.do(WELL)
    bench.wait(50)
    bench.do(c.End(), WELL)
    bench.wait(10)
    return bench


STAGES: dict[str, Callable[[Timed], Timed]] = {
    "equilibrating": equilibrating,
    "before the window": before_window,
    "inside the window": inside_window,
    "infusing": infusing,
    "interrupted": interrupted,
    "observing": observing,
}


def at(stage: str, start: datetime | None = None) -> Timed:
    """A dose in a stage, with the display going on until then, nothing new to tell or to ring."""
    return looked_at(STAGES[stage](opened(start)))


def looked_at(bench: Timed) -> Timed:
    """The same, with all that was told and rung behind it."""
    bench.tick()
    for occurrence in bench.keeper.told:
        bench.keeper.dismiss(occurrence)
    bench.rung.clear()
    return bench


def utc(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)
