"""A reaction of grade 3: stamped first, graded later; neither infusion nor course goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt

from inoadmin.domain.commands import Reaction
from inoadmin.domain.events import Recorded
from tests.journeys import beginnings, rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.session.bench import STARTS
from tests.wards import MOORE

REACTED = STARTS + timedelta(hours=1, minutes=42, seconds=20)


def test_a_reaction_of_grade_3(workstation: Workstation, nurse: Nurse) -> None:
    (bench,) = beginnings.infusing(workstation, MOORE)
    nurse.press("Bay 3, *")
    nurse.wait(12, seconds=20)
    nurse.key(Qt.Key.Key_F9)
    nurse.sees("Stop the pump now", "Reaction recorded at 09:42:20", "MOORE, Jean (Mrs)")
    assert on_disk(workstation, bench.dose) == (REACTED, Reaction())
    nurse.press("Later: the moment is recorded")
    nurse.sees("Infusion — interrupted, last at 50 mL/h", "10.3 mL of 50 mL given")
    nurse.hears("reaction open")
    grade_later(nurse)
    refuse_to_resume(nurse)
    transfer_and_stop(nurse)
    observe_and_complete(nurse)
    nurse.wait(7 * 24 * 60)
    refuse_day_8(nurse)
    assert bench.state.reactions[0].grade == Decimal(3)


def on_disk(workstation: Workstation, administration: str) -> tuple[datetime, object]:
    """The last act in the log: when it happened, and what it was."""
    event = workstation.log.read(f"administration/{administration}")[-1]
    return event.occurred_at, event.fact.command if isinstance(event.fact, Recorded) else None


def grade_later(nurse: Nurse) -> None:
    """Two minutes later there is time for the form."""
    nurse.wait(2)
    nurse.sees("What keeps the restart shut (3)")
    nurse.press("Reaction: grade, more…")
    nurse.choose("Grade (CTCAE 5.0)", "Grade 3*")
    nurse.choose("Symptoms", "Hypotension")
    nurse.choose("Symptoms", "Rash")
    nurse.type_into(
        "Treatment and who was called",
        "hydrocortisone 100 mg IV 09:43\nDr Example called 09:43",
    )
    nurse.press("Record")
    nurse.sees(
        "Reaction update: grade 3 — hypotension, rash — treated with hydrocortisone 100 mg IV"
    )
    nurse.sees("What keeps the restart shut (4)")


def refuse_to_resume(nurse: Nurse) -> None:
    """Nothing that can be recorded opens this gate."""
    nurse.sees("Severe or life-threatening reaction (grade 3): do not restart; treatment ends")
    nurse.finds_off("Resume MOORE's infusion")


def transfer_and_stop(nurse: Nurse) -> None:
    """The patient goes to others' care; the infusion is over."""
    nurse.press("Reaction: outcome…")
    nurse.choose("Outcome", "Transferred")
    nurse.type_into("Note", "to the high dependency unit")
    nurse.press("Record the outcome")
    nurse.sees("Reaction transferred — to the high dependency unit")
    nurse.finds_off("Resume MOORE's infusion")
    nurse.press("Stop for good…")
    nurse.type_into("Reason", "reaction of grade 3")
    nurse.press("Stop for good")
    nurse.hears("Observation, 1:00:00, until 10:44, 1hr left", "Infusion ended, 09:44, 10.3 mL")


def observe_and_complete(nurse: Nurse) -> None:
    """The hour is observed as after any infusion."""
    nurse.wait(30)
    rounds.observe(nurse, pulse="95")
    nurse.press("Record observations")
    nurse.wait(30)
    nurse.press("Sign off ▸")
    rounds.answer_all(nurse, "complete")
    nurse.sees("Nothing recorded here keeps completion shut")
    nurse.press("Complete MOORE's administration")
    nurse.sees("Completed.")


def refuse_day_8(nurse: Nurse) -> None:
    """A week later the course is over, whatever is asked for."""
    nurse.press("Course")
    nurse.sees("permanently discontinued.")
    rounds.open_dose(nurse, day="8")
    nurse.sees("Not recorded. Treatment is permanently discontinued: no further dose.")
    assert (nurse.has_typed("Day of the cycle"), nurse.has_typed("Weight")) == ("8", "65")
    nurse.press("Close without recording")
    nurse.sees_no("Cycle 1 day 8")
