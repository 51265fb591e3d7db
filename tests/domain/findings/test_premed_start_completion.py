from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from inoadmin.domain import commands as c
from inoadmin.protocol.loading import load
from tests.domain.findings.benches import opened, told
from tests.protocol.files import DATA
from tests.session.bench import BAG, PREMEDS, WELL, Bench


def test_premedication_in_all_its_states() -> None:
    bench = opened(Bench().staffed())
    bench.do(replace(PREMEDS[0], dose_mg=Decimal(4)), c.Premed("water", Decimal(5), "PO"))
    assert told(bench)["premed-dose-unexpected"].startswith("dexamethasone 4 mg PO, water 5 mg PO")
    assert told(bench)["premed-missing"].startswith("antihistamine, antipyretic")
    bench.wait(31)
    bench.do(*PREMEDS[1:])
    assert {"premed-spread", "premed-pending", "premed-too-recent"} <= bench.codes
    bench.wait(30)
    assert "premed-window-passed" in bench.codes
    assert {"premed-pending", "premed-too-recent"}.isdisjoint(bench.codes)
    again = replace(PREMEDS[2], repeat=True)
    (note,) = bench.do(again).notes
    assert note.code == "premed-repeat-too-soon"
    bench.wait(240)
    assert bench.do(again).notes == ()


def test_an_allergy_to_what_was_given() -> None:
    bench = opened(Bench().staffed())
    bench.do(*PREMEDS)
    bench.do(c.Allergies(("Paracetamol: rash",)))
    assert told(bench)["allergy-conflict"].startswith("paracetamol (allergy: Paracetamol: rash)")


@pytest.mark.parametrize(
    ("vitals", "says"),
    [
        (WELL, ""),
        (replace(WELL, resp_rate=Decimal(25)), "3, one parameter at 3"),
        (c.Vitals(elsewhere=True, total=Decimal(5)), "5"),
        (c.Vitals(elsewhere=True, total=Decimal(4)), ""),
    ],
)
def test_a_high_score_before_the_start(vitals: c.Vitals, says: str) -> None:
    bench = opened(Bench().staffed())
    bench.do(vitals)
    assert told(bench).get("news2-high", "").split(" | ")[0] == says
    bench.wait(61)
    assert "baseline-observations-missing" in bench.codes
    assert "news2-high" not in bench.codes


def test_a_ward_may_ask_for_a_countersignature() -> None:
    asked = countersigning()
    asked.wait(60)
    assert "signature-missing" in asked.refused(c.Complete())
    assert "signature-missing" not in asked.refused(c.Complete("ben"))
    assert asked.refused(c.Complete("amy")) == ("not-permitted",)


def countersigning() -> Bench:
    """A bench whose ward's protocol asks for it."""
    data = DATA.replace(b"countersignature = false", b"countersignature = true")
    return Bench(protocol=load(data), data=data).staffed().observe()


def test_completion_needs_an_end_and_observations_on_both_sides() -> None:
    bench = Bench().staffed().infuse()
    bench.wait(60)
    bench.do(c.End())
    bench.wait(1)
    assert told(bench)["observations-missing"] == "during the infusion and after it | "
    bench.do(WELL)
    assert told(bench)["observations-missing"] == "during the infusion | "
    assert told(bench)["observation-short"] == "1min | at least 1hr"


def test_the_note_on_an_item_is_shown_beside_it() -> None:
    bench = opened(Bench().staffed())
    bench.do(c.Answer({"qt-risk": c.Answered("no", "QTc 510")}))
    assert told(bench)["qt-risk"].startswith("no: QTc 510")


def test_the_zone_of_the_ward_is_what_the_nurse_reads() -> None:
    bench = Bench(zone=ZoneInfo("Asia/Tokyo")).staffed()
    opened(bench)
    bench.do(replace(BAG, expiry="2026-03-02T17:30"))
    assert told(bench)["bag-life-short"] == "18:00, 30min past | 02-Mar-2026 17:30"
