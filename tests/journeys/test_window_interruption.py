"""From an empty database to a signed record, with an interruption and a restart in between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument

from tests.journeys import rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation

START = "Start MOORE's infusion"


def test_a_dose_with_an_interruption_and_a_restart(
    workstation: Workstation, nurse: Nurse, tmp_path: Path
) -> None:
    prepare(nurse)
    refuse_an_early_start(nurse)
    start(nurse)
    interrupt_and_resume(nurse)
    restart(nurse, workstation)
    read_the_pump_and_end(nurse)
    observe_the_hour(nurse)
    sign_off(nurse)
    look_at_the_record(nurse, workstation, tmp_path / "record.pdf")


def prepare(nurse: Nurse) -> None:
    """Everything before the start, from 08:00 to 08:45."""
    rounds.first_start(nurse)
    rounds.register_patient(nurse)
    nurse.sees("No dose is open", "Allergies not recorded")
    rounds.open_dose(nurse)
    nurse.sees("Record INO-000001", "Cycle 1 of 6, day 1")
    rounds.answer_all(nurse, "start")
    nurse.press("Record allergies…", beside="Allergy status is not recorded.")
    nurse.type_into("Allergies", "penicillin\nlatex")
    nurse.press("Record")
    nurse.sees("Known allergies penicillin, latex")
    nurse.press("Dose & bloods ▸")
    rounds.bloods(nurse)
    nurse.press("Bag ▸")
    rounds.bag(nurse)
    rounds.check_bag(nurse)
    nurse.press("Premedication ▸")
    nurse.wait(45)
    rounds.premedicate(nurse, "08:40", "08:42", "08:44")
    nurse.press("Start ▸")
    rounds.observe_in_dialog(nurse, "Baseline observations…")
    rounds.bedside(nurse)


def refuse_an_early_start(nurse: Nurse) -> None:
    """The start is shut by time alone, and opens by time alone."""
    nurse.sees(
        "What keeps the start shut (2)",
        "Too soon after premedication: the window opens at 09:14, in 29min",
        "The bag has been out of the fridge for 45min; should be about 1hr.",
    )
    nurse.hears("Start window, 29:00, opens in 29min, at 09:14; closes at 09:40")
    nurse.finds_off(START)
    nurse.wait(28, seconds=59)
    nurse.sees("What keeps the start shut (1)")
    nurse.finds_off(START)
    nurse.wait(seconds=1)
    nurse.sees("Nothing recorded here keeps the start shut", "Start window is open")


def start(nurse: Nurse) -> None:
    """Another rate than two have read is refused and what was typed is kept; theirs starts."""
    nurse.type_into("Rate", "60")
    nurse.type_into("Pump", "P-7")
    nurse.choose("Bag and line protected from light", "Yes")
    nurse.press(START)
    nurse.sees("Not recorded. Put right what is marked above.")
    nurse.sees("Rate “60”: not the 50 mL/h that the second checker read from the pump")
    assert (nurse.has_typed("Rate"), nurse.has_typed("Pump")) == ("60", "P-7")
    nurse.type_into("Rate", "")
    nurse.wait(1)
    nurse.press(START)
    nurse.sees("Infusion — running at 50 mL/h", "Infusion started at 50 mL/h — pump P-7")
    nurse.hears("Infusion, 1:00:00, due to end at 10:15")
    nurse.finds_off("End MOORE's infusion")


def interrupt_and_resume(nurse: Nurse) -> None:
    """Ten minutes of infusion, five of interruption, then ten of infusion."""
    nurse.wait(10)
    nurse.press("Interrupt…")
    nurse.press("Record the interruption")
    nurse.sees("Not recorded. Put right what is marked above.", "Reason is missing")
    nurse.type_into("Reason", "line occluded")
    nurse.press("Record the interruption")
    nurse.sees("Infusion — interrupted, last at 50 mL/h", "Interrupted: line occluded")
    nurse.sees("8.3 mL of 50 mL given, estimated; the pump is not connected.")
    nurse.wait(5)
    nurse.choose("Bag and line protected from light", "Yes")
    nurse.press("Resume MOORE's infusion")
    nurse.sees("Resumed at the last rate", "Infusion — running at 50 mL/h")
    nurse.wait(10)


def restart(nurse: Nurse, workstation: Workstation) -> None:
    """The workstation is off for three minutes: the pump went on, and so do the clocks."""
    workstation.restart(timedelta(minutes=3))
    nurse.sees("Bay 3", "Sign in")
    nurse.sees_no("MOORE")
    workstation.sign_in("Amy Field")
    nurse.press("Bay 3, *")
    nurse.sees("Infusion — running at 50 mL/h", "19.2 mL of 50 mL given")
    nurse.hears("Infusion, 37:00, due to end at 10:20")
    nurse.watch(5)
    nurse.hears("Infusion, 36:55")
    nurse.sees_no("display was stopped")


def read_the_pump_and_end(nurse: Nurse) -> None:
    """The pump's own reading holds from then on."""
    rounds.observe_in_dialog(nurse)
    nurse.press("Pump shows…")
    nurse.type_into("Volume infused of this bag", "19")
    nurse.choose("The pump is running", "Yes")
    nurse.press("Record what it shows")
    nurse.sees("Pump shows 19 mL, running", "19 mL of 50 mL given")
    nurse.wait(37, seconds=12)
    nurse.sees("Infusion due")
    nurse.press("End MOORE's infusion")
    nurse.sees("A full set is due every 30 minutes.", "To be put right here (2)")
    nurse.hears("Observation, 1:00:00, until 11:20, 1hr left")


