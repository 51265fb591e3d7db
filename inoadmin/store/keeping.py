"""What a restored backup takes the place of is kept beside it under another name."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from inoadmin.store.files import copy_private, sync_folder
from inoadmin.store.places import recovery_path

_COMPANIONS: Final = ("wal", "journal", "shm")


def keep_old(database: Path, now: datetime, *, readable: bool) -> Path | None:
    """Gives the old database a second name; one that could not be read takes along what lies
    beside it, which the new one would take for its own.
    """
    stem = f"{database.name}.before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number, kept = 1, database.with_name(stem)
    while any(Path(f"{kept}{ending}").exists() for ending in ("", "-wal", "-journal", ".recovery")):
        number += 1
        kept = database.with_name(f"{stem}-{number}")
    was_there = database.exists()
    if was_there:
        try:
            os.link(database, kept)
        except OSError:  # some file systems have no hard links
            copy_private(database, kept)
        kept.chmod(0o600)
    for ending in () if readable else _COMPANIONS:
        companion = Path(f"{database}-{ending}")
        if companion.exists():
            companion.rename(f"{kept}-{ending}")
    if recovery_path(database).is_file():
        copy_private(recovery_path(database), recovery_path(kept))
    sync_folder(database.parent)
    return kept if was_there else None
