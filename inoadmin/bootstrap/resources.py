"""What was shipped with the application, as bytes."""

from __future__ import annotations

from importlib.resources import files

_PROTOCOL = "inotuzumab-v1.toml"


def shipped_bytes() -> bytes:
    """The protocol file that the application brings with it."""
    return (files("inoadmin.resources") / "protocols" / _PROTOCOL).read_bytes()
