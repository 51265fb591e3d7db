"""Opens the window, where there is a screen for one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from inoadmin.bootstrap.saying import UNAVAILABLE, complain

_NO_DISPLAY = (
    "No display to open the window on. To play a scenario without one: inoadmin simulate FILE"
)
_UNSEEN = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})


def start_window(db: Path | None) -> int:
    """Opens the window on the ward's database and gives the exit status when it is closed.

    Without a display nothing is opened: one line says so, and the status is 3.
    """
    if not has_display(os.environ, sys.platform):
        complain(_NO_DISPLAY)
        return UNAVAILABLE
    from inoadmin.bootstrap.window import run_window

    return run_window(db)


def start_demo(db: Path | None, *, fresh: bool) -> int:
    """Opens the window on the practice database, likewise."""
    if not has_display(os.environ, sys.platform):
        complain(_NO_DISPLAY)
        return UNAVAILABLE
    from inoadmin.bootstrap.demo import run_demo

    return run_demo(db, fresh=fresh)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether Qt will find something to paint on. Only Linux can be without."""
    if platform != "linux":
        return True
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen in _UNSEEN:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
