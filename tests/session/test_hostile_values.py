"""Whatever is typed or scanned is accepted or refused; nothing is thrown at the nurse.

Each field of each command gets values that no form should let through: what is no number, numbers
that would fill a disk when written out, half a character, the end of the calendar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.domain.events import Recorded
from inoadmin.session.outcome import Outcome
from inoadmin.store.opening import open_log
from tests.fakes import FakeIds, HandClock
from tests.session.bench import BAG, FIRST, LONDON, WELL, Bench, yes_to_all
from tests.session.drawing import STRATEGIES

NUMBERS = [
    Decimal(text)
    for text in (
        "NaN",
        "-NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1E+999999",
        "-1E+999999",
        "1E+999999999999",
        "1E-999999",
        "1E-999999999999",
        "0E+999999",
        "-0",
        "1" * 60,
        "0." + "3" * 60,
    )
]
TEXTS = [
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "x" * 100_000,
    "{value} {0} %s",
    "'; DROP TABLE event; --",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\x1d\x1d",
    "]d201050134570120951799139910X\x1d",
    "9999-12-31T23:59",
    "0001-01-01T00:00",
]
DATES = [date.min, date.max, date(1, 1, 2)]
MOMENTS = [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
ZONES = [LONDON, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("America/New_York")]

PLAIN: dict[str, c.Act] = {
    "history": c.History(Decimal(1), Decimal(8), date(2026, 2, 2), Decimal("1.4"), "chart"),
    "allergies": c.Allergies(("penicillin",)),
    "omit": c.Omit(Decimal(1), Decimal(8), "fever"),
    "discontinue": c.Discontinue("progression", "Dr Adler", "consultant"),
    "open": FIRST,
    "answer": c.Answer({"vod-history": c.Answered("yes")}),
    "blasts": c.Blasts(Decimal(2)),
    "bloods": c.Bloods("fbc", datetime(2026, 3, 2, 7, tzinfo=UTC), neutrophils=Decimal(2)),
    "authorise": c.Authorise(
        ("neutrophils-low",), "Dr Adler", "consultant", "written", "weighed", limit=Decimal(1)
    ),
    "confirm": c.Confirm(("contraception-not-discussed",), "seen"),
    "bag": BAG,
    "bag_out": c.BagOut(),
    "premed": c.Premed("paracetamol", Decimal(1000), "PO", repeat=True),
    "second_check": c.SecondCheck("bedside", "ben"),
    "vitals": WELL,
    "start": c.Start(Decimal(50), already_happened=True, reason="it ran"),
    "interrupt": c.Interrupt("toilet"),
    "resume": c.Resume(Decimal(50), already_happened=True, reason="it ran"),
    "rate": c.Rate(Decimal(40)),
    "pump_check": c.PumpCheck(Decimal(10)),
    "reaction": c.Reaction(Decimal(1), ("rash",), ("paused",)),
    "reaction_update": c.ReactionUpdate(Decimal(2), ("fever",), ("fluids",)),
    "reaction_outcome": c.ReactionOutcome("improved", "well"),
    "extravasation": c.Extravasation("left arm"),
    "new_access": c.NewAccess("right arm"),
    "stop": c.Stop("enough", Decimal(20)),
    "end": c.End(),
    "left": c.Left("other", "Dr Adler", "taxi"),
    "handover": c.Handover("ben"),
    "complete": c.Complete("ben"),
    "cancel": c.Cancel("fever"),
    "addendum": c.Addendum("late note"),
}


def hostile(kind: str) -> list[Any]:
    """Odd values of a field, by the name of its type."""
    by_type: dict[str, list[Any]] = {
        "bool": [True, False],
        "str": TEXTS,
        "Decimal": NUMBERS,
        "datetime": MOMENTS,
        "date": DATES,
        "tuple[str, ...]": [(), *((text,) for text in TEXTS)],
        "Mapping[str, Answered]": [
            {},
            *({text: c.Answered("yes")} for text in TEXTS),
            *({"vod-history": c.Answered(text, text)} for text in TEXTS),
        ],
    }
    odd = by_type[kind.removesuffix(" | None")]
    return [*odd, None] if kind.endswith(" | None") else odd


def variants(act: c.Act) -> list[c.Act]:
    """The act with one field odd, for every field and odd value; scanned readings are not typed."""
    return [
        replace(act, **{field.name: odd})
        for field in fields(act)
        if field.name != "reading"
        for odd in hostile(str(field.type))
    ]


def benches() -> list[Callable[[], Bench]]:
    """Somewhere for every command to apply."""
    return [lambda: Bench().staffed(), opened, infusing, halted, run_out, after, gone]


def opened() -> Bench:
    bench = Bench().staffed()
    bench.do(FIRST)
    return bench


def run_out() -> Bench:
    bench = Bench().staffed().infuse()
    bench.wait(60)
    return bench


def gone() -> Bench:
    bench = Bench().staffed().observe()
    bench.do(yes_to_all(bench.protocol, "complete"), c.Left("transferred", "Dr Adler"))
    return bench


def infusing() -> Bench:
    bench = Bench().staffed().infuse()
    bench.wait(10)
    return bench


def halted() -> Bench:
    bench = infusing()
    bench.do(c.Extravasation(), c.Reaction(Decimal(1)))
    return bench


def after() -> Bench:
    bench = Bench().staffed().observe()
    bench.do(c.Reaction(Decimal(1)))
    return bench


@cache
def applies() -> dict[str, int]:
    """For each command the first bench at which it is accepted."""
    found: dict[str, int] = {}
    for kind, act in PLAIN.items():
        own = isinstance(act, c.PatientCommand | c.Open)
        for number, make in enumerate(benches()):
            bench = make()
            if (own or bench.dose) and bench.act(act).accepted:
                found[kind] = number
                break
    return found


def sound(bench: Bench, outcome: Outcome) -> None:
    """Accepted or refused with a code and a sentence; what follows can still be shown."""
    assert outcome.accepted == (outcome.codes == ())
    for reason in outcome.reasons:
        assert reason.sentence
    if bench.dose:
        assert bench.service.findings(bench.dose) is not None
        assert bench.service.timers(bench.dose)
    assert bench.service.course(bench.patient)


def test_every_command_applies_somewhere() -> None:
    assert set(PLAIN) == set(c.KINDS)
    assert set(applies()) == set(PLAIN)


@pytest.mark.parametrize("kind", PLAIN)
def test_every_field_stands_odd_values(kind: str) -> None:
    place = benches()[applies()[kind]]
    bench = place()
    for act in variants(PLAIN[kind]):
        outcome = bench.act(act)
        sound(bench, outcome)
        if outcome.accepted:
            bench = place()


@pytest.mark.parametrize("kind", PLAIN)
def test_every_corrected_field_stands_odd_values(kind: str) -> None:
    place = benches()[applies()[kind]]
    bench = place()
    written = bench.do(PLAIN[kind])
    target = written.events[0].version
    own = isinstance(PLAIN[kind], c.PatientCommand)
    for act in variants(PLAIN[kind]):
        correction = c.Correct(target, "field", "value", act, reason="mistyped")
        outcome = bench.service.submit(
            correction,
            actor="amy",
            patient=bench.patient,
            administration=None if own else bench.dose,
        )
        sound(bench, outcome)


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("at", MOMENTS, ids=["first", "last"])
@pytest.mark.parametrize("kind", PLAIN)
def test_no_moment_is_too_far(kind: str, at: datetime, zone: ZoneInfo) -> None:
    bench = Bench(zone=zone).staffed()
    if not isinstance(PLAIN[kind], c.PatientCommand | c.Open):
        bench.do(FIRST)
    outcome = bench.act(PLAIN[kind], at=at)
    assert not outcome.accepted
    sound(bench, outcome)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_first_and_last_day_of_the_calendar_are_no_dates_of_a_dose(zone: ZoneInfo) -> None:
    bench = Bench(zone=zone).staffed()
    told = PLAIN["history"]
    assert isinstance(told, c.History)
    assert bench.refused(replace(told, started=date.min)) == ("invalid-value",)
    assert bench.refused(replace(told, started=date(1899, 12, 31))) == ("invalid-value",)
    assert bench.refused(replace(told, started=date.max)) == ("time-in-future",)
    assert bench.act(replace(told, started=date(1900, 1, 1))).accepted


@pytest.mark.parametrize("number", NUMBERS[:8], ids=str)
@pytest.mark.parametrize(
    "act", [c.Rate(), c.PumpCheck(), c.Reaction(), c.Blasts(), c.Premed("water", route="PO")]
)
def test_what_is_no_possible_number_is_an_invalid_value(act: c.Act, number: Decimal) -> None:
    name = next(f.name for f in fields(act) if (f.default is None))
    assert infusing().refused(replace(act, **{name: number})) == ("invalid-value",)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_half_a_character_is_an_invalid_value(text: str) -> None:
    bench = infusing()
    for act in (c.Addendum(text), c.Interrupt(text), c.Reaction(symptoms=(text,))):
        assert bench.refused(act) == ("invalid-value",)
    for correction in (
        c.Correct(1, void=True, reason=text),
        c.Correct(1, "weight_kg", text, replace(FIRST, weight_kg=Decimal(66)), reason="misread"),
    ):
        assert bench.refused(correction) == ("invalid-value",)


def test_the_log_keeps_whatever_is_accepted(tmp_path: Path) -> None:
    """Null characters, fine numbers and long texts come back as they were typed."""
    clock = HandClock()
    log = open_log(tmp_path / "log.db", "scenario", LONDON, clock=clock, ids=FakeIds("database"))
    bench = Bench(log=log, clock=clock).staffed()
    bench.do(FIRST)
    for act in (
        replace(BAG, batch="a\0b", vial_batches=("\0", "é" * 40)),
        c.Addendum("x\0" * 1000),
        c.Blasts(Decimal("1E-999999999999")),
        replace(WELL, temperature=Decimal("36." + "3" * 60)),
    ):
        bench.do(act)
        fact = bench.another().events(bench.dose)[-1].fact
        assert isinstance(fact, Recorded)
        assert fact.command == act
    assert bench.another().findings(bench.dose) == bench.service.findings(bench.dose)
    log.close()


@given(st.sampled_from(sorted(STRATEGIES)), st.data())
def test_a_drawn_command_is_accepted_or_refused(kind: str, data: st.DataObject) -> None:
    bench = benches()[applies()[kind]]()
    numbers = st.decimals(allow_nan=True, allow_infinity=True)
    act = data.draw(STRATEGIES[kind])
    for field in fields(act):
        value = getattr(act, field.name)
        if isinstance(value, Decimal) and data.draw(st.booleans()):
            act = replace(act, **{field.name: data.draw(numbers)})
        elif type(value) is str and data.draw(st.booleans()):
            act = replace(act, **{field.name: data.draw(st.text())})
    sound(bench, bench.act(act))
