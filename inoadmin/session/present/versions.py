"""A record's versions: the one that was completed, and one more for each correction since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inoadmin.domain.commands import Complete
from inoadmin.domain.events import Corrected, Event, Recorded
from inoadmin.session.present.words import moment
from inoadmin.session.service import Service


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version, from 1. `last` is the last entry that it holds; `by` the correction that made
    the next one, None for the version that holds now.
    """

    number: int
    last: Event
    by: Event | None = None


def record_versions(events: Sequence[Event]) -> tuple[RecordVersion, ...]:
    """The versions of an administration's record, the first one first; none before it is opened."""
    if not events:
        return ()
    signed = [e.version for e in events if isinstance(e.fact, Recorded) and completes(e.fact)]
    since = min(signed, default=len(events))
    turns = [n for n, e in enumerate(events) if isinstance(e.fact, Corrected) and e.version > since]
    ended = [
        RecordVersion(number, events[turn - 1], events[turn])
        for number, turn in enumerate(turns, start=1)
    ]
    return (*ended, RecordVersion(len(turns) + 1, events[-1]))


def completes(fact: Recorded) -> bool:
    """Whether an entry completed the record."""
    return isinstance(fact.command, Complete)


def version_words(service: Service, version: RecordVersion) -> str:
    """A version as it is chosen."""
    if version.by is None:
        return f"Version {version.number}, as it stands"
    at = moment(version.by.recorded_at, service.zone)
    known = service.staff().get(version.by.actor)
    name = known.name if known is not None else version.by.actor
    return f"Version {version.number}, until {at} ({name})"


def choices(service: Service, administration: str) -> tuple[tuple[int, str], ...]:
    """The versions to choose among, number and words, the one that holds first."""
    found = record_versions(service.events(administration))
    return tuple((v.number, version_words(service, v)) for v in reversed(found))
