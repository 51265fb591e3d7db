"""Section 8: reactions, extravasation and the end. Started at 1:06, due to end at 2:06."""

from typing import Any

from .cases import Case
from .doses import CONSULTANT, infusing, interrupted, observing, reacted
from .walk import Walk


def settled(walk: Walk, outcome: str = "resolved", at: str = "1:40") -> Walk:
    """The reaction's outcome is recorded."""
    return walk.then(at, "reaction_outcome", outcome=outcome)


def decided(walk: Walk, at: str = "1:41") -> Walk:
    """A consultant decided on the restart."""
    return walk.then(at, "authorise", codes=["restart-undecided"], **CONSULTANT)


def afterwards(**fields: Any) -> Walk:
    """A reaction at 2:10, in the hour of observation."""
    report = {"symptoms": ["rash"], **fields}
    return observing().drop("closing").then("2:10", "reaction", "reaction", **report)


def closing(walk: Walk) -> Walk:
    """Everything for completion recorded, looked at when the hour is over."""
    answers = dict.fromkeys(
        (
            "post-dose-lft-unplanned",
            "site-unchecked",
            "advice-not-given",
            "tls-monitoring-unplanned",
        ),
        "yes",
    )
    return walk.then("3:05", "answer", answers=answers).look("3:06")


UNGRADED = [
    Case(
        "reaction-ungraded", "met", settled(reacted(grade=1)).look("1:40"), ("restart-undecided",)
    ),
    Case("reaction-ungraded", "unmet", settled(reacted()).look("1:40"), ("restart-undecided",)),
    Case("reaction-ungraded", "unmet", decided(settled(reacted())).look("1:45")),
    Case(
        "reaction-ungraded",
        "met",
        decided(settled(reacted().then("1:25", "reaction_update", grade=2))).look("1:45"),
    ),
    Case("reaction-ungraded", "unmet", closing(settled(afterwards(), at="2:20"))),
    Case("reaction-ungraded", "met", closing(settled(afterwards(grade=1), at="2:20"))),
]

SEVERE = [
    Case("reaction-severe", "inside", decided(settled(reacted(grade=1))).look("1:45")),
    Case("reaction-severe", "on", decided(settled(reacted(grade=2))).look("1:45"), stands=False),
    *[
        Case(
            "reaction-severe",
            "outside",
            decided(settled(reacted(grade=grade))).look("1:45"),
            ("permanently-discontinued",),
        )
        for grade in (3, 4)
    ],
    # A grade that rises counts as it is now.
    Case(
        "reaction-severe",
        "outside",
        decided(settled(reacted(grade=2).then("1:25", "reaction_update", grade=3))).look("1:45"),
        ("permanently-discontinued",),
    ),
    # It keeps neither the observation nor the completion shut.
    Case("reaction-severe", "inside", closing(settled(afterwards(grade=3), at="2:20"))),
]

UNRESOLVED = [
    Case("reaction-unresolved", "met", decided(settled(reacted(grade=1))).look("1:45")),
    Case("reaction-unresolved", "met", decided(settled(reacted(grade=1), "improved")).look("1:45")),
    *[
        Case(
            "reaction-unresolved", "unmet", decided(settled(reacted(grade=1), outcome)).look("1:45")
        )
        for outcome in ("ongoing", "transferred")
    ],
    Case("reaction-unresolved", "unmet", decided(reacted(grade=1)).look("1:45")),
    *[
        Case("reaction-unresolved", "met", closing(settled(afterwards(grade=1), outcome, "2:20")))
        for outcome in ("resolved", "improved", "transferred")
    ],
    Case("reaction-unresolved", "unmet", closing(settled(afterwards(grade=1), "ongoing", "2:20"))),
    Case("reaction-unresolved", "unmet", closing(afterwards(grade=1))),
]

UNDECIDED = [
    Case("restart-undecided", "met", interrupted().look("1:40")),
    Case("restart-undecided", "met", decided(settled(reacted(grade=1))).look("1:45")),
    Case("restart-undecided", "unmet", settled(reacted(grade=1)).look("1:45")),
    # A reaction during an interruption for another reason asks for the decision too.
    Case(
        "restart-undecided",
        "unmet",
        settled(interrupted().then("1:25", "reaction", grade=1, symptoms=["rash"])).look("1:45"),
    ),
    # A reaction of an earlier interruption does not.
    Case(
        "restart-undecided",
        "met",
        decided(settled(reacted(grade=1)))
        .then("1:45", "resume")
        .then("1:50", "interrupt", reason="line occluded")
        .look("1:51"),
    ),
]

EXTRAVASATED = infusing().then("1:21", "extravasation", note="swelling at the site")
EXTRAVASATION = [
    Case("extravasation-open", "met", interrupted().look("1:40")),
    Case("extravasation-open", "unmet", EXTRAVASATED.look("1:40")),
    Case(
        "extravasation-open",
        "met",
        EXTRAVASATED.then("1:30", "new_access", note="left arm").look("1:40"),
    ),
    Case(
        "extravasation-open",
        "unmet",
        EXTRAVASATED.then("1:30", "new_access", note="left arm")
        .then("1:35", "extravasation", note="again")
        .look("1:40"),
    ),
]

TEN = infusing().then("1:21", "interrupt", reason="line occluded").then("1:31", "resume")
ENDS = [
    Case("infusion-short", "outside", infusing().look("2:00:59")),
    Case("infusion-short", "on", infusing().look("2:01"), stands=False),
    Case("infusion-short", "inside", infusing().look("2:01:01")),
    # Interruptions move the moment: at 2:11 five minutes of the volume are left.
    Case("infusion-short", "outside", TEN.look("2:10:59")),
    Case("infusion-short", "on", TEN.look("2:11"), stands=False),
    # So does the rate: 25 mL are left at 1:36 and take an hour at 25 mL/h.
    Case(
        "infusion-short",
        "on",
        infusing().then("1:36", "rate", rate_ml_h=25).look("2:31"),
        ("infusion-long",),
        stands=False,
    ),
    Case(
        "infusion-short",
        "outside",
        infusing().then("1:36", "rate", rate_ml_h=25).look("2:30:59"),
        ("infusion-long",),
    ),
    # And the pump's own reading: 40 of 50 mL at 1:36, 5 minutes are 4.17 mL.
    Case(
        "infusion-short",
        "on",
        infusing().then("1:36", "pump_check", volume_ml=40).look("1:43"),
        stands=False,
    ),
    Case(
        "infusion-short",
        "outside",
        infusing().then("1:36", "pump_check", volume_ml=40).look("1:42:59"),
    ),
    Case("infusion-long", "inside", TEN.look("2:15:59")),
    Case("infusion-long", "on", TEN.look("2:16"), stands=False),
    Case("infusion-long", "outside", TEN.look("2:16:01")),
    Case("infusion-long", "outside", infusing().look("2:16:01")),
]

CASES = [*UNGRADED, *SEVERE, *UNRESOLVED, *UNDECIDED, *EXTRAVASATION, *ENDS]
