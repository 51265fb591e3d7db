"""Pages from the start on: interruption, reaction, observation, sign-off."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.ui.correcting import CorrectDialog
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.pages.infusion import InfusionPage
from inoadmin.ui.pages.observation import ObservationPage
from inoadmin.ui.pages.signoff import SignOffPage
from inoadmin.ui.reaction import ReactionDialog, report_reaction
from tests.fakes import FakeLog
from tests.ui.benches import infusing, observing, preparing
from tests.ui.hands import button, dialog, dialogs, enter, field, press, shown

AUTHORISED = {
    "Authorised by": "Dr R. Sale",
    "Role": "Consultant",
    "How it was given": "In person",
    "Reason": "restart at 50 mL/h",
}


def test_the_page_says_how_it_stands_and_follows_the_clock(qtbot: QtBot) -> None:
    place = infusing()
    page = place.page(qtbot, InfusionPage)
    assert page.heading.text() == "Infusion — running at 50 mL/h"
    assert page.subtitle.text() == ("12.5 mL of 50 mL given, estimated; the pump is not connected.")
    place.tick(12)
    assert page.subtitle.text().startswith("22.5 mL of 50 mL")
    assert not button(page, "End MOORE's infusion").isEnabled()
    place.tick(33)
    assert button(page, "End MOORE's infusion").isEnabled()


def test_interrupted_and_resumed(qtbot: QtBot) -> None:
    place = infusing()
    page = place.page(qtbot, InfusionPage)
    press(page, "Interrupt…")
    asking = dialog(FormDialog)
    press(asking, "Record the interruption")
    assert "Reason is missing" in shown(asking)
    enter(qtbot, asking, {"Reason": "patient to the bathroom"})
    press(asking, "Record the interruption")
    assert place.bench.stage == "interrupted"
    assert page.heading.text() == "Infusion — interrupted, last at 50 mL/h"
    enter(qtbot, page, {"Bag and line protected from light": "Yes"})
    press(page, "Resume MOORE's infusion")
    assert place.bench.stage == "infusing"


def test_resuming_that_has_happened_is_recorded_with_its_reason(qtbot: QtBot) -> None:
    place = infusing()
    place.bench.do(c.Extravasation())
    page = place.page(qtbot, InfusionPage)
    assert not button(page, "Resume MOORE's infusion").isEnabled()
    press(page, "It has already resumed…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Bag and line protected from light": "Yes", "Reason": "screen locked"})
    press(asking, "Record that MOORE's infusion has resumed")
    assert place.bench.stage == "infusing"
    assert ("unresolved", "extravasation-open") in place.bench.deviations


def test_rate_pump_and_observations_are_recorded_while_it_runs(qtbot: QtBot) -> None:
    place = infusing()
    page = place.page(qtbot, InfusionPage)
    press(page, "Change the rate…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"New rate": "40"})
    press(asking, "Record the new rate")
    press(page, "Pump shows…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Volume infused of this bag": "13", "The pump is running": "Yes"})
    press(asking, "Record what it shows")
    press(page, "Observations…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Pulse": "135", "Air or oxygen": "On air"})
    press(asking, "Record")
    kinds = [type(entry.command) for entry in place.bench.state.entries][-3:]
    assert kinds == [c.Rate, c.PumpCheck, c.Vitals]
    assert len(page.lines.texts()) == 4


def test_a_reaction_is_on_disk_before_anything_is_asked(qtbot: QtBot) -> None:
    place = infusing()
    page = place.page(qtbot, InfusionPage)
    asking = report_reaction(place.desk, page)
    assert isinstance(asking, ReactionDialog)
    assert place.bench.stage == "interrupted"
    assert "Stop the pump now" in shown(asking)
    assert "anaphylaxis protocol" in shown(asking)
    press(asking, "Later: the moment is recorded")
    assert place.bench.stage == "interrupted"
    press(page, "Reaction: grade, more…")
    asking = dialog(FormDialog)
    grade = place.bench.protocol.infusion.grades["1"]
    enter(qtbot, asking, {"Grade (CTCAE 5.0)": f"Grade 1: {grade}"})
    press(asking, "Record")
    press(page, "Reaction: outcome…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Outcome": "Resolved"})
    press(asking, "Record the outcome")
    assert not button(page, "Resume MOORE's infusion").isEnabled()
    press(page.findings, "Authorise…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, AUTHORISED)
    press(asking, "Record the authorisation")
    enter(qtbot, page, {"Bag and line protected from light": "Yes"})
    press(page, "Resume MOORE's infusion")
    assert place.bench.stage == "infusing"
    assert dialogs() == []


def test_a_reaction_that_cannot_be_written_is_told(qtbot: QtBot) -> None:
    place = infusing()
    page = place.page(qtbot, InfusionPage)
    told: list[str] = []
    place.desk.failed.connect(told.append)
    assert isinstance(place.bench.log, FakeLog)
    place.bench.log.fail()
    assert report_reaction(place.desk, page) is None
    assert told == ["Not recorded. The disk is full. Nothing was written. Make room and try again."]
    early = preparing()
    assert report_reaction(early.desk, page) is None


def test_stopped_for_good(qtbot: QtBot) -> None:
    place = infusing()
    page = place.page(qtbot, InfusionPage)
    press(page, "Stop for good…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Reason": "rigors", "Volume given of this bag": "12"})
    press(asking, "Stop for good")
    stopped = place.bench.state.flow[-1].command
    assert stopped == c.Stop("rigors", Decimal(12))


def test_the_end_can_have_happened_a_little_earlier(qtbot: QtBot) -> None:
    place = infusing()
    page = place.page(qtbot, InfusionPage)
    place.tick(47)
    enter(qtbot, page, {"When": "10:00"})
    press(page, "End MOORE's infusion")
    assert place.bench.stage == "observing"
    assert place.bench.state.flow[-1].occurred_at.minute == 0


def test_an_end_that_comes_early_is_acknowledged_with_a_reason(qtbot: QtBot) -> None:
    place = infusing()
    page = place.page(qtbot, InfusionPage)
    press(page.findings, "Confirm…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Reason": "the bag is empty"})
    press(asking, "Acknowledge")
    press(page, "End MOORE's infusion")
    assert ("acknowledged", "infusion-short") in place.bench.deviations


WELL = {
    "Respiration": "16",
    "Oxygen saturation (SpO2)": "98",
    "Air or oxygen": "On air",
    "Systolic": "120",
    "Diastolic": "70",
    "Pulse": "72",
    "Temperature": "36.8",
    "Consciousness": "Alert",
}


def test_news2_is_worked_out_while_one_types(qtbot: QtBot) -> None:
    place = observing()
    page = place.page(qtbot, ObservationPage)
    assert page.form.score.text() == "NEWS2: 0 of 7 measured, no total yet"
    enter(qtbot, page, WELL)
    assert page.form.score.text() == "NEWS2 0: low. Royal College of Physicians"
    field(page, "Pulse").put("")
    enter(qtbot, page, {"Pulse": "131"})
    assert page.form.score.text().startswith("NEWS2 3: low-medium (pulse 3).")
    press(page, "Record observations")
    assert place.bench.state.vitals[-1].command.pulse == Decimal(131)
    assert page.form.score.text() == "NEWS2: 0 of 7 measured, no total yet"


def test_a_total_from_elsewhere_needs_its_total(qtbot: QtBot) -> None:
    place = observing()
    page = place.page(qtbot, ObservationPage)
    press(page, "NEWS2 from elsewhere…")
    asking = dialog(FormDialog)
    press(asking, "Record the total")
    assert "NEWS2 total is missing" in shown(asking)
    enter(qtbot, asking, {"NEWS2 total": "2"})
    press(asking, "Record the total")
    assert place.bench.state.vitals[-1].command == c.Vitals(elsewhere=True, total=Decimal(2))


def test_leaving_early_is_recorded_with_who_was_informed(qtbot: QtBot) -> None:
    place = observing()
    page = place.page(qtbot, ObservationPage)
    press(page, "Left early…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Reason": "Against advice", "Who was informed": "Dr Adler"})
    press(asking, "Record that the patient left")
    assert place.bench.state.left is not None


def test_the_walk_is_completed_once_everything_is_answered(qtbot: QtBot) -> None:
    place = observing()
    page = place.page(qtbot, SignOffPage)
    assert not button(page, "Complete MOORE's administration").isEnabled()
    for text in (
        "Infusion site inspected",
        "Monitoring for tumour lysis arranged",
        "Liver tests after this dose arranged",
        "Advice given on symptoms, contact number and next dose",
    ):
        enter(qtbot, page, {text: "Confirmed"})
    press(page, "Record these answers")
    place.tick(60)
    assert "Nothing recorded here keeps completion shut" in page.findings.accessibleName()
    enter(qtbot, page, {"Countersigned by": "Ben Okoro (nurse)"})
    press(page, "Complete MOORE's administration")
    assert place.bench.stage == "completed"
    assert place.bench.state.completed is not None
    assert place.bench.state.completed.command.witness == "ben"
    assert page.subtitle.text() == "Completed."


def test_handover_addendum_and_cancel_are_in_the_menu(qtbot: QtBot) -> None:
    place = preparing()
    page = place.page(qtbot, SignOffPage)
    menu = page.more.menu()
    menu.aboutToShow.emit()
    entries = {str(entry.data()): entry for entry in menu.actions() if entry.data()}
    assert all(entry.isEnabled() for entry in entries.values())
    entries["handover"].trigger()
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Handed over to": "Ben Okoro (nurse)"})
    press(asking, "Record the handover")
    assert place.bench.state.responsible == "ben"
    entries["authorise"].trigger()
    press(dialog(FormDialog), "Close without recording")
    entries["open"].trigger()
    opened = dialog(CorrectDialog)
    assert field(opened, "Weight").typed() == "65"
    press(opened, "Close without recording")
    entries["cancel"].trigger()
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Reason": "not today"})
    press(asking, "Cancel this administration")
    assert place.bench.stage == "cancelled"
    menu.aboutToShow.emit()
    assert not entries["cancel"].isEnabled()


def test_a_line_is_voided_with_a_reason_and_stays_readable(qtbot: QtBot) -> None:
    place = observing()
    page = place.page(qtbot, ObservationPage)
    count = len(page.lines.texts())
    asking = page.lines.correct(page.lines._shown[-1])
    press(asking, "Void this record")
    assert "Reason for the correction is missing" in shown(asking)
    qtbot.keyClicks(asking.reason, "another patient's")
    press(asking, "Void this record")
    assert len(page.lines.texts()) == count
    assert page.lines._shown[-1].void


def test_several_fields_and_the_time_are_put_right_at_once(qtbot: QtBot) -> None:
    place = observing()
    page = place.page(qtbot, ObservationPage)
    asking = page.lines.correct(page.lines._shown[-1])
    press(asking, "Record the correction")
    qtbot.keyClicks(asking.reason, "misread")
    press(asking, "Record the correction")
    assert "Nothing was changed." in shown(asking)
    for text, value in (("Pulse", "80"), ("Respiration", "18")):
        field(asking, text).put(value)
    assert asking.form.when is not None
    asking.form.when.put("23:00")
    press(asking, "Record the correction")
    assert "resp_rate: recorded" in shown(asking)
    asking.form.when.put("10:00")
    press(asking, "Record the correction")
    assert dialogs() == []
    entry = place.bench.state.vitals[-1]
    assert (entry.command.pulse, entry.command.resp_rate) == (Decimal(80), Decimal(18))
    assert entry.occurred_at.minute == 0
