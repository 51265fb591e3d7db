import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.scan.wedge import Wedge, WedgeSettings, press, settle

CODE = "]d2010501345701209510AB1234\x1d17260331"


def play(keys, settings=None):
    """Types (character, milliseconds since the last) and settles at the end."""
    wedge, at, typed, scans = Wedge(settings or WedgeSettings()), 1000, "", []
    for key, pause in keys:
        at += pause
        decision = press(wedge, key, at)
        wedge, typed = decision.wedge, typed + decision.typed
        scans += [] if decision.scan is None else [decision.scan]
    decision = settle(wedge, at + 10_000)
    assert decision.wedge.held == ""
    return typed + decision.typed, scans + ([] if decision.scan is None else [decision.scan])


def at_pace(text, pause):
    return [(key, pause) for key in text]


@pytest.mark.parametrize("end", ["\r", "\n", "\t"])
@pytest.mark.parametrize("pause", [0, 5, 39, 40])
def test_a_fast_burst_with_a_terminator_is_a_scan(end, pause):
    assert play(at_pace(CODE + end, pause)) == ("", [CODE])


def test_a_person_is_slower():
    assert play(at_pace("AB1234\r", 41)) == ("AB1234\r", [])


def test_a_scan_without_a_terminator_ends_at_the_pause():
    assert play(at_pace(CODE, 5)) == ("", [CODE])


@pytest.mark.parametrize(("text", "scans"), [("AB123", []), ("AB1234", ["AB1234"])])
def test_the_least_length(text, scans):
    assert play(at_pace(text + "\r", 5)) == ("" if scans else text + "\r", scans)


def test_one_key_held_down_is_a_person():
    wedge = press(Wedge(), "8", 1000).wedge
    typed = ""
    for at in range(1030, 2000, 30):
        held = press(wedge, "8", at, repeated=True)
        wedge, typed = held.wedge, typed + held.typed
        assert held.scan is None
    decision = press(wedge, "\r", 2000)
    assert typed + decision.typed == "8" * 34 + "\r"
    assert decision.scan is None


def test_a_code_of_one_character_is_a_scan_when_no_key_was_held_down():
    assert play(at_pace("9999999999\r", 5)) == ("", ["9999999999"])


def test_what_came_before_a_key_that_is_held_down_is_a_persons_too():
    wedge = press(press(Wedge(), "a", 1000).wedge, "b", 1005).wedge
    assert press(wedge, "b", 1010, repeated=True).typed == "abb"


def test_typing_then_a_scan_then_typing():
    keys = [*at_pace("ab", 200), ("]", 200), *at_pace(CODE[1:] + "\r", 3), *at_pace("cd", 200)]
    assert play(keys) == ("abcd", [CODE])


def test_a_terminator_alone_is_typed():
    assert play([("\r", 500)]) == ("\r", [])


def test_a_terminator_after_the_pause_is_a_persons_after_the_scan():
    assert play([*at_pace(CODE, 3), ("\r", 500)]) == ("\r", [CODE])


def test_a_clock_that_goes_back_settles_what_was_held():
    assert play([("a", 0), ("b", -500), ("c", 5)]) == ("abc", [])


def test_keys_are_held_no_longer_than_the_gap():
    held = press(Wedge(), "a", 1000)
    assert (held.typed, held.scan) == ("", None)
    assert settle(held.wedge, 1040).typed == ""
    assert settle(held.wedge, 1041).typed == "a"


class TestPrefix:
    settings = WedgeSettings(prefix="\x02")

    def test_is_taken_off(self):
        assert play(at_pace(f"\x02{CODE}\r", 5), self.settings) == ("", [CODE])

    def test_without_it_speed_alone_is_not_enough(self):
        assert play(at_pace(f"{CODE}\r", 5), self.settings) == (f"{CODE}\r", [])


def test_a_key_without_text_changes_nothing():
    decision = press(Wedge(), "", 1000)
    assert (decision.wedge.held, decision.typed, decision.scan) == ("", "", None)


@given(st.lists(st.tuples(st.sampled_from("ab1]\x1d\r\t"), st.integers(-50, 100))))
def test_no_character_is_lost_or_made_up(keys):
    typed, scans = play(keys)
    came_in = sorted(key for key, _ in keys if key not in "\r\t")
    came_out = sorted(key for key in typed + "".join(scans) if key not in "\r\t")
    assert came_out == came_in
