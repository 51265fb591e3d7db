"""Section 5: the bag, at `start` and again at `resume`."""

from typing import Any

from .cases import Attempt, Case
from .doses import infusing, ready, square
from .walk import Walk

START = "1:06"
GTIN = "0105013457012095"
SEPARATOR = "\x1d"


def bag(**fields: Any) -> Walk:
    """The clean dose with another bag, at the start."""
    return ready().change("bag", **fields).look(START)


def again(**fields: Any) -> Walk:
    """Another bag whose infusion was started in spite of it, interrupted, before the resume."""
    walk = ready().change("bag", **fields)
    walk = walk.then(START, "start", already_happened=True, reason="workstation down")
    return walk.then("1:21", "interrupt", reason="line occluded").look("1:30")


def both(code: str, where: str, *also: str, **fields: Any) -> list[Case]:
    """The same bag judged at the start and at the resume."""
    return [
        Case(code, where, bag(**fields), also),
        Case(code, where, again(**fields), also),
    ]


def scan(raw: str, **typed: Any) -> Walk:
    """The clean dose with a bag that was scanned, at the start; `typed` is what was typed."""
    return bag(**{"product": None, "batch": None, "expiry": None, "scan": raw, **typed})


NONE = ready().drop("bag", "bag check").look(START)
LABEL = [
    Case("bag-not-recorded", "met", ready().look(START)),
    # A bedside check made without a bag does not count.
    Case("bag-not-recorded", "unmet", NONE, ("bedside-check-missing",)),
    *both("bag-patient-wrong", "met", label_matches=True),
    *both("bag-patient-wrong", "unmet", label_matches=False),
    *both("product-name-wrong", "met", product="Besponsa"),
    *both("product-name-wrong", "met", product="  INOTUZUMAB   Ozogamicin "),
    *both("product-name-wrong", "met", product="Inotuzumab ozogamicin BESPONSA"),
    *both("product-name-wrong", "unmet", product="gemtuzumab ozogamicin"),
    *both("product-name-wrong", "unmet", product="inotuzumab"),
    *both("product-name-wrong", "unmet", product=None),
    *both("product-name-wrong", "unmet", product=" "),
    *both("batch-missing", "met", batch="B"),
    *both("batch-missing", "unmet", batch=None),
    *both("batch-missing", "unmet", batch="  "),
    *both("expiry-missing", "met", expiry="2026-03-02"),
    *both("expiry-missing", "met", expiry="2026-03"),
    *both("expiry-missing", "unmet", expiry=None),
    *both("expiry-missing", "unmet", expiry=""),
    *both("diluent-wrong", "met", diluent="sodium chloride 0.9%"),
    *both("diluent-wrong", "unmet", diluent="glucose 5%"),
    *both("diluent-wrong", "unmet", diluent="sodium chloride 0.45%"),
    *both("bag-damaged", "met", inspected=True),
    *both("bag-damaged", "unmet", inspected=False),
]

EXPIRY = [
    Case("product-expired", "inside", bag(expiry="2026-03-02T18:00")),
    # At the instant of expiry it is still good, but the infusion does not end before it.
    Case(
        "product-expired", "on", bag(expiry="2026-03-02T09:06"), ("bag-life-short",), stands=False
    ),
    Case("product-expired", "outside", bag(expiry="2026-03-02T09:06").look("1:06:01")),
    Case("product-expired", "outside", bag(expiry="2026-03-01")),
    Case("product-expired", "outside", bag(expiry="2026-02")),
    Case(
        "bag-life-short", "inside", bag(expiry="2026-03-02T10:06").drop("look 1:06").look("1:05:59")
    ),
    Case("bag-life-short", "on", bag(expiry="2026-03-02T10:06"), stands=False),
    Case("bag-life-short", "outside", bag(expiry="2026-03-02T10:06").look("1:06:01")),
    Case("in-use-limit", "inside", bag(reconstituted="-5:53:59")),
    Case("in-use-limit", "on", bag(reconstituted="-5:54"), stands=False),
    Case("in-use-limit", "outside", bag(reconstituted="-5:54:01")),
]


def paused(at: str, **fields: Any) -> Walk:
    """Another bag, started at 1:06 and interrupted at 1:21 with 45 minutes to run."""
    walk = ready().change("bag", **fields).then(START, "start", "start")
    return walk.then("1:21", "interrupt", reason="line occluded").look(at)


