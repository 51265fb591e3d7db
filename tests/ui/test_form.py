"""A form keeps what was typed, shows each fault where it belongs, and puts the focus there."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.session.forms.catalogue import FORMS
from inoadmin.session.forms.model import FormSpec
from inoadmin.ui.fields.choosing import ChoiceEdit
from inoadmin.ui.fields.ticks import TicksEdit
from inoadmin.ui.form import Form
from tests.session.forms.made import NOW, SPECS
from tests.ui.hands import enter, field, labelled, shown


def formed(qtbot: QtBot, spec: FormSpec) -> Form:
    form = Form(spec)
    qtbot.addWidget(form)
    form.show()
    return form


def test_every_field_of_every_form_is_reached_by_its_label(qtbot: QtBot) -> None:
    for kind in FORMS:
        form = formed(qtbot, SPECS[kind])
        for spec in form.spec.fields:
            assert field(form, spec.label).field == spec, (kind, spec.label)
        for line in form.findChildren(QLineEdit) + form.findChildren(QCheckBox):
            assert line.accessibleName(), kind


def test_what_is_typed_becomes_an_act(qtbot: QtBot) -> None:
    form = formed(qtbot, SPECS["premed"])
    enter(qtbot, form, {"Drug": "dexamethasone", "Dose": "8", "Route": "Oral (PO)"})
    filled = form.read(NOW)
    assert filled is not None
    assert filled.made == c.Premed("dexamethasone", Decimal(8), "PO")
    assert filled.occurred is None


def test_an_earlier_time_can_be_typed(qtbot: QtBot) -> None:
    form = formed(qtbot, SPECS["bag_out"])
    enter(qtbot, form, {"When": "08:30"})
    filled = form.read(NOW)
    assert filled is not None
    assert filled.occurred == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    enter(qtbot, form, {"When": "x"})
    assert form.read(NOW) is None
    assert "When “08:30x”: HH:MM, or DD-MMM-YYYY HH:MM" in shown(form)


def test_faults_stand_under_their_fields_and_the_first_has_the_focus(qtbot: QtBot) -> None:
    form = formed(qtbot, SPECS["rate"])
    with qtbot.waitActive(form):
        form.activateWindow()
    enter(qtbot, form, {"New rate": "5,0"})
    assert form.read(NOW) is None
    line = labelled(form, "New rate")
    sentence = "New rate “5,0”: write it with a point, without commas; 1 to 1000 mL/h"
    assert sentence in shown(form)
    assert line.accessibleDescription() == sentence
    assert line.property("fault") == "true"
    assert QApplication.focusWidget() is line
    assert isinstance(line, QLineEdit)
    assert line.text() == "5,0"
    line.setText("50")
    assert form.read(NOW) is not None
    assert line.property("fault") == "false"


def test_hints_name_the_range_and_the_default(qtbot: QtBot) -> None:
    text = shown(formed(qtbot, SPECS["vitals"]))
    assert "0 to 80 breaths/min" in text
    assert "blank: Scale 1, unless chosen" in text


def test_a_choice_is_taken_back_by_pressing_it_again(qtbot: QtBot) -> None:
    form = formed(qtbot, SPECS["reaction_outcome"])
    edit = field(form, "Outcome")
    enter(qtbot, form, {"Outcome": "Ongoing"})
    assert edit.typed() == "ongoing"
    enter(qtbot, form, {"Outcome": "Resolved"})
    assert edit.typed() == "resolved"
    enter(qtbot, form, {"Outcome": "Resolved"})
    assert edit.typed() == ""


def test_what_is_chosen_is_told_by_more_than_its_colour(qtbot: QtBot) -> None:
    form = formed(qtbot, SPECS["reaction_outcome"])
    enter(qtbot, form, {"Outcome": "Ongoing"})
    edit = field(form, "Outcome")
    assert isinstance(edit, ChoiceEdit)
    texts = [b.text() for b in edit.buttons.values()]
    assert texts == ["Resolved", "Improved to grade 1", "✓ Ongoing", "Transferred"]


def test_ticked_words_and_others_make_one_list(qtbot: QtBot) -> None:
    form = formed(qtbot, SPECS["reaction"])
    symptoms = field(form, "Symptoms")
    assert isinstance(symptoms, TicksEdit)
    symptoms.tick("Fever")
    symptoms.tick("Rash")
    enter(qtbot, form, {"Grade (CTCAE 5.0)": SPECS["reaction"].field("grade").choices[0].words})
    qtbot.keyClicks(symptoms.other, "itching; hiccups")
    filled = form.read(NOW)
    assert filled is not None
    words = ("rash", "fever", "itching", "hiccups")
    assert filled.made == c.Reaction(Decimal(1), words)


def test_no_known_allergies_excludes_names_and_throws_none_away(qtbot: QtBot) -> None:
    form = formed(qtbot, SPECS["allergies"])
    box = next(b for b in form.findChildren(QCheckBox) if b.text() == "No known allergies")
    text = form.findChildren(QPlainTextEdit)[0]
    assert form.read(NOW) is None
    box.click()
    assert form.typed()["known"] == "none known"
    qtbot.keyClicks(text, "latex")
    assert not box.isChecked()
    box.click()
    assert not box.isChecked()
    assert form.typed()["known"] == ("latex",)


def test_clearing_takes_everything_away(qtbot: QtBot) -> None:
    for kind, spec in SPECS.items():
        form = formed(qtbot, spec)
        before = form.typed()
        enter(qtbot, form, {"When": "08:30"})
        form.clear()
        assert form.typed() == before, kind
        assert form.when_text() == ""
        assert all(value in {"", False, ()} for value in before.values()), kind


def test_checks_stand_under_their_headings_with_a_note_each(qtbot: QtBot) -> None:
    form = formed(qtbot, SPECS["answer"])
    headings = {f.group for f in SPECS["answer"].fields}
    labels = {label.text() for label in form.findChildren(QLabel)}
    assert headings <= labels
    enter(qtbot, form, {"No serious ongoing liver disease": "Not confirmed"})
    qtbot.keyClicks(labelled(form, "Note: No serious ongoing liver disease"), "cirrhosis")
    filled = form.read(NOW)
    assert filled is not None
    assert filled.made == c.Answer({"hepatic-disease": c.Answered("no", "cirrhosis")})


def test_a_narrow_form_has_fewer_columns_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    form, area = Form(SPECS["premed"]), QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(900, 300)
    area.show()
    enter(qtbot, form, {"Drug": "dexamethasone", "Dose": "8"})
    QApplication.processEvents()
    drug, dose = labelled(form, "Drug"), labelled(form, "Dose")
    assert drug.mapTo(form, drug.pos()).x() < dose.mapTo(form, dose.pos()).x()
    area.resize(300, 600)
    QApplication.processEvents()
    drug, dose = labelled(form, "Drug"), labelled(form, "Dose")
    assert drug.mapTo(form, drug.pos()).x() == dose.mapTo(form, dose.pos()).x()
    assert form.typed()["drug"] == "dexamethasone"


def test_a_fault_is_brought_into_sight(qtbot: QtBot) -> None:
    form = Form(SPECS["open"], columns=1)
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(400, 200)
    area.show()
    typed = {"Cycle": "1", "Day of the cycle": "1", "Prescribed dose": "1.4", "Height": "170"}
    enter(qtbot, form, {**typed, "Remission": "None"})
    enter(qtbot, form, {"Reduced by the prescriber for toxicity": "No"})
    area.verticalScrollBar().setValue(0)
    assert form.read(NOW) is None
    QApplication.processEvents()
    assert not field(form, "Transplant planned").visibleRegion().isEmpty()
