"""Section 3: the dose. BSA is exactly 2 m2 where the walk does not say otherwise."""

from decimal import Decimal
from typing import Any

from .cases import Case
from .course_open_cases import MONTHLY
from .doses import cycle_2, day_8, given, infusing, later, ready, square
from .walk import Walk

START = "1:06"
TOLERANCE = (("inside", None), ("on", False), ("outside", None))


def around(code: str, walks: Any, *also: str) -> list[Case]:
    """Three walks: inside the limit, on it (allowed), outside."""
    return [
        Case(code, where, walk.look(START), also=also if where == "outside" else (), stands=on)
        for (where, on), walk in zip(TOLERANCE, walks, strict=True)
    ]


def mg(*doses: str) -> list[Decimal]:
    """Doses in mg."""
    return [Decimal(dose) for dose in doses]


def reduced_before(prescribed_mg: Any, **opened: Any) -> Walk:
    """Day 8 of cycle 2 after a reduced day 1 of it elsewhere: reduced expected dose 0.75 mg."""
    before = given(Walk(), (1, 1, "2026-01-12"), (2, 1, "2026-02-23")).change("c2d1", reduced=True)
    return later(before, 2, 8, prescribed_mg, **opened)


def modified(cycle: int, prescribed_mg: Any, *cycles: int, **opened: Any) -> Walk:
    """Day 1 of a cycle after monthly ones in remission, `cycles` after 14 days of toxicity."""
    before = given(Walk(), *MONTHLY[: cycle - 1]).change("c1d1", remission="cr")
    for number in cycles:
        before = before.change(f"c{number}d1", interruption_days=14, reduced=True)
    return later(before, cycle, 1, prescribed_mg, **opened)


DIFFERS = [
    *around("dose-differs", [square(dose) for dose in mg("1.679", "1.68", "1.681")]),
    *around("dose-differs", [square(dose) for dose in mg("1.521", "1.52", "1.519")]),
    *around(
        "dose-differs",
        [
            day_8().change("open", prescribed_mg=dose).change("bag", dose_mg=dose)
            for dose in mg("1.049", "1.05", "1.051")
        ],
    ),
    # The level of day 1 in later cycles depends on the remission recorded.
    Case("dose-differs", "inside", cycle_2(prescribed_mg=1, remission="cr").look(START)),
    Case("dose-differs", "inside", cycle_2(prescribed_mg=1, remission="cri").look(START)),
    Case("dose-differs", "outside", cycle_2(prescribed_mg=1.6, remission="cr").look(START)),
    Case("dose-differs", "inside", cycle_2(prescribed_mg=1.6, remission="none").look(START)),
    Case("dose-differs", "outside", cycle_2(prescribed_mg=1, remission="none").look(START)),
    Case("dose-differs", "outside", cycle_2(prescribed_mg=1).look(START)),
    Case("dose-differs", "inside", square(1.6).change("open", remission="cr").look(START)),
    # A reduction that the prescriber made is expected.
    Case("dose-differs", "inside", square(1.2).change("open", reduction="25%").look(START)),
    Case("dose-differs", "outside", square(1.6).change("open", reduction="25%").look(START)),
    Case("dose-differs", "outside", square(1.2).look(START)),
]

TOXIC = {"interruption_days": 14}
REDUCTION = [
    # (b): day 1 opened after 14 days of toxicity interruption; 13 days bring no reduction.
    Case("reduction-due", "inside", cycle_2(interruption_days=13).look(START)),
    Case("reduction-due", "on", cycle_2(**TOXIC).look(START), stands=True),
    Case("reduction-due", "outside", cycle_2(interruption_days=15).look(START)),
    Case("reduction-due", "inside", cycle_2(prescribed_mg=1.2, **TOXIC).look(START)),
    # Within the tolerance of the full dose it stands instead of `dose-differs`; beyond it does not.
    Case("reduction-due", "on", cycle_2(prescribed_mg=1.68, **TOXIC).look(START), stands=True),
    Case("reduction-due", "on", cycle_2(prescribed_mg=1.52, **TOXIC).look(START), stands=True),
    Case("dose-differs", "outside", cycle_2(prescribed_mg=Decimal("1.681"), **TOXIC).look(START)),
    Case("dose-differs", "outside", cycle_2(prescribed_mg=1.4, **TOXIC).look(START)),
    Case("dose-differs", "on", cycle_2(prescribed_mg=1.26, **TOXIC).look(START), stands=False),
    # It stays due on the days that follow, until a reduced dose was given.
    Case(
        "reduction-due",
        "outside",
        later(
            given(Walk(), (1, 1, "2026-01-12"), (2, 1, "2026-02-23")).change(
                "c2d1", interruption_days=14
            ),
            2,
            8,
            1,
        ).look(START),
    ),
    # A cancelled administration counts, a voided one does not.
    Case(
        "reduction-due",
        "outside",
        later(
            given(Walk(), (1, 1, "2026-02-02"))
            .then(
                "0:00",
                "open",
                "first",
                cycle=2,
                day=1,
                prescribed_mg=1.6,
                height_cm=160,
                weight_kg=90,
                remission="none",
                interruption_days=14,
            )
            .then("0:00", "cancel", reason="no bed"),
            2,
            1,
            1.6,
        ).look(START),
    ),
    Case(
        "reduction-due",
        "inside",
        later(
            given(Walk(), (1, 1, "2026-02-02"))
            .then(
                "0:00",
                "open",
                "first",
                cycle=2,
                day=1,
                prescribed_mg=1.6,
                height_cm=160,
                weight_kg=90,
                remission="none",
                interruption_days=14,
            )
            .then("0:00", "correct", of="first", void=True, reason="wrong patient"),
            2,
            1,
            1.6,
        ).look(START),
    ),
]

