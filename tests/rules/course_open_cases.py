"""Section 2: who may have which dose, the rows judged at `open`."""

from typing import Any

from .cases import Attempt
from .doses import clean, given, infusing, ready
from .walk import Walk

OPENED = {"prescribed_mg": 1.4, "height_cm": 165, "weight_kg": 68, "remission": "not assessed"}
MONTHLY = (
    (1, 1, "2025-09-01"),
    (2, 1, "2025-09-29"),
    (3, 1, "2025-10-27"),
    (4, 1, "2025-11-24"),
    (5, 1, "2025-12-22"),
    (6, 1, "2026-01-19"),
)


def opened(before: Walk, cycle: int, day: int, at: str = "0:00", **fields: Any) -> Walk:
    """An `open` as the last step."""
    return before.then(at, "open", "act", **{"cycle": cycle, "day": day, **OPENED, **fields})


def gave(*doses: tuple[int, int, str], **fields: Any) -> Walk:
    """Doses given elsewhere and nothing else."""
    return given(Walk(), *doses, **fields)


def modified(*cycles: int) -> Walk:
    """Day 1 of cycles 1 to 4, those of `cycles` after 14 days of toxicity interruption."""
    walk = gave(*MONTHLY[:4])
    for cycle in cycles:
        walk = walk.change(f"c{cycle}d1", interruption_days=14)
    return walk


DISCONTINUED = Walk().then(
    "0:00", "discontinue", reason="toxicity", authoriser="Dr Ruth Sale", role="consultant"
)
CANCELLED = ready().then("0:55", "cancel", reason="fever")
VOIDED = infusing().then("1:10", "correct", of="open", void=True, reason="wrong patient")
# Half past midnight of 2 June in London is still 1 June in UTC.
NIGHT = Walk(starts=Walk().starts.replace(month=6, day=1, hour=23, minute=30))

# Opened at half past eleven in the evening, started after midnight: the start's date counts.
MIDNIGHT = Walk(clean().steps, starts=Walk().starts.replace(month=3, day=1, hour=23, minute=30))
OVERNIGHT = MIDNIGHT.change("bag", expiry="2026-03-02")

IDENTITY = [
    Attempt("identity-unconfirmed", "met", opened(Walk(), 1, 1, identity_confirmed=True)),
    Attempt("identity-unconfirmed", "unmet", opened(Walk(), 1, 1, identity_confirmed=False)),
]

CYCLES = [
    Attempt("cycle-limit", "inside", opened(gave(*MONTHLY[:4]), 5, 1)),
    Attempt("cycle-limit", "on", opened(gave(*MONTHLY[:5]), 6, 1), stands=False),
    Attempt("cycle-limit", "outside", opened(gave(*MONTHLY), 7, 1)),
    Attempt("cycle-limit", "on", opened(Walk(), 1, 1), stands=False),
]

DAYS = [
    Attempt("day-invalid", "met", opened(Walk(), 1, 1)),
    Attempt("day-invalid", "met", opened(gave((1, 1, "2026-02-23")), 1, 8)),
    Attempt("day-invalid", "met", opened(gave((1, 1, "2026-02-16")), 1, 15)),
    *[
        Attempt("day-invalid", "unmet", opened(gave((1, 1, "2026-02-16")), 1, day))
        for day in (2, 7, 9, 14, 16, 22)
    ],
]

ALREADY = [
    Attempt("dose-already-given", "met", opened(gave((1, 1, "2026-02-23")), 1, 8)),
    Attempt("dose-already-given", "met", opened(CANCELLED, 1, 1, "1:00")),
    Attempt("dose-already-given", "met", opened(VOIDED, 1, 1, "1:20")),
    Attempt("dose-already-given", "unmet", opened(gave((1, 1, "2026-02-16")), 1, 1)),
    Attempt("dose-already-given", "unmet", opened(clean(), 1, 1, "7d 0:00")),
    Attempt(
        "dose-already-given",
        "unmet",
        opened(gave((1, 1, "2026-02-09"), (1, 8, "2026-02-16")), 1, 8),
    ),
]

