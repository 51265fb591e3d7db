"""Marks every dialog and every title of a practice window, wherever they come from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from inoadmin.ui.training.band import TRAINING, Band

_TITLED = frozenset({QEvent.Type.Show, QEvent.Type.WindowTitleChange})
_SHOWN = frozenset({QEvent.Type.Polish, QEvent.Type.Show})


class Marks(QObject):
    """Sees every window of the application as it is shown; lives as long as `parent`."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Marks, and takes no event."""
        kind = event.type()
        if kind in _TITLED and isinstance(watched, QDialog | QMainWindow) and watched.isWindow():
            mark_title(watched)
        if kind in _SHOWN and isinstance(watched, QDialog):
            mark(watched)
        return super().eventFilter(watched, event)


def mark_title(window: QWidget) -> None:
    """The window's title begins with TRAINING."""
    title = window.windowTitle()
    if not title.startswith(TRAINING):
        window.setWindowTitle(f"{TRAINING}: {title}" if title else TRAINING)


def mark(widget: QWidget) -> None:
    """A band over all that stands in the widget's layout, once."""
    layout = widget.layout()
    if layout is None or isinstance(layout.menuBar(), Band):
        return
    band = Band(widget)
    layout.setMenuBar(band)  # what a layout has above its margins, whatever its kind
    band.show()
