"""The course of treatment: all doses of a patient, and what follows from them for one of them.

Opening: one administration opened here, or a dose transcribed from elsewhere, as the course sees
it. Course: all of them in order, with allergies, omissions and discontinuation. Standing: what the
openings up to one of them mean for it (rulebook sections 2 and 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from typing import TypeVar

from inoadmin.domain import commands as c
from inoadmin.domain.dose import bsa_m2, level_mg_m2, percent
from inoadmin.domain.events import Corrected, Event, PatientRegistered
from inoadmin.domain.evolve import as_corrected
from inoadmin.domain.expiry import local_date
from inoadmin.domain.people import PatientDetails
from inoadmin.domain.state import ACTIVE, Administration, Entry, Stage
from inoadmin.protocol.model import Protocol

ActT = TypeVar("ActT", bound=c.Act)


@dataclass(frozen=True, slots=True)
class Opening:
    """One dose as the course sees it. `id` is an administration's, or "history N".

    `started` is the local calendar date of the start, None when it was not started; `order` says
    what was asked for (for a dose elsewhere only cycle, day, interruption, remission are known).
    """

    id: str
    at: datetime
    order: c.Open
    started: date | None = None
    started_at: datetime | None = None
    transcribed: Entry[c.History] | None = None
    active: bool = False

    @property
    def cycle(self) -> int:
        """The cycle."""
        return int(self.order.cycle or 0)

    @property
    def day(self) -> int:
        """The day of the cycle."""
        return int(self.order.day or 0)


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient's own stream, folded: details and what belongs to the course as a whole."""

    id: str
    details: PatientDetails
    version: int
    allergies: tuple[str, ...] | None = None
    history: tuple[Entry[c.History], ...] = ()
    omissions: tuple[Entry[c.Omit], ...] = ()
    discontinued: tuple[Entry[c.Discontinue], ...] = ()
    entries: tuple[Entry[c.Act], ...] = ()
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """All openings in order, voided ones left out."""

    patient: Patient
    openings: tuple[Opening, ...]
    severe: bool = False  # an administration here has a reaction of a grade that ends the course
    corrected_at: datetime | None = None  # when something of the course was last put right

    @property
    def started(self) -> tuple[Opening, ...]:
        """The doses that count as given."""
        return tuple(o for o in self.openings if o.started is not None)

    @property
    def discontinued(self) -> bool:
        """Permanently: by decision, by a severe reaction, or by history (rulebook section 8)."""
        told = any(entry.command.permanently_discontinued for entry in self.patient.history)
        return bool(self.patient.discontinued) or self.severe or told


@dataclass(frozen=True, slots=True)
class Standing:
    """What the course means for one opening.

    `reduction_due` (b): from a day 1 after a long interruption. `reduced_before` (c): a reduced
    dose was given before. `expected_mg` None without a weight. `before` are the started doses
    before it, in order.
    """

    before: tuple[Opening, ...] = ()
    remission: bool = False
    level_mg_m2: Decimal = Decimal(0)
    bsa_m2: Decimal | None = None
    full_mg: Decimal | None = None
    expected_mg: Decimal | None = None
    reduced_mg: Decimal | None = None
    reduction: bool = False
    reduction_due: bool = False
    reduced_before: bool = False
    modified_cycles: frozenset[int] = frozenset()

    @property
    def first_dose(self) -> bool:
        """No dose is known before it, here or from history."""
        return not self.before


def fold_patient(events: Sequence[Event]) -> Patient | None:
    """A patient from their stream; None when it is empty."""
    patient: Patient | None = None
    for event in events:
        if isinstance(event.fact, PatientRegistered):
            patient = (
                Patient(event.stream.removeprefix("patient/"), event.fact.details, event.version)
                if patient is None
                else replace(patient, details=event.fact.details)
            )
    if patient is None:
        return None
    entries = as_corrected(events)
    corrected_at = max(
        (e.recorded_at for e in events if isinstance(e.fact, Corrected)), default=None
    )
    patient = replace(
        patient, version=events[-1].version, entries=entries, corrected_at=corrected_at
    )
    for entry in entries:
        if not entry.void:
            patient = learnt(patient, entry)
    return patient


def learnt(patient: Patient, entry: Entry[c.Act]) -> Patient:
    """The patient after one more entry of their stream."""
    match entry.command:
        case c.Allergies():
            return replace(patient, allergies=entry.command.known)
        case c.History():
            return replace(patient, history=(*patient.history, narrowed(entry, entry.command)))
        case c.Omit():
            return replace(patient, omissions=(*patient.omissions, narrowed(entry, entry.command)))
        case c.Discontinue():
            ended = (*patient.discontinued, narrowed(entry, entry.command))
            return replace(patient, discontinued=ended)
        case _:
            return patient


