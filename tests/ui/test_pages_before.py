"""Pages up to the start: typed by label, recorded, seen."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.session.present.findings import STEPS, TITLES
from inoadmin.ui.correcting import CorrectDialog
from inoadmin.ui.fields.scan import ScanEdit
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.pages import PAGES
from inoadmin.ui.pages.bag import BagPage
from inoadmin.ui.pages.checks import ChecksPage
from inoadmin.ui.pages.dose import DosePage
from inoadmin.ui.pages.premedication import PremedicationPage
from tests.ui.benches import preparing, startable
from tests.ui.hands import button, dialog, dialogs, enter, field, labelled, plain, press, shown

CONTROL, RETURN = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return


def test_the_pages_are_the_steps() -> None:
    assert tuple(kind.step for kind in PAGES) == STEPS
    assert {kind.step: kind.title for kind in PAGES} == dict(TITLES)


def test_checks_are_answered_one_by_one_with_who_and_when(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, ChecksPage)
    assert "Answered" not in shown(page)
    enter(
        qtbot, page, {"Signed consent seen": "Confirmed", "Baseline ECG reviewed": "Not confirmed"}
    )
    press(page, "Record these answers")
    assert set(place.bench.state.answers) == {"consent-missing", "ecg-missing"}
    assert page.items.texts() == (
        "Signed consent seen: Confirmed · Amy Field, 08:00",
        "Baseline ECG reviewed: Not confirmed · Amy Field, 08:00",
    )
    assert "consent-missing" not in page.items.form.form.edits
    rows = page.findings.texts()
    assert any("baseline ECG" in row for row in rows)
    assert not any("defibrotide" in row for row in rows)


def test_no_answer_is_no_record(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, ChecksPage)
    press(page, "Record these answers")
    assert "Not recorded. Item is missing: at least one." in shown(page)
    assert place.bench.state.answers == {}


def test_an_answer_is_corrected_where_it_stands(qtbot: QtBot) -> None:
    place = preparing()
    place.bench.do(c.Answer({"ecg-missing": c.Answered("no")}))
    page = place.page(qtbot, ChecksPage)
    labelled(page, "Correct: Baseline ECG reviewed").click()
    asking = dialog(CorrectDialog)
    enter(qtbot, asking, {"Baseline ECG reviewed": "Confirmed"})
    press(asking, "Record the correction")
    assert "Reason for the correction is missing" in shown(asking)
    qtbot.keyClicks(asking.reason, "pressed the wrong one")
    press(asking, "Record the correction")
    assert dialogs() == []
    assert place.bench.state.answers["ecg-missing"][0].value == "yes"
    assert page.items.texts() == ("Baseline ECG reviewed: Confirmed · Amy Field, 08:00",)


def test_the_expected_dose_is_shown_with_its_arithmetic(qtbot: QtBot) -> None:
    page = preparing().page(qtbot, DosePage)
    assert page.expected.texts() == (
        "Height, weight: 170 cm, 65 kg",
        "Body surface: 1.75 m² (Mosteller)",
        "Dose level: 0.8 mg/m² (cycle 1 day 1)",
        "Full dose: 0.8 mg/m² × 1.75 m² = 1.4 mg",
        "Expected dose: 1.4 mg",
        "Prescribed dose: 1.4 mg, 0.1% below the expected",
    )


def test_a_panel_is_recorded_and_a_refused_value_keeps_everything(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, DosePage)
    press(page, "Full blood count…")
    asking = dialog(FormDialog)
    typed = {"Sample taken at": "06:00", "Neutrophils": "2,1", "Platelets": "120"}
    enter(qtbot, asking, typed)
    press(asking, "Record the count")
    assert "Neutrophils “2,1”: write it with a point" in shown(asking)
    assert "Result reviewed is missing: yes or no" in shown(asking)
    assert field(asking, "Platelets").typed() == "120"
    field(asking, "Neutrophils").put("2.1")
    enter(qtbot, asking, {"Result reviewed": "Yes"})
    press(asking, "Record the count")
    assert dialogs() == []
    assert place.bench.state.bloods[0].command.neutrophils == Decimal("2.1")
    assert len(page.bloods.texts()) == 1
    assert "platelets" in page.bloods.texts()[0]


def test_a_sample_of_the_future_is_refused_at_its_own_field(qtbot: QtBot) -> None:
    page = preparing().page(qtbot, DosePage)
    press(page, "Urea, electrolytes…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Sample taken at": "23:00", "Result reviewed": "Yes"})
    press(asking, "Record")
    assert "Sample taken at “23:00”: 02-Mar-2026 23:00 is in the future" in shown(asking)
    press(asking, "Close without recording")


READ = "Second checker reads the dose on the bag"
BAG = {
    "Product on the label": "inotuzumab ozogamicin",
    "Batch": "B1",
    "Expiry": "02-Mar-2026 18:00",
    "Dose on the label": "1.4",
    "Patient's name, date of birth and number on the label are this patient's": "Yes",
    "Inspected: intact, no particles, no leak": "Yes",
    "Protected from light": "Yes",
    "Came from the fridge and must warm up": "Yes",
}


def test_a_bag_is_typed_by_hand_checked_and_taken_out(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, BagPage)
    press(page, "Record the bag")
    assert "Inspected: intact, no particles, no leak is missing: yes or no" in shown(page)
    enter(qtbot, page, BAG)
    press(page, "Record the bag")
    bag = place.bench.state.bags[0].command
    assert (bag.batch, bag.expiry, bag.dose_mg) == ("B1", "2026-03-02T18:00", Decimal("1.4"))
    assert not page.form.isVisible()
    press(page, "Second check of the bag…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Second checker": "Ben Okoro (nurse)", READ: "1.4"})
    press(asking, "The bag was checked by two")
    press(page, "Out of the fridge…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"When": "07:30"})
    press(asking, "Record that it is out")
    assert place.bench.state.bag_out is not None
    assert [text.split(" | ")[0] for text in page.lines.texts()] == ["08:00", "07:30"]
    assert len(page.checks.texts()) == 1


def test_a_scan_keeps_its_separator_and_says_what_it_filled(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, BagPage)
    scan = field(page, "Scan the label's code")
    assert isinstance(scan, ScanEdit)
    qtbot.keyClicks(scan.line, "010501345701209510LOT1")
    qtbot.keyClick(scan.line, "]", modifier=CONTROL)
    qtbot.keyClicks(scan.line, "17261130")
    assert scan.typed() == "010501345701209510LOT1\x1d17261130"
    qtbot.keyClick(scan.line, RETURN)
    assert field(page, "Batch").typed() == "LOT1"
    assert field(page, "Expiry").typed() == "30-Nov-2026"
    assert shown(page).count("scanned — confirm against the label") == 3
    enter(qtbot, page, {key: value for key, value in BAG.items() if value in {"Yes", "1.4"}})
    press(page, "Record the bag")
    bag = place.bench.state.bags[0].command
    assert bag.reading is not None
    assert (bag.batch, bag.reading.batch) == ("LOT1", "LOT1")


def test_a_scan_that_lost_its_separator_fills_neither_and_says_so(qtbot: QtBot) -> None:
    page = preparing().page(qtbot, BagPage)
    scan = field(page, "Scan the label's code")
    enter(qtbot, page, {"Batch": "typed"})
    qtbot.keyClicks(scan.target(), "010501345701209510LOT117261130")
    qtbot.keyClick(scan.target(), RETURN)
    assert field(page, "Batch").typed() == "typed"
    assert field(page, "Expiry").typed() == ""


def test_an_option_fills_drug_and_route_but_not_a_dose_with_a_range(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, PremedicationPage)
    press(page, "paracetamol — 500 mg to 1 g — PO")
    assert field(page, "Dose").typed() == ""
    press(page, "Record as given")
    assert "Dose is missing" in shown(page)
    assert field(page, "Drug").typed() == "paracetamol"
    enter(qtbot, page, {"Dose": "1000", "When": "07:50"})
    press(page, "Record as given")
    assert len(place.bench.state.premeds) == 1
    assert "Antipyretic ✓ given" in shown(page)
    assert field(page, "Drug").typed() == ""
    press(page, "chlorphenamine — 10 mg — IV")
    press(page, "Record as given")
    assert [e.command.drug for e in place.bench.state.premeds] == ["paracetamol", "chlorphenamine"]


def test_a_second_one_of_a_class_is_refused_and_what_was_typed_stays(qtbot: QtBot) -> None:
    place = preparing()
    place.bench.do(c.Premed("paracetamol", Decimal(500), "PO"))
    page = place.page(qtbot, PremedicationPage)
    typed = {"Drug": "paracetamol", "Dose": "500", "Route": "Oral (PO)"}
    enter(qtbot, page, typed)
    press(page, "Record as given")
    assert "Not recorded. Given already: mark it as a repeat." in shown(page)
    assert field(page, "Dose").typed() == "500"


def test_every_button_can_be_named(qtbot: QtBot) -> None:
    place = startable()
    for kind in PAGES:
        page = kind.make(place.desk)
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        for found in page.findChildren(QPushButton):
            if found.isVisibleTo(page):
                assert plain(found.text()) or found.accessibleName(), kind.step


def test_an_allergy_and_a_dose_too_soon_are_said_before_it_is_recorded(qtbot: QtBot) -> None:
    place = preparing()
    place.bench.act(c.Allergies(("chlorphenamine rash",)))
    page = place.page(qtbot, PremedicationPage)
    press(page, "chlorphenamine — 10 mg — IV")
    assert "chlorphenamine" in page.form.ahead.text()
    assert place.bench.state.premeds == ()
    place.bench.do(c.Premed("paracetamol", Decimal(500), "PO"))
    place.tick(30)
    field(page, "Drug").put("")
    enter(qtbot, page, {"Drug": "paracetamol"})
    assert "30min" in page.form.ahead.text()
    field(page, "Drug").put("")
    enter(qtbot, page, {"Drug": "other"})
    assert not page.form.ahead.isVisible()


def test_why_it_was_refused_is_never_out_of_sight(qtbot: QtBot) -> None:
    page = preparing().page(qtbot, ChecksPage)
    page.resize(700, 420)
    press(page, "Record these answers")
    refusal = page.items.form.refusal
    assert refusal.isVisible()
    assert not refusal.visibleRegion().isEmpty()
    assert not button(page, "Record these answers").visibleRegion().isEmpty()


def test_allergies_belong_to_the_patient_and_are_corrected_there(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, ChecksPage)
    (line,) = page.allergies._shown
    asking = page.allergies.correct(line)
    labelled(asking, "No known allergies").click()
    qtbot.keyClicks(labelled(asking, "Allergies"), "latex")
    qtbot.keyClicks(asking.reason, "family told")
    press(asking, "Record the correction")
    assert dialogs() == []
    assert place.bench.service.patient(place.bench.patient).allergies == ("latex",)
    assert "Known allergies: latex" in page.allergies.texts()[0]


def test_recording_allergies_is_offered_once(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, ChecksPage)
    offer = "Record allergies…"
    assert len(offers(page, offer)) == 1
    told = place.bench.service.patient(place.bench.patient).entries[0]
    place.desk.record(c.Correct(told.version, void=True, reason="not asked"), course=True)
    assert len(offers(page, offer)) == 1


def offers(page: ChecksPage, text: str) -> list[QPushButton]:
    """The buttons in sight with this text."""
    QApplication.processEvents()
    return [b for b in page.findChildren(QPushButton) if plain(b.text()) == text and b.isVisible()]
