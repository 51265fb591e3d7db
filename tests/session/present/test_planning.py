"""The plan in words, for a nurse who looks at it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.protocol.loading import load
from inoadmin.session.present.planning import Face, face, suggestions
from tests.domain.findings.benches import opened
from tests.fakes import HandClock
from tests.protocol.files import changed
from tests.session.bench import BAG, PREMEDS, STARTS, WELL, Bench, bloods, minutes

LONG = replace(BAG, expiry="2026-03-31", reconstituted=None)
WARM = replace(LONG, refrigerated=False)


def made(*acts: c.Act, starts_at: datetime = STARTS) -> Bench:
    bench = opened(Bench(clock=HandClock(starts_at)).staffed())
    bench.do(*acts)
    return bench


def at(hour: int, minute: int) -> datetime:
    return STARTS.replace(hour=hour, minute=minute)


def shown(bench: Bench, start: datetime | None = None) -> Face:
    return face(bench.service, bench.dose, bench.now, start)


def lines(bench: Bench, start: datetime | None = None) -> list[str]:
    """All that is said, a line a sentence."""
    got = shown(bench, start)
    said = (got.headline, *got.lines, *(f"! {one}" for one in got.misfits), got.offer, *got.changes)
    return [one for one in said if one]


def test_with_nothing_yet_the_first_start_is_offered() -> None:
    assert lines(made()) == ["Starts that fit: from 08:50"]
    assert shown(made()).tone == "calm"


def test_a_wished_start_says_what_to_do_when() -> None:
    bench = made(replace(LONG, expiry="2026-03-02T18:00"))
    assert lines(bench, at(14, 35)) == [
        "Start 14:35 → home 16:35",
        "Premedicate 13:35 to 14:05",
        "Bag out by 13:35",
        "Observations and bedside check from 13:35",
        "Starts that fit: 08:50 to 17:00 (bag life)",
    ]


def test_what_is_done_is_told_as_done() -> None:
    bench = made(LONG)
    bench.do(c.BagOut())
    bench.wait(20)
    bench.do(PREMEDS[0])
    bench.wait(5)
    assert lines(bench, at(9, 10))[1:3] == [
        "Premedicate 08:10 to 08:40: antihistamine and antipyretic",
        "Bag out since 08:00",
    ]
    bench.do(*PREMEDS[1:])
    bench.wait(10)
    bench.do(WELL)
    assert lines(bench, at(9, 10)) == [
        "Start 09:10 → home 11:10",
        "Premedication given 08:20 to 08:25",
        "Bag out since 08:00",
        "Bedside check from 08:10",
        "Starts that fit: 08:55 to 09:20 (premedication)",
    ]
    bench.do(c.SecondCheck("bedside", "ben"))
    assert "Observations and bedside check made" in lines(bench, at(9, 10))


def test_a_bag_that_came_out_of_no_fridge_is_not_spoken_of() -> None:
    assert not [line for line in lines(made(WARM), at(9, 0)) if "Bag" in line]


def test_with_less_than_the_whole_hour_left_the_bag_comes_out_now() -> None:
    assert "Bag out now, at the latest 08:05" in lines(made(LONG), at(8, 55))


@pytest.mark.parametrize(
    ("acts", "start", "said"),
    [
        (
            (LONG,),
            at(8, 40),
            ["Too early: the bag must still warm up, start from 08:50."],
        ),
        (
            (LONG, c.BagOut()),
            at(8, 40),
            ["Too early: the bag is out since 08:00, start from 08:50."],
        ),
        (
            (WARM,),
            at(8, 29),
            [
                "Too early: still to be given: corticosteroid, antihistamine and antipyretic, "
                "start from 08:30."
            ],
        ),
        (
            (WARM, *PREMEDS),
            at(8, 29),
            ["Too early: the premedication is too recent, start from 08:30."],
        ),
        (
            (WARM, *PREMEDS),
            at(9, 1),
            [
                "Premedication of 08:00 counts until 09:00: start by 09:00, or repeat "
                "dexamethasone, chlorphenamine and paracetamol (paracetamol within 4hr until "
                "12:00: ask the prescriber)."
            ],
        ),
        (
            (WARM, *PREMEDS[:2]),
            at(9, 1),
            [
                "Premedication of 08:00 counts until 09:00: start by 09:00, or repeat "
                "dexamethasone and chlorphenamine."
            ],
        ),
        (
            (replace(LONG, expiry="2026-03-02T15:00"),),
            at(14, 1),
            ["Bag good until 15:00: start by 14:00, or ask pharmacy for another bag."],
        ),
        (
            (replace(LONG, reconstituted=STARTS - minutes(30)),),
            at(14, 31),
            [
                "Bag good until 15:30, 8hr from reconstitution: start by 14:30, or ask pharmacy "
                "for another bag."
            ],
        ),
        (
            bloods(STARTS - timedelta(days=7) + minutes(120)),
            at(10, 1),
            [
                "Full blood count counts until 10:00: start by 10:00, or take a new sample.",
                "Urea and electrolytes count until 10:00: start by 10:00, or take a new sample.",
                "Liver tests count until 10:00: start by 10:00, or take a new sample.",
            ],
        ),
    ],
)
def test_what_does_not_fit_says_what_would(
    acts: tuple[c.Act, ...], start: datetime, said: list[str]
) -> None:
    got = shown(made(*acts), start)
    assert list(got.misfits) == said
    assert got.tone == "warn"


def test_a_minute_earlier_or_later_it_fits() -> None:
    for acts, start in (
        ((LONG,), at(8, 50)),
        ((WARM, *PREMEDS), at(8, 30)),
        ((WARM, *PREMEDS), at(9, 0)),
        ((replace(LONG, expiry="2026-03-02T15:00"),), at(14, 0)),
    ):
        assert shown(made(*acts), start).misfits == ()


def test_an_old_weight_is_to_be_taken_again() -> None:
    bench = opened(Bench().staffed(), weight_measured=STARTS - timedelta(hours=22))
    assert shown(bench, at(10, 1)).misfits == (
        "Weight counts until 10:00: start by 10:00, or weigh again.",
    )


def test_when_no_start_fits_it_says_what_must_change_and_from_when() -> None:
    bench = made(replace(LONG, expiry="2026-03-02T09:45"), *PREMEDS)
    bench.wait(40)
    assert lines(bench, at(9, 10)) == [
        "Start 09:10 → home 11:10",
        "! Too early: the bag must still warm up, start from 09:30.",
        "No start fits as things stand.",
        "Bag good until 09:45: ask pharmacy for another bag.",
        "Premedication of 08:00 counts until 09:00: repeat dexamethasone, chlorphenamine and "
        "paracetamol (paracetamol within 4hr until 12:00: ask the prescriber).",
        "Then a start fits from 09:30.",
    ]


def test_a_later_start_says_what_is_given_again_for_it() -> None:
    bench = made(LONG, *PREMEDS)
    bench.wait(40)
    assert "Premedicate 08:40 to 09:10: dexamethasone, chlorphenamine and paracetamol" in lines(
        bench, at(9, 40)
    )


def test_a_limit_that_lies_before_the_first_start_offers_no_earlier_one() -> None:
    """The bag would do, but for the time that it takes to warm."""
    bench = made(replace(LONG, expiry="2026-03-02T09:30"))
    assert shown(bench, at(9, 0)).changes == (
        "Bag good until 09:30: ask pharmacy for another bag.",
        "Then a start fits from 08:50.",
    )


def test_a_wished_start_that_has_passed_is_told_as_such() -> None:
    bench = made(LONG)
    bench.wait(70)
    assert lines(bench, at(9, 0)) == [
        "! The start planned for 09:00 has passed, 10min ago: plan anew.",
        "Starts that fit: from 10:00",
    ]
    assert shown(bench, at(9, 10)).headline == "Start 09:10 → home 11:10"


def test_only_one_minute_may_be_left() -> None:
    bench = made(replace(LONG, expiry="2026-03-02T09:50"))
    assert shown(bench).offer == "Starts that fit: only 08:50 (bag life)"
    assert [one.label for one in suggestions(bench.service, bench.dose, bench.now)] == [
        "Earliest: 08:50"
    ]


@pytest.mark.parametrize(
    ("expiry", "labels"),
    [
        ("2026-03-02T15:00", ["Earliest: 08:50", "Latest: 14:00"]),
        ("2026-03-31", ["Earliest: 08:50"]),
        ("2026-03-02T09:00", ["Earliest then: 08:50"]),
    ],
)
def test_starts_are_suggested(expiry: str, labels: list[str]) -> None:
    bench = made(replace(LONG, expiry=expiry))
    got = suggestions(bench.service, bench.dose, bench.now)
    assert [one.label for one in got] == labels
    assert got[0].start == at(8, 50)


def test_all_of_it_is_said_in_one_go() -> None:
    bench = made(replace(LONG, expiry="2026-03-02T15:00"))
    assert shown(bench, at(14, 1)).spoken == (
        "Plan. Start 14:01 → home 16:01. Premedicate 13:01 to 13:31. Bag out by 13:01. "
        "Observations and bedside check from 13:01. "
        "Bag good until 15:00: start by 14:00, or ask pharmacy for another bag. "
        "Starts that fit: 08:50 to 14:00 (bag life)"
    )


def test_a_ward_whose_times_differ_is_told_both() -> None:
    """The figures are the protocol's: here the bedside check counts for half an hour."""
    hour = 'bedside_check = { value = 60, unit = "minutes", citation = "local" }'
    data = changed(hour, hour.replace("60", "30"))
    bench = opened(Bench(protocol=load(data), data=data).staffed())
    assert "Observations from 09:00 and bedside check from 09:30" in lines(bench, at(10, 0))


def test_in_the_night_of_summer_time_the_times_are_the_wards() -> None:
    night = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    bench = made(replace(LONG, dose_mg=Decimal("1.4")), starts_at=night)
    assert lines(bench, night + minutes(90))[:3] == [
        "Start 02:30 → home 04:30",
        "Premedicate 00:30 to 02:00",
        "Bag out by 00:30",
    ]
