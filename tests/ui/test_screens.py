"""The sizes again on other screens, each in a process of its own: Qt asks for the screen once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 600
SIZES, DIALOGS = "tests/ui/test_sizes.py", "tests/ui/test_dialogs.py"


def environment(folder: Path, size: tuple[int, int], scale: str) -> dict[str, str]:
    """A screen of so many pixels, at a scale, that nobody looks at."""
    wide, high = size
    screen = {"name": "ward", "x": 0, "y": 0, "width": wide, "height": high, "dpr": 1}
    described = folder / "screen.json"
    described.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96}]}), encoding="utf-8")
    gone = ("DISPLAY", "INOADMIN_TEST_", "PYTEST_", "COV_", "QT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(gone)}
    return {
        **kept,
        "QT_QPA_PLATFORM": f"offscreen:configfile={described}",
        "QT_SCALE_FACTOR": scale,
        "COLUMNS": "300",
    }


@pytest.mark.parametrize(
    ("size", "scale", "chosen", "least"),
    [
        ((1920, 1200), "1.5", (SIZES, "-k", "1280x800 or screen"), 30),
        ((1920, 1200), "1.5", (DIALOGS, "-k", "seen_and_hit or screen"), 60),
        ((1024, 768), "1", (DIALOGS, "-k", "seen_and_hit or screen"), 60),
    ],
    ids=["1920x1200 at 150%", "1920x1200 at 150%, dialogs", "1024x768, dialogs"],
)
def test_so_it_is_on_another_screen(
    tmp_path: Path, size: tuple[int, int], scale: str, chosen: tuple[str, ...], least: int
) -> None:
    options = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *chosen],
        cwd=ROOT,
        env=environment(tmp_path, size, scale),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) >= least
