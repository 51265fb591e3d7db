"""Brings a fault to the window from wherever it happened: another thread, or Qt's own messages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

Heard = Callable[[str], None]


class Relay(QObject):
    """Told in any thread, emits in the window's: `incident` with number and sentence, `trouble`
    with the sentence of what the environment refused.

    Connect it to methods of widgets, which tell Qt the thread they belong to.
    """

    incident = Signal(str, str)
    trouble = Signal(str)


def hear_qt(heard: Heard) -> Callable[[], None]:
    """Calls `heard` with the category of each critical or fatal message of Qt; gives the undoing.

    The messages themselves are dropped, lesser ones too: they may name files or what is shown. To
    be called once the application is made, so that what keeps Qt from starting is still printed.
    """

    def handle(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
        if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
            heard(str(context.category or ""))

    before = qInstallMessageHandler(handle)

    def undo() -> None:
        qInstallMessageHandler(before)

    return undo


def hear_start(fatal: Callable[[str], object]) -> Callable[[], None]:
    """Calls `fatal`, which must not return, with what Qt says when it cannot start: the first thing
    it warned of. Gives the undoing. To be called before the application is made.

    Qt's words are of screens and libraries then: nothing else has been opened yet.
    """
    warned: list[str] = []

    def handle(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            fatal((warned or [text])[0].strip().rstrip("."))
        warned.append(text)

    before = qInstallMessageHandler(handle)

    def undo() -> None:
        qInstallMessageHandler(before)

    return undo
