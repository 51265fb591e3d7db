"""`python -m tests.reliability`: everything at its full size, and the figures into README.md.

`--short`: at the size of the tests; `--only SECTION`: one section. Either prints the figures and
leaves README.md as it is. Exit status 1 when anything is not as it must be.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.reliability.figures import README, rewritten
from tests.reliability.sections import LONG, SECTIONS, SHORT, Line


def main(arguments: list[str]) -> int:
    """Tries, tells and writes."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", choices=list(SECTIONS))
    asked = parser.parse_args(arguments)
    scale = SHORT if asked.short else LONG
    lines: list[Line] = []
    for name in [asked.only] if asked.only else list(SECTIONS):
        started = time.monotonic()
        for line in SECTIONS[name](scale):
            lines.append(line)
            say(f"{line.what}: {line.found}")
            for wrong in line.wrong:
                say(f"  WRONG: {wrong}")
        say(f"  ({name}: {time.monotonic() - started:.0f} s)")
    if not asked.short and not asked.only:
        text = rewritten(README.read_text("utf-8"), lines)
        README.write_text(text, encoding="utf-8")
    return 1 if any(line.wrong for line in lines) else 0


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
