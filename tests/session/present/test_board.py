from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.session.present.board import alike, board
from tests.wards import HILL, MOOR, MOORE, Visit, Ward, ward

MINUTE = timedelta(minutes=1)


def cards(here: Ward, *, named: bool = False) -> list[str]:
    shown = board(here.service, here.service.now(), named=named)
    return [f"{c.tone:6} {c.spoken}" for c in shown]


def test_the_most_urgent_patient_comes_first() -> None:
    here = ward(
        Visit("04-interruption-and-restart.toml", MOORE),
        Visit("05-reaction-grade-2.toml", MOOR, later=-10 * MINUTE),
        Visit("01-clean.toml", HILL, later=30 * MINUTE),
        at=timedelta(hours=1, minutes=40),
    )
    assert cards(here) == [
        "warn   Bay 5, ▲ observations overdue, 25min late",
        "warn   Bay 3, ▲ observations overdue, 19min late",
        "accent Bay 1, infusing, 56min",
    ]


def test_alone_the_board_names_patients_and_flags_similar_surnames() -> None:
    here = ward(
        Visit("01-clean.toml", MOORE),
        Visit("01-clean.toml", MOOR),
        Visit("01-clean.toml", HILL),
        at=timedelta(0),
    )
    assert cards(here, named=True) == [
        "calm   Bay 1, HILL, Sam (Mr), preparing, Checks",
        "calm   Bay 3, MOORE, Jean (Mrs), preparing, Checks, similar name on the board",
        "calm   Bay 5, MOOR, Ida, preparing, Checks, similar name on the board",
    ]


def test_beside_an_open_patient_no_name_stands_on_the_board() -> None:
    here = ward(Visit("01-clean.toml", MOORE), Visit("01-clean.toml", MOOR), at=timedelta(0))
    shown = board(here.service, here.service.now(), named=False)
    assert [(card.name, card.similar) for card in shown] == [("", False), ("", False)]


@pytest.mark.parametrize(
    ("at", "card"),
    [
        (5, "accent Bay 3, bag warming, 57min"),
        (20, "accent Bay 3, start window, opens in 30min"),
        (54, "accent Bay 3, start window open, closes in 26min"),
        (70, "accent Bay 3, infusing, 56min"),
        (83, "warn   Bay 3, ▲ observations overdue, 2min late"),
    ],
)
def test_a_card_says_what_is_next_and_in_how_long(at: int, card: str) -> None:
    here = ward(Visit("04-interruption-and-restart.toml"), at=at * MINUTE)
    assert cards(here) == [card]


def test_an_interrupted_infusion_says_so() -> None:
    here = ward(
        Visit("04-interruption-and-restart.toml", until=81 * MINUTE), at=timedelta(minutes=81)
    )
    assert cards(here) == ["warn   Bay 3, infusion interrupted"]


def test_ended_doses_are_for_the_archive_and_patients_without_a_dose_are_not() -> None:
    here = ward(
        Visit("01-clean.toml", MOORE),
        Visit("01-clean.toml", HILL, until=-MINUTE),
        at=timedelta(hours=9),
    )
    shown = board(here.service, here.service.now(), named=False)
    assert [(c.place, c.state, c.ended) for c in shown] == [
        ("Bay 1", "no dose open", False),
        ("Bay 3", "completed", True),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("moore", "moor", True), ("moore", "moore", True), ("moore", "hill", False)],
)
def test_similar_surnames(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
