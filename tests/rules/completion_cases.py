"""Section 9: observation and completion. Ended at 2:06."""

from dataclasses import replace

from .cases import Attempt, Case
from .doses import VITALS, day_8, infusion, observing

OVER = "3:06"
ITEMS = (
    "tls-monitoring-unplanned",
    "post-dose-lft-unplanned",
    "site-unchecked",
    "advice-not-given",
)
DAY_8 = infusion(day_8()).until("complete")

HOUR = [
    Case("observation-short", "outside", observing().look("3:05:59")),
    Case("observation-short", "on", observing().look(OVER), stands=False),
    Case("observation-short", "inside", observing().look("3:06:01")),
    # After a stop the hour runs from the stop.
    Case(
        "observation-short",
        "outside",
        observing()
        .drop("obs 2", "end")
        .then("1:36", "stop", reason="fever")
        .look("2:35:59")
        .move("closing", "2:35")
        .move("obs 3", "2:00"),
    ),
    Case(
        "observation-short",
        "on",
        observing()
        .drop("obs 2", "end")
        .then("1:36", "stop", reason="fever")
        .look("2:36")
        .move("closing", "2:35")
        .move("obs 3", "2:00"),
        stands=False,
    ),
]

NEITHER = observing().drop("obs 1", "obs 2", "obs 3")
SETS = [
    Case("observations-missing", "inside", observing().look(OVER)),
    Case("observations-missing", "outside", NEITHER.look(OVER)),
    Case("observations-missing", "outside", observing().drop("obs 3").look(OVER)),
    Case("observations-missing", "outside", observing().drop("obs 1", "obs 2").look(OVER)),
    Case("observations-missing", "inside", observing().drop("obs 2").look(OVER)),
    # Both ends included: a set at the start, one at the end, one at completion.
    Case(
        "observations-missing",
        "on",
        observing().drop("obs 1", "obs 2").then("1:06", "vitals", **VITALS).look(OVER),
        stands=False,
    ),
    Case(
        "observations-missing",
        "on",
        observing().drop("obs 3").then(OVER, "vitals", **VITALS),
        stands=False,
    ),
    Case(
        "observations-missing",
        "on",
        NEITHER.then("2:06", "vitals", **VITALS).look(OVER),
        stands=False,
    ),
    Case("observations-missing", "outside", NEITHER.then("2:05:59", "vitals", **VITALS).look(OVER)),
    Case("observations-missing", "outside", NEITHER.then("2:06:01", "vitals", **VITALS).look(OVER)),
    # A partial set is none; a total from elsewhere is one.
    Case("observations-missing", "outside", observing().change("obs 3", pulse=None).look(OVER)),
    Case(
        "observations-missing",
        "inside",
        observing().drop("obs 3").then("2:40", "vitals", elsewhere=True, total=1).look(OVER),
    ),
]

ANSWERS = [
    case
    for item in ITEMS
    for case in (
        Case(item, "met", observing().look(OVER)),
        Case(item, "unmet", observing().answer(item, "no", "closing").look(OVER)),
        Case(item, "unmet", observing().answer(item, None, "closing").look(OVER)),
    )
]
LATER = [Case("tls-monitoring-unplanned", "met", DAY_8.look(OVER))]

CASES = [*HOUR, *SETS, *ANSWERS, *LATER]

COUNTERSIGNED = (("countersignature = false", "countersignature = true"),)
ASKED = replace(observing(), local=COUNTERSIGNED)
CASES += [
    Case("signature-missing", "met", observing().look(OVER)),
    Case("signature-missing", "unmet", ASKED.look(OVER)),
]
ATTEMPTS = [
    Attempt("signature-missing", "met", ASKED.then(OVER, "complete", witness="ben")),
    Attempt("signature-missing", "met", ASKED.then(OVER, "complete", witness="pia")),
    Attempt("signature-missing", "unmet", ASKED.then(OVER, "complete")),
]
