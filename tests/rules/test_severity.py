"""Section 1: what opens a gate follows from the severity, for every code at every gate it has."""

import pytest

from .cases import Case, gate
from .doses import CONSULTANT
from .rulebook import RULEBOOK
from .tables import ATTEMPTS, CASES
from .walk import Played, Walk

PHARMACIST = {**CONSULTANT, "authoriser": "Pia Lund", "role": "pharmacist"}
PRESCRIBER = {**CONSULTANT, "authoriser": "Dr Omar Bell", "role": "prescriber"}


def _firsts() -> list[Case]:
    found: dict[tuple[str, str], Case] = {}
    for case in CASES:
        if case.breaks() and case.number == -1:
            found.setdefault((case.code, gate(case.walk)), case)
    return list(found.values())


FIRSTS = _firsts()


def severity(case: Case) -> str:
    """The rulebook's severity where the case stands."""
    return RULEBOOK[case.code].severity_at(gate(case.walk))


def named(*severities: str) -> pytest.MarkDecorator:
    """The first cases of these severities, each code at each gate once."""
    rows = [case for case in FIRSTS if severity(case) in severities]
    return pytest.mark.parametrize("case", rows, ids=[f"{c.code}-{gate(c.walk)}" for c in rows])


def others(case: Case) -> list[str]:
    """The codes beside the case's own that can be authorised."""
    rules = {code: RULEBOOK[code].severity_at(gate(case.walk)) for code in case.also}
    return [code for code, rule in rules.items() if rule in {"authorise", "confirm"}]


def shutting(case: Case) -> set[str]:
    """The codes that keep the gate shut."""
    at = gate(case.walk)
    return {code for code in case.expected() if RULEBOOK[code].severity_at(at) != "note"}


def tried(case: Case, **fields: object) -> Walk:
    """The case with its gate tried."""
    walk = case.walk
    return walk.then(walk.last(), gate(walk), "gate", **fields)


def opened(case: Case, walk: Walk) -> Played:
    """What is beside the case's own code is authorised, and the gate is tried again."""
    if others(case):
        walk = walk.then(walk.last(), "authorise", codes=others(case), **CONSULTANT)
    return walk.then(walk.last(), gate(case.walk), "again").play()


@named("stop")
def test_a_stop_is_neither_confirmed_nor_authorised(case: Case) -> None:
    walk = tried(case)
    walk = walk.then(walk.last(), "confirm", "confirm", codes=[case.code], reason="seen")
    walk = walk.then(walk.last(), "authorise", "authorise", codes=[case.code], **CONSULTANT)
    played = walk.then(walk.last(), gate(case.walk), "again").play()
    assert played.codes("gate") == shutting(case)
    assert played.codes("confirm") == {"not-permitted"}
    assert played.codes("authorise") == {"not-permitted"}
    assert played.codes("again") == shutting(case)


@named("authorise")
def test_an_authorisation_opens_and_a_confirmation_does_not(case: Case) -> None:
    walk = tried(case)
    walk = walk.then(walk.last(), "confirm", "confirm", codes=[case.code], reason="seen")
    walk = walk.then(walk.last(), "authorise", "authorise", codes=[case.code], **PRESCRIBER)
    played = opened(case, walk)
    assert played.codes("gate") == shutting(case)
    assert played.codes("confirm") == {"not-permitted"}
    assert played.codes("authorise") == set()
    rest = {c for c in case.also if RULEBOOK[c].severity_at(gate(case.walk)) == "stop"}
    assert played.codes("again") == rest
    if not rest:
        assert (case.code, "authorised", "Dr Omar Bell") in played.deviations()


@named("authorise")
def test_a_pharmacist_authorises_only_where_the_row_says_so(case: Case) -> None:
    walk = tried(case)
    walk = walk.then(walk.last(), "authorise", "authorise", codes=[case.code], **PHARMACIST)
    allowed = RULEBOOK[case.code].pharmacist(gate(case.walk))
    assert walk.play().codes("authorise") == (set() if allowed else {"not-permitted"})


@named("confirm")
def test_a_confirmation_opens(case: Case) -> None:
    walk = tried(case)
    walk = walk.then(walk.last(), "confirm", "confirm", codes=[case.code], reason="seen")
    played = opened(case, walk)
    assert played.codes("gate") == shutting(case)
    assert played.codes("confirm") == set()
    assert played.codes("again") == set()
    assert (case.code, "acknowledged", "amy") in played.deviations()


@named("confirm")
def test_what_could_be_confirmed_can_be_authorised(case: Case) -> None:
    walk = case.walk
    walk = walk.then(walk.last(), "authorise", "authorise", codes=[case.code], **CONSULTANT)
    played = opened(case, walk)
    assert played.codes("authorise") == set()
    assert played.codes("again") == set()
    assert (case.code, "authorised", "Dr Ruth Sale") in played.deviations()


@named("note")
def test_a_note_is_never_in_the_way_and_no_deviation(case: Case) -> None:
    played = tried(case).play()
    assert played.codes("gate") == shutting(case)
    assert case.code not in {code for code, _, _ in played.deviations()}


@pytest.mark.parametrize(
    "case",
    [c for c in FIRSTS if gate(c.walk) in {"start", "resume"} and shutting(c)],
    ids=lambda case: f"{case.code}-{gate(case.walk)}",
)
def test_what_has_already_happened_is_recorded_with_its_breach(case: Case) -> None:
    played = tried(case, already_happened=True, reason="workstation down").play()
    assert played.codes("gate") == set()
    assert played.step("gate")["stage"] == "infusing"
    unresolved = {code for code, kind, _ in played.deviations() if kind == "unresolved"}
    assert unresolved >= shutting(case)


@pytest.mark.parametrize(
    "row",
    [row for row in ATTEMPTS if row.breaks() and row.walk.steps[-1].command == "open"],
    ids=lambda row: row.code,
)
def test_an_open_that_has_already_happened_is_recorded_with_its_breach(row: Case) -> None:
    walk = row.walk.change("act", already_happened=True, reason="workstation down")
    played = walk.play()
    assert played.codes("act") == set()
    unresolved = {code for code, kind, _ in played.deviations(-1) if kind == "unresolved"}
    assert unresolved == {row.code}
