"""A nurse at the window, who knows it by what is written on it.

Every control is found by its visible label or accessible name, in the dialog that is in front or
else in the window. It must be the only one of that name, on the screen (scrolled to where needed)
and on; then it is pressed with the mouse or typed into with keys.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from inoadmin.ui.signing import PinField, SignStrip
from tests.journeys.controls import (
    bring_into_sight,
    matching,
    named_widgets,
    names_in,
    plain,
    written,
)
from tests.journeys.keys import by_hand, by_scanner
from tests.journeys.workstation import PINS, Workstation

WidgetT = TypeVar("WidgetT", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton


class Nurse:
    """Acts and looks. A name that ends in "*" is the beginning of a longer one."""

    def __init__(self, place: Workstation) -> None:
        self.place = place

    # --- acting ---------------------------------------------------------------------------------

    def press(self, name: str, beside: str = "") -> None:
        """Presses a button; of several of one name the one beside a text that begins so. Whoever is
        asked for their PIN then types it.
        """
        self.press_alone(name, beside)
        self.sign()

    def press_alone(self, name: str, beside: str = "") -> None:
        """Presses a button, and types no PIN."""
        self._click(self._the(QAbstractButton, name, beside=beside))

    def sign(self, **typed: str) -> None:
        """Types the PIN of each one who is asked, and Enter; nothing when nobody is asked. `typed`
        has another PIN for a name (an underscore stands for a space).
        """
        if QApplication.focusWidget() not in self._pins():
            return
        for name in self.asked():
            pin = typed.get(name.replace(" ", "_")) or PINS[name]
            field = self._the(PinField, f"PIN of {name}")
            field.setFocus()
            by_hand(self.place.keyboard, field, pin)
        self.key(Qt.Key.Key_Return)

    def asked(self) -> list[str]:
        """Whose PINs are asked for, from the top."""
        return [field.accessibleName().removeprefix("PIN of ") for field in self._pins()]

    def _pins(self) -> list[PinField]:
        """The fields in which somebody signs, from the top."""
        front = self.front()
        every = [f for s in front.findChildren(SignStrip) for f in s.findChildren(PinField)]
        found = [field for field in every if field.isVisibleTo(front)]
        return sorted(found, key=lambda f: f.mapToGlobal(QPoint(0, 0)).y())

    def type_into(self, name: str, text: str) -> None:
        """Types into a field, in the place of what stands there."""
        self._type(self._the((QLineEdit, QPlainTextEdit), name), text)

    def fill(self, **fields: str) -> None:
        """Types into several fields; an underscore stands for a space."""
        for name, text in fields.items():
            self.type_into(name.replace("_", " "), text)

    def choose(self, name: str, words: str) -> None:
        """Chooses among a few words, or from a list that opens."""
        group = self._the(QWidget, name)
        if isinstance(group, QComboBox):
            self._pick(group, words)
            return
        self._click(self._the(QAbstractButton, words, group))

    def tick(self, name: str) -> None:
        """Ticks a box."""
        box = self._the(QCheckBox, name)
        assert not box.isChecked(), f"{name!r} is ticked already"
        self._click(box)
        assert box.isChecked()

    def choose_from_menu(self, button: str, entry: str) -> None:
        """Opens a button's menu and takes an entry."""
        opener = self._the(QPushButton, button)
        menu = opener.menu()
        assert isinstance(menu, QMenu), f"{button!r} has no menu"
        menu.popup(opener.mapToGlobal(QPoint(0, 0)))
        found = [a for a in menu.actions() if a.isVisible() and plain(a.text()) == entry]
        assert len(found) == 1, f"{entry!r} is not in {[a.text() for a in menu.actions()]}"
        assert found[0].isEnabled(), f"{entry!r} is off"
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(found[0]).center())
        QApplication.processEvents()

    def key(self, key: Qt.Key) -> None:
        """Presses a key where the focus is."""
        front = self.front()
        QTest.keyClick(QApplication.focusWidget() or front, key)
        QApplication.processEvents()

    def scan(self, name: str, text: str) -> None:
        """A scanner types into the field and ends with Enter."""
        line = self._the(QLineEdit, name)
        line.setFocus()
        by_scanner(self.place.keyboard, line, text)

    def scan_anywhere(self, text: str) -> None:
        """A scanner types where nobody is typing."""
        front = self.front()
        by_scanner(self.place.keyboard, QApplication.focusWidget() or front, text)

    def scan_into(self, name: str, text: str) -> None:
        """A scanner types while the cursor is in a field, whatever that is for."""
        field = self._the((QLineEdit, QPlainTextEdit), name)
        field.setFocus()
        by_scanner(self.place.keyboard, field, text)

    def focused(self) -> str:
        """The name of what has the keyboard."""
        held = QApplication.focusWidget()
        return held.accessibleName() if held is not None else ""

    def wait(self, minutes: float = 0, seconds: float = 0) -> None:
        """Time goes by; the window is told at its end."""
        self.place.clock.advance(timedelta(minutes=minutes, seconds=seconds))
        self.place.tick()

    def watch(self, seconds: int) -> None:
        """Time goes by second by second."""
        for _ in range(seconds):
            self.wait(seconds=1)

    # --- looking --------------------------------------------------------------------------------

    def sees(self, *texts: str) -> None:
        """Each of the texts can be read on the screen."""
        shown = self.screen()
        for text in texts:
            assert text in shown, f"{text!r} is not on the screen:\n{shown}"

    def sees_no(self, *texts: str) -> None:
        """None of the texts can be read."""
        shown = self.screen()
        for text in texts:
            assert text not in shown, f"{text!r} is on the screen:\n{shown}"

    def hears(self, *texts: str) -> None:
        """A screen reader would say each of the texts."""
        said = self.spoken()
        for text in texts:
            assert any(text in line for line in said), f"{text!r} is not said:\n" + "\n".join(said)

    def finds_off(self, name: str) -> None:
        """The button is there, and off."""
        assert not self._the(QAbstractButton, name, on=False).isEnabled(), f"{name!r} is on"

    def finds_no(self, name: str) -> None:
        """No control has this name now."""
        assert not self._named(QWidget, name, self.front()), f"there is a {name!r}"

    def has_typed(self, name: str) -> str:
        """What stands in a field."""
        field = self._the((QLineEdit, QPlainTextEdit), name)
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()

    def in_order(self, name: str) -> list[str]:
        """The names of the buttons called so, from the top and the left."""
        found = self._named(QAbstractButton, name, self.front())
        placed = sorted(found, key=lambda w: w.mapToGlobal(QPoint(0, 0)).toTuple()[::-1])
        return [button.accessibleName() for button in placed]

    def screen(self) -> str:
        """Everything that can be read, a line a widget."""
        tops = self.windows()
        every = [w for top in tops for w in (top, *top.findChildren(QWidget)) if w.window() is top]
        every = [widget for widget in every if widget.isVisible()]
        return "\n".join(text for widget in every if (text := written(widget)))

    def spoken(self) -> list[str]:
        """The accessible names and descriptions of what is in sight."""
        QApplication.processEvents()
        every = [w for w in self.place.window.findChildren(QWidget) if w.isVisible()]
        names = [w.accessibleName() for w in every] + [w.accessibleDescription() for w in every]
        return [name for name in names if name]

    def windows(self) -> list[QWidget]:
        """All windows that can be seen: this one, its dialogs and pop-ups, no others."""
        QApplication.processEvents()
        tops = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        popups = [w for w in tops if w.windowType() == Qt.WindowType.Popup]
        strays = [w for w in tops if not isinstance(w, QMainWindow | QDialog) and w not in popups]
        assert not strays, [written(w) for stray in strays for w in stray.findChildren(QWidget)]
        return tops

    def front(self) -> QWidget:
        """The dialog in front, else the window; it has the focus, where no desktop gives it."""
        self.windows()
        front = QApplication.activeModalWidget() or self.place.window
        if not front.isActiveWindow():
            front.activateWindow()
            QApplication.processEvents()
        return front

    # --- hands ----------------------------------------------------------------------------------

    def _the(
        self,
        kind: type[WidgetT] | tuple[type[WidgetT], ...],
        name: str,
        root: QWidget | None = None,
        *,
        on: bool = True,
        beside: str = "",
    ) -> WidgetT:
        """The one control of this name: in sight, and on."""
        root = root or self.front()
        found = self._named(kind, name, root)
        if beside:
            found = [w for w in found if w.accessibleDescription().startswith(beside)]
        assert len(found) == 1, f"{len(found)} x {name!r} among {names_in(kind, root)}"
        assert found[0].isEnabled() or not on, f"{name!r} is off"
        self._look_at(found[0])
        return found[0]

    def _look_at(self, widget: QWidget) -> None:
        """Scrolls to a control."""
        bring_into_sight(widget)

    def _named(
        self, kind: type[WidgetT] | tuple[type[WidgetT], ...], name: str, root: QWidget
    ) -> list[WidgetT]:
        """The visible controls of this name."""
        fits = matching(name)
        return [
            widget
            for widget, names in named_widgets(root)
            if isinstance(widget, kind) and any(fits(one) for one in names)
        ]

    def _click(self, button: QWidget) -> None:
        QTest.mouseClick(button, LEFT, pos=button.rect().center())
        QApplication.processEvents()

    def _type(self, field: QLineEdit | QPlainTextEdit, text: str) -> None:
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        for number, line in enumerate(text.split("\n")):
            if number:
                self.place.keyboard.pause()
                QTest.keyClick(field, Qt.Key.Key_Return)
            by_hand(self.place.keyboard, field, line)
        QApplication.processEvents()

    def _pick(self, box: QComboBox, words: str) -> None:
        lines = [box.itemText(number) for number in range(box.count())]
        assert lines.count(words) == 1, f"{words!r} is not in {lines}"
        box.setFocus()
        line = box.lineEdit()
        if line is not None:
            self._type(line, words)
            QTest.keyClick(line, Qt.Key.Key_Tab)
            QApplication.processEvents()
            assert box.currentText() == words
            return
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(lines.index(words)):
            QTest.keyClick(box, Qt.Key.Key_Down)
        QApplication.processEvents()
        assert box.currentText() == words
