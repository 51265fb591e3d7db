"""Who signs, with what PIN, in the window; and what is on disk of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from inoadmin.bootstrap.records import record_pdf, record_text
from inoadmin.bootstrap.window import record_of
from inoadmin.domain import commands as c
from inoadmin.domain.events import Event, Recorded
from inoadmin.domain.workplace import PinAccepted, PinRefused
from inoadmin.session.streams import staff_stream
from tests.journeys import beginnings, rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.record.pages import pages
from tests.session.bench import Bench
from tests.wards import MOORE

START = "Start MOORE's infusion"
CHECKED = "The bag was checked by two"
READS = "Second checker reads the dose on the bag"


def startable(workstation: Workstation, nurse: Nurse, rate: Decimal = Decimal(50)) -> Bench:
    """Everything is recorded that a start needs, and its page is open."""
    (bench,) = beginnings.opened(workstation, MOORE)
    beginnings.prepared(workstation, bench, rate=rate)
    nurse.press("Bay 3, *")
    nurse.choose("Bag and line protected from light", "Yes")
    return bench


def with_bag(workstation: Workstation, nurse: Nurse) -> Bench:
    """A bag is recorded, and the second check of it is asked for."""
    (bench,) = beginnings.opened(workstation, MOORE)
    beginnings.answered(bench)
    nurse.press("Bay 3, *")
    nurse.press("Bag*")
    rounds.bag(nurse)
    nurse.press("Second check of the bag…")
    return bench


def last(bench: Bench) -> Event:
    return bench.service.events(bench.dose)[-1]


def test_a_wrong_pin_on_the_start_is_counted_then_the_right_one_starts(
    workstation: Workstation, nurse: Nurse
) -> None:
    bench = startable(workstation, nurse)
    before = len(bench.service.events(bench.dose))
    nurse.type_into("Pump", "P-7")
    nurse.press_alone(START)
    nurse.sign(Amy_Field="000111")
    nurse.sees("Wrong PIN. 9 tries are left. Wait 1 s, then type it again.")
    assert len(bench.service.events(bench.dose)) == before
    assert nurse.has_typed("Pump") == "P-7"
    nurse.wait(seconds=1)
    nurse.sign()
    nurse.sees("Infusion started at 50 mL/h — pump P-7", "Amy Field · signed")
    facts = [type(event.fact) for event in workstation.log.read(staff_stream("amy"))]
    assert facts[-2:] == [PinRefused, PinAccepted]
    (signature,) = last(bench).signatures
    assert (signature.name, signature.registration) == ("Amy Field", "12A3456E")


def test_nothing_is_written_while_the_pin_is_missing(
    workstation: Workstation, nurse: Nurse
) -> None:
    startable(workstation, nurse)
    before = workstation.log.head()
    for _ in range(3):
        nurse.press_alone(START)
    assert nurse.asked() == ["Amy Field"]
    assert workstation.log.head() == before
    nurse.sees("Nothing recorded here keeps the start shut")


def test_a_start_that_is_refused_asks_nobody_for_a_pin(
    workstation: Workstation, nurse: Nurse
) -> None:
    startable(workstation, nurse, Decimal(60))
    nurse.type_into("Rate", "60")
    refused = [PinRefused, PinAccepted]
    nurse.press_alone(START)
    nurse.sees("Not recorded. Rate 60 mL/h; should be at most 52.5 mL/h.")
    focus = QApplication.focusWidget()
    assert focus is None or not focus.accessibleName().startswith("PIN of")
    facts = [type(event.fact) for event in workstation.log.read(staff_stream("amy"))]
    assert not set(facts) & set(refused)


def test_somebody_else_records_in_place_and_the_session_stays(
    workstation: Workstation, nurse: Nurse
) -> None:
    bench = startable(workstation, nurse)
    nurse.press_alone("Someone else…")
    nurse.choose("Record as", "Ben Okoro (nurse)")
    assert nurse.asked() == ["Ben Okoro"]
    nurse.press(START)
    nurse.sees("Infusion — running at 50 mL/h", "Ben Okoro · signed")
    assert (last(bench).actor, workstation.desk.actor) == ("ben", "amy")


def test_the_second_checker_is_never_the_first(workstation: Workstation, nurse: Nurse) -> None:
    with_bag(workstation, nurse)
    with pytest.raises(AssertionError, match="Amy Field"):
        nurse.choose("Second checker", "Amy Field (nurse)")
    nurse.type_into(READS, "1.4")
    nurse.press(CHECKED)
    nurse.sees("Not recorded.", "Second checker is missing")
    assert nurse.asked() == []


def test_a_second_checker_who_records_for_the_first_too_is_refused(
    workstation: Workstation, nurse: Nurse
) -> None:
    bench = with_bag(workstation, nurse)
    nurse.choose("Second checker", "Ben Okoro (nurse)")
    nurse.type_into(READS, "1.4")
    nurse.press_alone(CHECKED)
    nurse.press_alone("Someone else…")
    nurse.choose("Record as", "Ben Okoro (nurse)")
    nurse.press_alone(CHECKED)
    nurse.sees("Nobody checks their own work.")
    assert bench.state.checks == ()


def test_another_dose_than_the_bags_is_refused_where_it_was_read(
    workstation: Workstation, nurse: Nurse
) -> None:
    bench = with_bag(workstation, nurse)
    nurse.choose("Second checker", "Ben Okoro (nurse)")
    nurse.type_into(READS, "1.5")
    nurse.press_alone(CHECKED)
    nurse.sees(f"{READS} “1.5”: not the 1.4 mg recorded for the bag")
    assert (nurse.asked(), bench.state.checks) == ([], ())
    nurse.type_into(READS, "1.4")
    nurse.press_alone(CHECKED)
    assert nurse.asked() == ["Amy Field", "Ben Okoro"]
    nurse.sign()
    nurse.sees("Bag check by two, second checker Ben Okoro — read 1.4 mg", "signed")
    assert workstation.desk.actor == "amy"


def test_a_temporary_checker_is_admitted_and_signs(workstation: Workstation, nurse: Nurse) -> None:
    bench = with_bag(workstation, nurse)
    nurse.type_into(READS, "1.4")
    nurse.press("Admit a temporary checker…")
    nurse.fill(Name="Tess Agency", Registration="21B0000E")
    nurse.choose("Role", "Nurse")
    nurse.type_into("New PIN", "640281")
    nurse.type_into("New PIN again", "640281")
    nurse.press("Register")
    nurse.choose("Second checker", "Tess Agency (nurse, temporary, not confirmed yet)")
    assert nurse.has_typed(READS) == "1.4"
    nurse.press_alone(CHECKED)
    nurse.sees("And Tess Agency", "Temporary, not confirmed yet.")
    nurse.sign(Tess_Agency="640281")
    nurse.sees("second checker Tess Agency (temporary, not confirmed yet)")
    assert [s.temporary for s in last(bench).signatures] == [False, True]
    text = record_text(workstation.service, bench.dose)
    assert "Tess Agency\ntemporary, not confirmed" in text


def test_a_correction_after_completion_makes_a_version_and_both_print(
    workstation: Workstation, nurse: Nurse
) -> None:
    bench = beginnings.completed(workstation, MOORE)
    state, service = bench.state, workstation.service
    head = workstation.log.head_at(service.events(bench.dose)[-1].sequence)
    nurse.tick("Show ended")
    nurse.press("Bay 3, *")
    nurse.press("Start: *")
    nurse.press("Correct: Infusion started*")
    nurse.type_into("Pump", "P-7")
    nurse.type_into("Reason for the correction", "left out")
    nurse.press_alone("Record the correction")
    assert bench.state == state
    nurse.sign()
    nurse.sees("pump: was blank, now P-7 (Amy Field,")
    assert bench.state.record_version == state.record_version + 1 == 2
    now, then = (record_text(service, bench.dose, version=n) for n in (None, 1))
    assert "version 2" in now.partition("\n")[0]
    assert "pump" in now
    assert "version 1" in then.partition("\n")[0]
    assert "P-7" not in then
    assert f"{head.sequence}:{head.hash}" in then
    mark = "VERSION 1 of 2, superseded by version 2 on 02-Mar-2026 11:30 by Amy Field"
    old = pages(record_pdf(service, bench.dose, version=1))
    assert all(mark in page for page in old)
    assert not any("superseded" in page for page in pages(record_pdf(service, bench.dose)))
    nurse.press("Record")
    nurse.choose("Version of the record", "Version 1, until 02-Mar-2026 11:30 (Amy Field)")
    assert record_of(service, bench.dose, 1) == record_pdf(service, bench.dose, version=1)


def test_a_version_that_there_is_not(workstation: Workstation) -> None:
    bench = beginnings.completed(workstation, MOORE)
    for version in (0, 2):
        with pytest.raises(KeyError):
            record_pdf(workstation.service, bench.dose, version=version)


def test_every_signature_on_disk_names_its_signer_and_meaning(workstation: Workstation) -> None:
    bench = beginnings.completed(workstation, MOORE)
    said = {
        (signature.name, signature.meaning)
        for event in bench.service.events(bench.dose)
        for signature in event.signatures
    }
    assert {
        ("Amy Field", "made the checks"),
        ("Amy Field", "first check at the bedside"),
        ("Ben Okoro", "second check at the bedside"),
        ("Amy Field", "started the infusion"),
        ("Amy Field", "completed the record"),
        ("Ben Okoro", "countersigned"),
    } == said
    unsigned = {
        type(event.fact.command)
        for event in bench.service.events(bench.dose)
        if isinstance(event.fact, Recorded) and not event.signatures
    }
    assert unsigned >= {c.Open, c.Premed, c.Vitals, c.End}
