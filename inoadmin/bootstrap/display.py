"""Keeps whether the window is light or dark: one word in a small file beside the database."""

from __future__ import annotations

from pathlib import Path

from inoadmin.store.files import replace_private

_LONGEST_BYTES = 20


def display_path(database: Path) -> Path:
    """Where it lies."""
    return database.with_name(f"{database.name}.display")


class DisplayFile:
    """The file of one database."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def kept(self) -> str:
        """The word kept last; "" when there is none that can be read."""
        try:
            with self._path.open("rb") as file:
                return file.read(_LONGEST_BYTES).decode("ascii", "replace").strip()
        except OSError:
            return ""

    def keep(self, choice: str, /) -> None:
        """Keeps a word in the place of the one before; a full disk keeps none."""
        try:
            replace_private(self._path, f"{choice}\n".encode("ascii"))
        except OSError:
            return
