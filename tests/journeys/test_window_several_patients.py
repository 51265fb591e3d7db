"""Two patients at once: the board, a handover, one who leaves early, and whose reaction it is."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from inoadmin.domain.commands import End, Reaction
from inoadmin.domain.events import Recorded
from tests.journeys import beginnings, rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.session.bench import STARTS, Bench
from tests.wards import MOOR, MOORE


def both_infusing(workstation: Workstation, nurse: Nurse) -> tuple[Bench, Bench]:
    """MOORE in bay 3 and MOOR in bay 5, both started at 09:30."""
    moore, moor = beginnings.infusing(workstation, MOORE, MOOR)
    return moore, moor


def test_the_board_names_patients_only_while_none_is_open(
    workstation: Workstation, nurse: Nurse
) -> None:
    both_infusing(workstation, nurse)
    nurse.sees("MOORE, Jean (Mrs)", "MOOR, Ida", "▲ similar name")
    nurse.press("Bay 3, *")
    nurse.sees("MOORE, Jean (Mrs)", "Bay 5")
    nurse.sees_no("MOOR, Ida", "similar name")
    nurse.press("Bay 5, *")
    nurse.sees("MOOR, Ida", "Bay 3")
    nurse.sees_no("MOORE")
    nurse.press("Board")
    nurse.sees("MOORE, Jean (Mrs)", "MOOR, Ida")


def test_the_most_urgent_stands_first(workstation: Workstation, nurse: Nurse) -> None:
    both_infusing(workstation, nurse)
    nurse.wait(10)
    nurse.press("Bay 3, *")
    rounds.observe_in_dialog(nurse)
    nurse.press("Board")
    nurse.wait(6)
    assert [card[:5] for card in nurse.in_order("Bay *")] == ["Bay 5", "Bay 3"]
    nurse.hears("observations overdue, 1min late")
    nurse.press("Bay 5, *")
    rounds.observe_in_dialog(nurse)
    nurse.press("Bay 3, *")
    nurse.key(Qt.Key.Key_F9)
    nurse.press("Later: the moment is recorded")
    nurse.press("Board")
    assert [card[:5] for card in nurse.in_order("Bay *")] == ["Bay 3", "Bay 5"]
    nurse.hears("high: Bay 3: reaction open. Record grade, treatment and outcome")


def test_a_handover_stops_no_clock(workstation: Workstation, nurse: Nurse) -> None:
    moore, moor = both_infusing(workstation, nurse)
    nurse.press("Bay 3, *")
    nurse.wait(20)
    nurse.choose_from_menu("More…", "Hand over…")
    nurse.press("Record the handover")
    nurse.sees("Handed over to is missing")
    nurse.choose("Handed over to", rounds.BEN)
    nurse.press("Record the handover")
    nurse.sees("Handed over to Ben Okoro")
    workstation.sign_out()
    workstation.sign_in("Ben Okoro")
    nurse.sees("Do you take anybody over, Ben Okoro?", "MOOR, Ida — Bay 5, now Amy Field's")
    nurse.press("Not now")
    nurse.press("Bay 3, *")
    nurse.hears("Infusion, 40:00, due to end at 10:30")
    nurse.watch(2)
    nurse.hears("Infusion, 39:58")
    assert (moore.state.responsible, moor.state.responsible) == ("ben", "amy")


def test_a_patient_who_leaves_early(workstation: Workstation, nurse: Nurse) -> None:
    moore, _ = both_infusing(workstation, nurse)
    nurse.wait(60)
    moore.do(End())
    nurse.press("Bay 3, *")
    nurse.wait(20)
    nurse.press("Left early…")
    nurse.choose("Reason", "Against advice")
    nurse.press("Record that the patient left")
    nurse.sees("Who was informed is missing")
    nurse.type_into("Who was informed", "Dr Example")
    nurse.press("Record that the patient left")
    nurse.sees("Patient left: against advice — informed: Dr Example")
    nurse.hears("Observation, over, no longer asked for")
    nurse.press("Sign off ▸")
    nurse.sees("What keeps completion shut (2)")
    rounds.answer_all(nurse, "complete")
    nurse.sees("Nothing recorded here keeps completion shut")
    nurse.press("Complete MOORE's administration")
    nurse.sees("Completed.")


def test_a_reaction_is_of_the_moment_at_which_it_was_called(
    workstation: Workstation, nurse: Nurse
) -> None:
    moore, moor = both_infusing(workstation, nurse)
    nurse.wait(12, seconds=20)
    nurse.key(Qt.Key.Key_F9)
    nurse.sees("Stop the pump now. Whose reaction is it?")
    nurse.watch(15)
    nurse.press("Bay 5: MOOR, Ida")
    nurse.sees("Reaction recorded at 09:42:20", "MOOR, Ida")
    event = workstation.log.read(f"administration/{moor.dose}")[-1]
    assert isinstance(event.fact, Recorded)
    assert event.fact.command == Reaction()
    assert event.occurred_at == STARTS + timedelta(minutes=102, seconds=20)
    nurse.press("Later: the moment is recorded")
    assert (moore.stage, moor.stage) == ("infusing", "interrupted")
    nurse.sees("10.3 mL of 50 mL given")
