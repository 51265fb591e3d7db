"""Text that the shipped fonts can draw.

`printable` puts a name or a code in brackets where no font has the character, so that the reader
sees that something stood there and what it was; a missing-glyph box says neither.
"""

from __future__ import annotations

import unicodedata

#: Left out: they only suggest how neighbours look.
_HINTS = frozenset("\u00ad\u2060\ufeff\u200b" + "".join(chr(n) for n in range(0xFE00, 0xFE10)))
_JOINERS = frozenset("\u200c\u200d")
_MARKS = frozenset("\u200e\u200f\u061c")
_SPACES = {"\t": "    ", "\u00a0": "\u00a0", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
_UNSHOWN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def printable(words: str, covered: frozenset[int]) -> str:
    """The text with every character that is not `covered` (code points) named in brackets.

    Composed where a composed form exists. Line ends become line feeds. Controls that would turn
    or hide the text around them are shown by their code.
    """
    whole = unicodedata.normalize("NFC", words.replace("\r\n", "\n"))
    return "".join(shown(whole, place, covered) for place in range(len(whole)))


def shown(whole: str, place: int, covered: frozenset[int]) -> str:
    """What stands for one character."""
    char = whole[place]
    if char == "\n":
        return char
    if char in _SPACES:
        return _SPACES[char]
    if char in _HINTS or 0xE0100 <= ord(char) <= 0xE01EF:
        return ""
    if char in _MARKS:
        return char if ord(char) in covered else ""
    if char in _JOINERS:
        return char if joins(whole, place) and ord(char) in covered else ""
    if unicodedata.category(char) == "Zs":
        return " "
    if unicodedata.category(char) in _UNSHOWN or ord(char) not in covered:
        return f"[{name_of(char)}]"
    return char


def joins(whole: str, place: int) -> bool:
    """Whether a joiner stands between two Arabic letters, where it has a meaning."""
    around = (whole[place - 1 : place], whole[place + 1 : place + 2])
    return all(char and unicodedata.bidirectional(char) == "AL" for char in around)


def name_of(char: str) -> str:
    """A symbol's name ("grinning face"); a letter's or control's code ("U+4E2D")."""
    code = f"U+{ord(char):04X}"
    if not unicodedata.category(char).startswith("S"):
        return code
    return unicodedata.name(char, code).lower() if unicodedata.name(char, "") else code
