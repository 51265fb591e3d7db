"""Checks by two and countersignatures: two sign in place, each with their own PIN."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.ui.fields.picking import PickEdit
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.pages.bag import BagPage
from inoadmin.ui.pages.bag import bag_check as bag_check_form
from inoadmin.ui.pages.signoff import SignOffPage
from inoadmin.ui.signing.admitting import ADMIT
from inoadmin.ui.window import MainWindow
from tests.session.bench import WELL, yes_to_all
from tests.ui.benches import PINS, Workplace, asking, observing, startable
from tests.ui.hands import dialog, dialogs, enter, field, pins, press, shown, sign


def written(place: Workplace) -> int:
    """How many entries the log has."""
    return place.bench.log.head().sequence


CHECK = "Second check of the bag…"
CHECKED = "The bag was checked by two"


def bag_check(qtbot: QtBot, place: Workplace) -> FormDialog:
    page = place.page(qtbot, BagPage)
    press(page, CHECK)
    return dialog(FormDialog)


def checkable() -> Workplace:
    place = startable()
    return asking(place)


def test_two_sign_a_check_each_with_their_own_pin(qtbot: QtBot) -> None:
    place = checkable()
    asking_ = bag_check(qtbot, place)
    reads = "Second checker reads the dose on the bag"
    assert field(asking_, reads).typed() == ""
    enter(qtbot, asking_, {"Second checker": "Ben Okoro (nurse)", reads: "1.4"})
    press(asking_, CHECKED)
    assert list(pins(asking_)) == ["Amy Field", "Ben Okoro"]
    assert "nurse, 98B7654E. Signs: second check of the bag" in shown(asking_)
    before = written(place)
    sign(qtbot, asking_, PINS["amy"], PINS["ben"])
    assert dialogs() == []
    event = place.bench.service.events(place.bench.dose)[-1]
    assert [signature.name for signature in event.signatures] == ["Amy Field", "Ben Okoro"]
    assert place.bench.state.checks[-1].command == c.SecondCheck("bag", "ben", Decimal("1.4"))
    assert (written(place), place.desk.actor) == (before + 1, "amy")


def test_the_second_ones_wrong_pin_writes_no_check(qtbot: QtBot) -> None:
    place = checkable()
    asking_ = bag_check(qtbot, place)
    reads = "Second checker reads the dose on the bag"
    enter(qtbot, asking_, {"Second checker": "Ben Okoro (nurse)", reads: "1.4"})
    press(asking_, CHECKED)
    checks = len(place.bench.state.checks)
    sign(qtbot, asking_, PINS["amy"], PINS["amy"])
    assert "Wrong PIN." in shown(asking_)
    assert len(place.bench.state.checks) == checks
    assert pins(asking_)["Ben Okoro"] is asking_.focusWidget()
    assert pins(asking_)["Amy Field"].text() == PINS["amy"]


def test_a_dose_that_was_read_wrong_is_refused_at_its_field_before_any_pin(qtbot: QtBot) -> None:
    place = checkable()
    asking_ = bag_check(qtbot, place)
    reads = "Second checker reads the dose on the bag"
    enter(qtbot, asking_, {"Second checker": "Ben Okoro (nurse)", reads: "1.5"})
    press(asking_, CHECKED)
    assert f"{reads} “1.5”: not the 1.4 mg recorded for the bag" in shown(asking_)
    assert pins(asking_) == {}


def test_the_dose_is_not_left_out(qtbot: QtBot) -> None:
    asking_ = bag_check(qtbot, checkable())
    enter(qtbot, asking_, {"Second checker": "Ben Okoro (nurse)"})
    press(asking_, CHECKED)
    assert "Second checker reads the dose on the bag is missing" in shown(asking_)


def test_the_first_checker_is_not_among_the_second_ones(qtbot: QtBot) -> None:
    asking_ = bag_check(qtbot, checkable())
    pick = field(asking_, "Second checker")
    assert isinstance(pick, PickEdit)
    words = [pick.box.itemText(n) for n in range(pick.box.count())]
    assert words == ["Ben Okoro (nurse)", "Pia Lund (pharmacist)", "Dov Adler (prescriber)"]


def test_two_of_one_name_are_told_apart_and_a_temporary_one_is_said_to_be_one(
    qtbot: QtBot,
) -> None:
    place = checkable()
    service = place.bench.service
    service.register_staff(StaffDetails("Ben Okoro", "nurse", "77C"), "ben2", "max")
    tess = StaffDetails("Tess Agency", "nurse", "21B0000E", temporary=True)
    service.register_staff(tess, "tess", "max")
    service.accounts.set_pin("tess", "640281", "amy")
    asking_ = bag_check(qtbot, place)
    pick = field(asking_, "Second checker")
    assert isinstance(pick, PickEdit)
    words = [pick.box.itemText(n) for n in range(pick.box.count())]
    assert words[0] == "Ben Okoro (nurse, 98B7654E)"
    assert words[-2:] == [
        "Ben Okoro (nurse, 77C)",
        "Tess Agency (nurse, temporary, not confirmed yet)",
    ]
    qtbot.keyClicks(pick.target(), "tess")
    enter(qtbot, asking_, {"Second checker reads the dose on the bag": "1.4"})
    press(asking_, CHECKED)
    assert "Temporary, not confirmed yet." in shown(asking_)
    sign(qtbot, asking_, PINS["amy"], "640281")
    assert dialogs() == []
    assert place.bench.service.events(place.bench.dose)[-1].signatures[1].temporary


def test_who_is_admitted_for_a_check_is_chosen_there(qtbot: QtBot) -> None:
    place = checkable()
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.show()
    asking_ = FormDialog(place.desk, bag_check_form, CHECKED, parent=window)
    asking_.open()
    enter(qtbot, asking_, {"Second checker": "Ben Okoro (nurse)"})
    press(asking_, ADMIT)
    tess = StaffDetails("Tess Agency", "nurse", "21B0000E", temporary=True)
    place.bench.service.register_staff(tess, "tess", "max")
    place.bench.service.accounts.set_pin("tess", "640281", "amy")
    place.desk.changed.emit()
    assert field(asking_, "Second checker").typed() == "tess"
    enter(qtbot, asking_, {"Second checker": "Ben Okoro (nurse)"})
    place.desk.changed.emit()
    assert field(asking_, "Second checker").typed() == "ben"
    for open_one in reversed(dialogs()):
        open_one.reject()


def test_a_countersignature_asks_the_second_one_too(qtbot: QtBot) -> None:
    place = observing()
    place.bench.wait(30)
    place.bench.do(WELL, yes_to_all(place.bench.protocol, "complete"))
    place.bench.wait(30)
    place.bench.do(WELL)
    asking(place)
    page = place.page(qtbot, SignOffPage)
    assert list(pins(page)) == ["Amy Field"]
    enter(qtbot, page, {"Countersigned by": "Ben Okoro (nurse)"})
    assert list(pins(page)) == ["Amy Field", "Ben Okoro"]
    sign(qtbot, page, PINS["amy"], PINS["ben"])
    assert place.bench.stage == "completed"
    names = [s.meaning for s in place.bench.service.events(place.bench.dose)[-1].signatures]
    assert names == ["completed the record", "countersigned"]
