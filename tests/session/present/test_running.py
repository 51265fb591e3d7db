from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from inoadmin.session.present.running import can_react, is_over, number_of, running
from tests.wards import HILL, MOOR, MOORE, Visit, ward

MINUTE = timedelta(minutes=1)


def test_reactions_are_reported_of_those_infusing_or_observed() -> None:
    here = ward(
        Visit("01-clean.toml", MOORE),
        Visit("01-clean.toml", MOOR, later=-80 * MINUTE),
        Visit("01-clean.toml", HILL, later=60 * MINUTE),
        at=70 * MINUTE,
    )
    assert [(r.place, r.name) for r in running(here.service)] == [
        ("Bay 3", "MOORE, Jean (Mrs)"),
        ("Bay 5", "MOOR, Ida"),
    ]
    assert not can_react(here.service, here.administration(2))
    assert not can_react(here.service, None)


def test_a_completed_dose_is_over_and_has_its_number() -> None:
    here = ward(Visit("01-clean.toml"), at=timedelta(hours=5))
    assert is_over(here.service, here.administration())
    assert number_of(here.service, here.administration()) == "INO-000001"


def test_bay_2_comes_before_bay_10() -> None:
    here = ward(
        Visit("01-clean.toml", replace(MOORE, ward="Bay 10")),
        Visit("01-clean.toml", replace(MOOR, ward="Bay 2")),
        at=70 * MINUTE,
    )
    assert [r.place for r in running(here.service)] == ["Bay 2", "Bay 10"]
