"""A ward's work as every harness here drives it: the one place that knows how to open a log, build
a service on it, sign and submit.

ToldLog: the real log; says what each append came to. Round: a nurse who goes on wherever the last
one stopped, since what comes next is read from the service. `signed` types the PINs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Protocol

from inoadmin.clock import UuidIds
from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails
from inoadmin.domain.state import Administration, Stage
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.accounts import Proof
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import Clock, Ids, StorageError
from inoadmin.session.service import Service
from inoadmin.session.steady import SteadyClock
from inoadmin.session.timekeeping import Timekeeper
from inoadmin.store.codec import instant_text
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from tests.fakes import FakeHasher
from tests.protocol.files import DATA, shipped
from tests.session.bench import BAG, LONDON, PREMEDS, STAFF, WELL, bloods, order, yes_to_all

KEY = bytes(range(32))
PIN = "271828"
SIGN = ("amy", "ben")  # who has a PIN
STARTS = datetime(2026, 3, 2, 8, tzinfo=UTC)
PATIENCE = 4  # refusals in a row after which a dose is left as it is
ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED, Stage.VOIDED})


def open_at(path: Path, kind: str, clock: Clock, ids: Ids | None = None) -> SqliteLog:
    """The real log, keyed when it is a ward's."""
    key = KEY if kind == "ward" else None
    return open_log(path, kind, LONDON, clock=clock, ids=ids or UuidIds(), key=key)


def service_over(log: Any, clock: Clock, ids: Ids | None = None) -> Service:
    """The real service on a log; a scenario's has no timekeeper."""
    if log.kind == "scenario":
        return Service(log, clock, *parts(ids))
    service, _ = timed_over(log, clock, ids)
    return service


def timed_over(log: Any, clock: Clock, ids: Ids | None = None) -> tuple[Service, Timekeeper]:
    """The real service with its time kept as the application keeps it: a restart of the computer
    is on disk before anything else is.
    """
    steady = SteadyClock(clock, log.last_tick())
    service = Service(log, steady, *parts(ids))
    keeper = Timekeeper(service, steady)
    keeper.watch()
    return service, keeper


def parts(ids: Ids | None) -> tuple[Any, ...]:
    """What a service is made of, besides its log and its clock."""
    return ids or UuidIds(), GS1Scanner(), shipped(), DATA, LONDON, FakeHasher()


def behind(log: Any) -> Any:
    """The connection behind a log, for what no user of the log may do."""
    return log._connection


class MovedClock(Protocol):
    """A clock that a harness may move on."""

    def advance(self, length: timedelta) -> None:
        """Time goes by."""
        ...


class ToldLog:
    """The real log, that says after each append what it came to, in a line:

    "kept SEQUENCE HASH" once the append has returned, "refused STREAM VERSION RECORDED_AT" for each
    draft of an append that was refused.
    """

    def __init__(self, log: SqliteLog, say: Callable[[str], None]) -> None:
        self._log = log
        self._say = say

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def append(self, drafts: Sequence[Any], tick: Any, *rest: Any) -> Any:
        """As the log does, and told."""
        try:
            events = self._log.append(drafts, tick, *rest)
        except StorageError:
            for draft in drafts:
                version = draft.expected_version + 1
                self._say(f"refused {draft.stream} {version} {instant_text(tick.now)}")
            raise
        head = self._log.head()
        self._say(f"kept {head.sequence} {head.hash}")
        return events


def signed(
    service: Service, asked: Callable[[Sequence[Proof]], Outcome], pin: str = PIN
) -> Outcome:
    """What comes of asking, with the PIN of everyone whose signature it turns out to need."""
    outcome = asked(())
    if not outcome.unsigned:
        return outcome
    proofs = [
        service.accounts.check(signer.member, pin, signer.meaning) for signer in outcome.unsigned
    ]
    return asked(proofs)


