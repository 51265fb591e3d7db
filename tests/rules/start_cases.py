"""Section 7: start."""

from typing import Any

from .cases import Attempt, Case
from .doses import VITALS, infusing, interrupted, ready
from .walk import Walk

START = "1:06"


def minute(code: str, walk: Walk, *also: str) -> list[Case]:
    """A limit of time that is reached at 1:06: a second before it, at it, a second after it."""
    return [
        Case(code, "inside", walk.look("1:05:59")),
        Case(code, "on", walk.look(START), stands=False),
        Case(code, "outside", walk.look("1:06:01"), also),
    ]


EQUILIBRATION = [
    Case("equilibration-not-started", "met", ready().look(START)),
    Case(
        "equilibration-not-started",
        "met",
        ready().drop("out").change("bag", refrigerated=False).look(START),
    ),
    Case("equilibration-not-started", "met", ready().change("out", latest=True).look(START)),
    Case("equilibration-not-started", "unmet", ready().drop("out").look(START)),
    # Fifty minutes at 1:06, once taken out at 0:16.
    Case("equilibration-short", "outside", ready().move("out", "0:16").look("1:05:59")),
    Case("equilibration-short", "on", ready().move("out", "0:16").look(START), stands=False),
    Case("equilibration-short", "inside", ready().move("out", "0:16").look("1:06:01")),
    Case(
        "equilibration-short",
        "inside",
        ready().drop("out").change("bag", refrigerated=False).look("0:56"),
    ),
]

BEDSIDE = [
    *minute("bedside-check-missing", ready().move("bedside", "0:06")),
    Case("bedside-check-missing", "outside", ready().drop("bedside").look(START)),
    # Made before the bag was recorded, or without one, it does not count.
    Case(
        "bedside-check-missing",
        "outside",
        ready()
        .move("bag", "0:53")
        .drop("bag check")
        .then("0:53:30", "second_check", subject="bag", witness="ben")
        .look(START),
    ),
    Case(
        "bedside-check-missing", "inside", ready().move("bag", "0:51").drop("bag check").look(START)
    ),
]

BASELINE = [
    *minute("baseline-observations-missing", ready().move("baseline", "0:06")),
    Case("baseline-observations-missing", "outside", ready().drop("baseline").look(START)),
    *[
        Case(
            "baseline-observations-missing",
            "outside",
            ready().change("baseline", **{name: None}).look(START),
        )
        for name in ("resp_rate", "spo2", "systolic", "pulse", "consciousness", "temperature")
    ],
    # Diastolic is no NEWS2 parameter; a total from elsewhere is a full set.
    Case(
        "baseline-observations-missing",
        "inside",
        ready().change("baseline", diastolic=None).look(START),
    ),
    Case(
        "baseline-observations-missing",
        "inside",
        ready().drop("baseline").then("0:50", "vitals", elsewhere=True, total=2).look(START),
    ),
]


def vitals(**fields: Any) -> Walk:
    """The clean dose with other baseline observations."""
    return ready().change("baseline", **fields).look(START)


NEWS2 = [
    Case("news2-high", "inside", vitals(resp_rate=22, pulse=95)),
    Case("news2-high", "on", vitals(resp_rate=22, oxygen=True), stands=False),
    Case("news2-high", "outside", vitals(resp_rate=22, oxygen=True, pulse=95)),
    # One parameter at 3 is enough, two at 2 are not.
    *[
        Case("news2-high", "outside", vitals(**{name: value}))
        for name, value in (
            ("resp_rate", 8),
            ("resp_rate", 25),
            ("spo2", 91),
            ("systolic", 90),
            ("systolic", 220),
            ("pulse", 40),
            ("pulse", 131),
            ("consciousness", "C"),
            ("consciousness", "U"),
            ("temperature", 35.0),
        )
    ],
    Case("news2-high", "inside", vitals(spo2=92, temperature=39.1)),
    # A total taken over from elsewhere is judged by its total.
    *[
        Case(
            "news2-high",
            where,
            ready()
            .drop("baseline")
            .then("0:50", "vitals", elsewhere=True, total=total)
            .look(START),
            stands=on,
        )
        for where, total, on in (("inside", 3, None), ("on", 4, False), ("outside", 5, None))
    ],
    # The last full set counts; a partial one is left aside.
    Case(
        "news2-high",
        "inside",
        ready().change("baseline", pulse=140).then("1:00", "vitals", **VITALS).look(START),
    ),
    Case(
        "news2-high",
        "outside",
        ready().then("1:00", "vitals", **{**VITALS, "pulse": 140}).look(START),
    ),
    Case("news2-high", "inside", ready().then("1:00", "vitals", pulse=140).look(START)),
]

CASES = [*EQUILIBRATION, *BEDSIDE, *BASELINE, *NEWS2]

PAUSED = interrupted()
ATTEMPTS = [
    *[
        Attempt("rate-high", where, walk, stands=on)
        for where, rate, on in (
            ("inside", 52.4, None),
            ("on", 52.5, False),
            ("outside", 52.6, None),
        )
        for walk in (
            ready().then(START, "start", rate_ml_h=rate),
            infusing().then("1:10", "rate", rate_ml_h=rate),
            PAUSED.then("1:30", "resume", rate_ml_h=rate),
        )
    ],
    # The first bag's volume decides: 60 mL over the hour.
    Attempt(
        "rate-high",
        "on",
        ready().change("bag", volume_ml=60).then(START, "start", rate_ml_h=63),
        stands=False,
    ),
    Attempt(
        "rate-high",
        "outside",
        ready().change("bag", volume_ml=60).then(START, "start", rate_ml_h=63.1),
    ),
]
