"""The choice of light or dark over a restart."""

from __future__ import annotations

import stat
from pathlib import Path

from inoadmin.bootstrap.display import DisplayFile, display_path


def test_it_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    path = display_path(tmp_path / "ward.db")
    assert path.parent == tmp_path
    assert DisplayFile(path).kept() == ""
    DisplayFile(path).keep("dark")
    assert DisplayFile(path).kept() == "dark"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    DisplayFile(path).keep("light")
    assert DisplayFile(path).kept() == "light"


def test_what_cannot_be_read_or_kept_is_no_choice(tmp_path: Path) -> None:
    path = tmp_path / "a.display"
    path.write_bytes(b"\xff\xfe" * 1000)
    assert DisplayFile(path).kept() not in {"light", "dark", "system"}
    missing = DisplayFile(tmp_path / "gone" / "a.display")
    missing.keep("dark")
    assert missing.kept() == ""
