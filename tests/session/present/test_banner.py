from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from inoadmin.session.present.banner import allergy_pair, banner, who_pairs
from tests.wards import HILL, MOORE, STARTS, Visit, ward

TODAY = STARTS.date()


def test_the_banner_keeps_the_order_name_born_gender_nhs_number() -> None:
    here = ward(Visit("01-clean.toml", MOORE, allergies=("penicillin", "nuts")), at=timedelta(0))
    shown = banner(here.service, here.patients[0], here.administration())
    assert shown.spoken == (
        "MOORE, Jean (Mrs); Born 04-Jul-1961 (64y); Gender Female; NHS No. 999 000 0018; "
        "Hospital No. T123456; Known allergies penicillin, nuts; "
        "Cycle 1 of 6, day 1; Prescribed inotuzumab ozogamicin — 1.4 mg in 50 mL; "
        "Record INO-000001"
    )


def test_without_a_dose_the_banner_has_no_dose() -> None:
    here = ward(Visit("01-clean.toml", MOORE), at=timedelta(0))
    shown = banner(here.service, here.patients[0], None)
    assert [pair.label for pair in shown.what] == ["No known allergies"]


def test_a_missing_nhs_number_is_not_known() -> None:
    pairs = who_pairs(replace(HILL, nhs_number="", hospital_number="H1", ward=""), TODAY)
    assert [(p.label, p.value) for p in pairs[2:]] == [
        ("NHS No.", "Not Known"),
        ("Hospital No.", "H1"),
    ]


def test_allergies_stand_out_unless_none_are_known() -> None:
    assert (allergy_pair(None).label, allergy_pair(None).tone) == (
        "Allergies not recorded",
        "alarm",
    )
    assert (allergy_pair(()).label, allergy_pair(()).tone) == ("No known allergies", "")
    assert allergy_pair(("latex",)).tone == "alarm"
