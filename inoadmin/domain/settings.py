"""What a ward sets for itself, beside the local figures of the protocol file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What a ward sets for itself. `lock_after_min`: minutes without a hand on keyboard or mouse;
    `backup_folder` empty: beside the database; `backups_kept`: how many daily ones stay.
    """

    ward_name: str = ""
    lock_after_min: int = 3
    backup_folder: str = ""
    backups_kept: int = 14
