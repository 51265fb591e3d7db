"""Keeps, for as long as the computer runs, which alarms had begun and when: a small file beside the
database. Lost or not readable, alarms ring once too often, never too seldom.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from inoadmin.store.files import replace_private

LARGEST_BYTES = 1_000_000


class _Kept(msgspec.Struct):
    boot_id: str
    began: dict[str, int]


def rung_path(database: Path) -> Path:
    """Where it lies."""
    return database.with_name(f"{database.name}.rung")


class RungFile:
    """The file of one database in one boot. It names administrations by their random ids."""

    def __init__(self, path: Path, boot_id: str) -> None:
        self._path, self._boot_id = path, boot_id

    def heard(self) -> Mapping[str, int] | None:
        """The moments kept last; None after a new boot, or when they cannot be read."""
        try:
            if self._path.stat().st_size > LARGEST_BYTES:
                return None
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        return kept.began if kept.boot_id == self._boot_id else None

    def keep(self, began: Mapping[str, int]) -> None:
        """Keeps these in the place of those before; a full disk keeps none."""
        data = msgspec.json.encode(_Kept(self._boot_id, dict(began)))
        try:
            replace_private(self._path, data)
        except OSError:
            return
