"""A bag's scan is read before anything is decided; the raw text stays with the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inoadmin.domain import commands as c
from inoadmin.session.ports import Scanner


def with_scan_read(
    command: c.Command, scanner: Scanner, gtins: Mapping[str, str], separators: Sequence[str]
) -> c.Command:
    """The command with what its bag's scan says; a corrected bag is read anew."""
    match command:
        case c.Bag():
            return read(command, scanner, gtins, separators)
        case c.Correct(corrected=c.Bag() as bag):
            return replace(command, corrected=read(bag, scanner, gtins, separators))
        case _:
            return command


def read(
    bag: c.Bag, scanner: Scanner, gtins: Mapping[str, str], separators: Sequence[str]
) -> c.Bag:
    """The bag with its scan read; no scan, no reading."""
    reading = scanner.read(bag.scan, gtins.items(), separators) if bag.scan else None
    return replace(bag, reading=reading)
