"""The practice ward as it is found: every stage, all through the rules, at any hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.domain.deviations import deviations
from inoadmin.domain.people import nhs_number_valid
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.practice.people import PIN, STAFF, pin_words
from inoadmin.session.practice.seeding import (
    OPEN_FOR,
    RefusedStepError,
    SeedingClock,
    record,
    seeding,
)
from inoadmin.session.practice.visits import Day, visits
from inoadmin.session.present.accounts import sact_fault
from inoadmin.session.present.board import board
from inoadmin.session.service import Service
from tests.fakes import FakeHasher, FakeIds, FakeLog, HandClock
from tests.protocol.files import DATA, shipped
from tests.session.bench import LONDON, Bench

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def seeded(now: datetime = NINE, zone: ZoneInfo = LONDON) -> Service:
    """A practice ward that begins now."""
    service, clock = unseeded(now, zone)
    for _ in seeding(service, clock):
        pass
    return service


def unseeded(now: datetime = NINE, zone: ZoneInfo = LONDON) -> tuple[Service, SeedingClock]:
    clock = SeedingClock(HandClock(now))
    log, scanner, hasher = FakeLog("training"), GS1Scanner(), FakeHasher()
    return Service(log, clock, FakeIds(), scanner, shipped(), DATA, zone, hasher), clock


def picture(service: Service) -> str:
    """The board, one line a card."""
    return "\n".join(card.spoken for card in board(service, service.now(), named=True))


def test_the_board_has_a_patient_in_every_stage() -> None:
    assert picture(seeded()) == "\n".join(
        (
            "Bay 5, MARMELADE, Mae (Mrs), ▲ reaction open, similar name on the board",
            "Bay 2, BUTTERCUP, Bea (Miss), start window, opens in 12min",
            "Bay 3, TEAPOT, Tom (Mr), start window open, closes in 18min",
            "Bay 6, HAYSTACK, Hal (Mr), observing, 23min",
            "Bay 4, MARMALADE, May (Ms), infusing, 38min, similar name on the board",
            "Bay 1, BLANKET, Bess (Mrs), no dose open",
            "Bay 7, WINDMILL, Win (Mr), completed",
        )
    )


def test_the_stages_are_what_their_names_say() -> None:
    service = seeded()
    stages = {
        patient.details.family_name: str(service.administration(dose).stage)
        for patient in service.patients()
        if (dose := service.current(patient.id)) is not None
    }
    assert stages == {
        "Buttercup": "preparing",
        "Teapot": "preparing",
        "Marmalade": "infusing",
        "Marmelade": "interrupted",
        "Haystack": "observing",
        "Windmill": "completed",
    }


def test_nothing_but_the_nurse_keeps_the_start_of_the_one_in_the_window() -> None:
    service = seeded()
    assert findings(service, "Teapot") == {"first-dose-outpatient"}
    assert findings(service, "Buttercup") == {
        "first-dose-outpatient",
        "premed-pending",
        "premed-too-recent",
        "baseline-observations-missing",
        "bedside-check-missing",
    }


def findings(service: Service, surname: str) -> set[str]:
    """What stands at a patient's next gate."""
    return {finding.code for finding in service.findings(dose_of(service, surname))}


def dose_of(service: Service, surname: str) -> str:
    (patient,) = [p.id for p in service.patients() if p.details.family_name == surname]
    dose = service.current(patient)
    assert dose is not None
    return dose


@given(
    st.integers(min_value=0, max_value=730 * 24 * 60).map(lambda m: NINE + timedelta(minutes=m)),
    st.sampled_from(["Europe/London", "UTC", "Pacific/Auckland", "America/St_Johns"]),
)
def test_at_any_hour_of_any_day_all_is_recorded_as_on_a_good_day(now: datetime, zone: str) -> None:
    """No step is refused, nothing is late or breached, and the stages are the same."""
    service = seeded(now, ZoneInfo(zone))
    assert picture(service) == picture(seeded())
    times = service.protocol.times
    for row in service.log.administrations():
        assert deviations(times, service.administration(row.id)) == ()


def test_nothing_lies_after_now_and_all_of_it_in_order() -> None:
    service = seeded()
    every = [event for name in service.log.streams("") for event in service.log.read(name)]
    every.sort(key=lambda event: event.sequence)
    recorded = [event.recorded_at for event in every]
    assert recorded == sorted(recorded)
    assert (recorded[0], recorded[-1] < NINE) == (NINE - OPEN_FOR, True)
    assert service.now() == NINE
    assert all(event.occurred_at == event.recorded_at for event in every)


def test_what_is_signed_is_signed_by_those_who_did_it() -> None:
    service = seeded()
    dose = dose_of(service, "Teapot")
    signed = [[s.signer for s in event.signatures] for event in service.events(dose)]
    assert ["amy", "pia"] in signed
    assert ["amy"] in signed


def test_it_is_told_how_far_it_is() -> None:
    service, clock = unseeded()
    told = list(seeding(service, clock))
    total = len(told)
    assert told == [(number, total) for number in range(1, total + 1)]
    assert total > 90


def test_a_step_that_the_rules_refuse_is_named() -> None:
    service = seeded()
    day = Day(NINE, LONDON, service.protocol)
    teapot = next(visit for visit in visits(day) if visit.patient.family_name == "Teapot")
    (patient,) = [p.id for p in service.patients() if p.details.family_name == "Teapot"]
    with pytest.raises(RefusedStepError, match="End of Teapot: out-of-sequence"):
        record(service, patient, teapot, "amy", c.End())


def test_the_patients_cannot_be_anybody() -> None:
    day = Day(NINE, LONDON, seeded().protocol)
    numbers = [visit.patient.nhs_number for visit in visits(day)]
    assert len(set(numbers)) == len(numbers)
    assert all(nhs_number_valid(number) and number.startswith("999") for number in numbers)


def test_nobody_s_competence_is_in_doubt_within_the_year() -> None:
    service = seeded()
    today = NINE.date()
    for details in service.staff().values():
        assert sact_fault(details, today) == ""
        assert sact_fault(details, today + timedelta(days=365)) == ""


# --- the PIN that everybody may know ------------------------------------------------------------


def test_the_practice_pin_is_said_and_lets_everybody_in() -> None:
    service = seeded()
    said = "Practice PIN 135790: Amy Field, Ben Okoro, Pia Lund, Dov Adler and Max Reed"
    assert pin_words(service) == said
    for member in STAFF:
        assert service.accounts.check(member, PIN, "sign in").member == member


def test_whoever_changed_theirs_or_left_is_not_named() -> None:
    service = seeded()
    service.accounts.set_pin("amy", "482915", "amy")
    left = replace(service.staff()["dov"], active=False)
    service.register_staff(left, "dov", "max")
    assert pin_words(service) == "Practice PIN 135790: Ben Okoro, Pia Lund and Max Reed"


def test_where_nobody_has_it_nothing_is_said() -> None:
    bench = Bench(log=FakeLog("training"), hasher=FakeHasher()).staffed()
    assert pin_words(bench.service) == ""
