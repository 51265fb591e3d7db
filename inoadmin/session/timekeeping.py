"""The computer's clock held against its counter: steps, restarts and standstills noticed.

Timekeeper: told of each second and asked before each entry, it writes what it notices into the
workstation's stream and keeps what the nurse is to be told. Occurrences: Followed, Settled,
Standstill, Restart; each is told until it is dismissed or a few minutes have gone. Step: the
computer's clock and the time here differ now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from inoadmin.domain.events import Event
from inoadmin.domain.workplace import ClockFollowed, ClockStepped, Restarted, WorkstationFact
from inoadmin.session.ports import ConflictError, Draft, StorageError, Tick
from inoadmin.session.registration import SYSTEM
from inoadmin.session.service import Service
from inoadmin.session.steady import SteadyClock
from inoadmin.session.streams import WORKSTATION

#: The computer's clock was set when it moves by more than this against the counter.
STEP_OVER: Final = timedelta(seconds=2)
#: A second that comes later than this after the one before was not just slow.
STOPPED_OVER: Final = timedelta(seconds=5)
TOLD_FOR: Final = timedelta(minutes=5)
_NONE: Final = timedelta()


@dataclass(frozen=True, slots=True)
class Step:
    """The computer's clock says `by` more than the time here; noticed at `at`, in UTC, by the time
    here. `recorded`: whether that is on disk.
    """

    at: datetime
    by: timedelta
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class Followed:
    """The time here was moved by `by` and became `at`; `actor` chose so."""

    at: datetime
    by: timedelta
    actor: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The computer's clock agrees with the time here again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Standstill:
    """No second came for `length`, until `until`. `asleep`: the computer slept; None: not known."""

    length: timedelta
    until: datetime
    asleep: bool | None = None


@dataclass(frozen=True, slots=True)
class Restart:
    """The computer was started anew after the entry of `last_at`; noticed at `at`. `step` is how
    far its clock stood ahead before, which the time here follows since.
    """

    last_at: datetime
    at: datetime
    step: timedelta = _NONE


Occurrence = Followed | Settled | Standstill | Restart


def standing_step(events: Sequence[Event]) -> Step | None:
    """The step that the workstation's entries leave standing."""
    step: Step | None = None
    for event in events:
        match event.fact:
            case ClockStepped(by=by):
                step = Step(event.recorded_at, by) if by else None
            case ClockFollowed() | Restarted():
                step = None
            case _:
                pass
    return step


def behind_until(events: Sequence[Event], now: datetime) -> datetime | None:
    """The latest entry before a restart that the time here has not reached yet; None when it has.

    The computer then came up with its clock behind: a battery gone flat, or a clock set back.
    """
    lasts = [event.fact.last_at for event in events if isinstance(event.fact, Restarted)]
    latest = max(lasts, default=now)
    return latest if latest > now else None


