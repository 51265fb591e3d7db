"""What was shipped with the application: as bytes, or as files for a library that reads them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from inoadmin.session.present.alarms import PRIORITIES

_PROTOCOL = "inotuzumab-v1.toml"


def shipped_bytes() -> bytes:
    """The protocol file that the application brings with it."""
    return (files("inoadmin.resources") / "protocols" / _PROTOCOL).read_bytes()


def sound_files() -> dict[str, Path]:
    """The sound of each priority. The package lies unpacked on disk, as Qt beside it must."""
    folder = files("inoadmin.resources") / "sounds"
    return {priority: Path(str(folder / f"{priority}.wav")) for priority in PRIORITIES}
