"""Labels and values in two columns, to be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from inoadmin.ui.widgets import empty, label


class Facts(QWidget):
    """Rows of a label and a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Shows these rows; nothing is made anew when nothing changed."""
        rows = tuple(rows)
        if rows == self._shown:
            return
        self._shown = rows
        empty(self._grid)
        for n, (name, value) in enumerate(rows):
            self._grid.addWidget(label(name, "muted"), n, 0)
            shown = label(value, "strong", wrap=True)
            shown.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(shown, n, 1)

    def texts(self) -> tuple[str, ...]:
        """What is shown, one text a row."""
        return tuple(f"{name}: {value}" for name, value in self._shown)
