"""Light or dark: what was chosen, or what the desktop has; everything painted follows at once.

Looks: the colours in force. ChoiceKeeper: keeps the choice over a restart.
"""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from inoadmin.ui.tokens import DARK, LIGHT, Tokens

SYSTEM: Final = "system"
#: What can be chosen, and what it is called.
CHOICES: Final = {"light": "&Light", "dark": "&Dark", SYSTEM: "As the &computer"}
_TOKENS: Final = {"light": LIGHT, "dark": DARK}


class ChoiceKeeper(Protocol):
    """Keeps one word over a restart."""

    def kept(self) -> str:
        """The word kept last; "" when there is none."""
        ...

    def keep(self, choice: str, /) -> None:
        """Keeps a word; where it cannot be kept, it holds until the end."""
        ...


class Looks(QObject):
    """Signal: `turned` when the colours have changed. Without `keeper` a choice is not kept."""

    turned = Signal()

    def __init__(self, keeper: ChoiceKeeper | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._system = LIGHT
        kept = keeper.kept() if keeper is not None else ""
        self._choice = kept if kept in CHOICES else SYSTEM

    @property
    def choice(self) -> str:
        """What was chosen: a key of CHOICES."""
        return self._choice

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return _TOKENS.get(self._choice, self._system)

    def choose(self, choice: str) -> None:
        """Takes a choice and keeps it.

        Raises:
            KeyError: there is no such choice.
        """
        if choice not in CHOICES:
            raise KeyError(choice)
        if self._keeper is not None:
            self._keeper.keep(choice)
        before, self._choice = self.tokens, choice
        self._tell(before)

    def follow(self, app: QGuiApplication) -> None:
        """From now on the desktop's own choice is known."""
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self.see)
        self.see(hints.colorScheme())

    def see(self, scheme: Qt.ColorScheme) -> None:
        """The desktop is light or dark now; one that does not say is light."""
        before = self.tokens
        self._system = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
        self._tell(before)

    def _tell(self, before: Tokens) -> None:
        if self.tokens != before:
            self.turned.emit()
