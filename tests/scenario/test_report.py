import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from inoadmin.domain.timers import Timer
from inoadmin.scenario.report import (
    AdministrationLine,
    DeviationLine,
    FindingLine,
    News2Line,
    Report,
    StepLine,
    as_json,
    instant,
    mass,
    spoken,
    surface,
    tallied,
    timer_fields,
    timer_line,
    volume,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("1.404", "1.40"), ("1.405", "1.41"), ("1.406", "1.41"), ("0", "0.00"), ("1.4", "1.40")],
)
def test_masses_and_surfaces_half_up(value, rounded):
    assert str(mass(Decimal(value))) == str(surface(Decimal(value))) == rounded


@pytest.mark.parametrize(
    ("value", "rounded"), [("49.94", "49.9"), ("49.95", "50.0"), ("49.96", "50.0"), ("0", "0.0")]
)
def test_volumes_half_up(value, rounded):
    assert str(volume(Decimal(value))) == rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (NOON, "2026-03-02T12:00:00Z"),
        (NOON.astimezone(timezone(timedelta(hours=9))), "2026-03-02T12:00:00Z"),
        (NOON + timedelta(microseconds=500000), "2026-03-02T12:00:00.500000Z"),
    ],
)
def test_instants(value, text):
    assert instant(value) == text


def test_timers():
    timer = Timer("open", NOON, NOON, NOON, timedelta(seconds=59, microseconds=1))
    assert timer_fields("infusion", timer) == {
        "state": "open",
        "started_at": NOON,
        "due_at": NOON,
        "remaining_s": 60,
    }
    assert timer_line("premed", timer) == {
        "state": "open",
        "started_at": "2026-03-02T12:00:00Z",
        "due_at": "2026-03-02T12:00:00Z",
        "remaining_s": 60,
        "closes_at": "2026-03-02T12:00:00Z",
    }
    assert timer_line("vitals", Timer("idle"))["remaining_s"] is None


STEP = StepLine(0, "2026-03-02T08:00:00Z", "amy", "open", "accepted", (), "preparing", ())
ADMINISTRATION = AdministrationLine(
    id="a1",
    patient="p1",
    cycle=1,
    day=1,
    stage="completed",
    version=1,
    expected_mg=Decimal("1.41"),
    prescribed_mg=Decimal("1.40"),
    given_mg=Decimal("1.40"),
    bsa_m2=Decimal("1.77"),
    volume_given_ml=Decimal("50.0"),
    infusion_started="2026-03-02T09:06:00Z",
    infusion_ended=None,
    interrupted_s=0,
    observed_s=3600,
    batch="AB1234",
    expiry=None,
    news2=(News2Line("2026-03-02T09:00:00Z", 0),),
    timers={"infusion": timer_line("infusion", Timer("done"))},
    findings=(FindingLine("c", "note", "start"),),
    deviations=(DeviationLine("d", "authorised", "Dr Ruth Sale", "delay"),),
    events=31,
)


def test_the_json_has_the_formats_keys_and_numbers():
    written = as_json(Report("title", (STEP,), (ADMINISTRATION,), 12, 0))
    read = json.loads(written)
    assert list(read) == ["scenario", "steps", "administrations", "met", "missed"]
    assert read["steps"] == [
        {
            "index": 0,
            "at": "2026-03-02T08:00:00Z",
            "by": "amy",
            "command": "open",
            "outcome": "accepted",
            "codes": [],
            "stage": "preparing",
            "missed": [],
            "notes": [],
        }
    ]
    (only,) = read["administrations"]
    assert (only["given_mg"], only["bsa_m2"], only["volume_given_ml"]) == (1.4, 1.77, 50.0)
    assert only["news2"] == [{"at": "2026-03-02T09:00:00Z", "total": 0}]
    assert only["timers"]["infusion"]["state"] == "done"
    assert only["findings"] == [{"code": "c", "severity": "note", "gate": "start"}]
    assert only["deviations"][0]["by"] == "Dr Ruth Sale"
    assert only["infusion_ended"] is None
    assert written.endswith(b"}\n")


def test_a_step_in_one_line():
    assert spoken(STEP) == "  0  2026-03-02T08:00:00Z  amy  open: accepted, preparing"


def test_a_missed_refusal_in_one_line():
    step = StepLine(12, "2026-03-02T08:00:00Z", None, "look", "refused", ("x",), None, ("A.", "B."))
    assert spoken(step) == (" 12  2026-03-02T08:00:00Z  -  look: refused (x) MISSED: A. MISSED: B.")


def test_the_run_in_one_line():
    assert tallied([STEP], 3, 1) == "Steps: 1. Expectations met: 3, missed: 1."
