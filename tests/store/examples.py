"""Facts to write: some by hand, and strategies for all that there can be."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from inoadmin.domain.commands import KINDS, Addendum
from inoadmin.domain.events import (
    Corrected,
    Fact,
    Opening,
    PatientRegistered,
    Recorded,
    Refused,
    Seen,
    StaffRegistered,
    Used,
)
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.domain.workplace import WorkplaceFact
from inoadmin.session.ports import AdministrationRow, Draft, PatientRow
from tests.fakes import HandClock

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)

PLAIN: dict[object, st.SearchStrategy[typing.Any]] = {
    str: st.text(max_size=20),
    bool: st.booleans(),
    int: st.integers(0, 10**6),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)).map(lambda instant: instant.replace(fold=0)),
    timedelta: st.timedeltas(timedelta(days=-9999), timedelta(days=9999)),
    types.NoneType: st.none(),
}


def values_of(hint: object) -> st.SearchStrategy[typing.Any]:
    """A strategy for what a field's annotation allows."""
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and is_dataclass(hint):
        return built(hint)
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is types.UnionType:
        return st.one_of(*map(values_of, arguments))
    if typing.get_origin(hint) is tuple:
        return st.lists(values_of(arguments[0]), max_size=3).map(tuple)
    if typing.get_origin(hint) is Mapping:
        return st.dictionaries(values_of(arguments[0]), values_of(arguments[1]), max_size=3)
    raise TypeError(f"no strategy for {hint}")


def built(cls: type) -> st.SearchStrategy[typing.Any]:
    hints = typing.get_type_hints(cls)
    return st.builds(cls, **{field.name: values_of(hints[field.name]) for field in fields(cls)})


def facts_with(command: type) -> st.SearchStrategy[Fact]:
    """Every fact that can hold this command."""
    commands = built(command)
    return st.one_of(
        st.builds(
            Recorded,
            command=commands,
            typed=st.booleans(),
            used=st.lists(built(Used), max_size=2).map(tuple),
            unresolved=values_of(tuple[str, ...]),
            seen=st.lists(built(Seen), max_size=2).map(tuple),
            shown=values_of(tuple[str, ...]),
            opening=st.none() | built(Opening),
        ),
        st.builds(Refused, command=commands, gate=st.text(), seen=st.lists(built(Seen)).map(tuple)),
        st.builds(
            Corrected,
            target=st.integers(1, 10**6),
            reason=st.text(),
            field=st.text(),
            before=st.text(),
            after=st.text(),
            command=commands | st.none(),
            occurred_at=PLAIN[datetime] | st.none(),
            void=st.booleans(),
        ),
    )


REGISTRATIONS: st.SearchStrategy[Fact] = st.builds(
    PatientRegistered, built(PatientDetails)
) | st.builds(StaffRegistered, built(StaffDetails))
AT_WORK: st.SearchStrategy[Fact] = st.one_of(*map(built, typing.get_args(WorkplaceFact)))

ANY_FACT = st.one_of(REGISTRATIONS, AT_WORK, *map(facts_with, KINDS.values()))

MOORE = PatientRow("p1", "MOORE", "Jean", "9990000018", "T123456")
DOSE = AdministrationRow("a1", "p1", "0001", 1, 1, "preparing", MORNING, ("B2", "B1"))


def note(text: str) -> Recorded:
    return Recorded(Addendum(text))


def draft(
    stream: str = "administration/a1",
    version: int = 0,
    text: str = "A note",
    at: datetime = MORNING,
) -> Draft:
    return Draft(stream, version, "staff/amy", at, note(text))


def append(log: typing.Any, count: int, stream: str = "administration/a1") -> None:
    """Appends `count` notes to a stream, one transaction each."""
    clock = HandClock()
    version = len(log.read(stream))
    for number in range(version, version + count):
        log.append([draft(stream, number, f"Note {number + 1}")], clock.read())


def texts(log: typing.Any, stream: str = "administration/a1") -> list[str]:
    """What the notes of a stream say."""
    return [event.fact.command.text for event in log.read(stream)]
