from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.domain.findings.base import Finding, Gate, Severity, Sight
from inoadmin.domain.findings.gates import ROWS
from inoadmin.session.present.findings import (
    STEP_OF,
    FindingRow,
    finding_rows,
    heading,
    row_of,
)
from tests.wards import Visit, Ward, ward

MINUTE = timedelta(minutes=1)
WALK = "04-interruption-and-restart.toml"
#: Judged at the opening alone, or shown only while an act is recorded: these never become rows.
ELSEWHERE = {
    "cycle-limit",
    "day-invalid",
    "dose-already-given",
    "day-out-of-order",
    "dose-interval-short",
    "two-dose-cycle",
}


def drawn(rows: tuple[FindingRow, ...]) -> list[str]:
    return [
        f"{r.severity}: {r.code} [{r.button}|{r.resolution}] [{r.second_button}|{r.second}]"
        for r in rows
    ]


def rows(here: Ward, step: str | None = None) -> tuple[FindingRow, ...]:
    return finding_rows(here.service, here.administration(), step)


def made(code: str, severity: Severity) -> Finding:
    return Finding(code, severity, Gate.START, "sentence", "practice", Sight())


def test_the_gravest_come_first_with_the_way_to_resolve_each() -> None:
    here = ward(Visit(WALK, until=23 * MINUTE), at=30 * MINUTE)
    assert drawn(rows(here)) == [
        "stop: bedside-check-missing [Bedside check…|form:second_check] [|]",
        "authorise: premed-missing [Record premedication…|form:premed] [Authorise…|authorise]",
        "authorise: premed-too-recent [Authorise…|authorise] [|]",
        "authorise: baseline-observations-missing [Observations…|form:vitals]"
        " [Authorise…|authorise]",
        "confirm: equilibration-short [Confirm…|confirm] [|]",
        "note: first-dose-outpatient [|] [|]",
        "note: premed-pending [|] [|]",
    ]


def test_one_step_has_its_own_rows_and_no_button_to_itself() -> None:
    here = ward(Visit(WALK), at=timedelta(0))
    checks = rows(here, "checks")
    assert checks
    assert {STEP_OF[row.code] for row in checks} == {"checks"}
    assert not [row for row in checks if row.resolution == "go:checks"]


def test_from_elsewhere_an_unanswered_item_leads_to_its_page() -> None:
    here = ward(Visit(WALK), at=timedelta(0))
    by_code = {row.code: row for row in rows(here)}
    assert by_code["consent-missing"].resolution == "go:checks"
    assert by_code["consent-missing"].second == "authorise"
    assert by_code["vod-history"].button == "Answer it"
    assert by_code["vod-history"].second == ""


def test_the_other_way_takes_the_first_place_when_its_button_is_pressed() -> None:
    row = row_of(made("premed-missing", Severity.AUTHORISE), set())
    assert (row.resolution, row.other_way().resolution) == ("form:premed", "authorise")
    assert row.other_way().button == "Authorise…"


def test_a_stop_without_a_form_leads_to_its_page() -> None:
    row = row_of(made("product-expired", Severity.STOP), set())
    assert (row.resolution, row.button) == ("go:bag", "Go to Bag")
    assert row_of(made("product-expired", Severity.STOP), set(), "bag").resolution == ""


@pytest.mark.parametrize("code", sorted(set(ROWS) - ELSEWHERE))
def test_every_code_has_its_step(code: str) -> None:
    assert code in STEP_OF


def test_no_step_names_a_code_that_is_none() -> None:
    assert set(STEP_OF) <= set(ROWS)


@pytest.mark.parametrize(
    ("stage", "severities", "told"),
    [
        ("preparing", ["stop", "note"], "What keeps the start shut (1)"),
        ("preparing", ["note"], "Nothing recorded here keeps the start shut"),
        ("interrupted", ["stop", "authorise"], "What keeps the restart shut (2)"),
        ("infusing", [], "Nothing recorded here keeps the end shut"),
        ("observing", ["confirm"], "What keeps completion shut (1)"),
        ("completed", [], ""),
    ],
)
def test_the_heading_counts_what_shuts(stage: str, severities: list[str], told: str) -> None:
    shown = tuple(FindingRow("code", severity, "", "") for severity in severities)
    assert heading(stage, shown) == told


def test_the_severity_in_words() -> None:
    assert FindingRow("code", "stop", "", "").kind == "Must be put right"
