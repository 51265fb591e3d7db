"""A program may emit as often as it likes."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import inoadmin.ui
from PySide6.QtCore import QObject, Signal
class Teller(QObject):
    told = Signal()
teller = Teller()
for _ in range(100_000):
    teller.told.emit()
print("alive")
"""


def test_a_hundred_thousand_emissions_are_survived_and_the_end_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "alive\n", "")
