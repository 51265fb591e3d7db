"""One patient from registration to completion, in the window, by what is written on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.answer import AnswerEdit
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.people import OpenAdministrationDialog, RegisterPatientDialog
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import STAFF, Bench
from tests.ui.benches import PINS
from tests.ui.hands import dialog, dialogs, enter, press, shown, sign
from tests.ui.test_pages_after import AUTHORISED, WELL
from tests.ui.test_pages_before import BAG
from tests.ui.test_people import DOSE, PATIENT, tick

SECOND = {"Second checker": "Ben Okoro (nurse)"}
BAG_READ = {**SECOND, "Second checker reads the dose on the bag": "1.4"}
PUMP_READ = {
    **SECOND,
    "Second checker reads the dose on the pump": "1.4",
    "Second checker reads the rate on the pump": "50",
}


class Walk:
    """The window, a clock moved by hand, and a nurse."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.bench = Bench(log=FakeLog("ward"), hasher=FakeHasher())
        for member, details in STAFF.items():
            self.bench.service.register_staff(details, member)
        for member, pin in PINS.items():
            self.bench.service.accounts.set_pin(member, pin, "max")
        self.desk = Desk(self.bench.service)
        self.window = MainWindow(self.desk)
        qtbot.addWidget(self.window)
        self.window.show()
        self.desk.sign_in("amy", PINS["amy"])

    def ask(self, button: str, typed: dict[str, str], record: str, *signers: str) -> None:
        """Opens a dialog from the page, types, records, signs; it must close."""
        press(self.page, button)
        asking = dialog(FormDialog)
        enter(self.qtbot, asking, typed)
        press(asking, record)
        if signers:
            sign(self.qtbot, asking, *(PINS[signer] for signer in signers))
        assert dialogs() == [], shown(asking)

    def sign(self, button: str) -> None:
        """Presses a page's button, and Amy signs."""
        press(self.page, button)
        sign(self.qtbot, self.page, PINS["amy"])

    @property
    def page(self) -> QWidget:
        return self.window.walk.stack.currentWidget()

    def go(self, step: str) -> None:
        self.window.walk.go(step)

    def wait(self, minutes: float) -> None:
        self.bench.wait(minutes)
        self.desk.tick()

    @property
    def stage(self) -> str:
        return str(self.bench.service.administration(self.desk.administration or "").stage)


def register(walk: Walk) -> None:
    walk.window.ask("patient")
    asking = dialog(RegisterPatientDialog)
    enter(walk.qtbot, asking, PATIENT)
    tick(asking, "No known allergies")
    press(asking, "Register the patient")
    walk.window.ask("open")
    opening = dialog(OpenAdministrationDialog)
    enter(walk.qtbot, opening, DOSE)
    tick(opening, "Identity confirmed")
    press(opening, "Open the dose")
    assert walk.stage == "preparing"


def prepare(walk: Walk) -> None:
    walk.go("checks")
    for edit in walk.page.findChildren(AnswerEdit):
        assert edit.typed() == "", edit.field.label
        edit.choose("Confirmed")
    walk.sign("Record these answers")
    walk.go("dose")
    reviewed = {"Sample taken at": "06:00", "Result reviewed": "Yes"}
    counts = {"Neutrophils": "2.1", "Platelets": "120"}
    walk.ask("Full blood count…", {**reviewed, **counts}, "Record the count")
    walk.ask("Urea, electrolytes…", {**reviewed, "Creatinine clearance": "90"}, "Record")
    liver = {"Bilirubin": "10", "Bilirubin upper limit of normal": "21"}
    alt = {"ALT": "30", "ALT upper limit of normal": "40"}
    walk.ask("Liver tests…", {**reviewed, **liver, **alt}, "Record the tests")
    walk.ask("Peripheral blasts…", {"Peripheral blasts": "2"}, "Record the blasts")
    walk.go("bag")
    enter(walk.qtbot, walk.page, BAG)
    press(walk.page, "Record the bag")
    walk.ask("Second check of the bag…", BAG_READ, "The bag was checked by two", "amy", "ben")
    walk.ask("Out of the fridge…", {"When": "07:20"}, "Record that it is out")
    walk.go("premedication")
    for option in ("dexamethasone — 8 mg — PO", "chlorphenamine — 10 mg — IV"):
        press(walk.page, option)
        press(walk.page, "Record as given")
    press(walk.page, "paracetamol — 500 mg to 1 g — PO")
    enter(walk.qtbot, walk.page, {"Dose": "1000"})
    press(walk.page, "Record as given")
    walk.wait(35)
    walk.go("start")
    walk.ask("Baseline observations…", WELL, "Record")
    walk.ask("Bedside check by two…", PUMP_READ, "Both checked", "amy", "ben")


def test_from_registration_to_completion(qtbot: QtBot) -> None:
    walk = Walk(qtbot)
    register(walk)
    prepare(walk)
    assert "Nothing recorded here keeps the start shut" in shown(walk.page)
    enter(qtbot, walk.page, {"Bag and line protected from light": "Yes"})
    walk.sign("Start HILL's infusion")
    assert walk.stage == "infusing"
    walk.wait(15)
    walk.ask("Observations…", WELL, "Record")
    walk.window.reaction()
    asking = dialog(FormDialog)
    grade = walk.bench.protocol.infusion.grades["1"]
    enter(qtbot, asking, {"Grade (CTCAE 5.0)": f"Grade 1: {grade}"})
    press(asking, "Record about the reaction")
    assert walk.stage == "interrupted"
    walk.ask("Reaction: outcome…", {"Outcome": "Resolved"}, "Record the outcome")
    walk.ask("Authorise…", AUTHORISED, "Record the authorisation", "amy")
    enter(qtbot, walk.page, {"Bag and line protected from light": "Yes"})
    walk.sign("Resume HILL's infusion")
    walk.wait(46)
    press(walk.page, "End HILL's infusion")
    assert walk.stage == "observing"
    walk.go("observation")
    enter(qtbot, walk.page, WELL)
    press(walk.page, "Record observations")
    walk.wait(60)
    walk.go("signoff")
    for edit in walk.page.findChildren(AnswerEdit):
        edit.choose("Confirmed")
    walk.sign("Record these answers")
    walk.sign("Complete HILL's administration")
    assert walk.stage == "completed"
