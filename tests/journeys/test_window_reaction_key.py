"""F9 from anywhere: over an open form, before anyone is named, and pressed twice."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inoadmin.domain.commands import Reaction
from inoadmin.domain.events import Event, Recorded
from inoadmin.domain.workplace import ReactionCalled, ReactionClaimed
from inoadmin.session.service import UNIDENTIFIED
from inoadmin.session.streams import WORKSTATION
from inoadmin.ui.whose import ONE_EACH
from tests.journeys import beginnings
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
    nurse.press("Bay 3, *")
    nurse.key(Qt.Key.Key_F9)
    nurse.key(Qt.Key.Key_F9)
    assert len(reactions(workstation.log.read(f"administration/{bench.dose}"))) == 1


def test_with_nobody_signed_in_the_moment_is_on_disk_and_is_claimed_after_a_restart(
    workstation: Workstation, nurse: Nurse
) -> None:
    (bench,) = beginnings.infusing(workstation, MOORE)
    workstation.sign_out()
    nurse.key(Qt.Key.Key_F9)
    nurse.key(Qt.Key.Key_F9)
    (called,) = workstation.log.read(WORKSTATION)
    assert isinstance(called.fact, ReactionCalled)
    assert called.actor == UNIDENTIFIED
    nurse.sees("Stop the pump now", "The reaction called at 09:30:00 is on disk.")
    nurse.sees_no("MOORE")
    nurse.wait(seconds=40)
    workstation.close()
    workstation.open()
    nurse.sees("The reaction called at 09:30:00 is on disk.")
    workstation.sign_in("Amy Field")
    nurse.sees("Whose reaction was it?", "pressed at 09:30:00 with nobody signed in")
    nurse.press("Bay 3: MOORE, Jean (Mrs)")
    nurse.sees("Reaction recorded at 09:30:00")
    (reaction,) = reactions(workstation.log.read(f"administration/{bench.dose}"))
    assert reaction.occurred_at == called.occurred_at
    claimed = workstation.log.read(WORKSTATION)[-1]
    assert claimed.fact == ReactionClaimed(1, bench.dose)
    assert [signature.name for signature in claimed.signatures] == ["Amy Field"]


def test_a_press_by_mistake_says_why_and_is_signed(workstation: Workstation, nurse: Nurse) -> None:
    (bench,) = beginnings.infusing(workstation, MOORE)
    workstation.sign_out()
    nurse.key(Qt.Key.Key_F9)
    workstation.sign_in("Amy Field")
    nurse.press("Not now")
    nurse.sees("Whose is the reaction called at 09:30:00?")
    nurse.hears("high: Reaction key: reaction called at 09:30:00. Say whose it was")
    nurse.press("Say whose it was…")
    nurse.press("It was a mistake")
    nurse.sees("Type why it was no reaction.")
    nurse.type_into("Or: why it was no reaction", "the cleaner's elbow")
    nurse.press("It was a mistake")
    claimed = workstation.log.read(WORKSTATION)[-1]
    assert claimed.fact == ReactionClaimed(1, reason="the cleaner's elbow")
    assert [signature.name for signature in claimed.signatures] == ["Amy Field"]
    assert reactions(workstation.log.read(f"administration/{bench.dose}")) == []
    nurse.sees_no("called at 09:30:00")


def test_the_call_is_on_disk_before_it_is_asked_whose(
    workstation: Workstation, nurse: Nurse
) -> None:
    _, bench = beginnings.infusing(workstation, MOORE, MOOR)
    nurse.key(Qt.Key.Key_F9)
    nurse.sees("Stop the pump now. Whose reaction is it?")
    (called,) = workstation.log.read(WORKSTATION)
    assert isinstance(called.fact, ReactionCalled)
    nurse.wait(seconds=20)
    nurse.press("Bay 5: MOOR, Ida")
    nurse.sees("Reaction recorded at 09:30:00")
    (reaction,) = reactions(workstation.log.read(f"administration/{bench.dose}"))
    assert reaction.occurred_at == called.occurred_at


def test_later_presses_are_reactions_of_their_own(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.infusing(workstation, MOORE, MOOR)
    workstation.sign_out()
    nurse.key(Qt.Key.Key_F9)
    nurse.wait(minutes=3)
    nurse.key(Qt.Key.Key_F9)
    assert len(workstation.log.read(WORKSTATION)) == 2
    nurse.sees("called at 09:30:00 and 09:33:00")
    workstation.sign_in("Amy Field")
    nurse.sees_no(ONE_EACH)
    nurse.press("Bay 3: MOORE, Jean (Mrs)")
    nurse.press("Later: the moment is recorded")
    nurse.sees("pressed at 09:33:00", ONE_EACH)
    nurse.press("Bay 5: MOOR, Ida")
    nurse.sees("Reaction recorded at 09:33:00")
