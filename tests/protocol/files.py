"""The shipped protocol file, and variations on it for the tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from inoadmin.protocol.loading import load
from inoadmin.protocol.model import Protocol

RESOURCES = Path(__file__).parents[2] / "resources"
DATA = (RESOURCES / "protocols" / "inotuzumab-v1.toml").read_bytes()
TEXT = DATA.decode()


@cache
def shipped() -> Protocol:
    return load(DATA)


def changed(old: str, new: str) -> bytes:
    """The shipped file with one passage, which must be there once, replaced."""
    assert TEXT.count(old) == 1, f"{TEXT.count(old)} times: {old}"
    return TEXT.replace(old, new).encode()


class Row(NamedTuple):
    """One code of the table of codes."""

    code: str
    mark: str
    gate: str
    severity: str
    source: str


def rows() -> list[Row]:
    """The table of codes, a row a code."""
    found: list[Row] = []
    for line in (RESOURCES / "rulebook-codes.md").read_text().splitlines():
        if line.startswith("| `"):
            codes, mark, gate, severity, _, source = (c.strip() for c in line[1:-1].split("|"))
            found += [
                Row(code.strip(" `"), mark, gate, severity, source) for code in codes.split(",")
            ]
    return found
