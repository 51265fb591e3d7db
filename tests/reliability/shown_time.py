"""The time that a workstation shows, and what it says of its computer's clock, by hand.

ShownTime: the time goes on with the counter, whatever the clock is set to. Boot: one restart of the
computer, as a dose met it. `unverified`: whether somebody is still to say what the pump did. No
code is shared with the session but the names of commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from inoadmin.domain import commands as c
from inoadmin.session.ports import Tick
from tests.reliability.model import Act

RUNNING = ("infusing", "interrupted")
MORE_THAN = timedelta(seconds=2)
NONE = timedelta()


@dataclass
class ShownTime:
    """`said`: every difference between the clocks that was said, NONE where they agreed again;
    `stands`: the one that stands.
    """

    now: datetime
    counter_ns: int
    said: list[timedelta] = field(default_factory=list[timedelta])
    stands: timedelta = NONE

    def at(self, tick: Tick) -> datetime:
        """What is shown when the computer's clock reads so."""
        return self.now + timedelta(microseconds=(tick.counter_ns - self.counter_ns) // 1000)

    def looked_at(self, tick: Tick, *, open_dose: bool) -> None:
        """The clocks are compared; without an open dose the time follows what was set."""
        ahead = tick.now - self.at(tick)
        same = abs(ahead) <= MORE_THAN
        if (self.stands and same) or abs(ahead - self.stands) > MORE_THAN:
            self.stands = NONE if same else ahead
            self.said.append(self.stands)
        if self.stands and not open_dose:
            self.follows(tick)

    def follows(self, tick: Tick) -> None:
        """The time becomes what the computer's clock says: somebody chose so, or it booted."""
        self.now, self.counter_ns, self.stands = tick.now, tick.counter_ns, NONE


@dataclass(frozen=True, slots=True)
class Boot:
    """`version` was the dose's last event before, `running` whether the pump ran or was interrupted
    then; `at` is the time shown after it.
    """

    version: int
    running: bool
    at: datetime


def unverified(acts: Sequence[Act], stage: str, boots: Sequence[Boot]) -> int:
    """Over how many of the restarts nobody has said what the pump did."""
    if stage not in RUNNING:
        return 0
    return sum(boot.running and not any(answers(act, boot) for act in acts) for boot in boots)


def answers(act: Act, boot: Boot) -> bool:
    """Whether an act says what the pump did until that boot. One whose time was put right says so
    only of the minutes from that time on.
    """
    if act.void or act.version <= boot.version:
        return False
    if isinstance(act.command, c.PumpCheck):
        return not act.retimed or whole_minute(act.at) >= whole_minute(boot.at)
    return isinstance(act.command, c.Stop | c.End)


def whole_minute(at: datetime) -> datetime:
    """The minute that a moment lies in."""
    return at.replace(second=0, microsecond=0)
