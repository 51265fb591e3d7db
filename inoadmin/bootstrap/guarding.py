"""Around every command: what it makes is its owner's alone, and what it breaks off with is told."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from inoadmin.bootstrap.faults import Guard, keepers
from inoadmin.bootstrap.privacy import private
from inoadmin.clock import SystemClock
from inoadmin.store.places import database_path


@contextmanager
def guard(db: Path | None) -> Generator[Guard]:
    """The outermost call of a command: a fault of ours is told by its number, status 4, and its
    report lies beside the ward's database, `db` or the one that is used when none is named.
    """
    _, incidents = keepers(database_path(os.environ, db), SystemClock())
    with private(), Guard(incidents) as guarded:
        yield guarded
