"""What a record is made from, and how its entries are told.

Sources: everything that the sections read. `history` gives an entry's versions, the first one
first; `changed` and `told` put them into a value or into rows, the earlier ones struck.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar, cast

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course, Patient, Standing, standing
from inoadmin.domain.events import Event, StaffRegistered
from inoadmin.domain.expiry import local_date
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.flow import Run, run
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.state import Administration, Correction, Entry
from inoadmin.protocol.model import Protocol
from inoadmin.record.blocks import Span, Text, struck, text
from inoadmin.session.issuing import Issue
from inoadmin.session.ports import Head
from inoadmin.session.present.lines import late_text
from inoadmin.session.present.words import moment_near

ActT = TypeVar("ActT", bound=c.Act)
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """`at` is the moment that the record tells of, in UTC; `others` are the patient's other
    administrations, `attempts` the refused attempts to open this dose; `kind` is the database's;
    `issue` is which paper or file this is, None while it is only looked at; `workstation` are the
    workstation's own events, `registered` each member of staff's, to tell how they were registered
    at a time; `ward_name` is what the ward called itself at the record's moment. `superseded` says
    of an earlier version that it is one.
    """

    ward: Ward
    staff: Mapping[str, StaffDetails]
    state: Administration
    course: Course
    events: Sequence[Event]
    others: Sequence[Administration]
    at: datetime
    head: Head
    kind: str
    software: str
    issue: Issue | None = None
    attempts: Sequence[Event] = ()
    workstation: Sequence[Event] = ()
    registered: Mapping[str, Sequence[Event]] = field(default_factory=dict[str, Sequence[Event]])
    superseded: str = ""
    ward_name: str = ""

    @property
    def protocol(self) -> Protocol:
        """The protocol that the administration began with."""
        return self.ward.protocol

    @property
    def patient(self) -> Patient:
        """Whose record it is."""
        return self.course.patient

    @property
    def day(self) -> date:
        """The local date of the opening: a time on it needs no date."""
        return local_date(self.state.opening.occurred_at, self.ward.zone)

    @property
    def standing(self) -> Standing:
        """What the course means for this dose; empty for a voided one."""
        openings = self.course.openings
        if all(opening.id != self.state.id for opening in openings):
            return Standing()
        return standing(self.protocol, openings, self.state.id)

    @property
    def run(self) -> Run | None:
        """The infusion at the record's moment."""
        return run(self.protocol, self.state, self.at)

    def when(self, at: datetime) -> str:
        """A local time, with its date when it is not the day of the opening."""
        return moment_near(at, self.ward.zone, self.day)

    def details_at(self, member: str, sequence: int) -> StaffDetails | None:
        """A member of staff as they were registered when an entry was written."""
        known = [
            event.fact.details
            for event in self.registered.get(member, ())
            if isinstance(event.fact, StaffRegistered) and event.sequence < sequence
        ]
        return known[-1] if known else None

    def person(self, member: str, at: datetime | None = None) -> StaffDetails | None:
        """A member of staff as they were registered at a time, or at the record's moment."""
        known = [
            event.fact.details
            for event in self.registered.get(member, ())
            if isinstance(event.fact, StaffRegistered) and event.recorded_at <= (at or self.at)
        ]
        return known[-1] if known else self.staff.get(member)

    def name(self, member: str, at: datetime | None = None) -> str:
        """What a member of staff was called then: a new name changes no record; an id that is
        nobody's stays as it is.
        """
        person = self.person(member, at)
        return member if person is None else person.name

    def by(self, known: Entry[c.Act] | Correction | Event) -> str:
        """Who wrote an entry, by the name that they had when they did."""
        return self.name(known.actor, known.recorded_at)


@dataclass(frozen=True, slots=True)
class Version:
    """An act as it stood at first, or after a correction (`by`)."""

    command: c.Act
    at: datetime
    by: Correction | None = None


def entries(src: Sources, kind: type[ActT]) -> list[Entry[ActT]]:
    """The entries of one kind by the time they happened, voided ones among them."""
    found = [entry for entry in src.state.entries if isinstance(entry.command, kind)]
    return cast("list[Entry[ActT]]", sorted(found, key=lambda e: (e.occurred_at, e.version)))


def corrections_of(src: Sources, entry: Entry[c.Act]) -> list[Correction]:
    """What was put right about an entry, in order."""
    return [known for known in src.state.corrections if known.fact.target == entry.version]


def history(src: Sources, entry: Entry[c.Act]) -> list[Version]:
    """The act as first written, and after each correction; the last one holds unless voided."""
    written = next(e.occurred_at for e in src.events if e.version == entry.version)
    versions = [Version(entry.fact.command, written)]
    for known in corrections_of(src, entry):
        last, fact = versions[-1], known.fact
        command = fact.command or last.command
        versions.append(Version(command, fact.occurred_at or last.at, known))
    return versions


def correction_mark(src: Sources, known: Correction) -> str:
    """By whom, when and why something was put right."""
    what = "voided" if known.fact.void else "corrected"
    return f"{what} {src.when(known.recorded_at)} by {src.by(known)}: {known.fact.reason}"


def marks(src: Sources, entry: Entry[c.Act]) -> str:
    """What is to be said beside an entry: written late, put right."""
    said = [late_text(src.ward, entry)]
    if entry.version in src.state.clock_behind:
        said.append("the workstation's clock stood behind")
    said += [correction_mark(src, known) for known in corrections_of(src, entry)]
    return "; ".join(word for word in said if word)


def signed(src: Sources, entry: Entry[c.Act]) -> str:
    """Who wrote an entry, with its marks in brackets."""
    said = marks(src, entry)
    return src.by(entry) + (f" ({said})" if said else "")


def stamped(src: Sources, entry: Entry[c.Act]) -> str:
    """When and by whom, with marks."""
    return f"{src.when(entry.occurred_at)} by {signed(src, entry)}"


def changed(src: Sources, entry: Entry[ActT], tell: Callable[[ActT, datetime], str]) -> Text:
    """One value of an entry: first values struck, the one that holds last."""
    versions = [tell(cast("ActT", v.command), v.at) for v in history(src, entry)]
    kept = [words for n, words in enumerate(versions) if n == 0 or words != versions[n - 1]]
    if entry.void:
        return struck(kept[-1])
    before = [part for words in kept[:-1] for part in (*struck(words or "blank"), Span(" "))]
    return text(*before, kept[-1])


def told(
    src: Sources, entry: Entry[ActT], tell: Callable[[ActT, datetime], Sequence[Cells]]
) -> list[tuple[Text, ...]]:
    """An entry's rows, its writer in the last cell; first versions in rows of their own, struck."""
    versions = [tell(cast("ActT", v.command), v.at) for v in history(src, entry)]
    rows: list[tuple[Text, ...]] = []
    for place, cells in enumerate(versions[:-1]):
        if list(cells) == list(versions[place + 1]):
            continue
        first = f"first written by {src.by(entry)}" if place == 0 else "put right again"
        rows += struck_rows(cells, first)
    if entry.void:
        return [*rows, *struck_rows(versions[-1], signed(src, entry))]
    last = signed(src, entry)
    for place, cells in enumerate(versions[-1]):
        rows.append((*(text(cell) for cell in cells), text(last if place == 0 else "")))
    return rows


def struck_rows(cells: Sequence[Cells], by: str) -> list[tuple[Text, ...]]:
    """Rows that no longer hold."""
    return [
        (*(struck(cell) for cell in row), text(by if place == 0 else ""))
        for place, row in enumerate(cells)
    ]