ESCALATED = [
    *around("dose-re-escalated", [reduced_before(dose) for dose in mg("0.787", "0.7875", "0.788")]),
    Case("dose-re-escalated", "outside", reduced_before(1).look(START)),
    Case("dose-differs", "outside", reduced_before(0.7).look(START)),
    Case("dose-differs", "inside", reduced_before(0.75).look(START)),
]

OMITTED = given(Walk(), (1, 1, "2026-02-16")).then(
    "0:00", "omit", cycle=1, day=8, reason="toxicity"
)
OMIT = [
    Case("next-dose-to-omit", "inside", day_8(interruption_days=6).look(START)),
    Case("next-dose-to-omit", "on", day_8(interruption_days=7).look(START), stands=True),
    Case("next-dose-to-omit", "outside", day_8(interruption_days=8).look(START)),
    Case(
        "next-dose-to-omit",
        "outside",
        later(given(Walk(), (1, 1, "2026-02-16")), 1, 15, 1, interruption_days=7).look(START),
    ),
    Case("next-dose-to-omit", "inside", later(OMITTED, 1, 15, 1, interruption_days=7).look(START)),
    # An omission before the last started dose no longer counts.
    Case(
        "next-dose-to-omit",
        "outside",
        later(
            given(
                Walk().then("0:00", "omit", cycle=1, day=8, reason="toxicity"),
                (1, 1, "2026-02-02"),
                (2, 1, "2026-02-23"),
            ),
            2,
            8,
            1,
            interruption_days=7,
        ).look(START),
    ),
    Case("next-dose-to-omit", "inside", cycle_2(interruption_days=7).look(START)),
]

LONG = [
    Case(
        "interruption-long", "inside", cycle_2(prescribed_mg=1.2, interruption_days=27).look(START)
    ),
    Case(
        "interruption-long",
        "on",
        cycle_2(prescribed_mg=1.2, interruption_days=28).look(START),
        stands=False,
    ),
    Case(
        "interruption-long", "outside", cycle_2(prescribed_mg=1.2, interruption_days=29).look(START)
    ),
]

NOT_TOLERATED = [
    # Second modification inside, third outside; the on-row is the second by another road.
    Case("not-tolerated", "inside", modified(4, 0.75, 3, **TOXIC).look(START)),
    Case("not-tolerated", "on", modified(4, 0.75, 2, 3).look(START), stands=False),
    Case("not-tolerated", "outside", modified(4, 0.75, 2, 3, **TOXIC).look(START)),
    # At most one a cycle: a second long interruption within the same cycle adds none.
    Case(
        "not-tolerated",
        "inside",
        later(
            given(Walk(), *MONTHLY[:2], (2, 8, "2025-10-20"), (2, 15, "2025-11-10"))
            .change("c2d1", interruption_days=14, reduced=True)
            .change("c2d8", interruption_days=14)
            .change("c2d15", interruption_days=14),
            3,
            1,
            1.2,
        ).look(START),
    ),
]

UNWEIGHED = ready().change("open", weight_kg=None, prescription_weight_kg=68)
WEIGHT = [
    Case("weight-missing", "met", ready().look(START)),
    Case("weight-missing", "unmet", UNWEIGHED.look(START)),
    *[
        Case(
            "weight-stale", where, ready().change("open", weight_measured=at).look(START), stands=on
        )
        for where, at, on in (
            ("inside", "-22:53:59", None),
            ("on", "-22:54", False),
            ("outside", "-22:54:01", None),
        )
    ],
    *around(
        "weight-changed",
        [
            ready()
            .change("open", weight_kg=kg, prescription_weight_kg=80, prescribed_mg=1.61)
            .change("bag", dose_mg=1.61)
            for kg in (87.9, 88, 88.1)
        ],
    ),
    *around(
        "weight-changed",
        [
            ready()
            .change("open", weight_kg=kg, prescription_weight_kg=80, prescribed_mg=1.45)
            .change("bag", dose_mg=1.45)
            for kg in (72.1, 72, 71.9)
        ],
    ),
]

CORRECTED = {"of": "open", "field": "weight_kg", "reason": "misread"}
AFTER = [
    Case(
        "dose-wrong-after-start",
        "met",
        infusing().then("1:10", "correct", value=70, **CORRECTED).look("2:06"),
    ),
    Case("dose-wrong-after-start", "met", infusing().look("2:06")),
    Case(
        "dose-wrong-after-start",
        "unmet",
        infusing().then("1:10", "correct", value=86, **CORRECTED).look("2:06"),
    ),
    Case(
        "dose-wrong-after-start",
        "met",
        infusing()
        .then("1:10", "correct", value=86, **CORRECTED)
        .then("1:11", "correct", value=68, **CORRECTED)
        .look("2:06"),
    ),
]

CASES = [
    *DIFFERS,
    *REDUCTION,
    *ESCALATED,
    *OMIT,
    *LONG,
    *NOT_TOLERATED,
    *WEIGHT,
    *AFTER,
]
