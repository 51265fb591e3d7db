"""A file that cannot be followed is refused with one line: where, and what."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from inoadmin.protocol.checking import problems
from inoadmin.protocol.loading import ProtocolError, load
from inoadmin.protocol.model import Number
from tests.protocol.files import DATA, changed, shipped


def refusal(data: bytes) -> str:
    with pytest.raises(ProtocolError) as caught:
        load(data)
    return str(caught.value)


class Wrong(NamedTuple):
    """One file that cannot be followed, as refused.txt tells it."""

    what: str
    passage: str
    instead: str
    line: str


def wrongs() -> Iterator[Wrong]:
    for block in (Path(__file__).parent / "refused.txt").read_text().split("\n# ")[1:]:
        what, *lines = block.splitlines()
        parts = ("\n".join(line[2:] for line in lines if line[:1] == mark) for mark in "-+=")
        yield Wrong(what, *parts)


CLOSES = 'closes_after = { value = 60, unit = "minutes", citation = "Pre-medication" }'
TOLERANCE = '\ntolerance = { value = 5, unit = "%", citation = "local" }'
HEIGHT = "height_cm = { low = 50, high = 250"
CRCL = '"Creatinine clearance {value}; should be {limit}."'
PULSE = "pulse = [{ upto = 40, score = 3 }, { upto = 50, score = 1 }"
RISK = 'code = "hepatic-risk-unassessed"\nasked = "first dose"'


@pytest.mark.parametrize("wrong", [*wrongs()], ids=lambda wrong: wrong.what)
def test_what_is_wrong_is_told_in_one_line(wrong: Wrong):
    assert refusal(changed(wrong.passage, wrong.instead)) == wrong.line


@pytest.mark.parametrize(
    ("passage", "instead"),
    [
        (TOLERANCE, TOLERANCE.replace("5", "0")),
        (TOLERANCE, TOLERANCE.replace("5", "100")),
        (CLOSES, CLOSES.replace("60", "1801").replace("minutes", "seconds")),
        (CLOSES, CLOSES.replace("60", "366").replace("minutes", "days")),
        (CLOSES, CLOSES.replace("60", "30.017")),
        ("delay_max = { value = 2", "delay_max = { value = 0"),
        ("omit_after = { value = 7", "omit_after = { value = 13"),
        ("short_by = { value = 5", "short_by = { value = 0"),
        ("volume_max = { value = 65", "volume_max = { value = 50"),
        ("remission_due_cycle = { value = 4", "remission_due_cycle = { value = 6"),
        (RISK, RISK.replace("first dose", "every dose")),
        (PULSE, PULSE.replace("50", "40.1")),
        (HEIGHT, "height_cm = { low = 50.000000001, high = 250"),
        (CRCL, '"{{CrCl}} {value}: already low, unsafely so; {limit}"'),
        ('review_date = "2020-11"', 'review_date = "2031-12"'),
    ],
)
def test_what_lies_just_inside_is_accepted(passage: str, instead: str):
    load(changed(passage, instead))


def test_not_a_text():
    assert refusal(b"\xff\xfe" + DATA) == "file: not UTF-8 text (byte 0)"


def test_a_mark_at_the_head_as_some_editors_write_it_is_let_pass():
    assert load(b"\xef\xbb\xbf" + DATA).identity.version == "1"


def test_an_empty_file():
    assert refusal(b"") == "identity: missing"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[identity",
            "file: not TOML: Expected ']' at the end of a table declaration (at end of document)",
        ),
        ("a = 1\na = 2\nb = 3", "file: not TOML: Cannot overwrite a value (at line 2, column 6)"),
        ("a = 1e99999999999999999999", "file: not TOML: a value is too large"),
        ("a = " + "1" * 5000, "file: not TOML: a value is too large"),
        ("a = " + "[" * 100_000, "file: not TOML: a value is too large"),
    ],
    ids=["table", "twice", "exponent", "digits", "nested"],
)
def test_not_toml(text: str, line: str):
    assert refusal(text.encode()) == line


def test_a_misshapen_figure_is_told_before_any_comparison():
    wrong = changed(CLOSES, CLOSES.replace("60", "29").replace("minutes", "months"))
    assert refusal(wrong).startswith("premedication.closes_after.unit: expected seconds")


def test_a_table_where_a_name_looks_like_a_place():
    assert refusal(DATA + b'["a - at `$.ranges[...]`"]\n') == (
        "a - at `$.ranges[...]`: not known here"
    )


def test_ranges_that_are_missing_are_told_as_such_though_options_need_them():
    premed = 'premed_mg = { low = 0.1, high = 5000, unit = "mg" }\n'
    assert refusal(changed(premed, "")) == "ranges.premed_mg: missing"
    platelets = 'platelets = { low = 0, high = 5000, unit = "x 10^9/L" }\n'
    assert refusal(changed(platelets, "")) == "ranges.platelets: missing"


def test_every_problem_can_be_listed():
    protocol = shipped()
    empty = replace(protocol.findings["crcl-low"], sentence="")
    protocol = replace(
        protocol,
        identity=replace(protocol.identity, drug=""),
        findings={**protocol.findings, "crcl-low": empty, "alt-high": replace(empty, sentence="}")},
        errata=(replace(protocol.errata[0], section="Nowhere"),),
    )
    assert list(problems(protocol)) == [
        "identity.drug: empty",
        "errata[0].section: no section 'Nowhere'",
        "findings.crcl-low.sentence: empty",
        "findings.alt-high.sentence: only {value} and {limit} are filled in",
    ]


def test_misshapen_figures_are_listed_without_what_follows_from_them():
    protocol = shipped()
    times = replace(
        protocol.times,
        future=Number(Decimal(60), "mins", "local"),
        late_entry=Number(Decimal(-5), "minutes", "local"),
    )
    assert list(problems(replace(protocol, times=times, errata=()))) == [
        "times.future.unit: expected seconds or minutes or hours or days, got 'mins'",
        "times.late_entry.value: must be nought or more",
    ]