ORDER = [
    Attempt("day-out-of-order", "met", opened(gave((1, 1, "2026-02-02")), 2, 1)),
    Attempt("day-out-of-order", "met", opened(gave((1, 1, "2026-02-16")), 1, 15)),
    Attempt("day-out-of-order", "met", opened(clean(), 1, 8, "7d 0:00")),
    Attempt("day-out-of-order", "unmet", opened(Walk(), 1, 8)),
    Attempt("day-out-of-order", "unmet", opened(Walk(), 1, 15)),
    Attempt("day-out-of-order", "unmet", opened(Walk(), 2, 1)),
    Attempt("day-out-of-order", "unmet", opened(gave((1, 1, "2026-02-02")), 2, 8)),
    Attempt("day-out-of-order", "unmet", opened(gave((1, 1, "2026-01-19")), 3, 1)),
    Attempt(
        "day-out-of-order",
        "unmet",
        opened(gave((1, 1, "2026-02-02"), (1, 15, "2026-02-16")), 1, 8),
    ),
    Attempt(
        "day-out-of-order",
        "unmet",
        opened(gave((1, 1, "2026-01-12"), (2, 1, "2026-02-09")), 1, 15),
    ),
    Attempt("day-out-of-order", "unmet", opened(CANCELLED, 1, 8, "7d 0:00")),
    Attempt("day-out-of-order", "unmet", opened(VOIDED, 1, 8, "7d 0:00")),
]

INTERVAL = [
    Attempt("dose-interval-short", "inside", opened(gave((1, 1, "2026-02-23")), 1, 8)),
    Attempt("dose-interval-short", "on", opened(gave((1, 1, "2026-02-24")), 1, 8), stands=False),
    Attempt("dose-interval-short", "outside", opened(gave((1, 1, "2026-02-25")), 1, 8)),
    Attempt("dose-interval-short", "on", opened(clean(), 1, 8, "6d 0:00"), stands=False),
    Attempt("dose-interval-short", "outside", opened(clean(), 1, 8, "5d 15:59:59")),
    Attempt("dose-interval-short", "on", opened(clean(), 1, 8, "5d 16:00"), stands=False),
    Attempt(
        "dose-interval-short",
        "on",
        opened(given(NIGHT, (1, 1, "2026-05-27")), 1, 8),
        stands=False,
    ),
    Attempt("dose-interval-short", "outside", opened(given(NIGHT, (1, 1, "2026-05-28")), 1, 8)),
    Attempt("dose-interval-short", "outside", opened(OVERNIGHT, 1, 8, "6d 0:29:59")),
    Attempt("dose-interval-short", "on", opened(OVERNIGHT, 1, 8, "6d 0:30"), stands=False),
]

STOPPED = [
    Attempt("permanently-discontinued", "met", opened(Walk(), 1, 1)),
    Attempt("permanently-discontinued", "unmet", opened(DISCONTINUED, 1, 1)),
    Attempt(
        "permanently-discontinued",
        "unmet",
        opened(gave((1, 1, "2026-02-23"), permanently_discontinued=True), 1, 8),
    ),
]

TWO_DOSES = [
    # Two modifications: cycles 3 and 4; the second dose of cycle 4 is still allowed.
    Attempt(
        "two-dose-cycle",
        "inside",
        opened(modified(3, 4), 4, 8, delay_reason="holiday"),
    ),
    Attempt(
        "two-dose-cycle",
        "on",
        opened(given(modified(3), (4, 8, "2025-12-01")), 4, 15),
        stands=False,
    ),
    Attempt(
        "two-dose-cycle",
        "outside",
        opened(given(modified(3, 4), (4, 8, "2025-12-01")), 4, 15),
    ),
    Attempt(
        "two-dose-cycle",
        "outside",
        opened(given(modified(2, 3), (4, 8, "2025-12-01")), 4, 15),
    ),
]

ATTEMPTS = [
    *IDENTITY,
    *CYCLES,
    *DAYS,
    *ALREADY,
    *ORDER,
    *INTERVAL,
    *STOPPED,
    *TWO_DOSES,
]
