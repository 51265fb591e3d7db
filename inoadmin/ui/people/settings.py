"""What a ward sets for itself: its name, the lock, the backups."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from inoadmin.session.accounts import Proof
from inoadmin.ui.desk import Desk
from inoadmin.ui.people.signed import SignedDialog
from inoadmin.ui.widgets import label

LOCK_MIN = (1, 30)
KEPT = (1, 365)
_NAME_LENGTH = 200
_NUMBER_PX = 80
_DIGITS = 3
_HINT = "Blank: beside the database. Better a folder on another disk."


class SettingsDialog(SignedDialog):
    """Recorded with the manager's PIN."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "Ward settings", "&Record the settings", "changed the ward's settings", parent
        )
        now = desk.service.settings()
        self.name = QLineEdit(now.ward_name)
        self.name.setMaxLength(_NAME_LENGTH)
        self.minutes = self._number(now.lock_after_min)
        self.folder = QLineEdit(now.backup_folder)
        self.kept = self._number(now.backups_kept)
        self.browse = QPushButton("Choose…")
        self.browse.setAutoDefault(False)
        self.browse.setAccessibleName("Choose the folder for backups")
        self.browse.clicked.connect(self._browse)
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(10)
        rows = (
            ("Ward name", self.name),
            ("Lock the screen after, in minutes", self.minutes),
            ("Folder for backups", self.folder),
            ("Daily backups kept", self.kept),
        )
        for number, (text, widget) in enumerate(rows):
            named = QLabel(text)
            named.setBuddy(widget)
            named.setProperty("role", "strong")
            at = number + (number == len(rows) - 1)  # below the hint of the folder
            grid.addWidget(named, at, 0)
            grid.addWidget(widget, at, 1)
        grid.addWidget(self.browse, 2, 2)
        grid.addWidget(label(_HINT, "muted", wrap=True), 3, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.lay(fields)

    def _number(self, value: int) -> QLineEdit:
        """A whole number."""
        made = QLineEdit(str(value))
        made.setMaxLength(_DIGITS)
        made.setFixedWidth(_NUMBER_PX)
        return made

    def start(self) -> None:
        """The name first."""
        self.name.setFocus()

    def _browse(self) -> None:
        """Chooses the folder among those that there are."""
        dialog = QFileDialog(self, "Folder for backups", self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def holds(self) -> bool:
        """A ward has a name."""
        if not self.name.text().strip():
            self.say("Type what the ward is called.")
            self.name.setFocus()
            return False
        for line, limits, what in (
            (self.minutes, LOCK_MIN, "Lock the screen after"),
            (self.kept, KEPT, "Daily backups kept"),
        ):
            if not within(line.text(), limits):
                self.say(f"{what} “{line.text()}”: a whole number, {limits[0]} to {limits[1]}.")
                line.setFocus()
                return False
        return True

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """All of them together."""
        settings = replace(
            self.desk.service.settings(),
            ward_name=self.name.text().strip(),
            lock_after_min=int(self.minutes.text()),
            backup_folder=self.folder.text().strip(),
            backups_kept=int(self.kept.text()),
        )
        self.desk.service.change_settings(settings, actor, proof)


def within(text: str, limits: tuple[int, int]) -> bool:
    """Whether a text is a whole number within limits, both included."""
    plain = text.strip()
    return plain.isascii() and plain.isdigit() and limits[0] <= int(plain) <= limits[1]
