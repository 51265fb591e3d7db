"""Which cover answers which finding, asked of the functions themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.events import Recorded, Seen
from inoadmin.domain.findings.base import Finding, Gate, Severity, Sight
from inoadmin.domain.findings.coverage import answers, bound_allowed, cover_of, holds, within_bound
from inoadmin.domain.state import Entry
from tests.protocol.files import shipped
from tests.session.bench import STARTS, Bench, order

TIMES = shipped().times
SEEN = Seen("rate-high", "60", "bag 3")
FINDING = Finding(
    "rate-high", Severity.AUTHORISE, Gate.START, "", "", Sight(key="60", basis="bag 3")
)


def cover(command: c.Authorise | c.Confirm, *seen: Seen) -> Entry[c.Authorise | c.Confirm]:
    return Entry(5, command, STARTS, STARTS, "amy", Recorded(command, seen=seen))


AUTHORISED = cover(c.Authorise(("rate-high",)), SEEN)
CONFIRMED = cover(c.Confirm(("rate-high",)), SEEN)


@pytest.mark.parametrize(
    ("given", "finding", "answered"),
    [
        (AUTHORISED, FINDING, True),
        (AUTHORISED, replace(FINDING, code="crcl-low"), False),
        (AUTHORISED, replace(FINDING, sight=Sight(key="61", basis="bag 3")), False),
        (AUTHORISED, replace(FINDING, sight=Sight(key="60", basis="bag 4")), False),
        (CONFIRMED, FINDING, False),
        (CONFIRMED, replace(FINDING, severity=Severity.CONFIRM), True),
        (AUTHORISED, replace(FINDING, severity=Severity.CONFIRM), True),
        (cover(c.Authorise(("rate-high",))), FINDING, False),
    ],
)
def test_a_cover_answers_what_was_seen(
    given: Entry[c.Authorise | c.Confirm], finding: Finding, answered: bool
) -> None:
    assert answers(TIMES, given, finding) is answered


def test_nothing_covers_a_stop_or_needs_to_cover_a_note() -> None:
    bench = Bench().staffed()
    bench.do(order())
    state = replace(bench.state, covers=(AUTHORISED,))
    assert cover_of(TIMES, state, FINDING) is AUTHORISED
    for severity in (Severity.STOP, Severity.NOTE):
        assert cover_of(TIMES, state, replace(FINDING, severity=severity)) is None


@pytest.mark.parametrize(
    ("then", "now", "still"),
    [
        (None, None, True),
        (0, None, False),
        (None, 0, False),
        (5, 5, True),
        (5, 15, True),
        (5, 15.1, False),
        (5, 1, True),
    ],
)
def test_a_time_breached_may_grow_by_ten_minutes(
    then: float | None, now: float | None, still: bool
) -> None:
    def seen(grown: float | None) -> Seen:
        return Seen("x", "", "", None if grown is None else timedelta(minutes=grown))

    assert holds(TIMES, seen(then), seen(now)) is still


def test_bounds_and_the_codes_that_may_carry_them() -> None:
    until = c.Authorise(("weight-stale",), until=STARTS)
    limit = c.Authorise(("crcl-low",), limit=Decimal(10))
    assert bound_allowed(until, "weight-stale")
    assert not bound_allowed(until, "crcl-low")
    assert bound_allowed(limit, "crcl-low")
    assert bound_allowed(limit, "ast-high")
    assert not bound_allowed(limit, "weight-stale")
    assert not bound_allowed(replace(limit, until=STARTS), "crcl-low")
    assert bound_allowed(c.Authorise(), "anything")


@pytest.mark.parametrize(
    ("command", "code", "sight", "within"),
    [
        (c.Authorise(until=STARTS), "weight-stale", Sight(moment=STARTS), True),
        (
            c.Authorise(until=STARTS),
            "weight-stale",
            Sight(moment=STARTS + timedelta(seconds=1)),
            False,
        ),
        (c.Authorise(until=STARTS), "weight-stale", Sight(), False),
        (c.Authorise(limit=Decimal(10)), "crcl-low", Sight(amount=Decimal(10)), True),
        (c.Authorise(limit=Decimal(10)), "crcl-low", Sight(amount=Decimal("9.9")), False),
        (c.Authorise(limit=Decimal(10)), "alt-high", Sight(amount=Decimal(10)), True),
        (c.Authorise(limit=Decimal(10)), "alt-high", Sight(amount=Decimal("10.1")), False),
        (c.Authorise(limit=Decimal(10)), "alt-high", Sight(), False),
    ],
)
def test_up_to_a_bound_and_not_beyond(
    command: c.Authorise, code: str, sight: Sight, within: bool
) -> None:
    finding = Finding(code, Severity.AUTHORISE, Gate.START, "", "", sight)
    assert within_bound(command, finding) is within
