"""Section 2: who may have which dose, the rows judged at `start` and `resume`."""

from typing import Any

from .cases import Case
from .course_open_cases import MONTHLY
from .doses import (
    EVERY_DOSE,
    FIRST_DOSE,
    cycle_2,
    day_8,
    given,
    infusing,
    interrupted,
    later,
    ready,
)
from .walk import Walk

START = "1:06"
DISCONTINUE: dict[str, Any] = {"reason": "vod", "authoriser": "Dr Sale", "role": "consultant"}


def answers(item: str, walk: Walk, *, optional: bool = False) -> list[Case]:
    """An item answered, answered no and not answered; with "not applicable" where it may be."""
    met = [Case(item, "met", walk.answer(item, "yes").look(START))]
    if optional:
        met.append(Case(item, "met", walk.answer(item, "not applicable").look(START)))
    return [
        *met,
        Case(item, "unmet", walk.answer(item, "no").look(START)),
        Case(item, "unmet", walk.answer(item, None).look(START)),
    ]


def cycle(number: int, *, prescribed_mg: Any = 1.6, started: str = "", **opened: Any) -> Walk:
    """Day 1 of a cycle after monthly ones elsewhere, the last of them 28 days or more ago."""
    before = [*MONTHLY[: number - 1]]
    if started:
        before[-1] = (number - 1, 1, started)
    return later(given(Walk(), *before), number, 1, prescribed_mg, **opened)


ITEMS = [
    *[case for item in EVERY_DOSE for case in answers(item, ready())],
    *[
        case
        for item in FIRST_DOSE
        for case in answers(item, ready(), optional=item == "contraception-not-discussed")
    ],
    *answers("tumour-burden-unprotected", ready(), optional=True),
    *answers("tki-not-tried", ready(), optional=True),
    *answers("post-dose-lft-unseen", day_8()),
    *answers("double-alkylator-planned", cycle_2(transplant_planned=True)),
    # Items of the first dose are not asked of a later one, nor those of a later one of the first.
    *[Case(item, "met", day_8().look(START)) for item in (*FIRST_DOSE, "tki-not-tried")],
    Case("post-dose-lft-unseen", "met", ready().look(START)),
    Case("double-alkylator-planned", "met", ready().look(START)),
]

STOPPED = [
    Case("permanently-discontinued", "met", ready().look(START)),
    Case("permanently-discontinued", "met", interrupted().look("1:30")),
    Case("permanently-discontinued", "unmet", ready().then(START, "discontinue", **DISCONTINUE)),
    Case(
        "permanently-discontinued",
        "unmet",
        interrupted().then("1:30", "discontinue", **DISCONTINUE),
    ),
    # Neither of the rows that are judged at `open` alone, nor this one, keeps the end shut.
    Case(
        "permanently-discontinued",
        "met",
        infusing().then("1:30", "discontinue", **DISCONTINUE).look("2:06"),
    ),
]

ALLERGIES = [
    Case("allergies-unchecked", "met", ready().patient(allergies=["penicillin"]).look(START)),
    Case(
        "allergies-unchecked",
        "met",
        ready().patient(allergies=None).then(START, "allergies", known=[]),
    ),
    Case("allergies-unchecked", "unmet", ready().patient(allergies=None).look(START)),
]

BLASTS = [
    Case("blasts-high", "inside", ready().change("blasts", x10_9_per_l=9.99).look(START)),
    Case("blasts-high", "on", ready().change("blasts", x10_9_per_l=10).look(START), stands=False),
    Case("blasts-high", "outside", ready().change("blasts", x10_9_per_l=10.01).look(START)),
    Case("blasts-high", "outside", ready().drop("blasts").look(START)),
    Case("blasts-high", "inside", day_8().look(START)),
    Case(
        "blasts-high",
        "inside",
        ready().change("blasts", x10_9_per_l=30).then("1:00", "blasts", x10_9_per_l=9).look(START),
    ),
]

