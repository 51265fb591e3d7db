"""What is typed belongs to its patient, and stays until it is on disk."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.session.forms.catalogue import form_for
from inoadmin.session.outcome import Outcome
from inoadmin.ui.record_form import RecordForm
from tests.fakes import FakeLog
from tests.session.bench import FIRST, SAM
from tests.ui.benches import Workplace, preparing
from tests.ui.hands import enter, field, press, shown


def premed_form(qtbot: QtBot, place: Workplace) -> RecordForm:
    form = RecordForm(place.desk, lambda about: form_for("premed", about), "Record as given")
    qtbot.addWidget(form)
    form.show()
    return form


TYPED = {"Drug": "paracetamol", "Dose": "500", "Route": "Oral (PO)"}


def test_what_the_disk_refused_stays_and_can_be_tried_again(qtbot: QtBot) -> None:
    place = preparing()
    form = premed_form(qtbot, place)
    got: list[Outcome] = []
    form.recorded.connect(got.append)
    enter(qtbot, form, TYPED)
    assert isinstance(place.bench.log, FakeLog)
    place.bench.log.fail()
    press(form, "Record as given")
    assert "The disk is full. Nothing was written." in shown(form)
    assert field(form, "Drug").typed() == "paracetamol"
    assert got == []
    press(form, "Record as given")
    assert [outcome.accepted for outcome in got] == [True]
    assert field(form, "Drug").typed() == ""


def test_nothing_typed_for_one_patient_is_recorded_for_another(qtbot: QtBot) -> None:
    place = preparing()
    desk, first = place.desk, place.bench.dose
    form = premed_form(qtbot, place)
    enter(qtbot, form, TYPED)
    sam = place.bench.service.register_patient(SAM, ())
    place.bench.act(FIRST, patient=sam)
    desk.open_patient(sam)
    press(form, "Record as given")
    assert "Another patient or dose is open now." in shown(form)
    form.refresh()
    assert field(form, "Drug").typed() == ""
    enter(qtbot, form, {"Drug": "dexamethasone"})
    desk.open_patient(place.bench.patient, first)
    form.refresh()
    assert field(form, "Drug").typed() == "paracetamol"
    press(form, "Record as given")
    given = place.bench.service.administration(first).premeds
    assert [entry.command for entry in given] == [c.Premed("paracetamol", Decimal(500), "PO")]


def test_nobody_acting_records_nothing(qtbot: QtBot) -> None:
    place = preparing()
    form = premed_form(qtbot, place)
    enter(qtbot, form, TYPED)
    place.desk.actor = None
    press(form, "Record as given")
    assert "sign in and open a patient" in shown(form)


def test_a_role_that_may_not_is_told_in_words(qtbot: QtBot) -> None:
    place = preparing()
    form = premed_form(qtbot, place)
    place.desk.act_as("max")
    enter(qtbot, form, TYPED)
    press(form, "Record as given")
    assert "Not recorded. A manager does not record this." in shown(form)


def test_what_is_asked_follows_the_staff_and_what_was_typed_stays(qtbot: QtBot) -> None:
    place = preparing()
    form = RecordForm(place.desk, lambda about: form_for("second_check", about), "Checked")
    qtbot.addWidget(form)
    form.show()
    enter(qtbot, form, {"What was checked": "At the bedside"})
    place.desk.act_as("ben")
    form.refresh()
    words = [choice.words for choice in form.form.spec.field("witness").choices]
    assert "Ben Okoro (nurse)" not in words
    assert field(form, "What was checked").typed() == "bedside"


def test_a_time_out_of_order_is_told_at_the_time(qtbot: QtBot) -> None:
    place = preparing()
    form = premed_form(qtbot, place)
    enter(qtbot, form, {**TYPED, "When": "23:00"})
    press(form, "Record as given")
    assert "When “23:00”: 02-Mar-2026 23:00 is in the future" in shown(form)


def test_a_fault_goes_once_its_field_is_typed_anew(qtbot: QtBot) -> None:
    form = premed_form(qtbot, preparing())
    press(form, "Record as given")
    assert "Dose is missing" in shown(form)
    enter(qtbot, form, {"Dose": "500"})
    assert "Dose is missing" not in shown(form)
    assert "Drug is missing" in shown(form)


def test_a_time_without_a_date_that_lies_ahead_asks_for_the_date(qtbot: QtBot) -> None:
    form = premed_form(qtbot, preparing())
    enter(qtbot, form, TYPED | {"When": "23:00"})
    press(form, "Record as given")
    assert "is in the future; for yesterday type the date too" in shown(form)
