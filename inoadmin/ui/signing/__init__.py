"""Signing in place: whose PIN an act needs, typed under the form that it signs."""

from __future__ import annotations

from inoadmin.ui.signing.pin import PinField
from inoadmin.ui.signing.strip import SignStrip

__all__ = ["PinField", "SignStrip"]
