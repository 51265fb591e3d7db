"""A scanner's raw text as a bag's product, batch and expiry.

Cast: GS1Scanner, what the session asks; `elements`, text to GS1 element strings that survives a
broken part; `swallowed_date`, the sign of a separator lost between batch and expiry.

biip reads each element; the walk from one to the next is done here, because one bad element must
not lose the good ones beside it and because a batch that runs into what follows must be seen.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inoadmin.domain.commands import Reading

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

SEPARATOR = "\x1d"
SEPARATORS = (SEPARATOR, "␝")  # what separates elements, and how it is shown
BATCH_MAX = 20  # characters, General Specifications: AI 10 is X..20

_WANTED = ("01", "10", "17", "7003", "21")
_NOTHING = "The code was not understood: nothing was read from it."
_BLANK = " \t\r\n\f\v"  # str.strip() would take the separator as well
_HRI = re.compile(r"\(([0-9]{2,4})\)")
_DATE_ELEMENT = re.compile(r"1[1-35-7][0-9]{6}")  # its end is known even when it is no date
_NO_DAY = "The expiry names no day: read as the last day of its month."
_SWALLOWED = re.compile(r"(?=17([0-9]{6}))|(?=7003([0-9]{10}))")


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of a code: `element` None when it could not be read.

    `text` is all that stood there up to the next separator, AI included.
    """

    ai: str
    text: str
    element: GS1ElementString | None


@dataclass(frozen=True, slots=True)
class _Code:
    """A code without its symbology identifier, and what that said."""

    body: str
    gtin_only: bool = False  # EAN and ITF carry a product number and no elements
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """One field that was read, and the sentences about it."""

    value: str | None = None
    remarks: tuple[str, ...] = ()


class GS1Scanner:
    """Reads GS1 codes (DataMatrix, GS1-128, QR, DataBar), printed ones with brackets, and EANs."""

    def read(
        self, text: str, gtins: Iterable[tuple[str, str]], separators: Sequence[str] = ()
    ) -> Reading:
        """Read what the text says; `gtins` are the known GTINs with their product names,
        `separators` further texts that a scanner sends for the group separator ("|", "~", "^]").

        What is not understood is left out and told in `remarks`; a lost separator fills neither
        the batch nor anything after it (rulebook, section 5).

        Raises:
            ValueError: a separator is empty. No text raises.
        """
        known = {gtin.zfill(14): product for gtin, product in gtins}
        code = _without_symbology(text.strip(_BLANK))
        body = _separated(code.body, separators)
        pieces = () if code.gtin_only else tuple(elements(body))
        if any(piece.element and piece.ai in _WANTED for piece in pieces):
            return _reading(pieces, known, code.remarks)
        gtin = _plain_gtin(body)
        if gtin:
            product, remarks = _product(gtin, known)
            return Reading(gtin=gtin, product=product, remarks=code.remarks + remarks)
        if any(piece.ai in _WANTED for piece in pieces):
            return _reading(pieces, known, code.remarks)
        return Reading(remarks=code.remarks or (_NOTHING,))


def _separated(body: str, separators: Sequence[str]) -> str:
    """Put the group separator in the place of what was sent for it, the longest text first."""
    if not all(separators):
        raise ValueError("a separator cannot be empty")
    for separator in sorted({*SEPARATORS, *separators}, key=len, reverse=True):
        body = body.replace(separator, SEPARATOR)
    return body


def _unread() -> tuple[type[Exception], ...]:
    """Name what biip raises: its own error, and what escapes it on odd texts."""
    from biip import ParseError

    return (ParseError, ValueError, IndexError, ArithmeticError)


def _without_symbology(text: str) -> _Code:
    """Take off the symbology identifier ("]d2"); nothing is left where it is not one."""
    from biip.symbology import GS1Symbology, SymbologyIdentifier

    if not text.startswith("]"):
        return _Code(text)
    try:
        symbology = SymbologyIdentifier.extract(text)
    except _unread():
        return _Code("", remarks=("The kind of code is not known: nothing was read from it.",))
    body = text[len(symbology) :]
    if symbology.gs1_symbology is None:
        return _Code(body, remarks=("This is not marked as a GS1 code.",))
    return _Code(body, gtin_only=symbology.gs1_symbology in GS1Symbology.with_gtin())


def elements(body: str) -> Iterator[Piece]:
    """Read a code without its symbology identifier, element by element."""
    if body.startswith("("):
        yield from _printed_elements(body)
        return
    for chunk in body.split(SEPARATOR):
        rest = chunk
        while rest:
            piece = _first_element(rest)
            yield piece
            rest = "" if piece.text == rest else rest[len(piece.text) :]


def _printed_elements(body: str) -> Iterator[Piece]:
    """Read a code as it is printed below the bars: "(01)…(17)…(10)…"."""
    parts = _HRI.split(body)
    for ai, data in zip(parts[1::2], parts[2::2], strict=True):
        text = ai + data.strip(_BLANK + SEPARATOR)
        piece = _first_element(text)
        yield piece if (piece.ai, piece.text) == (ai, text) else Piece(ai, text, None)


