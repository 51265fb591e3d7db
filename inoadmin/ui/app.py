"""Dresses the application: style, font with figures of one width, palette and style sheet."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from inoadmin.ui.palette import palette
from inoadmin.ui.style import FONTS, TEXT_PX, stylesheet
from inoadmin.ui.tokens import LIGHT, Tokens


def dress(app: QApplication, tokens: Tokens = LIGHT) -> None:
    """Gives the application its looks; the same on every platform."""
    app.setApplicationName("inoadmin")
    app.setApplicationDisplayName("inoadmin")
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(palette(tokens))
    app.setStyleSheet(stylesheet(tokens))


def font() -> QFont:
    """The application's font. Figures of one width, so that a running clock does not tremble."""
    made = QFont()
    made.setFamilies(list(FONTS))
    made.setPixelSize(TEXT_PX)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
