"""What a screen reader is given, read in-process: the tree that Qt hands to the desktop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QApplication, QWidget

from inoadmin.ui import announcing
from inoadmin.ui.spoken import speak_up

Role = QAccessible.Role


def shown(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """A widget and everything in it that is shown, in reading order."""
    speak_up()
    QApplication.processEvents()
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        waiting += [one.child(number) for number in reversed(range(one.childCount()))]


def name(one: QAccessibleInterface) -> str:
    """What it is called; what it is labelled by, where it has no name of its own."""
    own = one.text(QAccessible.Text.Name)
    if own:
        return own
    labels = [other.text(QAccessible.Text.Name) for other, _ in one.relations()]
    return " ".join(label for label in labels if label)


def nameless(widget: QWidget) -> list[str]:
    """What the keyboard reaches and has no name."""
    return [
        f"{one.role()} {type(one.object()).__name__} in {path(one)}"
        for one in shown(widget)
        if one.state().focusable and not name(one).strip()
    ]


def path(one: QAccessibleInterface) -> str:
    """Where it is, for a message: the names and classes above it."""
    above, found = one.parent(), list[str]()
    while above is not None and above.isValid():
        found.append(above.text(QAccessible.Text.Name) or type(above.object()).__name__)
        above = above.parent()
    return " < ".join(found[:6])


def told(widget: QWidget, *roles: QAccessible.Role) -> list[str]:
    """The names of what is shown with these roles."""
    return [name(one) for one in shown(widget) if one.role() in roles]


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bool]]]:
    """What is announced within it, each with whether it may interrupt."""
    said: list[tuple[str, bool]] = []

    def update(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
            said.append((event.message(), urgent))

    reader = SimpleNamespace(
        AnnouncementPoliteness=QAccessible.AnnouncementPoliteness, updateAccessibility=update
    )
    with monkeypatch.context() as patch:
        patch.setattr(announcing, "QAccessible", reader)
        yield said
