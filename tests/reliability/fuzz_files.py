"""Scenario and protocol files: the ones that hold, changed.

A file is refused in one line, or all that it says is taken: what changes its meaning changes what
was read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import cast

from msgspec.structs import replace

from inoadmin.bootstrap.headless import played
from inoadmin.protocol.loading import ProtocolError
from inoadmin.protocol.loading import load as load_protocol
from inoadmin.protocol.text import show
from inoadmin.scenario.acts import COMMANDS
from inoadmin.scenario.loading import load as load_scenario
from inoadmin.scenario.model import Scenario, ScenarioError
from inoadmin.session.ports import StorageError
from tests.protocol.files import DATA, TEXT, shipped
from tests.scenario.files import ITEMS, SCENARIOS

VALUE = re.compile(r'= ("[^"\n]*"|-?[0-9.]+|true|false|\[[^\]\n]*\])')
ODD = (
    *("nan", "-inf", "0", "-1", "1e400", "0e99", "true", '""', "[]", "{}", "2020-01-01", '"1"'),
    *("9999999999999999999999", "0xff", "[[1]]", '"x"', "1.50", '"0:00"', '"-1d 0:00"', "12:00:00"),
    *('"9d 9:99"', '"2026-03-02T18:00:00Z"', '"NHS"', "'\\'", '"""', '"\\u0000"', '"preparing"'),
)
#: What a scenario's step need not say (scenario-format.md).
DEFAULTS = {
    "reviewed": True,
    "oxygen": False,
    "running": True,
    "void": False,
    "already_happened": False,
}
PLAYED = 0.02  # the share of the scenarios that were taken which is played to its end


def changed(text: str, chance: Random) -> bytes:
    """A file's text changed in one to four ways."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        text = changed_once(text, chance)
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if data and chance.random() < 0.15:
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def changed_once(text: str, chance: Random) -> str:
    """One change: another value, a line dropped, doubled, moved, made up, or the end cut off."""
    lines = text.splitlines(keepends=True) or ["\n"]
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(8):
        case 0 | 1 | 2:
            places = [match.span(1) for match in VALUE.finditer(text)]
            if not places:
                return text
            start, end = chance.choice(places)
            other = chance.choice(places)
            value = chance.choice((chance.choice(ODD), text[other[0] : other[1]], number(chance)))
            return text[:start] + value + text[end:]
        case 3:
            del lines[first]
        case 4:
            lines.insert(second, lines[first])
        case 5:
            lines[first], lines[second] = lines[second], lines[first]
        case 6:
            lines.insert(first, f"{chance.choice(('unknown', 'reason', 'at', 'value'))} = 1\n")
        case _:
            if chance.random() < 0.2:
                return text[: chance.randrange(len(text) + 1)]
            lines[first] = lines[first].upper()
    return "".join(lines)


def number(chance: Random) -> str:
    """A number near those that files bear."""
    return str(Decimal(chance.randint(-5, 3000)) / chance.choice((1, 10, 100)))


def scenario(chance: Random, _folder: Path) -> str:
    """One scenario file; now and then one that was taken is played."""
    path = chance.choice(SCENARIOS)
    text = changed(path.read_text("utf-8"), chance)
    try:
        taken = load_scenario(text, ITEMS)
    except ScenarioError as error:
        in_one_line(error)
        return "refused"
    whole(taken, text)
    before, loaded = unchanged(path)
    if (undefaulted(meaning(text)) == before) != (taken == loaded):
        raise AssertionError("a change was taken and not seen, or seen where there is none")
    if chance.random() >= PLAYED:
        return "read"
    try:
        with played(text, None, None):
            return "played"
    except (ScenarioError, ProtocolError, StorageError) as error:
        in_one_line(error)
        return "refused while played"


@cache
def unchanged(path: Path) -> tuple[object, Scenario]:
    """What a file that holds says, and what is read of it."""
    data = path.read_bytes()
    return undefaulted(meaning(data)), load_scenario(data, ITEMS)


def undefaulted(told: object) -> object:
    """What a file says, without what goes without saying."""
    if isinstance(told, dict):
        items = cast("dict[str, object]", told).items()
        return {k: undefaulted(v) for k, v in items if DEFAULTS.get(k) is not v}
    if isinstance(told, list):
        return [undefaulted(value) for value in cast("list[object]", told)]
    return told


def whole(taken: Scenario, text: bytes) -> None:
    """All staff, patients and steps that the file has were taken, and steps go on in time."""
    told = tomllib.loads(text.decode().removeprefix("\ufeff"))
    assert taken.title == told["scenario"]["title"]
    assert {*taken.staff} == {*told.get("staff", {})}
    assert {*taken.patients} == {*told.get("patients", {})}
    steps = told.get("step", [])
    assert len(taken.steps) == len(steps)
    assert "unknown" not in set(keys(told)), "a key that nobody knows"
    assert {step.get("command") for step in steps} <= {*COMMANDS, None}
    times = [step.at for step in taken.steps]
    assert times == sorted(times), "steps go back in time"


def keys(table: object) -> Iterator[str]:
    """All keys in a file, at any depth."""
    if isinstance(table, dict):
        for key, value in cast("dict[str, object]", table).items():
            yield key
            yield from keys(value)
    elif isinstance(table, list):
        for value in cast("list[object]", table):
            yield from keys(value)


def protocol(chance: Random, _folder: Path) -> str:
    """One protocol file; a value changed in it must be seen in what was read."""
    data = changed(TEXT, chance)
    try:
        taken = load_protocol(data)
    except ProtocolError as error:
        in_one_line(error)
        return "refused"
    assert show(taken)
    same = replace(taken, content_hash=shipped().content_hash) == shipped()
    if same != (meaning(data) == meaning(DATA)):
        raise AssertionError("a change was taken and not seen, or seen where there is none")
    return "read, the same" if same else "read"


def meaning(data: bytes) -> object:
    """What a file says, numbers by value."""
    return tomllib.loads(data.decode().removeprefix("\ufeff"), parse_float=Decimal)


def in_one_line(error: Exception) -> None:
    """A refusal is one line that says something."""
    line = str(error)
    assert line.strip(), "an empty refusal"
    assert len(line.splitlines()) == 1, f"several lines: {line!r}"