def observe_the_hour(nurse: Nurse) -> None:
    """Two sets on the page itself; the score follows the keys."""
    nurse.wait(30)
    rounds.observe(nurse, pulse="95")
    nurse.sees("NEWS2 1")
    nurse.press("Record observations")
    assert nurse.has_typed("Pulse") == ""
    nurse.wait(29, seconds=59)
    nurse.press("Sign off ▸")
    nurse.sees("What keeps completion shut")
    nurse.finds_off("Complete MOORE's administration")
    nurse.wait(seconds=1)
    nurse.hears("Observation time over")


def sign_off(nurse: Nurse) -> None:
    """The items before completion, then the completion, countersigned."""
    rounds.answer_all(nurse, "complete")
    nurse.sees("Nothing recorded here keeps completion shut")
    nurse.choose("Countersigned by", rounds.BEN)
    nurse.press("Complete MOORE's administration")
    nurse.sees("Completed.", "Administration completed, countersigned by Ben Okoro")
    nurse.finds_no("Complete MOORE's administration")


def look_at_the_record(nurse: Nurse, workstation: Workstation, path: Path) -> None:
    """Its pages are shown in the application, and saved as they are."""
    nurse.press("Record")
    nurse.sees("Record INO-000001", "Page 1 of ")
    (pages,) = workstation.window.findChildren(QPdfDocument)
    text = "\n".join(pages.getAllText(n).text() for n in range(pages.pageCount()))
    for part in ("MOORE, Jean (Mrs)", "INO-000001", "999 000 0018", "line occluded", "Amy Field"):
        assert part in text, text
    for number in range(pages.pageCount()):
        image = pages.render(number, QSize(300, 424))
        colours = {image.pixel(x, y) for x in range(0, 300, 3) for y in range(0, 424, 3)}
        assert len(colours) > 1
    nurse.press("Next page")
    nurse.sees("Page 2 of ")
    nurse.press("Save as PDF…")
    nurse.sees("Save MOORE's record as PDF")
    nurse.type_into("File name:", str(path))
    nurse.press("Save")
    nurse.sees(f"Original saved as {path}")
    assert path.read_bytes().startswith(b"%PDF")
    nurse.press("Close")