class Timekeeper:
    """One workstation's, on the service whose clock is `clock`.

    `awake_ns` reads a counter that stands still in sleep, where the computer has one.
    """

    def __init__(
        self,
        service: Service,
        clock: SteadyClock,
        awake_ns: Callable[[], int | None] = lambda: None,
    ) -> None:
        self._service = service
        self._clock = clock
        self._awake_ns = awake_ns
        self._told: list[tuple[Occurrence, int]] = []
        self._last: tuple[int, int | None] | None = None
        self._restart_unwritten = clock.restarted
        # Entries of an earlier boot say nothing of how the two clocks stand in this one.
        self.step = None if clock.restarted else standing_step(self._entries())
        unseen = None if clock.restarted else self._unseen_restart()
        if unseen is not None and self.is_any_open():
            self._tell(unseen)

    def _entries(self) -> tuple[Event, ...]:
        return self._service.workstation_events()

    @property
    def told(self) -> tuple[Occurrence, ...]:
        """What is to be told now, in the order in which it was noticed."""
        now = self._clock.read().counter_ns
        ends = int(TOLD_FOR.total_seconds() * 1e9)
        return tuple(what for what, at in self._told if now - at <= ends or _stays(what))

    def behind_until(self) -> datetime | None:
        """Until when, in UTC, the time here is before an entry made already."""
        return behind_until(self._entries(), self._clock.read().now)

    def dismiss(self, occurrence: Occurrence) -> None:
        """The nurse has read it."""
        self._told = [one for one in self._told if one[0] != occurrence]

    def tick(self) -> None:
        """To be called once a second: notices standstills, and all that `watch` does."""
        now, awake = self._clock.read(), self._awake_ns()
        if self._last is not None:
            length = _ns(now.counter_ns - self._last[0])
            if length > STOPPED_OVER:
                self._tell(Standstill(length, now.now, _asleep(length, self._last[1], awake)))
        self._last = (now.counter_ns, awake)
        self.watch()

    def watch(self) -> None:
        """Holds the clocks against each other and writes down what has changed.

        What cannot be written is told nevertheless, and tried again the next time.
        """
        try:
            self._note_restart()
            self._note_step()
        except StorageError:
            drift, known = self._clock.drift(), self.step
            told = known is not None and abs(drift - known.by) <= STEP_OVER
            if self._is_news(drift) and not told:
                self.step = Step(self._clock.read().now, drift, recorded=False)

    def is_any_open(self) -> bool:
        """Whether a dose is open here, so that the time here must not move by itself."""
        return bool(self._service.open_doses())

    def difference(self) -> timedelta:
        """By how much the time here would move if it followed the computer's clock."""
        return self._clock.drift()

    def follow(self, actor: str) -> None:
        """Moves the time here to what the computer's clock says, timers and all.

        Raises:
            StorageError: the log could not be written; the time here is as before.
        """
        by = self._clock.drift()
        anchor = self._clock.moved(by)
        self._write(ClockFollowed(by), actor, anchor)
        self._clock.go_on_from(anchor)
        self.step = None
        self._tell(Followed(anchor.now, by, actor))

    def _note_restart(self) -> None:
        """Writes that the computer was started anew, once."""
        last = self._clock.last
        if not self._restart_unwritten or last is None:
            return
        now, before = self._clock.read(), standing_step(self._entries())
        self._write(Restarted(last.now), SYSTEM, now)
        self._restart_unwritten = False
        if self.is_any_open():
            self._tell(Restart(last.now, now.now, before.by if before else _NONE))

    def _unseen_restart(self) -> Restart | None:
        """The restart that was written where nobody saw it: by a command, or just before the
        program ended. Nobody has acted since, so the log holds nothing but the workstation's own.
        """
        known = self._entries()
        for place, event in enumerate(known):
            if isinstance(event.fact, Restarted):
                after = len(known) - place - 1
                if self._service.log.head().sequence == event.sequence + after:
                    before = standing_step(known[:place])
                    by = before.by if before else _NONE
                    return Restart(event.fact.last_at, event.recorded_at, by)
        return None

    def _note_step(self) -> None:
        """Writes a step once, and follows it where no dose is open."""
        drift = self._clock.drift()
        settled = abs(drift) <= STEP_OVER
        if settled and self.step is not None and not self.step.recorded:
            self.step = None  # it came and went while nothing could be written
        if self._is_news(drift):
            now = self._clock.read()
            by = _NONE if settled else drift
            self._write(ClockStepped(now.now + drift, by), SYSTEM, now)
            self.step = None if settled else Step(now.now, by)
            if settled:
                self._tell(Settled(now.now))
        if self.step is not None and not self.is_any_open():
            self.follow(SYSTEM)

    def _is_news(self, drift: timedelta) -> bool:
        """Whether this difference is not on disk yet."""
        if self.step is None:
            return abs(drift) > STEP_OVER
        if not self.step.recorded:
            return True
        return abs(drift) <= STEP_OVER or abs(drift - self.step.by) > STEP_OVER

    def _write(self, fact: WorkstationFact, actor: str, tick: Tick) -> None:
        """Appends a fact at a moment of its own."""
        while True:
            draft = Draft(WORKSTATION, len(self._entries()), actor, tick.now, fact)
            try:
                self._service.ledger.append([draft], tick)
            except ConflictError:
                self._service.ledger.forget(WORKSTATION)
            else:
                return

    def _tell(self, occurrence: Occurrence) -> None:
        """Tells it from now on; one of a kind at a time, but for the moves of the time here."""
        keep = isinstance(occurrence, Followed)
        self._told = [one for one in self._told if keep or type(one[0]) is not type(occurrence)]
        self._told.append((occurrence, self._clock.read().counter_ns))


def _stays(occurrence: Occurrence) -> bool:
    """Whether it is told until it is dismissed, however long that takes."""
    return isinstance(occurrence, Restart) or (
        isinstance(occurrence, Followed) and occurrence.actor != SYSTEM
    )


def _ns(count: int) -> timedelta:
    return timedelta(microseconds=count // 1000)


def _asleep(length: timedelta, before: int | None, now: int | None) -> bool | None:
    """Whether most of a standstill was sleep; None where no counter tells."""
    if before is None or now is None:
        return None
    return _ns(now - before) < length / 2
