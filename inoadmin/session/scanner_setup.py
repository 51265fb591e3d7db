"""How a ward's scanner may be set up, and what a scan tried out shows of how it is."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_letters, digits

from inoadmin.domain.commands import Reading
from inoadmin.domain.settings import ScannerSetup

LONGEST = 8  # characters of a separator or prefix
MOST = 8  # separators
GAP_MS = (20, 100)
SEPARATOR = "\x1d"
_BUILT_IN = frozenset({SEPARATOR, "␝"})
# GS1 General Specifications, character set 82: what the data of a code may hold.
_IN_CODES = frozenset(ascii_letters + digits + "!\"%&'()*+,-./_:;<=>?")
_RANGE = f"1 to {LONGEST} characters without spaces, one of them such as | ~ ^ {{ }} # or in < >"


def scanner_faults(setup: ScannerSetup) -> tuple[str, ...]:
    """What is wrong with a scanner's setup; empty when nothing is."""
    faults = [f"separator “{text}”: {_RANGE}" for text in setup.separators if not _apart(text)]
    if len(setup.separators) > MOST:
        faults.append(f"separators {len(setup.separators)}: up to {MOST}")
    if setup.prefix and not _apart(setup.prefix):
        faults.append(f"prefix “{setup.prefix}”: blank, or {_RANGE}")
    if not GAP_MS[0] <= setup.gap_ms <= GAP_MS[1]:
        faults.append(f"pause between keys {setup.gap_ms}: {GAP_MS[0]} to {GAP_MS[1]} ms")
    return tuple(faults)


def _apart(text: str) -> bool:
    """Whether a text can be told from a code's data, and comes through a keyboard."""
    if not 1 <= len(text) <= LONGEST or not text.isprintable() or " " in text:
        return False
    named = len(text) > 2 and text[0] == "<" and text[-1] == ">"
    return named or any(not char.isalnum() and char not in _IN_CODES for char in text)


def separators_of(typed: str) -> tuple[str, ...]:
    """The separators typed on one line, parted by spaces; each once."""
    return tuple(dict.fromkeys(typed.split()))


def tried(text: str, setup: ScannerSetup, reading: Reading) -> tuple[str, ...]:
    """What a scan that was tried out shows, a line each: what came, what was read from it, whether
    a separator was in it, and what else could be one.
    """
    came = f"Came: {text.replace(SEPARATOR, '␝')} ({len(text)} characters)"
    values = (
        ("GTIN", reading.gtin),
        ("product", reading.product),
        ("batch", reading.batch),
        ("expiry", reading.expiry),
        ("serial", reading.serial),
    )
    read = ", ".join(f"{name} {value}" for name, value in values if value)
    return (
        came,
        f"Read: {read}" if read else "Read: nothing",
        _of_separators(text, setup.separators),
        *reading.remarks,
    )


def _of_separators(text: str, separators: Sequence[str]) -> str:
    """Which separators stand in a text; without any, which characters could stand for one."""
    known = [each for each in (*_BUILT_IN, *separators) if each in text]
    if known:
        shown = ", ".join(sorted({each.replace(SEPARATOR, "␝") for each in known}))
        return f"Separator: {shown}"
    body = text[3:] if text.startswith("]") else text
    strange = sorted({char for char in body if char not in _IN_CODES and not char.isalnum()})
    if strange:
        seen = " ".join(strange)
        return f"No separator came. {seen} stands in no code: it may be what is sent for it."
    return "No separator came: a code in which something follows the batch needs one."
