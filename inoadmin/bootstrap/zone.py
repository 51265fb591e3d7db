"""The workstation's time zone, by its IANA name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UTC_NOTE: Final = "Time zone unknown: times are UTC"
_ETC_TIMEZONE: Final = Path("/etc/timezone")
_ETC_LOCALTIME: Final = Path("/etc/localtime")
_DATABASE: Final = "zoneinfo/"


def local_zone(names: Iterable[str]) -> tuple[ZoneInfo, str]:
    """The first name that is a zone, and "" or the note that none was."""
    for name in names:
        try:
            return ZoneInfo(name.strip()), ""
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo("UTC"), UTC_NOTE


def system_names(
    environment: Mapping[str, str],
    timezone: Path = _ETC_TIMEZONE,
    localtime: Path = _ETC_LOCALTIME,
) -> list[str]:
    """The names that the system gives its zone: TZ's, /etc/timezone's, /etc/localtime's link's."""
    names = [environment.get("TZ", "").removeprefix(":")]
    try:
        names.append(timezone.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        names.append("")
    target = str(localtime.resolve()) if localtime.exists() else ""
    names.append(target.partition(_DATABASE)[2])
    return [name for name in names if name]
