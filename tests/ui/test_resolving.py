"""A finding's button leads to its page, its form, or the person who lets it pass."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from inoadmin.session.present.findings import FindingRow, finding_rows
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.pages.dose import DosePage
from inoadmin.ui.resolving import missing_form, resolve
from tests.session.forms.made import ABOUT
from tests.ui.benches import Workplace, preparing
from tests.ui.hands import dialog, dialogs, enter, press, shown


def row(place: Workplace, code: str) -> FindingRow:
    rows = finding_rows(place.bench.service, place.bench.dose)
    return next(found for found in rows if found.code == code)


def test_a_page_is_asked_for(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, DosePage)
    asked: list[str] = []
    resolve(place.desk, page, row(place, "vod-history"), asked.append)
    assert asked == ["checks"]
    assert dialogs() == []


def test_several_codes_are_authorised_by_one_decision(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, DosePage)
    found = row(place, "ecg-missing")
    ways = (found, found.other_way())
    resolve(place.desk, page, next(w for w in ways if w.resolution == "authorise"), str)
    asking = dialog(FormDialog)
    assert found.sentence in shown(asking)
    assert "Good until" not in shown(asking)
    codes = asking.entry.form.edits["codes"]
    assert codes.typed() == ("ecg-missing",)
    codes.put(("ecg-missing", "consent-missing"))
    typed = {"Authorised by": "Dr Adler", "Role": "Prescriber", "How it was given": "In writing"}
    enter(qtbot, asking, {**typed, "Reason": "seen yesterday"})
    press(asking, "Record the authorisation")
    assert not {"ecg-missing", "consent-missing"} & place.bench.codes


def test_an_acknowledgement_asks_for_its_reason(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, DosePage)
    found = row(place, "defibrotide-not-accessible")
    ways = (found, found.other_way())
    resolve(place.desk, page, next(w for w in ways if w.resolution == "confirm"), str)
    asking = dialog(FormDialog)
    press(asking, "Acknowledge")
    assert "Reason is missing" in shown(asking)
    enter(qtbot, asking, {"Reason": "neighbouring centre has it"})
    press(asking, "Acknowledge")
    assert "defibrotide-not-accessible" not in place.bench.codes


@pytest.mark.parametrize(
    ("kind", "code", "asked"),
    [
        ("bloods", "fbc-missing", "taken reviewed neutrophils platelets"),
        ("bloods", "ue-stale", "taken reviewed crcl creatinine_umol_l"),
        ("second_check", "second-check-missing", "witness dose_read_mg"),
        ("second_check", "bedside-check-missing", "witness dose_read_mg rate_read_ml_h"),
        ("bag_out", "equilibration-not-started", "latest"),
    ],
)
def test_what_is_missing_has_its_own_form(kind: str, code: str, asked: str) -> None:
    spec = missing_form(ABOUT, kind, code)
    assert [field.name for field in spec.fields] == asked.split()


def test_a_missing_panel_is_recorded_from_its_finding(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, DosePage)
    resolve(place.desk, page, row(place, "fbc-missing"), str)
    asking = dialog(FormDialog)
    typed = {"Sample taken at": "07:00", "Neutrophils": "2", "Platelets": "100"}
    enter(qtbot, asking, {**typed, "Result reviewed": "Yes"})
    press(asking, "Record")
    assert "fbc-missing" not in place.bench.codes


def test_a_note_leads_nowhere(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, DosePage)
    resolve(place.desk, page, row(place, "first-dose-outpatient"), str)
    assert dialogs() == []
