"""F9 from anywhere: over an open form, before anyone is named, and pressed twice."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inoadmin.domain.commands import Reaction
from inoadmin.domain.events import Event, ReactionCalled, Recorded
from inoadmin.session.service import UNIDENTIFIED
from inoadmin.session.streams import WORKSTATION
from tests.journeys import beginnings, rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.wards import MOOR, MOORE


def reactions(events: tuple[Event, ...]) -> list[Event]:
    """The recorded reactions of a stream."""
    return [
        event
        for event in events
        if isinstance(event.fact, Recorded) and isinstance(event.fact.command, Reaction)
    ]


def test_the_key_works_over_an_open_form_and_keeps_what_was_typed(
    workstation: Workstation, nurse: Nurse
) -> None:
    (bench,) = beginnings.infusing(workstation, MOORE)
    nurse.choose("Acting as", rounds.AMY)
    nurse.press("Bay 3, *")
    nurse.press("Interrupt…")
    nurse.type_into("Reason", "line occluded")
    nurse.key(Qt.Key.Key_F9)
    nurse.sees("Stop the pump now")
    assert len(reactions(workstation.log.read(f"administration/{bench.dose}"))) == 1
    nurse.press("Later: the moment is recorded")
    assert nurse.has_typed("Reason") == "line occluded"


def test_a_second_press_while_one_is_asked_about_stamps_nothing(
    workstation: Workstation, nurse: Nurse
) -> None:
    (bench,) = beginnings.infusing(workstation, MOORE)
    nurse.choose("Acting as", rounds.AMY)
    nurse.press("Bay 3, *")
    nurse.key(Qt.Key.Key_F9)
    nurse.key(Qt.Key.Key_F9)
    assert len(reactions(workstation.log.read(f"administration/{bench.dose}"))) == 1


def test_the_call_is_on_disk_before_anyone_acts(workstation: Workstation, nurse: Nurse) -> None:
    (bench,) = beginnings.infusing(workstation, MOORE)
    nurse.key(Qt.Key.Key_F9)
    (called,) = workstation.log.read(WORKSTATION)
    assert isinstance(called.fact, ReactionCalled)
    assert called.actor == UNIDENTIFIED
    nurse.sees("Stop the pump now. The reaction called at 09:30:00 is on disk.")
    nurse.wait(seconds=40)
    nurse.choose("Acting as", rounds.AMY)
    nurse.key(Qt.Key.Key_F9)
    (reaction,) = reactions(workstation.log.read(f"administration/{bench.dose}"))
    assert reaction.occurred_at == called.occurred_at


def test_the_call_is_on_disk_before_it_is_asked_whose(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.infusing(workstation, MOORE, MOOR)
    nurse.choose("Acting as", rounds.AMY)
    nurse.key(Qt.Key.Key_F9)
    nurse.sees("Stop the pump now. Whose reaction is it?")
    (called,) = workstation.log.read(WORKSTATION)
    assert isinstance(called.fact, ReactionCalled)


def test_a_call_whose_message_was_closed_is_over(workstation: Workstation, nurse: Nurse) -> None:
    (bench,) = beginnings.infusing(workstation, MOORE)
    nurse.key(Qt.Key.Key_F9)
    nurse.press("Close the message")
    nurse.wait(5)
    workstation.window.trouble.tell("Something else.")
    nurse.choose("Acting as", rounds.AMY)
    nurse.key(Qt.Key.Key_F9)
    (reaction,) = reactions(workstation.log.read(f"administration/{bench.dose}"))
    assert reaction.occurred_at == workstation.clock.read().now