CYCLE_INTERVAL = [
    # Day 1 of cycle 2: 21 days after day 1 of cycle 1.
    Case("cycle-interval-short", "inside", cycle_2("2026-02-08").look(START)),
    Case("cycle-interval-short", "on", cycle_2("2026-02-09").look(START), stands=False),
    Case("cycle-interval-short", "outside", cycle_2("2026-02-10").look(START)),
    # Day 1 of a later cycle: 28 days after the day 1 before it.
    Case("cycle-interval-short", "inside", cycle(3, started="2026-02-01").look(START)),
    Case("cycle-interval-short", "on", cycle(3, started="2026-02-02").look(START), stands=False),
    Case("cycle-interval-short", "outside", cycle(3, started="2026-02-03").look(START)),
    # Days 8 and 15 have no such interval.
    Case("cycle-interval-short", "inside", day_8("2026-02-23").look(START)),
]

RESPONSE = [
    Case("response-not-achieved", "inside", cycle(2).look(START)),
    Case("response-not-achieved", "on", cycle(3).look(START), stands=False),
    Case("response-not-achieved", "outside", cycle(4).look(START)),
    Case("response-not-achieved", "outside", cycle(4, remission="none").look(START)),
    Case("response-not-achieved", "inside", cycle(4, prescribed_mg=1, remission="cr").look(START)),
    Case("response-not-achieved", "inside", cycle(4, prescribed_mg=1, remission="cri").look(START)),
    Case(
        "response-not-achieved",
        "inside",
        later(
            given(Walk(), *MONTHLY[:3]).change("c2d1", remission="cri"), 4, 1, 1, remission="none"
        ).look(START),
    ),
]

PLANNED = {"transplant_planned": True}
TRANSPLANT = [
    Case("transplant-cycle-limit", "inside", cycle(2, **PLANNED).look(START)),
    Case(
        "transplant-cycle-limit",
        "on",
        cycle(3, third_cycle_reason="mrd", **PLANNED).look(START),
        stands=False,
    ),
    Case(
        "transplant-cycle-limit",
        "on",
        cycle(3, third_cycle_reason="delay", **PLANNED).look(START),
        stands=False,
    ),
    Case("transplant-cycle-limit", "outside", cycle(3, **PLANNED).look(START)),
    Case(
        "transplant-cycle-limit",
        "outside",
        cycle(4, prescribed_mg=1, remission="cr", third_cycle_reason="mrd", **PLANNED).look(START),
    ),
    Case(
        "transplant-cycle-limit",
        "inside",
        cycle(4, prescribed_mg=1, remission="cr").look(START),
    ),
    *[
        Case(
            "bilirubin-before-transplant",
            where,
            cycle_2(**PLANNED).change("lft", bilirubin=value).look(START),
            stands=stands,
        )
        for where, value, stands in (
            ("inside", 20.9, None),
            ("on", 21, True),
            ("outside", 21.1, None),
        )
    ],
    Case(
        "bilirubin-before-transplant", "inside", cycle_2().change("lft", bilirubin=21).look(START)
    ),
]

DELAY = [
    Case("delay-unexplained", "inside", day_8("2026-02-22").look(START)),
    Case("delay-unexplained", "on", day_8("2026-02-21").look(START), stands=False),
    Case("delay-unexplained", "outside", day_8("2026-02-20").look(START)),
    Case("delay-unexplained", "inside", day_8("2026-02-20", delay_reason="holiday").look(START)),
    Case("delay-unexplained", "inside", day_8("2026-02-20", interruption_days=3).look(START)),
    *[
        Case(
            "delay-unexplained",
            where,
            later(given(Walk(), (1, 1, started)), 1, 15, 1).look(START),
            stands=stands,
        )
        for where, started, stands in (
            ("inside", "2026-02-15", None),
            ("on", "2026-02-14", False),
            ("outside", "2026-02-13", None),
        )
    ],
]

NOTES = [
    Case("first-dose-outpatient", "unmet", ready().look(START)),
    Case("first-dose-outpatient", "met", day_8().look(START)),
]

CASES = [
    *ITEMS,
    *STOPPED,
    *ALLERGIES,
    *BLASTS,
    *CYCLE_INTERVAL,
    *RESPONSE,
    *TRANSPLANT,
    *DELAY,
    *NOTES,
]