class Round:
    """One nurse's work on a service, an act a step: a patient after the other, a dose each."""

    def __init__(self, service: Service, clock: MovedClock, chance: Random) -> None:
        self._service = service
        self._clock = clock
        self._chance = chance
        self._refused = 0
        self._left_alone: set[str] = set()

    def go_on(self) -> None:
        """The next act, some seconds after the last.

        Raises:
            StorageError: the log refused it.
        """
        self._pass(seconds=self._chance.randint(1, 20))
        known = self._service.staff()
        missing = [member for member in STAFF if member not in known]
        if missing:
            self._service.register_staff(STAFF[missing[0]], missing[0])
            return
        if self._gave_pin():
            return
        rows = self._service.log.patients()
        patient = rows[-1].id if rows else None
        dose = self._service.current(patient) if patient else None
        state = self._service.administration(dose) if dose else None
        if patient is None or (state and (state.stage in ENDED or state.id in self._left_alone)):
            self._service.register_patient(self._newcomer(len(rows) + 1), ())
            return
        command, wait = (order(), 0.0) if state is None else self._next(state)
        self._pass(minutes=wait)
        outcome = signed(self._service, lambda proofs: self.submit(command, patient, dose, proofs))
        self._refused = 0 if outcome.accepted else self._refused + 1
        if self._refused >= PATIENCE and dose:
            self._left_alone.add(dose)
            self._refused = 0

    def submit(
        self, command: c.Command, patient: str, dose: str | None, proofs: Sequence[Proof]
    ) -> Outcome:
        """The one way in."""
        return self._service.submit(
            command, actor="amy", patient=patient, administration=dose, proofs=proofs
        )

    def _gave_pin(self) -> bool:
        """Whether a nurse without a PIN was given one; nobody has one in a scenario's database."""
        if self._service.log.kind == "scenario":
            return False
        accounts = self._service.accounts
        lacking = [member for member in SIGN if not accounts.account(member).has_pin]
        for member in lacking[:1]:
            accounts.set_pin(member, PIN, "max")
        return bool(lacking)

    def _pass(self, minutes: float = 0, seconds: float = 0) -> None:
        self._clock.advance(timedelta(minutes=minutes, seconds=seconds))

    def _newcomer(self, number: int) -> PatientDetails:
        return PatientDetails(
            f"PATIENT{number}", "Test", date(1961, 7, 4), "female", "", f"T{number:06d}"
        )

    def _next(self, state: Administration) -> tuple[c.Command, float]:
        """What comes next, and after how many minutes."""
        match state.stage:
            case Stage.PREPARING:
                return self._preparing(state)
            case Stage.INFUSING:
                return self._infusing(state)
            case Stage.INTERRUPTED:
                if any(reaction.is_open for reaction in state.reactions):
                    return c.ReactionOutcome("resolved"), 3
                happened = self._refused > 0
                reason = "the pump was running" if happened else ""
                return c.Resume(already_happened=happened, reason=reason), 2
            case _:
                return self._observing(state)

    def _preparing(self, state: Administration) -> tuple[c.Command, float]:
        now, protocol = self._service.now(), self._service.protocol
        panels = bloods(now - timedelta(hours=6))
        if not state.answers:
            return yes_to_all(protocol, "start"), 0
        if not state.blasts:
            return c.Blasts(Decimal(2)), 0
        if len(state.bloods) < len(panels):
            return panels[len(state.bloods)], 0
        if not state.bags:
            good_until = (now + timedelta(hours=12)).astimezone(LONDON)
            made = now - timedelta(minutes=30)
            return replace(BAG, expiry=f"{good_until:%Y-%m-%dT%H:%M}", reconstituted=made), 0
        if state.bag_out is None:
            return c.BagOut(), 0
        if len(state.premeds) < len(PREMEDS):
            return PREMEDS[len(state.premeds)], 0 if state.premeds else 45
        if not state.vitals:
            return WELL, 34
        if not state.checks:
            return c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(50)), 8
        happened = self._refused > 0
        return c.Start(
            already_happened=happened, reason="the pump was running" if happened else ""
        ), 1

    def _infusing(self, state: Administration) -> tuple[c.Command, float]:
        chance, latest = self._chance, state.entries[-1]
        if len(state.flow) > 6:
            left = self._service.timers(state.id)["infusion"].remaining or timedelta()
            return c.End(), max(left / timedelta(minutes=1), 0.0)
        other = "ben" if state.responsible == "amy" else "amy"
        later = latest.occurred_at + timedelta(seconds=1)
        turned = c.Correct(latest.version, "occurred", occurred_at=later, reason="mistyped")
        act = chance.choice(
            (
                c.Interrupt("toilet"),
                c.PumpCheck(running=True),
                c.Rate(Decimal(chance.choice((25, 50)))),
                c.Reaction(Decimal(1), ("rash",)),
                c.Handover(other),
                c.Addendum("x" * chance.randint(1, 3000)),
                turned,
                WELL,
            )
        )
        return act, chance.uniform(0.2, 6)

    def _observing(self, state: Administration) -> tuple[c.Command, float]:
        finish = state.finish
        since = [v for v in state.vitals if finish and v.occurred_at >= finish.occurred_at]
        protocol = self._service.protocol
        if len(since) < 2:
            return WELL, 29
        if not any(
            item.gate == "complete" and item.code in state.answers for item in protocol.items
        ):
            return yes_to_all(protocol, "complete"), 0
        if self._refused and state.left is None:
            return c.Left("other", "Dr Adler"), 0
        return c.Complete(), 5
