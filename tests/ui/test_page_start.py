"""The start's page: shut, attempted, authorised, started, or started already."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.pages.start import StartPage
from tests.ui.benches import preparing, startable
from tests.ui.hands import button, dialog, dialogs, enter, field, press, shown

READ = (("dose", "1.4"), ("rate", "50"))


def test_the_start_says_whose_and_is_off_while_it_is_shut(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, StartPage)
    start = button(page, "Start MOORE's infusion")
    assert not start.isEnabled()
    assert "What keeps the start shut" in shown(page)
    assert "safe" not in shown(page).casefold()


def test_the_start_is_recorded_with_what_was_typed(qtbot: QtBot) -> None:
    place = startable()
    page = place.page(qtbot, StartPage)
    assert "Nothing recorded here keeps the start shut" in shown(page)
    asked: list[str] = []
    page.go.connect(asked.append)
    enter(qtbot, page, {"Rate": "50", "Bag and line protected from light": "Yes"})
    enter(qtbot, page, {"Venous access": "left forearm", "Pump": "P7"})
    press(page, "Start MOORE's infusion")
    start = place.bench.state.flow[0].command
    assert start == c.Start(Decimal(50), access="left forearm", pump="P7")
    assert asked == ["infusion"]


def test_a_rate_that_is_too_high_is_refused_named_and_can_be_authorised(qtbot: QtBot) -> None:
    place = startable()
    place.bench.do(c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(100)))
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, {"Rate": "100", "Bag and line protected from light": "Yes"})
    press(page, "Start MOORE's infusion")
    assert place.bench.stage == "preparing"
    assert field(page, "Rate").typed() == "100"
    assert any("Rate 100" in row or "100 mL/h" in row for row in page.findings.texts())
    press(page.findings, "Authorise…")
    asking = dialog(FormDialog)
    typed = {"Authorised by": "Dr R. Sale", "Role": "Consultant", "Reason": "as agreed"}
    enter(qtbot, asking, {**typed, "How it was given": "By telephone"})
    press(asking, "Record the authorisation")
    assert dialogs() == []
    press(page, "Start MOORE's infusion")
    assert place.bench.stage == "infusing"
    assert ("authorised", "rate-high") in place.bench.deviations


def test_what_has_already_started_is_recorded_with_its_reason(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, StartPage)
    press(page, "It has already started…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Bag and line protected from light": "Yes"})
    press(asking, "Record that MOORE's infusion has started")
    assert "Reason is missing" in shown(asking)
    enter(qtbot, asking, {"Reason": "the workstation was down"})
    press(asking, "Record that MOORE's infusion has started")
    assert place.bench.stage == "infusing"


def test_baseline_and_bedside_check_are_recorded_from_the_start_page(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, StartPage)
    press(page, "Baseline observations…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Respiration": "24", "Air or oxygen": "On oxygen"})
    assert "NEWS2: 2 of 7 measured, no total yet (respiration 2, oxygen 2)" in shown(asking)
    press(asking, "Record")
    press(page, "Bedside check by two…")
    asking = dialog(FormDialog)
    read = {f"Second checker reads the {what} on the pump": value for what, value in READ}
    enter(qtbot, asking, {"Second checker": "Ben Okoro (nurse)", **read})
    press(asking, "Both checked")
    assert len(place.bench.state.vitals) == 1
    assert len(place.bench.state.checks) == 1