RESUMED = [
    Case("product-expired", "inside", paused("1:45", expiry="2026-03-02T10:30")),
    Case(
        "product-expired",
        "on",
        paused("2:30", expiry="2026-03-02T10:30"),
        ("bag-life-short",),
        stands=False,
    ),
    Case("product-expired", "outside", paused("2:30:01", expiry="2026-03-02T10:30")),
    Case("bag-life-short", "inside", paused("1:44:59", expiry="2026-03-02T10:30")),
    Case("bag-life-short", "on", paused("1:45", expiry="2026-03-02T10:30"), stands=False),
    Case("bag-life-short", "outside", paused("1:45:01", expiry="2026-03-02T10:30")),
    Case("in-use-limit", "inside", paused("1:44:59", reconstituted="-5:30")),
    Case("in-use-limit", "on", paused("1:45", reconstituted="-5:30"), stands=False),
    Case("in-use-limit", "outside", paused("1:45:01", reconstituted="-5:30")),
]


def prescribed(mg: Any, label_mg: Any) -> Walk:
    """A prescription and a label."""
    return ready().change("open", prescribed_mg=mg).change("bag", dose_mg=label_mg).look(START)


DOSE = [
    Case("bag-dose-differs", "inside", prescribed(1.4, 1.4)),
    Case("bag-dose-differs", "on", prescribed(1.404, 1.4), stands=False),
    Case("bag-dose-differs", "outside", prescribed(1.405, 1.4)),
    Case("bag-dose-differs", "inside", prescribed(1.405, 1.41)),
    Case("bag-dose-differs", "outside", prescribed(1.4, 1.41)),
    Case("bag-dose-differs", "outside", prescribed(1.4, 1.39)),
    Case("bag-dose-differs", "outside", again(dose_mg=1.3)),
]

# A label of 60 mL runs at 60 mL/h unless another rate is set, so only the volume is judged.
VOLUME = [
    Case("volume-differs", "inside", bag(volume_ml=57)),
    Case("volume-differs", "on", bag(volume_ml=50), stands=False),
    Case("volume-differs", "on", bag(volume_ml=65), stands=False),
    Case("volume-differs", "outside", bag(volume_ml=49.9)),
    Case("volume-differs", "outside", bag(volume_ml=65.1)),
]

LIGHT = [
    *both("not-light-protected", "met", light_protected=True),
    *both("not-light-protected", "unmet", light_protected=False),
]
LIGHT_ATTEMPTS = [
    Attempt("not-light-protected", "met", ready().then(START, "start", light_protected=True)),
    Attempt("not-light-protected", "unmet", ready().then(START, "start", light_protected=False)),
    Attempt(
        "not-light-protected",
        "unmet",
        infusing()
        .then("1:21", "interrupt", reason="line occluded")
        .then("1:30", "resume", light_protected=False),
    ),
]

CHECKS = [
    # A bedside check made since the bag was recorded is a check of the bag too.
    Case("second-check-missing", "met", ready().drop("bag check").look(START)),
    Case("second-check-missing", "met", ready().look(START)),
    Case(
        "second-check-missing",
        "unmet",
        ready().drop("bag check", "bedside").look(START),
        ("bedside-check-missing",),
    ),
    Case(
        "second-check-missing",
        "unmet",
        ready()
        .drop("bag check", "bedside")
        .then(START, "start", already_happened=True, reason="workstation down")
        .then("1:21", "interrupt", reason="line occluded")
        .look("1:30"),
    ),
]

