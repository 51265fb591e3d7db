"""From a protocol file's bytes to the model, or one line that says where and what is wrong.

Cast: ProtocolError, that line; load, the way in. The file is read in three steps: TOML, the
model's types, the meaning (checking). A file that passes can be followed without further doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from itertools import chain
from typing import Any, cast

from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from inoadmin.protocol.checking import problems
from inoadmin.protocol.model import Protocol

# Far above every figure of a dose, far below what stalls the arithmetic.
_LARGEST = 1_000_000
_PLACES = 9

_KINDS = {
    "decimal": "a number",
    "decimal | null": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "date": "a date",
    "time": "a time",
    "datetime": "a date and time",
}


class ProtocolError(Exception):
    """The file cannot be followed. The text is one line, `where: what`."""

    def __init__(self, line: str) -> None:
        super().__init__("".join(c if c.isprintable() else " " for c in line))


def load(data: bytes) -> Protocol:
    """The protocol that a file's bytes hold; `content_hash` is their SHA-256 in hex.

    Raises:
        ProtocolError: not UTF-8, not TOML, a wrong type or name, or a meaning that cannot be.
    """
    raw = _parse(data)
    for name in raw:
        if name == "content_hash" or name not in Protocol.__struct_fields__:
            raise ProtocolError(f"{name}: not known here")
    try:
        protocol = convert(raw, Protocol)
    except ValidationError as error:
        raise ProtocolError(_told(str(error), raw)) from None
    for problem in chain(_unfit(raw, protocol, ""), problems(protocol)):
        raise ProtocolError(problem)
    return replace(protocol, content_hash=sha256(data).hexdigest())


def _parse(data: bytes) -> dict[str, Any]:
    import tomllib  # 12 ms, and only here

    try:
        return tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise ProtocolError(f"file: not UTF-8 text (byte {error.start})") from None
    except (ValueError, ArithmeticError, RecursionError) as error:
        # Besides a syntax error: an integer of thousands of digits, an exponent beyond all
        # bounds, lists nested beyond all bounds.
        said = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "a value is too large"
        raise ProtocolError(f"file: not TOML: {said}") from None


def _told(message: str, raw: dict[str, Any]) -> str:
    """The library's message in our words, its place spelt out.

    It gives a place as `$.ranges[...].low`, leaving out the key of a mapping.
    """
    what, _, place = (
        message.rpartition(" - at `$.") if " - at `$." in message else (message, "", "")
    )
    path = place.removesuffix("`")
    table, left_out, rest = path.partition("[...]")
    if left_out:
        path = f"{table}.{_culprit(table, message, raw)}{rest}"
    if field := re.fullmatch(r"Object contains unknown field `(.*)`", what, re.DOTALL):
        return f"{path}.{field[1]}: not known here"
    if field := re.fullmatch(r"Object missing required field `(.*)`", what):
        return f"{path}.{field[1]}: missing".lstrip(".")
    if kinds := re.fullmatch(r"Expected `(.*)`, got `(.*)`", what):
        return f"{path}: expected {_KINDS[kinds[1]]}, got {_KINDS[kinds[2]]}"
    if what.startswith("Invalid enum value "):
        return f"{path}: {what.removeprefix('Invalid enum value ')} is not one of those allowed"
    return f"{path}: expected a number, got text"  # all that is left: text that is no decimal


def _culprit(path: str, message: str, raw: dict[str, Any]) -> str:
    """The key of the entry that `message` is about, in the mapping at `path`.

    Found by leaving the mapping's entries in one at a time until the same is said again.
    """
    *outer, last = path.split(".")
    holder = raw
    for name in outer:
        holder = holder[name]
    entries: Mapping[str, object] = holder[last]

    def said_of(key: str) -> str:
        holder[last] = {key: entries[key]}
        return _complaint(raw)

    return next(key for key in entries if said_of(key) == message)


def _complaint(raw: dict[str, Any]) -> str:
    try:
        convert(raw, Protocol)
    except ValidationError as error:
        return str(error)
    return ""


def _unfit(raw: Any, built: object, path: str) -> Iterator[str]:
    """What types let pass: a number written as text, not finite, too large or too fine; text that
    would break a line or a page.
    """
    if isinstance(built, Decimal | int) and not isinstance(built, bool):
        if isinstance(raw, str):
            yield f"{path}: expected a number, got text"
        elif not Decimal(built).is_finite():
            yield f"{path}: not a finite number"
        elif not -_LARGEST <= built <= _LARGEST:
            yield f"{path}: beyond {_LARGEST}"
        elif abs(cast("int", Decimal(built).as_tuple().exponent)) > _PLACES:
            yield f"{path}: more than {_PLACES} decimal places"
    elif isinstance(built, str) and not built.isprintable():
        yield f"{path}: holds a character that cannot be printed"
    elif isinstance(built, Struct):
        for name in raw:
            yield from _unfit(raw[name], getattr(built, name), f"{path}.{name}".lstrip("."))
    elif isinstance(built, dict):
        for name, value in cast("dict[str, object]", built).items():
            yield from _unfit(raw[name], value, f"{path}.{name}")
    elif isinstance(built, tuple):
        for index, value in enumerate(cast("tuple[object, ...]", built)):
            yield from _unfit(raw[index], value, f"{path}[{index}]")
