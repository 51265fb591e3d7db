"""What must hold on any walk: tried on walks put together at random, each from its own seed."""

import random
from typing import Any

import pytest

from .doses import VITALS, clean, infusing, interrupted, observing, reacted, ready
from .walk import Walk, offset, seconds

NEXT = {"preparing": "start", "infusing": "end", "interrupted": "resume", "observing": "complete"}
MOMENTS = ("-0:30", "0:00:30", "0:20", "0:54", "1:05", "1:06", "1:20", "1:21", "1:30", "2:06")
ENDED = {"reason": "x", "authoriser": "Dr Sale", "role": "consultant"}
BAG = {"product": "Besponsa", "batch": "Q", "refrigerated": False}
CHOICES: dict[str, dict[str, tuple[Any, ...]]] = {
    "vitals": {"pulse": (76, 95, 140), "resp_rate": (16, 22), "occurred": (None, *MOMENTS)},
    "start": {"rate_ml_h": (None, 25, 60), "already_happened": (True, False), "reason": ("x",)},
    "resume": {"rate_ml_h": (None, 25, 60), "already_happened": (True, False), "reason": ("x",)},
    "interrupt": {"reason": ("x",), "occurred": (None, *MOMENTS)},
    "rate": {"rate_ml_h": (25, 50, 60)},
    "pump_check": {"volume_ml": (None, 0, 10, 60), "running": (True, False)},
    "reaction": {"grade": (None, 1, 2, 3), "occurred": (None, *MOMENTS)},
    "reaction_update": {"grade": (1, 2, 3)},
    "reaction_outcome": {"outcome": ("resolved", "improved", "ongoing", "transferred")},
    "extravasation": {"note": ("x",)},
    "new_access": {"note": ("x",)},
    "stop": {"reason": ("x",), "volume_given_ml": (None, 5, 60)},
    "end": {"occurred": (None, *MOMENTS)},
    "left": {"reason": ("other",), "informed": ("Dr Sale",)},
    "complete": {},
    "cancel": {"reason": ("x",)},
    "bag": {"dose_mg": (0.7, 1.4), "volume_ml": (25, 50, 60), "reconstituted": (None, "-5:00"),
            "expiry": (None, "2026-03-02T10:30", "2026-03-04")},
    "bag_out": {"occurred": (None, *MOMENTS)},
    "second_check": {"subject": ("bag", "bedside"), "witness": ("ben", "pia")},
    "premed": {"drug": ("dexamethasone", "paracetamol"), "dose_mg": (8, 1000), "route": ("PO",),
               "repeat": (True, False), "occurred": (None, *MOMENTS)},
    "bloods": {"panel": ("fbc",), "taken": ("-1:00", "-9d 0:00"), "neutrophils": (0.5, 2),
               "platelets": (None, 90)},
    "answer": {"item": ("qt-risk", "site-unchecked"), "value": ("yes", "no")},
    "allergies": {"known": ([], ["paracetamol"])},
    "discontinue": {},
    "omit": {"cycle": (1,), "day": (1, 8), "reason": ("x",)},
}  # fmt: skip


def _command(dice: random.Random) -> tuple[str, dict[str, Any]]:
    name = dice.choice(sorted(CHOICES))
    fields = {field: dice.choice(values) for field, values in CHOICES[name].items()}
    fixed = {"vitals": VITALS, "bag": BAG, "discontinue": ENDED}.get(name, {})
    merged = {**fixed, **fields}
    return name, {field: value for field, value in merged.items() if value is not None}


def walked(seed: int) -> Walk:
    """A walk of commands and corrections, sensible and not."""
    dice = random.Random(seed)
    begun = (ready(), infusing(), interrupted(), reacted(), reacted(grade=2), observing(), clean())
    walk = dice.choice(begun)
    at = seconds(walk.last())
    for number in range(dice.randint(3, 9)):
        at += dice.choice((0, 20, 60, 300, 900, 1800))
        if dice.random() < 0.3:
            fields: dict[str, Any] = {"of": dice.choice(walk.steps).name, "reason": "x"}
            if dice.random() < 0.5:
                fields["void"] = True
            else:
                fields.update(field="occurred", value=dice.choice(MOMENTS))
            walk = walk.then(offset(at), "correct", f"step {number}", **fields)
        else:
            command, fields = _command(dice)
            walk = walk.then(offset(at), command, f"step {number}", **fields)
    return walk.look(offset(at))


def told(walk: Walk) -> list[dict[str, Any]]:
    """The administrations at the end, without what names or counts them."""
    doses = walk.play().json["administrations"]
    return [{key: dose[key] for key in dose if key not in {"id", "events"}} for dose in doses]


SEEDS = pytest.mark.parametrize("seed", range(30))


@SEEDS
def test_the_findings_shown_are_those_that_shut_the_gate(seed: int) -> None:
    walk = walked(seed)
    dose = walk.play().dose()
    if dose["stage"] not in NEXT:
        assert dose["findings"] == []
        return
    gate = NEXT[dose["stage"]]
    assert {finding["gate"] for finding in dose["findings"]} <= {gate}
    shut = {finding["code"] for finding in dose["findings"] if finding["severity"] != "note"}
    assert walk.then(walk.last(), gate, "gate").play().codes("gate") == shut


@SEEDS
def test_a_restart_after_every_step_changes_nothing(seed: int) -> None:
    walk = walked(seed)
    restarted = walk
    for number, step in enumerate(walk.steps):
        restarted = restarted.then(offset(step.at), "restart_application", f"again {number}")
    assert told(restarted) == told(walk)


@SEEDS
def test_what_was_refused_changed_nothing(seed: int) -> None:
    walk = walked(seed)
    refused = walk.play().refused()
    kept = tuple(
        step
        for step in walk.steps
        if step.name not in refused and step.fields.get("of") not in refused
    )
    assert told(Walk(kept)) == told(walk)


@SEEDS
def test_no_more_is_given_than_hangs(seed: int) -> None:
    dose = walked(seed).play().dose()
    labels = [step.fields.get("dose_mg", 0) for step in walked(seed).steps if step.command == "bag"]
    assert 0 <= dose["given_mg"] <= sum(labels)
    assert dose["volume_given_ml"] >= 0
    assert dose["interrupted_s"] >= 0
