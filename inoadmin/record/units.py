"""Units as a printed record has them."""

from __future__ import annotations


def printed(unit: str) -> str:
    """The unit with its exponent raised, where it has one."""
    return unit.replace("x 10^9", "\u00d710\u2079")
