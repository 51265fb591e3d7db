from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, qCritical, qWarning
from pytestqt.qtbot import QtBot

from inoadmin.ui.hearing import Relay, hear_qt
from inoadmin.ui.trouble import TroubleStrip


def test_what_a_thread_tells_reaches_the_window_in_its_own(qtbot: QtBot) -> None:
    strip, relay = TroubleStrip(), Relay()
    qtbot.addWidget(strip)
    relay.incident.connect(strip.tell_incident)
    relay.trouble.connect(strip.tell)
    thread = threading.Thread(target=lambda: relay.incident.emit("INC-1", "Program fault INC-1."))
    thread.start()
    thread.join()
    assert strip.text() == ""  # not before the window's own thread comes to it
    QCoreApplication.processEvents()
    assert strip.text() == "Program fault INC-1."
    relay.trouble.emit("The disk is full.")
    assert strip.text() == "The disk is full."


def test_critical_messages_are_heard_by_their_category_and_no_others(qtbot: QtBot) -> None:
    heard: list[str] = []
    undo = hear_qt(heard.append)
    try:
        qWarning("Zyxxmarker")
        assert heard == []
        qCritical("Zyxxmarker")
        assert heard == ["default"]
    finally:
        undo()
