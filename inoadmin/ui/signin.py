"""Sign-in by name and PIN: the same box for a fresh start and for the locked screen.

The name is typed to narrow the list, arrows move in it, Enter goes on to the PIN and signs in.
"""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.accounts import PinError
from inoadmin.session.present.accounts import Person, matching, people
from inoadmin.ui.announcing import announce
from inoadmin.ui.desk import Desk
from inoadmin.ui.signing.pin import PinField
from inoadmin.ui.widgets import label, set_looks

_LIST_PX = 176
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
NOBODY = "Nobody of this name can sign in here. A manager can change that."


class SignInBox(QFrame):
    """Whoever signs in here is told of by the desk; the box only says what was wrong."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: tuple[Person, ...] = ()
        self._wrong = ""
        self.setProperty("role", "card")
        self.name = QLineEdit()
        self.name.setPlaceholderText("Type to find a name")
        self.name.textEdited.connect(self._narrow)
        self.name.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Who can sign in")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(_LIST_PX)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemClicked.connect(self._to_pin)
        self.pin = PinField()
        self.pin.setMinimumWidth(_LIST_PX)
        self.pin.entered.connect(self.sign_in)
        self.pin.textEdited.connect(lambda: self._say(""))
        self.pin.lettered.connect(self._to_name)
        self.button = QPushButton("&Sign in")
        set_looks(self.button, "kind", "primary")
        self.button.clicked.connect(self.sign_in)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self._lay_out()
        desk.ticked.connect(self._count_down)
        desk.changed.connect(self._follow)

    def _lay_out(self) -> None:
        """Name, list, PIN, what is wrong, button."""
        self._of = QLabel("&PIN")
        self._of.setBuddy(self.pin)
        named = QLabel("&Name")
        named.setBuddy(self.name)
        for each in (named, self._of):
            each.setProperty("role", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(6)
        for widget in (named, self.name, self.list, self._of, self.pin, self.fault, self.button):
            column.addWidget(widget)

    @property
    def chosen(self) -> str:
        """The member whose PIN is asked for; "" for nobody."""
        at = self.list.currentRow()
        return "" if at < 0 else str(self.list.item(at).data(Qt.ItemDataRole.UserRole))

    def begin(self, member: str | None = None) -> None:
        """Starts anew: with `member` chosen, else with whoever was here last."""
        self._known = people(self._desk.service)
        self.name.clear()
        self.pin.forget()
        self._say("")
        self._list(member)
        self.take_focus()

    def take_focus(self) -> None:
        """The next key is the PIN's, or the name's while nobody is known."""
        self._to_pin() if self._known else self.name.setFocus()

    def _follow(self) -> None:
        """Lists the staff as they are now; what is typed stays where it still fits."""
        if not self.isVisible():
            return
        known = people(self._desk.service)
        if [person.words for person in known] != [person.words for person in self._known]:
            self._known = known
            self._list(self.chosen)

    def sign_in(self) -> None:
        """Takes the PIN; a wrong one is said and forgotten."""
        member, fault = self.chosen, self.pin.fault
        if not member:
            self._say(NOBODY)
            return
        if fault:
            self._refuse(fault)
            return
        try:
            self._desk.sign_in(member, self.pin.take())
        except PinError as error:
            self._refuse(str(error), error.wait)
        else:
            self._say("")

    def _refuse(self, sentence: str, wait: timedelta = timedelta()) -> None:
        """Says what was wrong; the next PIN is typed in the same place."""
        self.pin.forget()
        self._say("" if sentence.startswith("Wait") else sentence)
        if wait:
            self._count_down()
        self.pin.setFocus()

    # --- who ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the name move in the list; Enter goes on to the PIN, and so does a digit, which
        is never shown; what was typed before is typed over.
        """
        if event.type() == QEvent.Type.FocusIn:
            self.name.selectAll()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.list.event(event)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._to_pin()
                return True
            if event.text().isdecimal():
                self._to_pin()
                self.pin.event(event)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self) -> None:
        """Lists those whose name begins as typed."""
        self._list(self.chosen)
        if not self.list.count():
            self._say(NOBODY)

    def _list(self, member: str | None) -> None:
        """Shows who fits, with one of them chosen."""
        fitting = matching(self._known, self.name.text())
        self.list.clear()
        for person in fitting:
            item = QListWidgetItem(person.words)
            item.setData(Qt.ItemDataRole.UserRole, person.member)
            self.list.addItem(item)
        members = [person.member for person in fitting]
        self.list.setCurrentRow(members.index(member) if member in members else 0)
        self._chosen()

    def _chosen(self) -> None:
        """Names whose PIN is asked for; one typed for somebody else is forgotten."""
        details = self._desk.service.staff().get(self.chosen)
        self.pin.forget()
        self._say("")
        self._of.setText("&PIN" if details is None else f"&PIN of {plain(details.name)}")
        self.pin.ask_of("whoever is chosen" if details is None else details.name)
        self._count_down()

    def _to_pin(self) -> None:
        """On to the PIN, once somebody is chosen."""
        if self.chosen:
            self.pin.setFocus(Qt.FocusReason.TabFocusReason)

    def _to_name(self, letter: str) -> None:
        """A letter in the PIN begins a name: somebody else wants to sign in."""
        self.name.setText(letter)
        self._narrow()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.deselect()

    # --- what is said ---------------------------------------------------------------------------

    def _count_down(self, *_now: object) -> None:
        """How long nothing is accepted, or that a manager is needed."""
        if not self.isVisible() or not self.chosen:
            return
        account = self._desk.service.accounts.account(self.chosen)
        wait = account.wait(self._desk.now())
        self.button.setEnabled(not wait and not account.locked)
        if account.locked:
            self._say("This account is locked after too many wrong PINs. A manager opens it.")
        elif wait:
            seconds = -(-wait // timedelta(seconds=1))
            self._show(f"{self._wrong} Wait {seconds} s, then type the PIN again.".strip())
        elif self.fault.text() and "Wait" in self.fault.text():
            self._show(f"{self._wrong} Type the PIN again.".strip())

    def _say(self, sentence: str) -> None:
        """Shows a sentence over the button and speaks it."""
        known, self._wrong = self._wrong, sentence
        self._show(sentence)
        if sentence and sentence != known:
            announce(self, sentence, urgent=True)

    def _show(self, sentence: str) -> None:
        """Shows what is wrong; "" takes it away."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        set_looks(self.pin, "fault", "true" if sentence else "false")
        self.pin.setAccessibleDescription(sentence)


def plain(name: str) -> str:
    """A name in a label that has a mnemonic."""
    return name.replace("&", "&&")
