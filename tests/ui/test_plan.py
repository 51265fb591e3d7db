"""The plan on its card and in its dialog: worked out while one types, kept by the button alone."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.domain.workplace import StartPlanned
from inoadmin.session.planning import wished
from inoadmin.session.streams import plan_stream
from inoadmin.ui.plan_card import PlanCard
from inoadmin.ui.plan_dialog import KEPT, PlanDialog
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeLog
from tests.session.bench import JEAN, PREMEDS, SAM, STARTS, minutes
from tests.ui.benches import Workplace, infusing, preparing
from tests.ui.desks import heard
from tests.ui.hands import button, press, shown

START = STARTS + minutes(75)


def card_of(qtbot: QtBot, place: Workplace) -> PlanCard:
    card = PlanCard(place.desk)
    qtbot.addWidget(card)
    card.show()
    card.refresh()
    return card


@pytest.fixture
def place() -> Workplace:
    return preparing()


@pytest.fixture
def asking(qtbot: QtBot, place: Workplace) -> Generator[PlanDialog]:
    dialog = PlanDialog(place.desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def type_start(asking: PlanDialog, text: str) -> None:
    asking.line.setFocus()
    asking.line.selectAll()
    QTest.keyClicks(asking.line, text)


def kept(place: Workplace) -> list[object]:
    return [event.fact for event in place.bench.log.read(plan_stream(place.bench.dose))]


# --- the card -------------------------------------------------------------------------------------


def test_without_a_wish_the_card_says_which_starts_fit(qtbot: QtBot, place: Workplace) -> None:
    card = card_of(qtbot, place)
    assert card.face.text() == "Starts that fit: from 08:50"
    assert button(card, "Type a start…").isEnabled()
    assert card.accessibleName() == "Plan. Starts that fit: from 08:50"


def test_the_card_shows_the_plan_as_it_stands(qtbot: QtBot, place: Workplace) -> None:
    card = card_of(qtbot, place)
    assert place.desk.plan_start(START) is not None
    assert card.face.text() == (
        "Start 09:15 → home 11:15\n"
        "Premedicate 08:15 to 08:45\n"
        "Bag out by 08:15\n"
        "Observations and bedside check from 08:15\n"
        "Starts that fit: from 08:50"
    )
    assert card.property("tone") == "calm"
    place.bench.do(*PREMEDS)
    assert "Premedicate 08:15 to 08:45: dexamethasone, chlorphenamine" in card.face.text()
    assert "▲ Premedication of 08:00 counts until 09:00: start by 09:00, or" in card.face.text()
    assert card.property("tone") == "warn"
    assert card.face.accessibleName() == card.accessibleName()
    assert button(card, "Type another…").isEnabled()


def test_the_card_goes_on_with_the_minutes(qtbot: QtBot, place: Workplace) -> None:
    card = card_of(qtbot, place)
    place.tick(0.5)
    assert card.face.text() == "Starts that fit: from 08:50"
    place.tick(0.5)
    assert card.face.text() == "Starts that fit: from 08:51"


def test_the_card_is_there_only_while_a_start_can_be_planned(
    qtbot: QtBot, place: Workplace
) -> None:
    card = card_of(qtbot, place)
    assert card.isVisible()
    place.bench.do(c.Cancel("poorly"))
    assert card.isHidden()
    place.desk.open_patient(None)
    assert card.isHidden()
    assert card_of(qtbot, infusing()).isHidden()


def test_the_card_opens_the_dialog_from_the_keyboard(qtbot: QtBot, place: Workplace) -> None:
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(PlanDialog)))
    (dialog,) = window.findChildren(PlanDialog)
    assert dialog.isVisible()
    assert isinstance(dialog.focusWidget(), QLineEdit)
    assert dialog.line.accessibleName() == "Wished start"
    dialog.reject()


# --- the dialog -----------------------------------------------------------------------------------


def test_what_a_start_asks_for_is_seen_while_it_is_typed(
    asking: PlanDialog, place: Workplace
) -> None:
    assert asking.face.text() == "Starts that fit: from 08:50"
    type_start(asking, "09:1")
    assert asking.face.text() == "Starts that fit: from 08:50"
    QTest.keyClicks(asking.line, "5")
    assert "Start 09:15 → home 11:15\nPremedicate 08:15 to 08:45" in asking.face.text()
    assert kept(place) == []


def test_enter_keeps_it(asking: PlanDialog, place: Workplace) -> None:
    type_start(asking, "0915")
    QTest.keyClick(asking.line, Qt.Key.Key_Return)
    assert kept(place) == [StartPlanned(place.bench.dose, START)]
    assert asking.isHidden()


def test_a_suggestion_fills_the_field_and_keeps_nothing(
    asking: PlanDialog, place: Workplace
) -> None:
    press(asking, "Earliest: 08:50")
    assert asking.line.text() == "08:50"
    assert asking.focusWidget() is asking.line
    assert "Start 08:50" in asking.face.text()
    assert kept(place) == []
    press(asking, "Plan MOORE's start")
    assert wished(place.bench.service, place.bench.dose) == STARTS + minutes(50)


def test_suggestions_follow_the_time(asking: PlanDialog, place: Workplace) -> None:
    was = button(asking, "Earliest: 08:50")
    place.desk.tick()
    assert button(asking, "Earliest: 08:50") is was
    place.tick(3)
    assert button(asking, "Earliest: 08:53").isEnabled()
    assert asking.face.text() == "Starts that fit: from 08:53"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Wished start is missing: HH:MM"),
        ("noon", "Wished start “noon”: HH:MM"),
        ("07:00", "Wished start “07:00”: from now, 08:00, to 03-Mar-2026 08:00; for tomorrow"),
    ],
)
def test_what_is_no_start_is_said_and_stays(
    asking: PlanDialog, place: Workplace, typed: str, said: str
) -> None:
    QTest.keyClicks(asking.line, typed)
    assert asking.fault.isHidden()
    press(asking, "Plan MOORE's start")
    assert asking.fault.text().startswith(said)
    assert asking.line.accessibleDescription() == asking.fault.text()
    assert asking.line.property("fault") == "true"
    assert (asking.line.text(), asking.isVisible(), kept(place)) == (typed, True, [])
    QTest.keyClicks(asking.line, "1")
    assert asking.fault.isHidden()


def test_escape_drops_nothing_that_was_typed(asking: PlanDialog) -> None:
    type_start(asking, "09:15")
    QTest.keyClick(asking.line, Qt.Key.Key_Escape)
    assert asking.isVisible()
    assert asking.fault.text() == KEPT
    press(asking, "Close without planning")
    assert asking.isHidden()


def test_escape_closes_what_is_empty(asking: PlanDialog) -> None:
    QTest.keyClick(asking.line, Qt.Key.Key_Escape)
    assert asking.isHidden()


def test_what_the_disk_refuses_stays_typed(asking: PlanDialog, place: Workplace) -> None:
    told = heard(place.desk.failed)
    type_start(asking, "09:15")
    assert isinstance(place.bench.log, FakeLog)
    place.bench.log.fail()
    press(asking, "Plan MOORE's start")
    assert (asking.isVisible(), asking.line.text()) == (True, "09:15")
    assert told[0].startswith("The plan was not kept. The disk is full.")
    assert "Not kept" in asking.fault.text()
    press(asking, "Plan MOORE's start")
    assert kept(place) == [StartPlanned(place.bench.dose, START)]


def test_a_start_that_has_passed_meanwhile_is_refused(asking: PlanDialog, place: Workplace) -> None:
    type_start(asking, "08:50")
    place.bench.wait(51)
    press(asking, "Plan MOORE's start")
    assert "from now, 08:51" in asking.fault.text()


def test_a_plan_is_shown_again_changed_and_taken_away(qtbot: QtBot, place: Workplace) -> None:
    place.desk.plan_start(START)
    card = card_of(qtbot, place)
    dialog = card.ask()
    assert dialog.line.text() == "09:15"
    press(dialog, "Take the plan away")
    assert wished(place.bench.service, place.bench.dose) is None
    assert "Start 09:15" not in card.face.text()


def test_tomorrows_start_is_shown_with_its_date(qtbot: QtBot, place: Workplace) -> None:
    place.desk.plan_start(STARTS + timedelta(hours=23))
    card = card_of(qtbot, place)
    dialog = card.ask()
    assert dialog.line.text() == "03-Mar-2026 07:00"
    dialog.reject()


def test_it_goes_with_the_dose_that_it_was_opened_for(asking: PlanDialog, place: Workplace) -> None:
    type_start(asking, "09:15")
    other = place.bench.service.register_patient(SAM, ())
    place.desk.open_patient(other)
    assert asking.isHidden()
    assert kept(place) == []


def test_a_leaver_cannot_plan_what_they_typed(asking: PlanDialog, place: Workplace) -> None:
    place.desk.act_as("old")
    type_start(asking, "09:15")
    press(asking, "Plan MOORE's start")
    assert asking.fault.text() == "a start is planned by an active clinical member of staff"
    assert kept(place) == []


def test_it_names_the_patient(asking: PlanDialog) -> None:
    assert JEAN.family_name in shown(asking)
    assert "Recorded by Amy Field" in shown(asking)


# --- the desk -------------------------------------------------------------------------------------


def test_nobody_plans_behind_the_lock(place: Workplace) -> None:
    told = heard(place.desk.failed)
    place.desk.lock("key")
    assert place.desk.plan_start(START) is None
    assert told == ["The plan was not kept: sign in and open a dose first."]
    assert kept(place) == []


def test_what_was_kept_is_told_once(place: Workplace) -> None:
    changes = heard(place.desk.changed)
    place.desk.plan_start(START)
    assert len(changes) == 1


def test_a_refusal_comes_back_to_who_asked(place: Workplace) -> None:
    outcome = place.desk.plan_start(STARTS - minutes(1))
    assert outcome is not None
    assert outcome.codes == ("invalid-value",)
