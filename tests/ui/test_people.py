"""Patients, staff and the course: registered, opened, transcribed, omitted, ended."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.ui.desk import Desk
from inoadmin.ui.people import (
    DiscontinueDialog,
    HistoryDialog,
    OmitDialog,
    OpenAdministrationDialog,
    RegisterPatientDialog,
    asked_dialog,
)
from tests.fakes import FakeLog
from tests.session.bench import Bench
from tests.ui.hands import dialog, dialogs, enter, field, labelled, press, shown

PATIENT = {
    "NHS No.": "999 000 0026",
    "Family name": "Hill",
    "Given name": "Sam",
    "Born": "09/01/1975",
    "Gender": "Male",
}
DOSE = {
    "Cycle": "1",
    "Day of the cycle": "1",
    "Prescribed dose": "1.4",
    "Height": "170",
    "Weight": "65",
    "Remission": "None",
    "Reduced by the prescriber for toxicity": "No",
    "Transplant planned": "No",
}


@pytest.fixture
def place() -> tuple[Bench, Desk]:
    bench = Bench(log=FakeLog("ward")).staffed()
    desk = Desk(bench.service)
    desk.act_as("amy")
    desk.open_patient(bench.patient)
    return bench, desk


@pytest.fixture
def root(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def tick(widget: QWidget, text: str) -> None:
    next(box for box in widget.findChildren(QCheckBox) if box.accessibleName() == text).click()


def test_a_patient_is_registered_and_opened(
    qtbot: QtBot, place: tuple[Bench, Desk], root: QWidget
) -> None:
    bench, desk = place
    asking = RegisterPatientDialog(desk, root)
    asking.open()
    enter(qtbot, asking, PATIENT)
    qtbot.keyClicks(labelled(asking, "Allergies"), "penicillin")
    press(asking, "Register the patient")
    assert dialogs() == []
    assert desk.patient is not None
    known = bench.service.patient(desk.patient)
    assert (known.details.nhs_number, known.allergies) == ("9990000026", ("penicillin",))


@pytest.mark.parametrize(("ticked", "known"), [(True, ()), (False, None)])
def test_no_known_allergies_is_not_the_same_as_not_recorded(
    qtbot: QtBot,
    place: tuple[Bench, Desk],
    root: QWidget,
    ticked: bool,
    known: tuple[str, ...] | None,
) -> None:
    bench, desk = place
    asking = RegisterPatientDialog(desk, root)
    asking.open()
    enter(qtbot, asking, PATIENT)
    if ticked:
        tick(asking, "No known allergies")
    press(asking, "Register the patient")
    assert bench.service.patient(desk.patient or "").allergies == known


def test_a_wrong_number_keeps_everything_that_was_typed(
    qtbot: QtBot, place: tuple[Bench, Desk], root: QWidget
) -> None:
    bench, desk = place
    asking = RegisterPatientDialog(desk, root)
    asking.open()
    enter(qtbot, asking, {**PATIENT, "NHS No.": "999 123 4560"})
    press(asking, "Register the patient")
    assert "NHS No. “999 123 4560”: ten digits with a valid check digit" in shown(asking)
    assert field(asking, "Family name").typed() == "Hill"
    field(asking, "NHS No.").put("999 000 0018")
    press(asking, "Register the patient")
    assert "NHS number 9990000018 is registered already." in shown(asking)
    assert isinstance(bench.log, FakeLog)
    bench.log.fail()
    field(asking, "NHS No.").put("999 000 0026")
    press(asking, "Register the patient")
    assert "The disk is full" in shown(asking)
    press(asking, "Close without recording")


def test_identity_is_never_ticked_in_advance(
    qtbot: QtBot, place: tuple[Bench, Desk], root: QWidget
) -> None:
    bench, desk = place
    asking = OpenAdministrationDialog(desk, root)
    asking.open()
    assert not any(box.isChecked() for box in asking.findChildren(QCheckBox))
    enter(qtbot, asking, DOSE)
    press(asking, "Open the dose")
    assert "Identity is not confirmed" in shown(asking)
    assert bench.service.current(bench.patient) is None
    tick(asking, "Identity confirmed")
    press(asking, "Open the dose")
    assert dialogs() == []
    assert desk.administration is not None
    order = bench.service.administration(desk.administration).order
    assert (order.weight_kg, order.identity_confirmed) == (Decimal(65), True)


def test_an_opening_that_has_happened_keeps_what_was_typed(
    qtbot: QtBot, place: tuple[Bench, Desk], root: QWidget
) -> None:
    bench, desk = place
    asking = OpenAdministrationDialog(desk, root)
    asking.open()
    enter(qtbot, asking, {**DOSE, "Cycle": "7"})
    tick(asking, "Identity confirmed")
    press(asking, "Open the dose")
    assert "Not recorded. " in shown(asking)
    press(asking, "It has already happened…")
    other = dialog(OpenAdministrationDialog)
    assert field(other, "Cycle").typed() == "7"
    enter(qtbot, other, {"Reason": "prescribed and begun elsewhere"})
    press(other, "Record that it has happened")
    assert desk.administration is not None
    assert bench.service.administration(desk.administration).order.already_happened


def test_a_dose_given_elsewhere_is_transcribed(
    qtbot: QtBot, place: tuple[Bench, Desk], root: QWidget
) -> None:
    bench, desk = place
    asking = HistoryDialog(desk, root)
    asking.open()
    enter(qtbot, asking, {"Cycle": "1", "Day of the cycle": "1", "Date given": "20-Feb-2026"})
    enter(qtbot, asking, {"Dose given": "1.4", "Transcribed from": "discharge letter"})
    enter(qtbot, asking, {"This dose was reduced for toxicity": "No"})
    enter(qtbot, asking, {"Treatment was permanently discontinued": "No"})
    press(asking, "Record the dose")
    assert len(bench.service.patient(bench.patient).history) == 1


def test_omitted_and_discontinued(qtbot: QtBot, root: QWidget) -> None:
    bench = Bench().staffed()
    desk = Desk(bench.service)
    desk.act_as("amy")
    desk.open_patient(bench.patient)
    omitting = OmitDialog(desk, root)
    omitting.open()
    enter(qtbot, omitting, {"Cycle": "1", "Day of the cycle": "8", "Reason": "neutropenia"})
    press(omitting, "Record the omission")
    ending = DiscontinueDialog(desk, root)
    ending.open()
    enter(qtbot, ending, {"Decided by": "Dr Sale", "Role": "Consultant", "Reason": "VOD"})
    press(ending, "Discontinue treatment")
    known = bench.service.patient(bench.patient)
    assert (len(known.omissions), len(known.discontinued)) == (1, 1)


@pytest.mark.parametrize(
    "what",
    [
        "patient",
        "staff",
        "temporary",
        "pin",
        "settings",
        "scanner settings",
        "open",
        "history",
        "omit",
        "discontinue",
    ],
)
def test_each_dialog_is_found_by_its_name(
    place: tuple[Bench, Desk], root: QWidget, what: str
) -> None:
    asking = asked_dialog(what, place[1], root)
    asking.open()
    assert dialogs() == [asking]
    asking.reject()