SCANS = [
    Case("scan-incomplete", "met", scan(f"]d2{GTIN}1726033110AB1234{SEPARATOR}21XY7")),
    Case("scan-incomplete", "met", scan(f"]d2{GTIN}17260331", batch="AB1234")),
    Case("scan-incomplete", "met", scan(f"]d2{GTIN}10AB1234", expiry="2026-03-31")),
    Case("scan-incomplete", "unmet", scan(f"]d2{GTIN}17260331"), ("batch-missing",)),
    Case("scan-incomplete", "unmet", scan(f"]d2{GTIN}10AB1234"), ("expiry-missing",)),
    # A lost separator: the batch has swallowed an expiry, so neither is believed.
    *[
        Case(
            "scan-incomplete",
            "unmet",
            scan(f"]d2{GTIN}10LOT1{swallowed}"),
            ("batch-missing", "expiry-missing"),
        )
        for swallowed in ("17271130", "70032711301200")
    ],
    Case("scan-incomplete", "met", scan(f"]d2{GTIN}10LOT117271130", batch="L1", expiry="2027-11")),
    # 17 followed by what is no date is a batch like another.
    Case("scan-incomplete", "unmet", scan(f"]d2{GTIN}10LOT17999999"), ("expiry-missing",)),
    # An unknown article fills no product name.
    Case(
        "product-name-wrong",
        "unmet",
        scan(f"]d201095060001343521726033110AB1234{SEPARATOR}21XY7"),
    ),
]


def replaced(dose_mg: Any = 0.8, checks: bool = True, **fields: Any) -> Walk:
    """A dose of 1.6 mg, half of it given when a second bag replaces the first at 1:40."""
    walk = square(1.6).then(START, "start").then("1:36", "interrupt", reason="leak")
    label = {"product": "Besponsa", "batch": "CD1", "expiry": "2026-03-02T18:00"}
    fields = {"volume_ml": 25, "refrigerated": False, **label, **fields}
    walk = walk.then("1:40", "bag", "second bag", dose_mg=dose_mg, **fields)
    if checks:
        walk = walk.then("1:41", "second_check", subject="bedside", witness="ben")
    return walk


REPLACED = [
    Case("bag-dose-differs", "inside", replaced(0.83).look("1:45")),
    Case("bag-dose-differs", "on", replaced(0.84).look("1:45"), stands=False),
    Case("bag-dose-differs", "outside", replaced(0.85).look("1:45")),
    Case("bag-dose-differs", "inside", replaced(0.4).look("1:45")),
    Case("volume-differs", "inside", replaced(volume_ml=100).look("1:45")),
    Case("second-check-missing", "met", replaced().look("1:45")),
    # Both checks of the first bag are void.
    Case(
        "second-check-missing",
        "unmet",
        replaced(checks=False).look("1:45"),
        ("bedside-check-missing",),
    ),
    Case("product-expired", "outside", replaced(expiry="2026-03-01").look("1:45")),
    Case("bag-patient-wrong", "unmet", replaced(label_matches=False).look("1:45")),
    Case("bag-damaged", "unmet", replaced(inspected=False).look("1:45")),
    # 25 mL at 50 mL/h: thirty minutes.
    Case("bag-life-short", "on", replaced(expiry="2026-03-02T10:15").look("1:45"), stands=False),
    Case("bag-life-short", "outside", replaced(expiry="2026-03-02T10:15").look("1:45:01")),
    Case("in-use-limit", "on", replaced(reconstituted="-5:45").look("1:45"), stands=False),
    Case("in-use-limit", "outside", replaced(reconstituted="-5:45").look("1:45:01")),
    Case("equilibration-not-started", "unmet", replaced(refrigerated=True).look("1:45")),
    Case("equilibration-not-started", "met", replaced().look("1:45")),
    *[
        Case(
            "equilibration-short",
            where,
            replaced(refrigerated=True, checks=False)
            .then("1:41", "bag_out")
            .then("2:20", "second_check", subject="bedside", witness="ben")
            .look(at),
            stands=on,
        )
        for where, at, on in (
            ("outside", "2:30:59", None),
            ("on", "2:31", False),
            ("inside", "2:31:01", None),
        )
    ],
    Case(
        "bedside-check-missing",
        "on",
        replaced(checks=False)
        .then("1:41", "second_check", subject="bedside", witness="ben")
        .look("2:41"),
        stands=False,
    ),
    Case(
        "bedside-check-missing",
        "outside",
        replaced(checks=False)
        .then("1:41", "second_check", subject="bedside", witness="ben")
        .look("2:41:01"),
    ),
]

CASES = [
    *LABEL,
    *EXPIRY,
    *RESUMED,
    *DOSE,
    *VOLUME,
    *LIGHT,
    *CHECKS,
    *SCANS,
    *REPLACED,
]
ATTEMPTS = LIGHT_ATTEMPTS
