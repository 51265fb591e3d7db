"""What the program tells the shell: its exit status, and one line when something is refused."""

from __future__ import annotations

import sys
from typing import Final

DONE: Final = 0
MISSED: Final = 1
INVALID: Final = 2
UNAVAILABLE: Final = 3


def complain(sentence: object) -> None:
    """One line on standard error."""
    sys.stderr.write(" ".join(str(sentence).split()) + "\n")
