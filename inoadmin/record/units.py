"""Units as a printed record has them."""

from __future__ import annotations


def printed(words: str) -> str:
    """The words with the exponent of a cell count raised, where they have one."""
    return words.replace("x 10^9", "\u00d710\u2079")
