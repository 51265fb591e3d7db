"""The strip under the bar: what could not be recorded, a fault of the program's own, a message.

Cast: Line, one of the strip's lines; TroubleStrip. A message
can be closed. What is not recorded stays until the same entry is recorded after all, or the nurse
says that it is on paper. All three may stand at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.ui.announcing import announce
from inoadmin.ui.widgets import label

PRINT_FORM = "Print blank form…"
ON_PAPER = "I have written it on paper"


class Line(QFrame):
    """One line of the strip, hidden while it says nothing."""

    def __init__(
        self, sign: str, name: str, buttons: Mapping[str, tuple[str, Callable[[], object]]]
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._words = label("", "strong", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.addWidget(label(sign, "error"))
        row.addWidget(self._words, 1)
        for text, (spoken, pressed) in buttons.items():
            button = QPushButton(text)
            button.setAccessibleName(spoken)
            button.clicked.connect(pressed)
            row.addWidget(button)
        self.setVisible(False)

    def say(self, sentence: str, *, quiet: bool = False) -> None:
        """Shows a sentence; speaks it when it is another one, unless `quiet`. "" hides the line."""
        if sentence and sentence != self.sentence and not quiet:
            announce(self, sentence, urgent=True)
        self._words.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))

    @property
    def sentence(self) -> str:
        """What it says, "" when it is hidden."""
        return self._words.text()


class TroubleStrip(QFrame):
    """Hidden while there is nothing to tell. `form_asked`: a blank form is wanted."""

    form_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "trouble")
        self._unrecorded: dict[str, str] = {}
        self._faults: list[str] = []
        form = (PRINT_FORM, self.form_asked.emit)
        self._lost = Line(
            "▲", "Not recorded", {PRINT_FORM: form, ON_PAPER: (ON_PAPER, self.written_on_paper)}
        )
        closing = ("Close the message about the program fault", self.close_incident)
        self._broken = Line("◆", "Program fault", {PRINT_FORM: form, "Close": closing})
        self._note = Line("▲", "Message", {"Close": ("Close the message", self.clear)})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in self._lines:
            column.addWidget(line)
        self.setVisible(False)

    @property
    def _lines(self) -> tuple[Line, Line, Line]:
        return self._lost, self._broken, self._note

    # --- what is told ---------------------------------------------------------------------------

    def tell(self, sentence: str) -> None:
        """Shows a message until it is closed or another one comes."""
        if sentence not in self._unrecorded.values():
            self._say(self._note, sentence)

    def tell_unrecorded(self, entry: str, sentence: str) -> None:
        """Shows that an entry could not be written; a message that was there makes room."""
        self._unrecorded.pop(entry, None)
        self._unrecorded[entry] = sentence
        self._say(self._note, "")
        self._show_unrecorded()

    def tell_incident(self, number: str, sentence: str) -> None:
        """Shows a fault of the program's own; the same one again changes its words in place, and
        is spoken only once.
        """
        known = number in self._faults
        self._faults = [*(each for each in self._faults if each != number), number]
        others = ", ".join(self._faults[:-1])
        self._say(
            self._broken, sentence + (f" Before that: {others}." if others else ""), quiet=known
        )

    def recorded(self, entry: str) -> None:
        """An entry is on disk: it is missing no longer."""
        if self._unrecorded.pop(entry, None) is not None:
            self._show_unrecorded()

    def written_on_paper(self) -> None:
        """The nurse has what is shown on paper, to be entered later as already happened."""
        self._unrecorded.clear()
        self._show_unrecorded()

    def close_incident(self) -> None:
        """The nurse has read about the fault, and those before it."""
        self._faults = []
        self._say(self._broken, "")

    def clear(self) -> None:
        """Takes the message away; what is not recorded and a fault stay."""
        self._say(self._note, "")

    # --- what is shown --------------------------------------------------------------------------

    def hide(self) -> None:
        """As `clear`: nothing but the nurse or the entry itself takes away what is not recorded."""
        self.clear()

    def text(self) -> str:
        """What was told last of message, missing entry and fault; "" when nothing is."""
        return self._note.sentence or self._lost.sentence or self._broken.sentence

    def missing(self) -> tuple[str, ...]:
        """The entries that are not recorded, in the order in which they failed."""
        return tuple(self._unrecorded)

    def _show_unrecorded(self) -> None:
        """The latest failure, and which others there are."""
        entries = list(self._unrecorded)
        sentence = self._unrecorded[entries[-1]] if entries else ""
        others = [entry.partition("/")[0] for entry in entries[:-1]]
        if others:
            sentence += f" Not recorded either: {', '.join(others)}."
        self._say(self._lost, sentence)

    def _say(self, line: Line, sentence: str, *, quiet: bool = False) -> None:
        """Changes a line; the strip is there when any line says something."""
        line.say(sentence, quiet=quiet)
        self.setVisible(any(each.sentence for each in self._lines))
