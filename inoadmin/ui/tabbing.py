"""The Tab key goes in reading order, whatever order the widgets were made in."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops(root: QWidget) -> list[QWidget]:
    """The widgets below `root` (and itself) at which Tab stops, in the order of making."""
    tab, window = Qt.FocusPolicy.TabFocus.value, root.window()
    # The list that drops out of a choice is a window of its own.
    found = [w for w in (root, *root.findChildren(QWidget)) if w.window() is window]
    return [w for w in found if w.focusPolicy().value & tab and w.focusProxy() is None]


def chain(parts: Iterable[QWidget]) -> None:
    """Lets Tab go through the parts one after the other; all are in one window."""
    for before, after in pairwise([stop for part in parts for stop in stops(part)]):
        QWidget.setTabOrder(before, after)
