"""The workstation at which journeys are made, from an empty database."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation, dressed


@pytest.fixture
def workstation(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Generator[Workstation]:
    """The window open on an empty database of the ward; closed again whatever happens."""
    with dressed(qapp):
        made = Workstation(qapp, tmp_path)
        made.open()
        yield made
        made.close()


@pytest.fixture
def nurse(workstation: Workstation) -> Nurse:
    return Nurse(workstation)
