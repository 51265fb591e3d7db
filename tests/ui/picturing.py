"""The window as text: what is written on its parts, read from the widgets that can be seen.

`[Words]` is a button that can be pressed, `[Words]~` one that is off, `[[Words]]` the primary one;
`[!]` a finding's sign, `(Section)` its citation. To take all pictures anew, and to look at what
changed before it is kept:

    QT_QPA_PLATFORM=offscreen python -m tests.ui.picturing && git diff tests/ui/pictures
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget

from inoadmin.ui.app import dress
from inoadmin.ui.board import CardButton
from inoadmin.ui.desk import Desk
from inoadmin.ui.findings_panel import FindingsPanel, _Row
from inoadmin.ui.page import Page
from inoadmin.ui.window import MainWindow
from tests.ui.benches import Workplace
from tests.ui.hands import plain
from tests.ui.stages import LOCKED, STAGES, Made, several

Drawn = Callable[[MainWindow, Workplace], str]
PICTURES = Path(__file__).parent / "pictures"
SIZE = (1280, 800)


def settle() -> None:
    """Lets the layouts come to rest."""
    for _ in range(4):
        QApplication.processEvents()


def opened(desk: Desk) -> MainWindow:
    """The window on a desk, with no patient open."""
    window = MainWindow(desk)
    window.resize(*SIZE)
    window.show()
    desk.open_patient(None)
    settle()
    return window


# --- widgets as text ----------------------------------------------------------------------------


def seen(widget: QWidget, kind: type[QLabel | QPushButton]) -> Iterator[QWidget]:
    """The parts of a widget that can be seen, in the order in which they were put there."""
    return (part for part in widget.findChildren(kind) if part.isVisible())


def labels(widget: QWidget) -> list[str]:
    """What is written in it, without what is empty."""
    texts = [plain(part.text()) if part.buddy() else part.text() for part in seen(widget, QLabel)]
    return [" / ".join(text.splitlines()) for text in texts if text]


def button(widget: QPushButton) -> str:
    """A button as it looks."""
    text = plain(widget.text())
    drawn = f"[[{text}]]" if widget.property("kind") in {"primary", "danger"} else f"[{text}]"
    return drawn if widget.isEnabled() else f"{drawn}~"


def buttons(widget: QWidget) -> list[str]:
    """The buttons in it."""
    found = (part for part in seen(widget, QPushButton) if not isinstance(part, CardButton))
    return [button(part) for part in found]


def cards(widget: QWidget) -> list[str]:
    """A line a card: the chosen one marked, its tone where it asks for something."""
    found = [card for card in widget.findChildren(CardButton) if card.isVisible()]
    found.sort(key=lambda card: (card.y(), card.x()))
    return [_card(card) for card in found]


def _card(card: CardButton) -> str:
    mark = "> " if card.property("chosen") == "true" else "- "
    tone = card.property("tone")
    return mark + "  ".join(labels(card)) + (f"  {{{tone}}}" if tone != "calm" else "")


def steps(window: MainWindow) -> list[str]:
    """The steps on one line, the one shown in brackets."""
    found = [part for part in seen(window.walk.stepper, QPushButton) if part.isCheckable()]
    drawn = [f"[{plain(p.text())}]" if p.isChecked() else plain(p.text()) for p in found]
    others = [button(part) for part in seen(window.walk.stepper, QPushButton) if part not in found]
    return ["  ".join((*drawn, *others))]


def findings(panel: FindingsPanel) -> list[str]:
    """Its heading, and each finding with its way out; advice below."""
    lines: list[str] = []
    for row in (row for row in panel.findChildren(_Row) if row.isVisible()):
        sign, sentence, *advice = labels(row)
        citation, *ways = (plain(part.text()) for part in seen(row, QPushButton))
        lines.append("  ".join((f"[{sign}] {sentence} ({citation})", *(f"[{w}]" for w in ways))))
        lines += [f"    {line}" for line in advice]
    title = [part.text() for part in seen(panel, QLabel)][:1]
    return [*title, *lines]


def clocks(window: MainWindow) -> list[str]:
    """A line a clock, in the order in which they stand; the plan below."""
    faces = [part for part in window.walk.clocks.findChildren(QFrame) if part.isVisible()]
    shown = [face for face in faces if face.property("role") == "card"]
    shown.sort(key=lambda face: face.y())
    return [_clock(face) for face in shown]


def _clock(face: QFrame) -> str:
    tone = face.property("tone") or "calm"
    drawn = "  ".join((*labels(face), *buttons(face)))
    return drawn + (f"  {{{tone}}}" if tone != "calm" else "")


# --- pictures -----------------------------------------------------------------------------------


def picture(window: MainWindow, place: Workplace) -> str:
    """The board alone; then the patient open, with the board beside them."""
    parts = {"BOARD": cards(window.board)}
    place.desk.open_patient(place.bench.patient, place.bench.dose or None)
    settle()
    parts["BESIDE"] = cards(window.board)
    if window.walk.stepper.isVisible():
        parts["STEPS"] = steps(window)
    parts |= page(window)
    if window.walk.stepper.isVisible() and place.bench.stage == "preparing":
        window.walk.go("start")
        settle()
        parts |= page(window)
    if window.walk.clocks.isVisible():
        parts["CLOCKS"] = clocks(window)
    return told(parts)


def page(window: MainWindow) -> Mapping[str, list[str]]:
    """The page shown: what it says of itself, its findings, and what can be done at its foot."""
    shown = window.walk.stack.currentWidget()
    if not isinstance(shown, Page):
        return {"PAGE Course": []}
    lines = [text for part in (shown.subtitle,) if part.isVisible() and (text := part.text())]
    lines += findings(shown.findings) if shown.findings.isVisible() else []
    lines += ["  ".join(buttons(shown.foot))]
    return {f"PAGE {shown.heading.text()}": [line for line in lines if line]}


def locked(window: MainWindow, place: Workplace) -> str:
    """What stands there when the screen is locked, or nobody has signed in."""
    place.desk.lock("key")
    settle()
    parts = {
        "BAR": labels(window.bar) + buttons(window.bar),
        "STRIPS": labels(window.trouble) + labels(window.notices) + labels(window.calls),
        "PLACES": cards(window.lock),
        "LOCK": [line for line in labels(window.lock) if line not in _of_cards(window.lock)],
        "KEYS": buttons(window.lock),
        "NAMES": [window.lock.box.list.item(n).text() for n in range(window.lock.box.list.count())],
    }
    return told(parts)


def _of_cards(widget: QWidget) -> set[str]:
    return {text for card in widget.findChildren(CardButton) for text in labels(card)}


def alone(window: MainWindow, _place: Workplace) -> str:
    """The board with no patient open."""
    return told({"BOARD": cards(window.board)})


def told(parts: Mapping[str, list[str]]) -> str:
    """Sections with their lines; "-" where there is nothing."""
    blocks = [
        "\n".join((name, *(f"  {line}" for line in rows or ["-"]))) for name, rows in parts.items()
    ]
    return "\n\n".join(blocks) + "\n"


def taken(made: Made, drawn: Drawn) -> str:
    """The picture of a workplace, by a window that is gone afterwards."""
    place = made()
    window = opened(place.desk)
    try:
        return drawn(window, place)
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


PICTURED: Mapping[str, Callable[[], str]] = {
    **{name: partial(taken, made, picture) for name, made in STAGES.items()},
    **{name: partial(taken, made, locked) for name, made in LOCKED.items()},
    "several patients": partial(taken, several, alone),
}


def file_of(name: str) -> Path:
    """Where a picture is kept."""
    return PICTURES / f"{name.replace(' ', '-')}.txt"


def main() -> None:
    """Takes every picture anew."""
    app = QApplication([])
    dress(app)
    for old in PICTURES.glob("*.txt"):
        old.unlink()
    for name, take in PICTURED.items():
        file_of(name).write_text(take(), encoding="utf-8")


if __name__ == "__main__":
    main()
