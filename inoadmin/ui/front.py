"""Shows a window whole, and brings it to the front as far as the desktop lets a program do that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def show_whole(window: QWidget) -> None:
    """Shows a window for the first time: on a screen smaller than it, filling that screen, so that
    no button begins beyond the edge.
    """
    screen, size = window.screen().availableGeometry(), window.size()
    if size.width() > screen.width() or size.height() > screen.height():
        window.showMaximized()
    else:
        window.show()


def bring_to_front(window: QWidget) -> None:
    """Shows, un-minimises, raises and activates the window, or the dialog open above it; where the
    desktop keeps another program in front, it is marked as asking for attention.
    """
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    above = QApplication.activeModalWidget() or window
    above.raise_()
    above.activateWindow()
    QApplication.alert(above)
