"""Tells a keyboard-wedge scanner from a person typing, by speed, prefix and terminator.

Cast: WedgeSettings, how this ward's scanner is set up; Wedge, the keys held back so far; Decision,
what became of them. A key that is held down repeats by itself, which a scanner never does: what
repeats is a person's, however fast. Keys are held no longer than the gap that no scanner exceeds;
the window calls `settle` when that gap has passed, so that what a person types arrives late by no
more than it.

Pure: every call carries its own time, in milliseconds of any one clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """`gap_ms`: a longer pause between two keys is a person's. `least`: fewer characters are a
    person's too. `prefix`: what the scanner sends first, if it is set to; taken off the scan.
    `terminators`: the keys with which it ends, Enter and Tab.
    """

    gap_ms: int = 40
    least: int = 6
    prefix: str = ""
    terminators: str = "\r\n\t"


@dataclass(frozen=True, slots=True)
class Wedge:
    """The characters held back, and when the last of them came."""

    settings: WedgeSettings = WedgeSettings()
    held: str = ""
    last_ms: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """`typed` goes to the focused field, in order; `scan` is a whole scan, else None."""

    wedge: Wedge
    typed: str = ""
    scan: str | None = None


def press(wedge: Wedge, key: str, at_ms: int, *, repeated: bool = False) -> Decision:
    """Take one key's character. A scan is told at its terminator or the pause after it; `repeated`:
    the key is held down, and whatever came with it is a person's.
    """
    if repeated:
        return Decision(_emptied(wedge), typed=wedge.held + key)
    earlier = settle(wedge, at_ms)
    wedge = earlier.wedge
    if key not in wedge.settings.terminators or not key:
        return replace(earlier, wedge=replace(wedge, held=wedge.held + key, last_ms=at_ms))
    if _from_scanner(wedge):
        return Decision(_emptied(wedge), scan=_without_prefix(wedge))
    return replace(earlier, wedge=_emptied(wedge), typed=earlier.typed + wedge.held + key)


def settle(wedge: Wedge, at_ms: int) -> Decision:
    """Decide what the held keys were, once the gap has passed; before that they stay held.

    A clock that went back settles them too.
    """
    if not wedge.held or 0 <= at_ms - wedge.last_ms <= wedge.settings.gap_ms:
        return Decision(wedge)
    if _from_scanner(wedge):
        return Decision(_emptied(wedge), scan=_without_prefix(wedge))
    return Decision(_emptied(wedge), typed=wedge.held)


def _from_scanner(wedge: Wedge) -> bool:
    """Tell whether the held keys are a scanner's: enough of them, behind its prefix."""
    prefixed = wedge.held.startswith(wedge.settings.prefix)
    return prefixed and len(_without_prefix(wedge)) >= wedge.settings.least


def _without_prefix(wedge: Wedge) -> str:
    return wedge.held.removeprefix(wedge.settings.prefix)


def _emptied(wedge: Wedge) -> Wedge:
    return replace(wedge, held="")