def _first_element(text: str) -> Piece:
    """Read the first element. One of variable length reaches to the end or is not read: biip
    would cut it at its greatest length and go on in the middle of it.
    """
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier
    from biip.gs1_element_strings import GS1ElementString

    try:
        ai = GS1ApplicationIdentifier.extract(text)
    except _unread():
        return Piece("", text, None)
    try:
        element = GS1ElementString.extract(text)
    except _unread():
        date = _DATE_ELEMENT.match(text)
        return Piece(ai.ai, date.group() if date else text, None)
    runs_on = ".." in ai.format and len(element) != len(text)
    if runs_on or not element.value.isascii():
        return Piece(ai.ai, text, None)
    return Piece(ai.ai, text[: len(element)], element)


def _reading(
    pieces: Sequence[Piece], known: Mapping[str, str], remarks: tuple[str, ...]
) -> Reading:
    """Put the elements together, less what a lost separator makes doubtful."""
    expiry = _expiry(pieces)
    at = next((index for index, piece in enumerate(pieces) if piece.ai == "10"), None)
    lost = at is not None and expiry.value is None and swallowed_date(pieces[at].text[2:])
    if lost:
        pieces = pieces[:at]
        expiry = _Found()
        remarks += (
            "The separator after the batch was lost: type batch and expiry from the label.",
        )
    gtin = _one(pieces, "01", "GTIN", _gtin)
    batch = _one(pieces, "10", "batch", _batch)
    serial = _one(pieces, "21", "serial number", _plain)
    product, unknown = _product(gtin.value, known)
    remarks += unknown
    if any(not piece.ai for piece in pieces):
        remarks += ("A part of the code was not understood.",)
    return Reading(
        gtin=gtin.value,
        product=product,
        batch=batch.value,
        expiry=expiry.value,
        serial=serial.value,
        separator_lost=lost,
        remarks=(*remarks, *gtin.remarks, *batch.remarks, *expiry.remarks, *serial.remarks),
    )


def _product(gtin: str | None, known: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """Name the product of a GTIN; an unknown one fills no name."""
    product = known.get(gtin) if gtin else None
    if gtin and product is None:
        return None, (f"GTIN {gtin} is not known here: type the product name.",)
    return product, ()


def _plain_gtin(body: str) -> str | None:
    """Read a plain product code (EAN-13, EAN-8, ITF-14) as a GTIN of 14 digits."""
    from biip.gtin import Gtin

    if not (body.isascii() and body.isdigit()):
        return None
    try:
        return Gtin.parse(body).as_gtin_14()
    except _unread():
        return None


def _one(pieces: Sequence[Piece], ai: str, name: str, take: Callable[[Piece], _Found]) -> _Found:
    """Take the one value of an AI; two that differ are no value."""
    found = [take(piece) for piece in pieces if piece.ai == ai]
    if not found:
        return _Found()
    if any(each.value != found[0].value for each in found):
        return _Found(remarks=(f"The code carries more than one {name}: type it from the label.",))
    return found[0]


def _gtin(piece: Piece) -> _Found:
    if piece.element is None or piece.element.gtin is None:
        return _Found(remarks=("The GTIN's check digit is wrong: no product was read.",))
    return _Found(piece.element.value)


def _batch(piece: Piece) -> _Found:
    if piece.element is not None:
        return _Found(piece.element.value)
    if len(piece.text) - 2 > BATCH_MAX:
        return _Found(remarks=(f"The batch is longer than {BATCH_MAX} characters: not filled in.",))
    return _Found(remarks=("The batch could not be read: type it from the label.",))


def _plain(piece: Piece) -> _Found:
    if piece.element is None:
        return _Found(remarks=("The serial number could not be read.",))
    return _Found(piece.element.value)


def _expiry(pieces: Sequence[Piece]) -> _Found:
    """Take the expiry in local time: the one with a time of day (7003) before the date (17)."""
    timed = _one(pieces, "7003", "expiry", _expiry_time)
    dated = _one(pieces, "17", "expiry", _expiry_date)
    if timed.value is None:
        return _Found(dated.value, (*timed.remarks, *dated.remarks))
    if dated.value is not None and not timed.value.startswith(dated.value):
        return _Found(remarks=("The code carries two expiries that differ: type the label's.",))
    return timed


def _expiry_date(piece: Piece) -> _Found:
    if piece.element is None or piece.element.date is None:
        return _Found(remarks=("The expiry in the code is not a date: type it from the label.",))
    date = piece.element.date.isoformat()
    if piece.element.value.endswith("00"):
        return _Found(date, (_NO_DAY,))
    return _Found(date)


def _expiry_time(piece: Piece) -> _Found:
    if piece.element is None or piece.element.datetime is None:
        return _Found(remarks=("The expiry in the code is not a time: type it from the label.",))
    remarks = (_NO_DAY,) if piece.element.value[4:6] == "00" else ()
    return _Found(piece.element.datetime.isoformat(timespec="minutes"), remarks)


def swallowed_date(batch: str) -> bool:
    """Tell whether a batch contains 17 or 7003 followed by a valid date (rulebook, section 5).

    Day 00 counts as valid: it is still met, for the last day of a month.
    """
    return any(
        _is_date(date or time[:6]) and (not time or _is_time(time[6:]))
        for date, time in (match.groups(default="") for match in _SWALLOWED.finditer(batch))
    )


def _is_date(text: str) -> bool:
    year, month, day = 2000 + int(text[:2]), int(text[2:4]), int(text[4:])
    return 1 <= month <= 12 and day <= monthrange(year, month)[1]


def _is_time(text: str) -> bool:
    return int(text[:2]) <= 23 and int(text[2:]) <= 59
