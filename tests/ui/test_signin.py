"""The sign-in box: found by name, one PIN, what is wrong said and nothing kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from inoadmin.ui.desk import Arrival, Desk
from inoadmin.ui.signin import NOBODY, SignInBox
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import Bench
from tests.ui.benches import PINS
from tests.ui.desks import heard
from tests.ui.hands import shown


@pytest.fixture
def bench() -> Bench:
    made = Bench(log=FakeLog("ward"), hasher=FakeHasher()).staffed()
    for member, pin in PINS.items():
        made.service.accounts.set_pin(member, pin, "max")
    return made


@pytest.fixture
def box(qtbot: QtBot, bench: Bench) -> SignInBox:
    made = SignInBox(Desk(bench.service))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.begin()
    return made


def listed(box: SignInBox) -> list[str]:
    return [box.list.item(row).text() for row in range(box.list.count())]


def test_a_name_a_pin_and_enter(qtbot: QtBot, box: SignInBox) -> None:
    arrived = heard(box._desk.arrived)
    qtbot.keyClicks(box.name, "ben")
    assert listed(box) == ["Ben Okoro (nurse)"]
    qtbot.keyClick(box.name, Qt.Key.Key_Return)
    assert "PIN of Ben Okoro" in shown(box).replace("&", "")
    qtbot.keyClicks(box.pin, PINS["ben"])
    qtbot.keyClick(box.pin, Qt.Key.Key_Return)
    assert box._desk.actor == "ben"
    (arrival,) = arrived
    assert isinstance(arrival, Arrival)
    assert (arrival.member, arrival.before) == ("ben", None)
    assert box.pin.text() == ""


def test_arrows_choose(qtbot: QtBot, box: SignInBox) -> None:
    assert box.chosen == "amy"
    qtbot.keyClick(box.name, Qt.Key.Key_Down)
    assert box.chosen == "ben"
    qtbot.keyClick(box.name, Qt.Key.Key_Up)
    assert box.chosen == "amy"


def test_whoever_was_here_last_is_asked_first(bench: Bench, box: SignInBox) -> None:
    bench.service.accounts.signed_in("pia")
    bench.wait(1)
    bench.service.accounts.signed_in("ben")
    box.begin()
    assert listed(box)[:2] == ["Ben Okoro (nurse)", "Pia Lund (pharmacist)"]
    box.begin("amy")
    assert box.chosen == "amy"


def test_a_pin_typed_for_one_is_forgotten_when_another_is_chosen(
    qtbot: QtBot, box: SignInBox
) -> None:
    qtbot.keyClicks(box.pin, "4829")
    qtbot.keyClick(box.name, Qt.Key.Key_Down)
    assert box.pin.text() == ""


def test_a_wrong_pin_counts_down_in_sight(qtbot: QtBot, bench: Bench, box: SignInBox) -> None:
    for left in (9, 8):
        bench.clock.advance(timedelta(minutes=1))
        box._desk.tick()
        qtbot.keyClicks(box.pin, "000001")
        qtbot.keyClick(box.pin, Qt.Key.Key_Return)
        assert f"Wrong PIN. {left} tries are left." in box.fault.text()
        assert box.pin.text() == ""
    assert "Wait 2 s" in box.fault.text()
    assert not box.button.isEnabled()
    bench.clock.advance(timedelta(seconds=1))
    box._desk.tick()
    assert "Wait 1 s" in box.fault.text()
    bench.clock.advance(timedelta(seconds=1))
    box._desk.tick()
    assert box.fault.text() == "Wrong PIN. 8 tries are left. Type the PIN again."
    assert box.button.isEnabled()


def test_a_locked_account_says_who_opens_it(qtbot: QtBot, bench: Bench, box: SignInBox) -> None:
    for _ in range(10):
        bench.clock.advance(timedelta(minutes=2))
        box._desk.tick()
        qtbot.keyClicks(box.pin, "000001")
        qtbot.keyClick(box.pin, Qt.Key.Key_Return)
    box._desk.tick()
    assert "A manager opens it." in box.fault.text()
    assert not box.button.isEnabled()


def test_nobody_of_that_name(qtbot: QtBot, box: SignInBox) -> None:
    qtbot.keyClicks(box.name, "olga")
    assert listed(box) == []
    assert box.fault.text() == NOBODY
    box.sign_in()
    assert box._desk.actor is None


def test_the_disk_keeps_nobody_out_who_has_the_right_pin(
    qtbot: QtBot, bench: Bench, box: SignInBox
) -> None:
    failed = heard(box._desk.failed)
    assert isinstance(bench.log, FakeLog)
    bench.log.fail()
    qtbot.keyClicks(box.pin, PINS["amy"])
    qtbot.keyClick(box.pin, Qt.Key.Key_Return)
    assert box._desk.actor == "amy"
    assert failed[0].startswith("The sign-in could not be recorded. The disk is full.")


def test_no_reader_is_told_a_pin(qtbot: QtBot, box: SignInBox) -> None:
    qtbot.keyClicks(box.pin, "482915")
    told = QAccessible.queryAccessibleInterface(box.pin)
    texts = [told.text(kind) for kind in QAccessible.Text if kind.value < 5]
    assert not any("4829" in text for text in texts)
    assert told.state().passwordEdit


def test_a_digit_typed_in_the_name_goes_to_the_pin_unseen(qtbot: QtBot, box: SignInBox) -> None:
    box.name.setFocus()
    qtbot.keyClick(box.name, "4")
    assert (box.name.text(), box.pin.text()) == ("", "4")
    assert box.pin.hasFocus()


def test_a_letter_typed_in_an_empty_pin_begins_a_name(qtbot: QtBot, box: SignInBox) -> None:
    qtbot.keyClick(box.pin, "b")
    assert box.name.text() == "b"
    assert box.name.hasFocus()
    qtbot.keyClicks(box.name, "en")
    assert listed(box) == ["Ben Okoro (nurse)"]
