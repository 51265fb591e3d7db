"""How a ward may set up its scanner, and what a scan tried out shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inoadmin.domain.commands import Reading
from inoadmin.domain.settings import ScannerSetup
from inoadmin.session.scanner_setup import scanner_faults, separators_of, tried
from tests.session.bench import BAG, FIRST, Bench

WITHOUT = "010501345701209510AB1234|17260331"


@pytest.mark.parametrize("text", ["|", "~", "^]", "{GS}", "<GS>", "\\x1d", "[FNC1]", "1234567#"])
def test_what_stands_in_no_code_parts_one(text: str) -> None:
    assert scanner_faults(ScannerSetup(separators=(text,))) == ()
    assert scanner_faults(ScannerSetup(prefix=text)) == ()


@pytest.mark.parametrize(
    "text", ["A", "1", "GS", "17", "-", "/", "(GS)", "<>", "é", "| |", "\x1d", "\t", "123456789#"]
)
def test_what_may_stand_in_a_code_or_comes_through_no_keyboard_is_refused(text: str) -> None:
    (fault,) = scanner_faults(ScannerSetup(separators=(text,)))
    assert fault.startswith(f"separator “{text}”: 1 to 8 characters without spaces")
    (fault,) = scanner_faults(ScannerSetup(prefix=text))
    assert fault.startswith(f"prefix “{text}”: blank, or 1 to 8 characters")


def test_an_empty_separator_is_refused_and_an_empty_prefix_is_none() -> None:
    assert len(scanner_faults(ScannerSetup(separators=("",)))) == 1
    assert scanner_faults(ScannerSetup(prefix="")) == ()


@pytest.mark.parametrize(("gap_ms", "faults"), [(19, 1), (20, 0), (100, 0), (101, 1)])
def test_the_pause_has_limits(gap_ms: int, faults: int) -> None:
    found = scanner_faults(ScannerSetup(gap_ms=gap_ms))
    assert len(found) == faults
    assert all(f"{gap_ms}: 20 to 100 ms" in fault for fault in found)


@pytest.mark.parametrize(("count", "faults"), [(8, 0), (9, 1)])
def test_so_many_separators_and_no_more(count: int, faults: int) -> None:
    many = tuple(f"#{number}" for number in range(count))
    assert len(scanner_faults(ScannerSetup(many))) == faults


def test_separators_are_typed_with_spaces_between() -> None:
    assert separators_of("  | ^]  | ") == ("|", "^]")
    assert separators_of(" ") == ()


def test_a_trial_shows_what_came_and_what_could_be_the_separator() -> None:
    setup = ScannerSetup()
    shown = tried(WITHOUT, setup, Bench().service.read_scan(WITHOUT, setup))
    assert shown == (
        f"Came: {WITHOUT} (33 characters)",
        "Read: GTIN 05013457012095, product Besponsa",
        "No separator came. | stands in no code: it may be what is sent for it.",
        "The separator after the batch was lost: type batch and expiry from the label.",
    )


def test_a_trial_is_read_as_the_setup_says() -> None:
    setup = ScannerSetup(separators=("|",))
    shown = tried(WITHOUT, setup, Bench().service.read_scan(WITHOUT, setup))
    assert shown[1:] == (
        "Read: GTIN 05013457012095, product Besponsa, batch AB1234, expiry 2026-03-31",
        "Separator: |",
    )


def test_the_separator_itself_is_shown() -> None:
    assert "Separator: ␝" in tried("10AB\x1d17260331", ScannerSetup(), Reading(batch="AB"))


def test_the_kind_of_code_is_no_separator() -> None:
    shown = tried("]d210AB1234", ScannerSetup(), Reading(batch="AB1234"))
    assert shown[2].startswith("No separator came: a code in which")


def test_a_change_holds_for_the_next_scan_and_the_next_bag() -> None:
    bench = Bench().staffed()
    assert bench.service.read_scan(WITHOUT).batch is None
    settings = bench.service.settings()
    bench.service.change_settings(replace(settings, scanner=ScannerSetup(("|",))), "max")
    assert bench.service.read_scan(WITHOUT).batch == "AB1234"
    bench.do(FIRST, replace(BAG, batch="", expiry="", scan=WITHOUT))
    assert bench.state.bag is not None
    reading = bench.state.bag.command.reading
    assert reading is not None
    assert (reading.batch, reading.expiry) == ("AB1234", "2026-03-31")
