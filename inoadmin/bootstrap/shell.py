"""The application before any window: made, dressed, its faults watched until it is left."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from PySide6.QtWidgets import QApplication

from inoadmin.bootstrap.display import DisplayFile, display_path
from inoadmin.bootstrap.faults import keepers, take_display, watching
from inoadmin.bootstrap.incidents import Incidents
from inoadmin.bootstrap.journal import Journal
from inoadmin.bootstrap.saying import UNAVAILABLE, complain
from inoadmin.clock import SystemClock
from inoadmin.ui.app import dress
from inoadmin.ui.hearing import Relay, hear_qt, hear_start
from inoadmin.ui.looks import Looks
from inoadmin.ui.spoken import speak_up


@dataclass(frozen=True, slots=True)
class Shell:
    """The application with what keeps its faults."""

    app: QApplication
    looks: Looks
    relay: Relay
    journal: Journal
    incidents: Incidents


@contextmanager
def shell(database: Path | None) -> Generator[Shell]:
    """The application, dressed, with its faults watched until it is left, and kept beside a
    database; None: nowhere.
    """
    journal, incidents = keepers(database, SystemClock())
    journal.started()
    undo = hear_start(cannot_show)
    app = QApplication(sys.argv[:1])
    undo()
    speak_up()
    relay = Relay()
    incidents.listen(lambda incident: relay.incident.emit(incident.number, incident.sentence))
    with ExitStack() as leaving:
        leaving.enter_context(watching(incidents, relay.trouble.emit))
        leaving.callback(hear_qt(lambda category: take_display(incidents, category)))
        looks = dressed(app, database)
        yield Shell(app, looks, relay, journal, incidents)


def dressed(app: QApplication, database: Path | None) -> Looks:
    """Gives the application its looks, light or dark, from now on as they are chosen; the choice is
    kept beside a database.
    """
    looks = Looks(None if database is None else DisplayFile(display_path(database)), app)
    looks.follow(app)
    dress(app, looks.tokens)
    looks.turned.connect(lambda: dress(app, looks.tokens))
    return looks


def cannot_show(why: str) -> NoReturn:
    """Says why Qt finds no screen to paint on, and ends: it would break the process off instead."""
    complain(
        f"The window cannot be opened: {why}. What is recorded is on disk. Look whether the screen "
        "that DISPLAY names is there, and whether the libraries for it are installed "
        "(packaging/dev.py names them). For the blank form: inoadmin downtime-form FILE"
    )
    os._exit(UNAVAILABLE)
