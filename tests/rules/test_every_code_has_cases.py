"""No code of the rulebook is without its cases: the tables played elsewhere hold each of them."""

import pytest

from .rulebook import RULEBOOK, TABLES
from .tables import CASES, ROWS

TRIPLE = {"inside", "on", "outside"}
PAIR = {"met", "unmet"}


def places(code: str) -> set[str]:
    """On which sides of the rule the tables have a row for the code."""
    return {row.where for row in ROWS if row.code == code}


def test_the_tables_of_codes_are_read() -> None:
    assert len(RULEBOOK) >= 100
    assert TABLES.read_text(encoding="utf-8").count("\n| `") > 80


@pytest.mark.parametrize("code", RULEBOOK)
def test_a_code_has_both_sides(code: str) -> None:
    assert places(code) >= TRIPLE or places(code) >= PAIR


@pytest.mark.parametrize("code", [c for c, rule in RULEBOOK.items() if rule.bounded()])
def test_a_limit_is_tried_inside_on_it_and_outside(code: str) -> None:
    assert places(code) >= TRIPLE


@pytest.mark.parametrize("code", RULEBOOK)
def test_a_code_is_seen_to_stand_and_seen_not_to(code: str) -> None:
    rows = [row for row in ROWS if row.code == code]
    silent = all(row.silent for row in CASES if row.code == code and row.where == "outside")
    assert any(not row.breaks() for row in rows)
    assert any(row.breaks() for row in rows) or (silent and code == "premed-repeat-too-soon")


def test_every_row_names_a_code_of_the_rulebook() -> None:
    assert {row.code for row in ROWS} == set(RULEBOOK)
    assert {code for row in ROWS for code in row.also} <= set(RULEBOOK)
