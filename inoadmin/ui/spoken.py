"""What Qt cannot tell a screen reader by itself: what is painted, choices among a few, headings.

PartTold: a thing that is painted, in words. Painted: a frame that tells its parts. Part: the object
that stands for one, kept and used again, so that a reader that holds it never holds what is gone.
ChoiceButton, TabButton: one of a few. A widget with a `spoken_role` is told with that role.
Values stand in the names: Qt's Python has no value interface that could be used (it crashes). It
also keeps some 200 bytes of each interface made here after its widget is gone, so parts are reused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleObject
from PySide6.QtWidgets import QAccessibleWidget, QFrame, QLabel, QPushButton, QWidget

_Role = QAccessible.Role
GROUP: Final = _Role.Grouping
TABS: Final = _Role.PageTabList
PRESS: Final = "Press"
#: The looks of labels by which a reader finds their way.
_HEADINGS: Final = frozenset({"title", "section", "heading"})


@dataclass(frozen=True, slots=True)
class PartTold:
    """A painted thing: what it says, where it is in its widget, and the things in it."""

    name: str
    rect: QRect
    inner: tuple[PartTold, ...] = ()


class Part(QObject):
    """Stands for one painted thing. `frame` is the widget that paints it."""

    def __init__(self, parent: QObject, frame: QWidget, role: QAccessible.Role) -> None:
        super().__init__(parent)
        self.frame, self.role = frame, role
        self.told: PartTold = PartTold("", QRect())
        self.shown = False
        self._inner: list[Part] = []

    @property
    def inner(self) -> list[Part]:
        """The parts in it that are shown."""
        return [part for part in self._inner if part.shown]

    def show(self, told: PartTold | None) -> None:
        """Stands for this from now on; for nothing with None."""
        renamed = told is not None and self.shown and told.name != self.told.name
        turned = self.shown != (told is not None)
        self.shown = told is not None
        if told is not None:
            self.told = told
        fill(self._inner, told.inner if told else (), self, self.frame, _Role.StaticText)
        if QAccessible.isActive():
            if turned:
                kind = QAccessible.Event.ObjectShow if self.shown else QAccessible.Event.ObjectHide
                QAccessible.updateAccessibility(QAccessibleEvent(self, kind))
            elif renamed:
                event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
                QAccessible.updateAccessibility(event)


def fill(
    parts: list[Part],
    told: Sequence[PartTold],
    parent: QObject,
    frame: QWidget,
    role: QAccessible.Role,
) -> None:
    """Lets the parts stand for what is told, making more where they are too few."""
    parts += [Part(parent, frame, role) for _ in told[len(parts) :]]
    for number, part in enumerate(parts):
        part.show(told[number] if number < len(told) else None)


class Painted(QFrame):
    """A list of painted things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[Part] = []

    @property
    def parts(self) -> list[Part]:
        """What is shown, in reading order."""
        return [part for part in self._parts if part.shown]

    def show_parts(self, told: Sequence[PartTold]) -> None:
        """Tells these from now on."""
        fill(self._parts, told, self, self, _Role.ListItem)


class ChoiceButton(QPushButton):
    """One of a few words, of which at most one holds."""

    spoken_role = _Role.RadioButton


class TabButton(ChoiceButton):
    """One of a few pages, of which at most one is shown."""

    spoken_role = _Role.PageTab


class _PaintedSaid(QAccessibleWidget):
    """A painted frame: a list, its parts the items."""

    def __init__(self, frame: Painted) -> None:
        super().__init__(frame, _Role.List)

    def _shown(self) -> list[Part]:
        frame = self.object()
        return frame.parts if isinstance(frame, Painted) else []

    def childCount(self) -> int:
        return len(self._shown())

    def child(self, index: int, /) -> QAccessibleInterface:
        return at(self._shown(), index)

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return place(self._shown(), child)