def narrowed(entry: Entry[c.Act], command: ActT) -> Entry[ActT]:
    """The entry, typed by its command."""
    return Entry(
        entry.version, command, entry.occurred_at, entry.recorded_at, entry.actor, entry.fact
    )


def course_of(
    protocol: Protocol, zone: tzinfo, patient: Patient, here: Iterable[Administration]
) -> Course:
    """The course from the patient's stream and all their administrations."""
    every = tuple(here)
    known = [state for state in every if state.stage is not Stage.VOIDED]
    put_right = [k.recorded_at for state in every for k in state.corrections]
    if patient.corrected_at is not None:
        put_right.append(patient.corrected_at)
    severe = protocol.infusion.severe_grade.value
    openings = [
        *(from_history(entry, zone) for entry in patient.history),
        *(from_here(state, zone) for state in known),
    ]
    return Course(
        patient,
        tuple(sorted(openings, key=lambda o: o.at)),
        severe=any(grade >= severe for state in known for grade in state.grades),
        corrected_at=max(put_right, default=None),
    )


def from_history(entry: Entry[c.History], zone: tzinfo) -> Opening:
    """A transcribed dose: it counts as given on its date."""
    told = entry.command
    day = told.started or date.min
    order = c.Open(
        cycle=told.cycle,
        day=told.day,
        remission=told.remission,
        interruption_days=told.interruption_days,
    )
    at = datetime.combine(day, time(), zone).astimezone(UTC)
    return Opening(f"history {entry.version}", at, order, started=day, transcribed=entry)


def from_here(state: Administration, zone: tzinfo) -> Opening:
    """An administration opened here."""
    start = state.start
    return Opening(
        state.id,
        state.opening.occurred_at,
        state.order,
        started=local_date(start.occurred_at, zone) if start else None,
        started_at=start.occurred_at if start else None,
        active=state.stage in ACTIVE,
    )


def standing(protocol: Protocol, openings: Sequence[Opening], of: str) -> Standing:
    """What the openings up to the one with id `of` mean for it.

    Raises:
        KeyError: there is no such opening.
    """
    remission = long_seen = long_since_day_1 = due = reduced_before = False
    modified: set[int] = set()
    before: list[Opening] = []
    for opening in openings:
        remission = remission or opening.order.remission in {"cr", "cri"}
        is_long = opening.order.interruption_days >= protocol.dosing.reduce_after.value
        if opening.day == 1:
            if is_long or long_since_day_1:
                modified.add(opening.cycle)
            due = due or is_long or long_seen
            long_since_day_1 = False
        else:
            long_since_day_1 = long_since_day_1 or is_long
        long_seen = long_seen or is_long
        declared = opening.order.reduction == "25%"
        if declared and not (due or reduced_before):
            modified.add(opening.cycle)
        now = dosed(
            protocol,
            opening,
            Standing(
                before=tuple(before),
                remission=remission,
                reduction=declared or due or reduced_before,
                reduction_due=due,
                reduced_before=reduced_before,
                modified_cycles=frozenset(modified),
            ),
        )
        if opening.id == of:
            return now
        if opening.started is not None:
            before.append(opening)
            reduced_before = reduced_before or was_reduced(protocol, opening, now)
    raise KeyError(of)


def dosed(protocol: Protocol, opening: Opening, now: Standing) -> Standing:
    """The standing with level, body surface and expected doses worked out."""
    dosing = protocol.dosing
    level = level_mg_m2(dosing, opening.cycle, opening.day, now.remission)
    bsa = bsa_m2(dosing, opening.order)
    if bsa is None:
        return replace(now, level_mg_m2=level)
    full = level * bsa
    reduced = full * dosing.reduction_factor.value
    return replace(
        now,
        level_mg_m2=level,
        bsa_m2=bsa,
        full_mg=full,
        reduced_mg=reduced,
        expected_mg=reduced if now.reduction else full,
    )


def was_reduced(protocol: Protocol, opening: Opening, now: Standing) -> bool:
    """Whether this started dose counts as a reduced dose given (rulebook section 3)."""
    if opening.transcribed is not None:
        return opening.transcribed.command.reduced
    if not now.reduction or now.reduced_mg is None or opening.order.prescribed_mg is None:
        return False
    most = now.reduced_mg * (1 + percent(protocol.dosing.tolerance))
    return opening.order.prescribed_mg <= most
