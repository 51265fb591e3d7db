"""The walks that the tests start from: a clean dose, and the stages on the way through it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .walk import JEAN, SAM, Walk, offset, seconds

EVERY_DOSE = (
    "history-unconfirmed",
    "prescription-unverified",
    "vod-history",
    "hepatic-disease",
    "hypersensitivity",
    "vod-signs",
    "toxicity-unresolved",
    "infection-or-bleeding",
    "qt-risk",
    "hepatotoxic-medicines",
    "anti-infectives-not-considered",
)
FIRST_DOSE = (
    "consent-missing",
    "indication-unconfirmed",
    "hepatic-risk-unassessed",
    "ecg-missing",
    "contraception-not-discussed",
    "defibrotide-not-accessible",
)
CLOSING = ("post-dose-lft-unplanned", "site-unchecked", "advice-not-given")

VITALS: Mapping[str, Any] = {
    "resp_rate": 16,
    "spo2": 97,
    "oxygen": False,
    "systolic": 124,
    "diastolic": 78,
    "pulse": 76,
    "consciousness": "A",
    "temperature": 36.8,
}
CONSULTANT: Mapping[str, Any] = {
    "authoriser": "Dr Ruth Sale",
    "role": "consultant",
    "means": "telephone",
    "reason": "discussed",
}


def yes(items: tuple[str, ...]) -> dict[str, str]:
    """Every one of the items answered with yes."""
    return dict.fromkeys(items, "yes")


def _at(shift: str, clock: str) -> str:
    return offset(seconds(shift) + seconds(clock))


def bloods(walk: Walk, shift: str = "0:00", **who: Any) -> Walk:
    """The three panels, taken 12 hours before the shift."""
    taken = {"taken": _at(shift, "-12:00"), "reviewed": True, **who}
    at = [_at(shift, f"0:00:{second}") for second in (50, 51, 52)]
    walk = walk.then(at[0], "bloods", "fbc", panel="fbc", neutrophils=1.8, platelets=92, **taken)
    walk = walk.then(at[1], "bloods", "ue", panel="ue", crcl=88, **taken)
    liver = {"bilirubin": 12, "bilirubin_uln": 21, "alt": 30, "alt_uln": 40, "ast": 28}
    return walk.then(at[2], "bloods", "lft", panel="lft", ast_uln=40, **liver, **taken)


def preparation(walk: Walk, dose_mg: Any, shift: str = "0:00", **who: Any) -> Walk:
    """Bag, checks, equilibration, premedication and baseline of one dose."""
    expiry = f"2026-03-{2 + seconds(shift) // 86400:02}T18:00"
    bag = {"product": "inotuzumab ozogamicin", "batch": "AB1234", "expiry": expiry}
    walk = walk.then(_at(shift, "0:01"), "bag", "bag", dose_mg=dose_mg, volume_ml=50, **bag, **who)
    check = {"witness": "ben", **who}
    walk = walk.then(_at(shift, "0:01:30"), "second_check", "bag check", subject="bag", **check)
    walk = walk.then(_at(shift, "0:02"), "bag_out", "out", **who)
    for clock, name, drug, dose, route in (
        ("0:20", "dex", "dexamethasone", 8, "PO"),
        ("0:22", "chlor", "chlorphenamine", 10, "IV"),
        ("0:24", "para", "paracetamol", 1000, "PO"),
    ):
        given = {"drug": drug, "dose_mg": dose, "route": route, **who}
        walk = walk.then(_at(shift, clock), "premed", name, **given)
    walk = walk.then(_at(shift, "0:50"), "vitals", "baseline", **VITALS, **who)
    return walk.then(_at(shift, "0:52"), "second_check", "bedside", subject="bedside", **check)


def infusion(walk: Walk, shift: str = "0:00", closing: tuple[str, ...] = CLOSING) -> Walk:
    """From the start to the completion, without events."""
    walk = walk.then(_at(shift, "1:06"), "start", "start")
    for clock, name in (("1:21", "obs 1"), ("1:36", "obs 2")):
        walk = walk.then(_at(shift, clock), "vitals", name, **VITALS)
    walk = walk.then(_at(shift, "2:06"), "end", "end")
    walk = walk.then(_at(shift, "2:36"), "vitals", "obs 3", **VITALS)
    walk = walk.then(_at(shift, "3:05"), "answer", "closing", answers=yes(closing))
    return walk.then(_at(shift, "3:06"), "complete", "complete")


def clean() -> Walk:
    """Cycle 1 day 1 from open to complete, nothing amiss."""
    walk = Walk().then(
        "0:00",
        "open",
        "open",
        cycle=1,
        day=1,
        prescribed_mg=1.4,
        height_cm=165,
        weight_kg=68,
        remission="not assessed",
    )
    answers = {
        **yes(EVERY_DOSE + FIRST_DOSE),
        "tumour-burden-unprotected": "not applicable",
        "tki-not-tried": "not applicable",
    }
    walk = walk.then("0:00:30", "answer", "answers", answers=answers)
    walk = bloods(walk.then("0:00:40", "blasts", "blasts", x10_9_per_l=0.5))
    return infusion(preparation(walk, 1.4), closing=(*CLOSING, "tls-monitoring-unplanned"))


def ready() -> Walk:
    """The clean dose, everything recorded, not started."""
    return clean().until("start")


def square(prescribed_mg: Any = 1.6) -> Walk:
    """The clean dose of a person of exactly 2 m2 (Mosteller), not started."""
    walk = ready().change("open", height_cm=160, weight_kg=90, prescribed_mg=prescribed_mg)
    return walk.change("bag", dose_mg=prescribed_mg)


def infusing() -> Walk:
    """The clean dose, started at 1:06."""
    return clean().until("obs 1")


def interrupted() -> Walk:
    """The clean dose, interrupted at 1:21 with 12.5 mL given and 45 minutes to run."""
    return infusing().then("1:21", "interrupt", "interrupt", reason="line occluded")


def reacted(**fields: Any) -> Walk:
    """The clean dose, interrupted at 1:21 by a reaction."""
    report = {"symptoms": ["dyspnoea"], **fields}
    return infusing().then("1:21", "reaction", "reaction", **report)


def observing() -> Walk:
    """The clean dose, ended at 2:06, everything for completion recorded, not completed."""
    return clean().until("complete")


def given(walk: Walk, *doses: tuple[int, int, str], **fields: Any) -> Walk:
    """Doses given elsewhere, each with cycle, day and date, at the walk's beginning."""
    for cycle, day, started in doses:
        walk = walk.then(
            "0:00",
            "history",
            f"c{cycle}d{day}",
            cycle=cycle,
            day=day,
            started=date.fromisoformat(started),
            given_mg=1.4,
            transcribed_from="ward chart",
        )
        walk = walk.change(f"c{cycle}d{day}", **fields)
    return walk