class _PartSaid(QAccessibleObject):
    """A painted thing."""

    def __init__(self, part: Part) -> None:
        super().__init__(part)

    def _part(self) -> Part | None:
        part = self.object()
        return part if isinstance(part, Part) else None

    def text(self, kind: QAccessible.Text, /) -> str:
        part = self._part()
        return part.told.name if part is not None and kind == QAccessible.Text.Name else ""

    def role(self) -> QAccessible.Role:
        part = self._part()
        return _Role.NoRole if part is None else part.role

    def state(self) -> QAccessible.State:
        part, state = self._part(), QAccessible.State()
        if part is None:
            state.invalid = 1
        elif not part.shown or not part.frame.isVisible():
            state.invisible = 1
        else:
            state.readOnly = 1
        return state

    def rect(self) -> QRect:
        part = self._part()
        if part is None:
            return QRect()
        return QRect(part.frame.mapToGlobal(part.told.rect.topLeft()), part.told.rect.size())

    def parent(self) -> QAccessibleInterface:
        part = self._part()
        return interface_of(None if part is None else part.parent())

    def childCount(self) -> int:
        part = self._part()
        return 0 if part is None else len(part.inner)

    def child(self, index: int, /) -> QAccessibleInterface:
        part = self._part()
        return at([] if part is None else part.inner, index)

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        part = self._part()
        return -1 if part is None else place(part.inner, child)


class _HeadingSaid(QAccessibleWidget):
    """A label that stands over what follows."""

    def __init__(self, shown: QLabel) -> None:
        super().__init__(shown, _Role.Heading)

    def text(self, kind: QAccessible.Text, /) -> str:
        shown = self.object()
        if kind != QAccessible.Text.Name or not isinstance(shown, QLabel):
            return super().text(kind)
        return shown.accessibleName() or shown.text()


class _ChoiceSaid(QAccessibleWidget):
    """One of a few, which is pressed."""

    def __init__(self, button: ChoiceButton) -> None:
        super().__init__(button, button.spoken_role)

    def _button(self) -> ChoiceButton | None:
        button = self.object()
        return button if isinstance(button, ChoiceButton) else None

    def state(self) -> QAccessible.State:
        state, button = super().state(), self._button()
        if isinstance(button, TabButton):
            state.selectable, state.selected = 1, int(button.isChecked())
        elif button is not None:
            state.checkable, state.checked = 1, int(button.isChecked())
        return state

    def actionNames(self) -> list[str]:
        button = self._button()
        on = button is not None and button.isEnabled()
        return [*([PRESS] if on else []), *super().actionNames()]

    def doAction(self, name: str, /) -> None:
        button = self._button()
        if name == PRESS and button is not None:
            button.click()
        else:
            super().doAction(name)


def at(parts: Sequence[Part], index: int) -> QAccessibleInterface:
    """The interface of a part, None where there is no such one."""
    return interface_of(parts[index] if 0 <= index < len(parts) else None)


def interface_of(thing: QObject | None) -> QAccessibleInterface:
    """A thing's interface. Qt takes None for one that is not there; its types do not say so."""
    found = None if thing is None else QAccessible.queryAccessibleInterface(thing)
    return cast("QAccessibleInterface", found)


def place(parts: Sequence[Part], child: QAccessibleInterface) -> int:
    """Which of the parts an interface is, -1 for none."""
    own = child.object()
    return next((number for number, part in enumerate(parts) if part is own), -1)


def interface(_kind: str, thing: QObject, /) -> QAccessibleInterface | None:
    """What a screen reader is given for a thing; None: what Qt has for it."""
    if isinstance(thing, Part):
        return _PartSaid(thing)
    if isinstance(thing, Painted):
        return _PaintedSaid(thing)
    if isinstance(thing, ChoiceButton):
        return _ChoiceSaid(thing)
    if isinstance(thing, QLabel) and thing.property("role") in _HEADINGS:
        return _HeadingSaid(thing)
    role = getattr(thing, "spoken_role", None)
    if isinstance(thing, QWidget) and isinstance(role, QAccessible.Role):
        return QAccessibleWidget(thing, role)
    return None


def speak_up() -> None:
    """Lets Qt ask here first; to be called once the application is made."""
    QAccessible.installFactory(interface)
