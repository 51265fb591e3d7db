from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.ui import announcing
from inoadmin.ui.trouble import ON_PAPER, PRINT_FORM, TroubleStrip
from inoadmin.ui.unrecorded import entry_of
from tests.ui.desks import heard

FULL = "Not recorded. The disk is full. Nothing of this entry was written. Make room."
INTERRUPT = entry_of(c.Interrupt("x"), "dose-1")
CHECK = entry_of(c.PumpCheck(), "dose-1")


@pytest.fixture
def strip(qtbot: QtBot) -> TroubleStrip:
    made = TroubleStrip()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    said: list[str] = []

    def update(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        assert event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
        said.append(event.message())

    reader = SimpleNamespace(
        AnnouncementPoliteness=QAccessible.AnnouncementPoliteness, updateAccessibility=update
    )
    monkeypatch.setattr(announcing, "QAccessible", reader)
    return said


def lines(strip: TroubleStrip) -> list[str]:
    """What is in sight: words and, in brackets, buttons; a line each."""
    found: list[str] = []
    for line in strip._lines:
        if not line.isHidden() and not strip.isHidden():
            words = [one.text() for one in line.findChildren(QLabel)]
            buttons = [f"[{one.text()}]" for one in line.findChildren(QPushButton)]
            found.append(" ".join((*words, *buttons)))
    return found


def press(strip: TroubleStrip, text: str, line: int = 0) -> None:
    shown = [one for one in strip._lines if not one.isHidden()]
    (button,) = [one for one in shown[line].findChildren(QPushButton) if one.text() == text]
    button.click()


def test_nothing_to_tell_takes_no_room(strip: TroubleStrip) -> None:
    assert strip.isHidden()
    assert strip.text() == ""
    assert lines(strip) == []


def test_a_message_stays_until_it_is_closed_or_another_comes(strip: TroubleStrip) -> None:
    strip.tell("No patient here has the number 9990000026.")
    strip.tell("Something else.")
    assert lines(strip) == ["▲ Something else. [Close]"]
    press(strip, "Close")
    assert strip.isHidden()
    assert strip.text() == ""


def test_what_is_not_recorded_cannot_be_closed(strip: TroubleStrip) -> None:
    strip.tell_unrecorded(INTERRUPT, FULL)
    assert lines(strip) == [f"▲ {FULL} [{PRINT_FORM}] [{ON_PAPER}]"]
    strip.hide()
    strip.tell("Something else.")
    strip.clear()
    assert strip.text() == FULL


def test_it_goes_once_that_entry_is_recorded_and_no_other(strip: TroubleStrip) -> None:
    strip.tell_unrecorded(INTERRUPT, FULL)
    strip.recorded(CHECK)
    strip.recorded(entry_of(c.Interrupt(), "dose-2"))
    assert strip.text() == FULL
    strip.recorded(entry_of(c.Interrupt("another reason"), "dose-1"))
    assert strip.isHidden()


def test_several_are_told_together(strip: TroubleStrip) -> None:
    strip.tell_unrecorded(INTERRUPT, FULL)
    strip.tell_unrecorded(entry_of(c.Vitals(), "dose-1"), FULL)
    strip.tell_unrecorded(CHECK, FULL)
    assert strip.text() == f"{FULL} Not recorded either: interrupt, observations."
    strip.recorded(INTERRUPT)
    assert strip.text() == f"{FULL} Not recorded either: observations."
    assert strip.missing() == ("observations/dose-1", "pump check/dose-1")


def test_the_nurse_may_say_that_it_is_on_paper(strip: TroubleStrip) -> None:
    strip.tell_unrecorded(INTERRUPT, FULL)
    strip.tell_unrecorded(CHECK, FULL)
    press(strip, ON_PAPER)
    assert strip.isHidden()
    assert strip.missing() == ()


def test_a_failure_takes_the_place_of_a_message(strip: TroubleStrip) -> None:
    """The desk tells a failure twice: as a message, and by its entry."""
    strip.tell("Stop the pump now.")
    strip.tell(FULL)
    strip.tell_unrecorded(INTERRUPT, FULL)
    strip.tell(FULL)
    assert lines(strip) == [f"▲ {FULL} [{PRINT_FORM}] [{ON_PAPER}]"]


def test_a_fault_is_told_in_a_line_of_its_own(strip: TroubleStrip) -> None:
    strip.tell_unrecorded(INTERRUPT, FULL)
    strip.tell_incident("INC-1", "Program fault INC-1.")
    strip.tell("Something else.")
    assert lines(strip) == [
        f"▲ {FULL} [{PRINT_FORM}] [{ON_PAPER}]",
        f"◆ Program fault INC-1. [{PRINT_FORM}] [Close]",
        "▲ Something else. [Close]",
    ]
    press(strip, "Close", 1)
    press(strip, "Close", 1)
    assert strip.text() == FULL


def test_another_fault_keeps_the_number_of_the_one_before(strip: TroubleStrip) -> None:
    strip.tell_incident("INC-1", "Program fault INC-1.")
    strip.tell_incident("INC-2", "Program fault INC-2.")
    assert strip.text() == "Program fault INC-2. Before that: INC-1."
    press(strip, "Close")
    strip.tell_incident("INC-3", "Program fault INC-3.")
    assert strip.text() == "Program fault INC-3."


@pytest.mark.parametrize(
    "tell",
    [
        lambda strip: strip.tell_unrecorded(INTERRUPT, FULL),
        lambda strip: strip.tell_incident("INC-1", "Program fault INC-1."),
    ],
    ids=["not recorded", "program fault"],
)
def test_a_blank_form_can_be_asked_for(
    strip: TroubleStrip, tell: Callable[[TroubleStrip], None]
) -> None:
    asked = heard(strip.form_asked)
    tell(strip)
    press(strip, PRINT_FORM)
    assert len(asked) == 1


def test_it_speaks_what_is_new(strip: TroubleStrip, spoken: list[str]) -> None:
    strip.tell_unrecorded(INTERRUPT, FULL)
    strip.tell_unrecorded(INTERRUPT, FULL)
    strip.tell_incident("INC-1", "Program fault INC-1.")
    strip.tell_incident("INC-1", "Program fault INC-1 (2 times).")
    strip.tell("Something else.")
    strip.tell("")
    assert spoken == [FULL, "Program fault INC-1.", "Something else."]


def test_a_reader_finds_what_it_is_and_what_it_says(strip: TroubleStrip) -> None:
    strip.tell_unrecorded(INTERRUPT, FULL)
    strip.tell_incident("INC-1", "Program fault INC-1.")
    strip.tell("Something else.")
    assert [(one.accessibleName(), one.accessibleDescription()) for one in strip._lines] == [
        ("Not recorded", FULL),
        ("Program fault", "Program fault INC-1."),
        ("Message", "Something else."),
    ]
    assert all(one.accessibleName() for one in strip.findChildren(QPushButton))
