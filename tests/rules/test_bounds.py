"""Section 1: authorisations that carry their authoriser's bound, and what is given ahead."""

from decimal import Decimal
from typing import Any

import pytest

from .covers import LOW, START, WINDOW, authorise, fbc, start
from .doses import day_8, infusing, ready


@pytest.mark.parametrize(("at", "codes"), [("1:40", set()), ("1:40:01", {WINDOW})])
def test_until_holds_to_its_moment_given_ahead(at: str, codes: set[str]) -> None:
    assert start(authorise(ready(), "1:00", WINDOW, until="1:40"), at) == codes


@pytest.mark.parametrize("panel", ["fbc", "ue", "lft"])
def test_until_of_a_sample(panel: str) -> None:
    walk = day_8().change(panel, taken="-22:55")
    walk = authorise(walk, "0:55", f"{panel}-stale", until="1:10")
    assert start(walk, "1:10") == set()
    assert start(walk, "1:10:01") == {f"{panel}-stale"}


@pytest.mark.parametrize(("until", "codes"), [("2:06", set()), ("2:05:59", {"in-use-limit"})])
def test_until_of_the_in_use_limit_is_the_end_of_the_infusion(until: str, codes: set[str]) -> None:
    walk = ready().change("bag", reconstituted="-6:30")
    assert start(authorise(walk, "1:00", "in-use-limit", until=until), START) == codes


@pytest.mark.parametrize(
    ("code", "panel", "field", "within", "bound", "beyond"),
    [
        ("neutrophils-low", "fbc", "neutrophils", "0.51", "0.5", "0.49"),
        ("platelets-low", "fbc", "platelets", "31", "30", "29"),
        ("crcl-low", "ue", "crcl", "10.1", "10", "9.9"),
        ("bilirubin-high", "lft", "bilirubin", "39.9", "40", "40.1"),
        ("alt-high", "lft", "alt", "149", "150", "151"),
        ("ast-high", "lft", "ast", "149", "150", "151"),
    ],
)
def test_a_limit_given_ahead_holds_to_its_value(
    code: str, panel: str, field: str, within: str, bound: str, beyond: str
) -> None:
    for value, codes in ((within, set()), (bound, set()), (beyond, {code})):
        walk = authorise(ready(), "0:00:45", code, limit=Decimal(bound))
        assert start(walk.change(panel, **{field: Decimal(value)}), START) == codes


def test_with_a_limit_a_newer_result_within_it_lapses_nothing() -> None:
    walk = authorise(LOW, "1:00", "neutrophils-low", limit=Decimal("0.5"))
    assert start(fbc(walk, "1:01", "-1:00", 0.6), START) == set()
    assert start(fbc(walk, "1:01", "-1:00", 0.4), START) == {"neutrophils-low"}


@pytest.mark.parametrize(
    ("codes", "bound"),
    [
        (["premed-missing"], {"until": "2:00"}),
        (["neutrophils-low"], {"until": "2:00"}),
        (["premed-too-recent"], {"until": "2:00"}),
        (["news2-high"], {"limit": 6}),
        ([WINDOW], {"limit": 6}),
        (["fbc-stale"], {"limit": 6}),
        ([WINDOW, "news2-high"], {"until": "2:00"}),
    ],
)
def test_a_bound_on_another_code_is_no_value(codes: list[str], bound: dict[str, Any]) -> None:
    walk = ready().drop("dex").change("fbc", neutrophils=0.5).change("baseline", pulse=140)
    played = authorise(walk, "0:53", *codes, name="bounded", **bound).play()
    assert played.codes("bounded") == {"invalid-value"}


@pytest.mark.parametrize("code", ["premed-window-passed", "neutrophils-low", "in-use-limit"])
def test_without_a_bound_nothing_is_covered_ahead(code: str) -> None:
    played = authorise(ready(), "1:00", code, name="ahead").play()
    assert played.codes("ahead") == {"out-of-sequence"}


def test_what_was_given_ahead_and_never_used_is_no_deviation() -> None:
    walk = authorise(ready(), "1:00", WINDOW, until="1:40").then(START, "start")
    assert walk.play().kinds() == []


def test_a_bounded_one_may_be_given_in_any_stage() -> None:
    walk = authorise(infusing(), "1:10", "in-use-limit", name="running", until="5:00")
    walk = walk.then("1:12", "stop", reason="fever")
    played = authorise(walk, "1:13", "in-use-limit", name="after", until="5:00").play()
    assert played.refused() == {}