def later(before: Walk, cycle: int, day: int, prescribed_mg: Any, **opened: Any) -> Walk:
    """A dose after earlier ones, of a person of 2 m2, everything recorded, not started."""
    walk = before.then(
        "0:00",
        "open",
        "open",
        **{
            "cycle": cycle,
            "day": day,
            "prescribed_mg": prescribed_mg,
            "height_cm": 160,
            "weight_kg": 90,
            "remission": "not assessed",
            **opened,
        },
    )
    answers = {
        **yes((*EVERY_DOSE, "post-dose-lft-unseen")),
        "tumour-burden-unprotected": "not applicable",
    }
    if opened.get("transplant_planned"):
        answers["double-alkylator-planned"] = "yes"
    walk = walk.then("0:00:30", "answer", "answers", answers=answers)
    return preparation(bloods(walk), prescribed_mg)


def day_8(started: str = "2026-02-23", **opened: Any) -> Walk:
    """Day 8 of cycle 1 after a day 1 elsewhere (a week ago), not started."""
    return later(given(Walk(), (1, 1, started)), 1, 8, 1, **opened)


def cycle_2(started: str = "2026-02-02", prescribed_mg: Any = 1.6, **opened: Any) -> Walk:
    """Day 1 of cycle 2 after a day 1 elsewhere (28 days ago), no remission, not started."""
    return later(given(Walk(), (1, 1, started)), 2, 1, prescribed_mg, **opened)


def pair() -> Walk:
    """Nothing yet, with two patients."""
    return Walk().patient("p1", **JEAN).patient("p2", **SAM)
