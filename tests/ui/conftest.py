"""What the tests of the window share."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from inoadmin.ui.app import dress


@pytest.fixture
def dressed(qapp: QApplication) -> Generator[QApplication]:
    """The application in its looks; as before afterwards."""
    sheet, font, colours = qapp.styleSheet(), QFont(qapp.font()), QPalette(qapp.palette())
    dress(qapp)
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)
    qapp.setPalette(colours)
