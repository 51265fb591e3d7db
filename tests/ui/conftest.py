"""What the tests of the window share."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from inoadmin.ui.app import dress
from inoadmin.ui.tokens import DARK, LIGHT, Tokens


@pytest.fixture
def dressed(qapp: QApplication) -> Generator[QApplication]:
    """The application in its looks; as before afterwards."""
    yield from wearing(qapp, LIGHT)


@pytest.fixture
def dressed_dark(qapp: QApplication) -> Generator[QApplication]:
    """The application in its dark looks; as before afterwards."""
    yield from wearing(qapp, DARK)


def wearing(app: QApplication, tokens: Tokens) -> Generator[QApplication]:
    """The application in some colours for a while."""
    sheet, font, colours = app.styleSheet(), QFont(app.font()), QPalette(app.palette())
    dress(app, tokens)
    yield app
    app.setStyleSheet(sheet)
    app.setFont(font)
    app.setPalette(colours)
