"""Section 6: premedication. The clean dose has 0:20, 0:22 and 0:24: open from 0:54 to 1:20."""

from typing import Any

from .cases import Case
from .doses import ready
from .walk import Walk

START = "1:06"


def dexamethasone(**fields: Any) -> Walk:
    """The clean dose with another corticosteroid."""
    return ready().change("dex", **fields).look(START)


def repeated(at: str, look: str, **fields: Any) -> Walk:
    """A repeat of paracetamol."""
    given = {"drug": "paracetamol", "dose_mg": 1000, "route": "PO", "repeat": True, **fields}
    return ready().then(at, "premed", "again", **given).look(look)


MISSING = [
    Case("premed-missing", "met", ready().look(START)),
    Case("premed-missing", "met", dexamethasone(drug="hydrocortisone", dose_mg=100, route="IV")),
    *[
        Case("premed-missing", "unmet", ready().drop(name).look(START))
        for name in ("dex", "chlor", "para")
    ],
    Case("premed-missing", "unmet", ready().drop("dex", "chlor", "para").look(START)),
    # Another drug belongs to no class.
    Case(
        "premed-missing",
        "unmet",
        dexamethasone(drug="prednisolone", dose_mg=50),
        ("premed-dose-unexpected",),
    ),
]

UNEXPECTED = [
    *[
        Case("premed-dose-unexpected", where, ready().change(name, **fields).look(START))
        for where, name, fields in (
            ("met", "dex", {"dose_mg": 8}),
            ("unmet", "dex", {"dose_mg": 7.9}),
            ("unmet", "dex", {"dose_mg": 8.1}),
            ("unmet", "dex", {"route": "IV"}),
            ("unmet", "chlor", {"dose_mg": 9}),
            ("unmet", "chlor", {"route": "PO"}),
            ("met", "dex", {"drug": "hydrocortisone", "dose_mg": 100, "route": "IV"}),
            ("unmet", "dex", {"drug": "hydrocortisone", "dose_mg": 50, "route": "IV"}),
            ("unmet", "dex", {"drug": "hydrocortisone", "dose_mg": 100, "route": "PO"}),
            ("unmet", "para", {"route": "IV"}),
        )
    ],
    *[
        Case(
            "premed-dose-unexpected",
            where,
            ready().change("para", dose_mg=mg).look(START),
            stands=on,
        )
        for where, mg, on in (
            ("inside", 501, None),
            ("on", 500, False),
            ("outside", 499, None),
            ("inside", 999, None),
            ("on", 1000, False),
            ("outside", 1001, None),
        )
    ],
    # The earlier dose that a repeat supersedes is no longer judged.
    Case(
        "premed-dose-unexpected",
        "met",
        ready()
        .change("dex", dose_mg=4)
        .then("0:30", "premed", drug="dexamethasone", dose_mg=8, route="PO", repeat=True)
        .look(START),
    ),
]

WINDOW = [
    Case("premed-too-recent", "outside", ready().look("0:53:59"), ("premed-pending",)),
    Case("premed-too-recent", "on", ready().look("0:54"), stands=False),
    Case("premed-too-recent", "inside", ready().look("0:54:01")),
    Case("premed-window-passed", "inside", ready().look("1:19:59")),
    Case("premed-window-passed", "on", ready().look("1:20"), stands=False),
    Case("premed-window-passed", "outside", ready().look("1:20:01")),
    Case("premed-spread", "inside", ready().move("para", "0:49:59").look("1:20")),
    Case("premed-spread", "on", ready().move("para", "0:50").look("1:20"), stands=False),
    Case(
        "premed-spread",
        "outside",
        ready().move("para", "0:50:01").look("1:20:01"),
        ("premed-window-passed",),
    ),
    Case("premed-pending", "outside", ready().look("0:53:59"), ("premed-too-recent",)),
    Case("premed-pending", "on", ready().look("0:54"), stands=False),
    Case("premed-pending", "inside", ready().look("0:54:01")),
    Case(
        "premed-pending",
        "inside",
        ready().drop("dex", "chlor", "para").look("0:53:59"),
        ("premed-missing",),
    ),
    # A repeat supersedes the earlier dose of its class: the first of those given is then 0:22.
    Case(
        "premed-window-passed",
        "on",
        ready()
        .then("0:40", "premed", drug="dexamethasone", dose_mg=8, route="PO", repeat=True)
        .look("1:22"),
        stands=False,
    ),
    Case(
        "premed-window-passed",
        "outside",
        ready()
        .then("0:40", "premed", drug="dexamethasone", dose_mg=8, route="PO", repeat=True)
        .look("1:22:01"),
    ),
    Case(
        "premed-too-recent",
        "outside",
        repeated("0:40", "1:09:59"),
        ("premed-pending",),
    ),
    Case("premed-too-recent", "on", repeated("0:40", "1:10"), stands=False),
]

# It is said while the dose is being recorded and printed beside it: it never stands at a gate.
LATE = (
    "premed-window-passed",
    "premed-spread",
    "bedside-check-missing",
    "baseline-observations-missing",
)
REPEATS = [
    Case("premed-repeat-too-soon", "outside", repeated("0:30", START), silent=True),
    Case("premed-repeat-too-soon", "outside", repeated("4:23:59", "4:53:59"), LATE, silent=True),
    Case("premed-repeat-too-soon", "on", repeated("4:24", "4:54"), LATE, stands=False),
    Case("premed-repeat-too-soon", "inside", repeated("4:24:01", "4:54:01"), LATE),
]

ALLERGIES = [
    Case("allergy-conflict", "met", ready().patient(allergies=["penicillin"]).look(START)),
    *[
        Case("allergy-conflict", "unmet", ready().patient(allergies=[text]).look(START))
        for text in ("paracetamol", "Rash with PARACETAMOL in 2019", "Chlorphenamine")
    ],
    # Only a premedication that was given can conflict.
    Case("allergy-conflict", "met", ready().patient(allergies=["hydrocortisone"]).look(START)),
]

CASES = [*MISSING, *UNEXPECTED, *WINDOW, *REPEATS, *ALLERGIES]
