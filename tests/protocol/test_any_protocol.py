"""Whatever is done to the file, it loads or is refused with one line."""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from inoadmin.protocol.loading import ProtocolError, load
from inoadmin.protocol.text import show
from tests.protocol.files import DATA, TEXT

LINES = TEXT.splitlines(keepends=True)
VALUES = [m.span(1) for m in re.finditer(r'= ("[^"\n]*"|-?[0-9.]+|true|false)', TEXT)]
INSTEAD = st.one_of(
    st.sampled_from(
        ["nan", "-inf", "0", "-1", "1e400", "0e99", "true", '""', "[]", "{}", "2020-01-01", '"1"']
    ),
    st.integers().map(str),
    st.decimals(allow_nan=False).map(str),
    st.text(max_size=20).map(lambda text: f"'{text}'"),
)


def loads_or_is_refused(data: bytes) -> None:
    try:
        protocol = load(data)
    except ProtocolError as error:
        line = str(error)
        assert line
        assert "\n" not in line
        assert ": " in line
    else:
        assert show(protocol)


@given(place=st.sampled_from(VALUES), instead=INSTEAD)
def test_another_value(place: tuple[int, int], instead: str):
    start, end = place
    text = TEXT[:start] + instead + TEXT[end:]
    loads_or_is_refused(text.encode("utf-8", "surrogatepass"))


@given(
    first=st.integers(0, len(LINES) - 1),
    second=st.integers(0, len(LINES) - 1),
    act=st.sampled_from(["drop", "double", "swap"]),
)
def test_lines_dropped_doubled_or_swapped(first: int, second: int, act: str):
    lines = list(LINES)
    if act == "drop":
        del lines[first]
    elif act == "double":
        lines.insert(second, lines[first])
    else:
        lines[first], lines[second] = lines[second], lines[first]
    loads_or_is_refused("".join(lines).encode())


@settings(max_examples=50)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 8))
def test_bytes_changed_anywhere(seed: int, size: int):
    chance = random.Random(seed)
    data = bytearray(DATA)
    for _ in range(size):
        data[chance.randrange(len(data))] = chance.randrange(256)
    loads_or_is_refused(bytes(data))


@given(cut=st.integers(0, len(DATA)))
def test_a_file_cut_off(cut: int):
    loads_or_is_refused(DATA[:cut])


@given(data=st.binary(max_size=200))
def test_any_bytes(data: bytes):
    loads_or_is_refused(data)
