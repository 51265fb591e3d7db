"""Signing in place: the refusal comes before the PIN, and nothing is written without it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.session.pins import LOCKED_AT
from inoadmin.ui.correcting import CorrectDialog
from inoadmin.ui.fields.picking import PickEdit
from inoadmin.ui.pages.checks import ChecksPage
from inoadmin.ui.pages.start import StartPage
from inoadmin.ui.signing import PinField
from tests.fakes import FakeLog
from tests.ui.benches import (
    PINS,
    Workplace,
    asking,
    completed,
    preparing,
    startable,
)
from tests.ui.hands import button, dialogs, enter, field, pins, press, shown, sign

START = "Start MOORE's infusion"
LIGHT = {"Bag and line protected from light": "Yes"}


def written(place: Workplace) -> int:
    """How many entries the log has."""
    return place.bench.log.head().sequence


def test_a_start_is_one_step_the_pin_stands_under_the_form(qtbot: QtBot) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    assert list(pins(page)) == ["Amy Field"]
    assert "Record as Amy Field" in shown(page)
    assert "Signs: started the infusion" in shown(page)
    enter(qtbot, page, LIGHT)
    before = written(place)
    sign(qtbot, page, PINS["amy"])
    assert place.bench.stage == "infusing"
    (signature,) = place.bench.service.events(place.bench.dose)[-1].signatures
    assert (signature.name, signature.meaning) == ("Amy Field", "started the infusion")
    assert written(place) == before + 1


def test_a_start_without_a_pin_writes_nothing_and_asks_for_it(qtbot: QtBot) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, {**LIGHT, "Pump": "P7"})
    before = written(place)
    press(page, START)
    assert written(place) == before
    assert page.form.signing.rows[0].pin is page.window().focusWidget()
    assert field(page, "Pump").typed() == "P7"


def test_a_start_that_is_refused_asks_nobody(qtbot: QtBot) -> None:
    place = startable()
    place.bench.do(c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(100)))
    page = asking(place).page(qtbot, StartPage)
    enter(qtbot, page, {"Rate": "100", **LIGHT})
    sign(qtbot, page, PINS["amy"])
    assert place.bench.stage == "preparing"
    assert any("100 mL/h" in row for row in page.findings.texts())
    assert all(not pin.text() for pin in pins(page).values())


def test_while_the_gate_is_shut_no_pin_is_asked_for(qtbot: QtBot) -> None:
    page = asking(preparing()).page(qtbot, StartPage)
    assert pins(page) == {}


def test_a_wrong_pin_is_told_counted_and_typed_again(qtbot: QtBot) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, {**LIGHT, "Pump": "P7"})
    sign(qtbot, page, "999111")
    pin = pins(page)["Amy Field"]
    assert f"Wrong PIN. {LOCKED_AT - 1} tries are left." in shown(page)
    assert "Wait 1 s, then type it again." in shown(page)
    assert (pin.text(), pin is page.focusWidget()) == ("", True)
    assert field(page, "Pump").typed() == "P7"
    place.tick(1 / 60)
    assert "Wait" not in shown(page)
    assert "Type the PIN again." in shown(page)
    sign(qtbot, page, PINS["amy"])
    assert place.bench.stage == "infusing"


def test_a_wait_is_counted_down(qtbot: QtBot) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, LIGHT)
    for _ in range(3):
        sign(qtbot, page, "999111")
        place.tick(1)
    sign(qtbot, page, "999111")
    assert "Wait 8 s, then type it again." in shown(page)
    place.tick(1 / 60)
    assert "Wait 7 s, then type it again." in shown(page)
    sign(qtbot, page, PINS["amy"])
    assert "Wait 7 s after a wrong PIN, then type it again." in shown(page)
    assert place.bench.stage == "preparing"


@pytest.mark.parametrize("typed", ["12", "12345"])
def test_too_few_digits_are_no_guess(qtbot: QtBot, typed: str) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, LIGHT)
    before = written(place)
    sign(qtbot, page, typed)
    assert "A PIN has 6 to 12 digits." in shown(page)
    assert written(place) == before


def test_a_barcode_scanned_into_the_pin_is_no_guess(qtbot: QtBot) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, LIGHT)
    before = written(place)
    sign(qtbot, page, "01050123456789001726030210B1")
    assert "That was not a PIN: digits only." in shown(page)
    assert written(place) == before


def test_a_pin_is_never_told(qtbot: QtBot) -> None:
    page = asking(startable()).page(qtbot, StartPage)
    pin = pins(page)["Amy Field"]
    qtbot.keyClicks(pin, "482915")
    said = QAccessible.queryAccessibleInterface(pin)
    assert said is not None
    told = [said.text(kind) for kind in QAccessible.Text if kind != QAccessible.Text.UserText]
    told += [pin.toolTip(), pin.displayText(), pin.accessibleDescription(), shown(page)]
    assert not any("482915" in text or "48" in text for text in told)


def test_what_is_changed_is_signed_anew(qtbot: QtBot) -> None:
    page = asking(startable()).page(qtbot, StartPage)
    qtbot.keyClicks(pins(page)["Amy Field"], "482915")
    enter(qtbot, page, {"Pump": "P7"})
    assert pins(page)["Amy Field"].text() == ""


@pytest.mark.parametrize("how", ["hidden", "locked", "somebody else", "escape"])
def test_a_pin_does_not_stay(qtbot: QtBot, how: str) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    pin = pins(page)["Amy Field"]
    qtbot.keyClicks(pin, "482915")
    if how == "hidden":
        page.hide()
    elif how == "locked":
        place.desk.lock("key")
    elif how == "escape":
        qtbot.keyClick(pin, Qt.Key.Key_Escape)
    else:
        place.desk.act_as("ben")
    assert pin.text() == ""


def test_someone_else_records_as_themselves_and_the_session_stays(qtbot: QtBot) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, LIGHT)
    press(page, "Someone else…")
    pick = page.form.signing.findChildren(PickEdit)[0]
    words = [pick.box.itemText(n) for n in range(pick.box.count())]
    assert words == ["Ben Okoro (nurse)", "Pia Lund (pharmacist)", "Dov Adler (prescriber)"]
    pick.choose("Ben Okoro (nurse)")
    assert list(pins(page)) == ["Ben Okoro"]
    sign(qtbot, page, PINS["ben"])
    event = place.bench.service.events(place.bench.dose)[-1]
    assert (event.actor, event.signatures[0].name) == ("ben", "Ben Okoro")
    assert place.desk.actor == "amy"


def test_someone_else_can_go_back_to_who_is_signed_in(qtbot: QtBot) -> None:
    page = asking(startable()).page(qtbot, StartPage)
    press(page, "Someone else…")
    page.form.signing.findChildren(PickEdit)[0].choose("Ben Okoro (nurse)")
    press(page, "Back to Amy Field")
    assert list(pins(page)) == ["Amy Field"]
    assert button(page, "Someone else…")


def test_someone_else_who_may_not_is_told_so(qtbot: QtBot) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, LIGHT)
    press(page, "Someone else…")
    page.form.signing.findChildren(PickEdit)[0].choose("Pia Lund (pharmacist)")
    sign(qtbot, page, PINS["pia"])
    assert "A pharmacist does not record this." in shown(page)
    assert place.bench.stage == "preparing"


def test_checks_are_asked_for_their_pin_once_they_are_answered(qtbot: QtBot) -> None:
    place = asking(preparing())
    page = place.page(qtbot, ChecksPage)
    assert pins(page) == {}
    form = page.items.form.form
    (first, *_) = form.edits.values()
    first.put("yes")
    press(page, "Record these answers")
    assert page.items.form.signing.rows[0].pin is page.window().focusWidget()
    assert place.bench.state.answers == {}
    sign(qtbot, page, PINS["amy"])
    assert len(place.bench.state.answers) == 1
    assert pins(page) == {}


def correction(qtbot: QtBot, place: Workplace, kind: str = "start") -> CorrectDialog:
    page = place.page(qtbot, StartPage)
    line = next(k for k in page.lines._shown if k.kind == kind)
    return page.lines.correct(line)


def test_a_correction_takes_one_pin_for_all_its_fields(qtbot: QtBot) -> None:
    place = asking(completed())
    asking_ = correction(qtbot, place)
    enter(qtbot, asking_, {"Venous access": "left forearm", "Pump": "P7"})
    asking_.reason.setText("not written down then")
    before, state = written(place), place.bench.state
    press(asking_, "Record the correction")
    assert written(place) == before
    sign(qtbot, asking_, PINS["amy"])
    assert dialogs() == []
    assert written(place) == before + 2
    assert place.bench.state.record_version == state.record_version + 2
    events = place.bench.service.events(place.bench.dose)[-2:]
    assert [e.signatures[0].meaning for e in events] == ["corrected an entry"] * 2


def test_a_voiding_takes_a_pin_and_the_wrong_one_voids_nothing(qtbot: QtBot) -> None:
    place = asking(completed())
    asking_ = correction(qtbot, place, "vitals")
    asking_.reason.setText("another patient's")
    press(asking_, "Void this record")
    before = len(place.bench.service.events(place.bench.dose))
    sign(qtbot, asking_, "999111")
    assert len(place.bench.service.events(place.bench.dose)) == before
    place.tick(1)
    sign(qtbot, asking_, PINS["amy"])
    assert len(place.bench.service.events(place.bench.dose)) == before + 1


def test_what_the_disk_refused_takes_the_pin_again(qtbot: QtBot) -> None:
    place = asking(startable())
    page = place.page(qtbot, StartPage)
    enter(qtbot, page, LIGHT)
    log = place.bench.log
    assert isinstance(log, FakeLog)
    log.fail()
    sign(qtbot, page, PINS["amy"])
    assert "The disk is full." in shown(page)
    assert pins(page)["Amy Field"].text() == ""
    sign(qtbot, page, PINS["amy"])
    assert place.bench.stage == "infusing"


def test_a_letter_among_the_digits_is_noticed(qtbot: QtBot) -> None:
    pin = PinField()
    qtbot.addWidget(pin)
    qtbot.keyClicks(pin, "48a2915")
    assert pin.fault == "That was not a PIN: digits only."
    pin.forget()
    qtbot.keyClicks(pin, "482915")
    assert (pin.fault, pin.text()) == ("", "482915")
