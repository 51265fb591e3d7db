"""At which section the protocol opens."""

from __future__ import annotations

import pytest

from inoadmin.session.present.citing import form_citation, step_citation
from inoadmin.session.present.findings import STEPS, finding_rows
from inoadmin.session.present.reading import cited
from tests.session.bench import FIRST, Bench, yes_to_all


def bench() -> Bench:
    made = Bench().staffed()
    made.do(FIRST)
    return made


@pytest.mark.parametrize(
    ("step", "section"),
    [
        ("", "Cycle frequency"),
        ("bag", "Administration"),
        ("premedication", "Pre-medication"),
        ("start", "Administration"),
        ("infusion", "Administration"),
        ("observation", "Administration"),
    ],
)
def test_a_step_is_at_the_section_of_its_figure(step: str, section: str) -> None:
    place = bench()
    assert step_citation(place.service, place.dose, step) == section


def test_checks_are_at_what_is_open_there_and_then_at_their_own() -> None:
    place = bench()
    (first, *_) = [
        row.citation
        for row in finding_rows(place.service, place.dose, "checks")
        if cited(place.protocol, row.citation)
    ]
    assert step_citation(place.service, place.dose, "checks") == first
    place.do(yes_to_all(place.protocol, "start"))
    assert step_citation(place.service, place.dose, "checks") == "Investigations"


def test_without_a_dose_it_is_the_courses() -> None:
    assert step_citation(bench().service, None, "bag") == "Cycle frequency"


@pytest.mark.parametrize("step", ["", *STEPS])
def test_every_step_cites_a_section(step: str) -> None:
    place = bench()
    assert cited(place.protocol, step_citation(place.service, place.dose, step))


@pytest.mark.parametrize(
    ("kind", "codes", "citation"),
    [
        ("premed", (), "Pre-medication"),
        ("bloods", (), "Standard limits"),
        ("extravasation", (), "Extravasation"),
        ("omit", (), "Dose modifications"),
        ("authorise", ("consent-missing", "indication-unconfirmed"), "Indication"),
        ("authorise", ("consent-missing",), ""),
        ("authorise", (), ""),
        ("vitals", (), ""),
    ],
)
def test_a_form_is_at_what_it_covers_or_records(
    kind: str, codes: tuple[str, ...], citation: str
) -> None:
    place = bench()
    assert form_citation(place.service, place.dose, kind, codes) == citation
