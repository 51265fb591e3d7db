"""The screen while nobody is signed in or it is locked, and what locks it."""

from __future__ import annotations

from inoadmin.ui.lock.hands import HandWatch
from inoadmin.ui.lock.screen import LockScreen

__all__ = ["HandWatch", "LockScreen"]
