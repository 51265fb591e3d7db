"""The keyboard is where the next act is; what cannot be done yet leaves the room to what can."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.ui.board import CardButton
from inoadmin.ui.page import Page
from inoadmin.ui.pages.infusion import InfusionPage
from inoadmin.ui.pages.start import StartPage
from inoadmin.ui.sight import Sight
from inoadmin.ui.window import MainWindow
from tests.session.bench import BAG, SAM
from tests.ui import benches
from tests.ui.benches import Workplace
from tests.ui.hands import plain


def opened(qtbot: QtBot, place: Workplace) -> MainWindow:
    """The window on its board, in front."""
    place.desk.open_patient(None)
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def shown_buttons(page: Page) -> set[str]:
    return {plain(b.text()) for b in page.findChildren(QPushButton) if b.isVisible()}


def test_opening_a_patient_leads_to_what_is_to_be_put_right(qtbot: QtBot) -> None:
    place = benches.reacting()
    window = opened(qtbot, place)
    window.open_patient(place.bench.patient)
    page = window.walk.stack.currentWidget()
    assert isinstance(page, InfusionPage)
    assert page.findings.isAncestorOf(focused())
    window.board.setFocus()
    window.open_patient(place.bench.patient)
    assert page.findings.isAncestorOf(focused())


def test_while_it_runs_the_keyboard_is_at_the_observations_not_at_an_early_end(
    qtbot: QtBot,
) -> None:
    place = benches.infusing()
    window = opened(qtbot, place)
    window.open_patient(place.bench.patient)
    at = focused()
    assert isinstance(at, QPushButton)
    assert plain(at.text()) == "Observations…"


def test_nobody_is_led_to_authorise_what_time_brings(qtbot: QtBot) -> None:
    place = benches.observing()
    window = opened(qtbot, place)
    window.open_patient(place.bench.patient)
    at = focused()
    assert isinstance(at, QPushButton)
    assert plain(at.text()) not in {"Authorise…", "Confirm…"}


def test_whoever_signs_in_is_at_the_most_urgent_card(qtbot: QtBot) -> None:
    opened(qtbot, benches.infusing())
    assert isinstance(focused(), CardButton)


def test_a_patient_without_a_dose_leads_to_opening_one(qtbot: QtBot) -> None:
    place = benches.infusing()
    sam = place.bench.service.register_patient(SAM, ())
    window = opened(qtbot, place)
    window.open_patient(sam)
    at = focused()
    assert isinstance(at, QPushButton)
    assert plain(at.text()).startswith("Open a dose for ")


def test_going_back_to_the_board_leads_to_the_most_urgent_card(qtbot: QtBot) -> None:
    place = benches.infusing()
    place.bench.service.register_patient(SAM, ())
    window = opened(qtbot, place)
    window.open_patient(place.bench.patient)
    place.desk.open_patient(None)
    card = focused()
    assert isinstance(card, CardButton)
    assert card.patient == place.bench.patient


def test_the_start_asks_for_nothing_while_it_is_shut(qtbot: QtBot) -> None:
    place = benches.startable()
    place.bench.do(replace(BAG, batch="B2"))
    page = place.page(qtbot, StartPage)
    assert not page.form.form.isVisible()
    assert page.findings.isVisible()
    place.bench.do(c.SecondCheck("bag", "ben"), c.BagOut())
    place.bench.wait(1)
    place.bench.do(c.SecondCheck("bedside", "ben"))
    place.bench.do(c.Confirm(("equilibration-short",), "at room temperature to the touch"))
    place.desk.changed.emit()
    assert page.form.form.isVisible()
    assert page.form.button.isEnabled()


def test_what_was_typed_is_not_folded_away(qtbot: QtBot) -> None:
    place = benches.startable()
    page = place.page(qtbot, StartPage)
    page.form.form.edits["pump"].put("P7")
    place.tick(90)
    assert not page.form.button.isEnabled()
    assert page.form.form.isVisible()


def test_a_replacement_is_checked_once_there_is_one(qtbot: QtBot) -> None:
    place = benches.interrupted()
    page = place.page(qtbot, InfusionPage)
    on_the_bag = {"Second check of the bag…", "Bedside check by two…", "Bag out of the fridge…"}
    assert not on_the_bag & shown_buttons(page)
    assert "Replacement bag…" in shown_buttons(page)
    left = Decimal("1.05")
    place.bench.do(replace(BAG, batch="B2", dose_mg=left))
    place.desk.changed.emit()
    assert on_the_bag <= shown_buttons(page)


def test_each_page_leads_to_what_it_asks_first(qtbot: QtBot) -> None:
    place = benches.preparing()
    window = opened(qtbot, place)
    window.open_patient(place.bench.patient)
    asked = {
        "checks": "Confirmed",
        "bag": "Scan the label's code",
        "premedication": "dexamethasone — 8 mg — PO",
    }
    for step, name in asked.items():
        window.walk.go("dose")
        window.walk.stack.currentWidget().go.emit(step)
        held = focused()
        named = held.accessibleName() or plain(getattr(held, "text", str)())
        assert (step, named) == (step, name)


def test_what_has_the_keyboard_is_in_sight(qtbot: QtBot, qapp: QApplication) -> None:
    place = benches.preparing()
    window = opened(qtbot, place)
    sight = Sight(qapp, window)
    window.open_patient(place.bench.patient)
    window.walk.go("bag")
    page = window.walk.stack.currentWidget()
    assert isinstance(page, Page)
    page.foot.setFocus()
    for edit in reversed(list(page.form.form.edits.values())):
        edit.setFocus(Qt.FocusReason.TabFocusReason)
        held = focused()
        assert held.visibleRegion().boundingRect().contains(held.rect().center()), edit.field.label
    sight.deleteLater()


def test_who_signs_in_is_at_the_most_urgent_card(qtbot: QtBot) -> None:
    place = benches.asking(benches.infusing())
    place.desk.act_as(None)
    window = opened(qtbot, place)
    place.desk.sign_in("amy", benches.PINS["amy"])
    card = focused()
    assert isinstance(card, CardButton)
    assert card.patient == place.bench.patient
    assert window.isActiveWindow()
