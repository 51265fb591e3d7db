"""The table of figures in README.md, between its two marks."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path

from sqlcipher3 import dbapi2

from tests.reliability.sections import Line

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- figures -->", "<!-- end of the figures -->"


def machine() -> str:
    """What the figures were made on, and nothing that would name it."""
    return (
        f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()},"
        f" SQLite {'.'.join(map(str, dbapi2.sqlite_version_info))}"
    )


def table(lines: Iterable[Line]) -> str:
    """The rows as Markdown."""
    rows = [f"| {line.what} | {line.found} |" for line in lines]
    head = ["| what was tried | what came of it |", "|---|---|"]
    return "\n".join([f"Made on {machine()}.", "", *head, *rows])


def rewritten(text: str, lines: Iterable[Line]) -> str:
    """A README with the table in the place of what stands between the marks.

    Raises:
        ValueError: the marks are not there, each once and in order.
    """
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end or BEGIN in rest or END in after:
        raise ValueError("README.md has not its two marks")
    return f"{before}{BEGIN}\n{table(lines)}\n{END}{after}"
