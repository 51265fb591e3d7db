"""Section 4: bloods."""

from decimal import Decimal
from typing import Any

from .cases import Case
from .doses import CONSULTANT, cycle_2, day_8, ready

START = "1:06"
PANELS = ("fbc", "ue", "lft")


def changed(panel: str, **fields: Any) -> Any:
    """The clean dose with other values in one panel, at the start."""
    return ready().change(panel, **fields).look(START)


MISSING = [
    *[Case(f"{panel}-missing", "met", ready().look(START)) for panel in PANELS],
    *[Case(f"{panel}-missing", "unmet", ready().drop(panel).look(START)) for panel in PANELS],
    *[Case(f"{panel}-missing", "unmet", changed(panel, reviewed=False)) for panel in PANELS],
    Case("fbc-missing", "unmet", changed("fbc", neutrophils=None)),
    Case("fbc-missing", "unmet", changed("fbc", platelets=None)),
    Case("ue-missing", "unmet", changed("ue", crcl=None)),
    Case("lft-missing", "unmet", changed("lft", bilirubin=None)),
    Case("lft-missing", "unmet", changed("lft", bilirubin_uln=None)),
    Case("lft-missing", "unmet", changed("lft", alt=None, alt_uln=None, ast=None, ast_uln=None)),
    # Of ALT and AST one is enough.
    Case("lft-missing", "met", changed("lft", alt=None, alt_uln=None)),
    Case("lft-missing", "met", changed("lft", ast=None, ast_uln=None)),
    # An incomplete panel gives only its own finding.
    Case("fbc-missing", "unmet", changed("fbc", neutrophils=0.1, platelets=None)),
    Case("fbc-missing", "unmet", changed("fbc", neutrophils=None, taken="-9d 0:00")),
    # One that nobody reviewed is judged by value and age besides.
    Case("fbc-missing", "unmet", changed("fbc", reviewed=False, platelets=10), ("platelets-low",)),
    Case("ue-missing", "unmet", changed("ue", reviewed=False, taken="-9d 0:00"), ("ue-stale",)),
    # A later complete result of the same panel settles it.
    Case(
        "fbc-missing",
        "met",
        ready()
        .change("fbc", neutrophils=None)
        .then("1:00", "bloods", panel="fbc", taken="-1:00", neutrophils=2, platelets=90)
        .look(START),
    ),
]

# The start is at 1:06: seven days before it, and twenty-four hours before it.
WEEK = (
    ("inside", "-6d 22:53:59", None),
    ("on", "-6d 22:54", False),
    ("outside", "-6d 22:54:01", None),
)
DAY = (("inside", "-22:53:59", None), ("on", "-22:54", False), ("outside", "-22:54:01", None))
STALE = [
    Case(f"{panel}-stale", where, walk.change(panel, taken=taken).look(START), stands=on)
    for panel in PANELS
    for walk, ages in ((ready(), WEEK), (day_8(), DAY), (cycle_2(), DAY))
    for where, taken, on in ages
]

LIMITS = [
    Case(code, where, changed(panel, **{field: Decimal(value)}), stands=on)
    for code, panel, field, values, stands in (
        ("neutrophils-low", "fbc", "neutrophils", ("1.01", "1.0", "0.99"), False),
        ("platelets-low", "fbc", "platelets", ("51", "50", "49"), False),
        ("crcl-low", "ue", "crcl", ("15.1", "15", "14.9"), True),
        ("bilirubin-high", "lft", "bilirubin", ("31.4", "31.5", "31.6"), False),
        ("alt-high", "lft", "alt", ("99.9", "100", "100.1"), False),
        ("ast-high", "lft", "ast", ("99.9", "100", "100.1"), False),
    )
    for where, value, on in zip(
        ("inside", "on", "outside"), values, (None, stands, None), strict=True
    )
]

# Cockcroft-Gault: (140 - 64) x 68 x 1.04 / creatinine is above 15 up to 358 µmol/L.
CREATININE = [
    Case("crcl-low", "inside", changed("ue", crcl=None, creatinine_umol_l=358)),
    Case("crcl-low", "outside", changed("ue", crcl=None, creatinine_umol_l=359)),
    # The factor for a man is 1.23: up to 423 µmol/L.
    Case(
        "crcl-low",
        "inside",
        ready().patient(sex="male").change("ue", crcl=None, creatinine_umol_l=423).look(START),
    ),
    Case(
        "crcl-low",
        "outside",
        ready().patient(sex="male").change("ue", crcl=None, creatinine_umol_l=424).look(START),
    ),
]

NEWEST = [
    # The newest sample counts, an older one recorded later changes nothing.
    Case(
        "neutrophils-low",
        "inside",
        ready()
        .change("fbc", neutrophils=0.5)
        .then("1:00", "bloods", panel="fbc", taken="-11:00", neutrophils=2, platelets=90)
        .look(START),
    ),
    Case(
        "neutrophils-low",
        "outside",
        ready()
        .change("fbc", neutrophils=0.5)
        .then("1:00", "bloods", panel="fbc", taken="-13:00", neutrophils=2, platelets=90)
        .look(START),
    ),
]


def liver(bilirubin: str, alt: str, ast: str) -> Any:
    """The liver panel with these values."""
    return ready().change("lft", bilirubin=Decimal(bilirubin), alt=Decimal(alt), ast=Decimal(ast))


COVERED = (
    liver("31.6", "100.1", "28")
    .then("1:05", "authorise", codes=["bilirubin-high", "alt-high"], **CONSULTANT)
    .look(START)
)
HEPATIC = [
    Case(
        "hepatic-interruption", "inside", liver("31.6", "30", "28").look(START), ("bilirubin-high",)
    ),
    Case(
        "hepatic-interruption",
        "inside",
        liver("12", "101", "101").look(START),
        ("alt-high", "ast-high"),
    ),
    Case(
        "hepatic-interruption",
        "on",
        liver("31.5", "101", "28").look(START),
        ("alt-high",),
        stands=False,
    ),
    Case(
        "hepatic-interruption",
        "on",
        liver("32", "100", "100").look(START),
        ("bilirubin-high",),
        stands=False,
    ),
    Case(
        "hepatic-interruption",
        "outside",
        liver("31.6", "100.1", "28").look(START),
        ("bilirubin-high", "alt-high"),
    ),
    Case(
        "hepatic-interruption",
        "outside",
        liver("31.6", "28", "100.1").look(START),
        ("bilirubin-high", "ast-high"),
    ),
    # It stands on when the values it rests on are covered.
    Case("hepatic-interruption", "outside", COVERED),
]

CASES = [*MISSING, *STALE, *LIMITS, *CREATININE, *NEWEST, *HEPATIC]
