"""Section 3 told again, on courses put together at random: reductions, levels, modifications."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from .walk import Walk

TODAY = date(2026, 3, 2)
LONG = 14
LEVEL_DAY_1 = 1.6  # mg for 2 m2, without remission
LEVEL = 1.0


@dataclass(frozen=True)
class Dose:
    """One dose of a course: what its `open`, or the history of it, says."""

    cycle: int
    day: int
    interrupted: int
    reduced: bool
    remission: bool


def course(seed: int) -> list[Dose]:
    """Doses in their order; the last of them is the one to be opened."""
    dice = random.Random(seed)
    doses: list[Dose] = []
    for cycle in range(1, dice.randint(2, 6)):
        for day in (1, 8, 15):
            if day == 1 or dice.random() < 0.7:
                interrupted = dice.choice((0, 0, 0, 6, 13, 14, 20))
                doses.append(
                    Dose(cycle, day, interrupted, dice.random() < 0.1, dice.random() < 0.2)
                )
    return doses[: dice.randint(1, len(doses))]


def toxic_day_1(doses: list[Dose], index: int) -> bool:
    """Whether this is a day 1 with 14 days or more, its own or since the day 1 before it."""
    if doses[index].day != 1:
        return False
    before = [place for place in range(index) if doses[place].day == 1]
    since = before[-1] + 1 if before else 0
    return any(dose.interrupted >= LONG for dose in doses[since : index + 1])


def modifications(doses: list[Dose], *, by_prescriber: bool) -> list[int]:
    """The cycles in which a modification was made, with the dose opened last."""
    cycles = [doses[index].cycle for index in range(len(doses)) if toxic_day_1(doses, index)]
    last = doses[-1].cycle
    if by_prescriber and not in_force(doses) and last not in cycles:
        cycles.append(last)
    return cycles


def in_force(doses: list[Dose]) -> bool:
    """Whether a reduction is in force at the last dose, without the prescriber's of that dose."""
    brought = any(toxic_day_1(doses, index) for index in range(len(doses)))
    return brought or any(dose.reduced for dose in doses[:-1])


def expected_mg(doses: list[Dose], *, by_prescriber: bool) -> float:
    """The expected dose of the last one, for a person of 2 m2."""
    last = doses[-1]
    full = LEVEL
    if last.day == 1 and (last.cycle == 1 or not any(dose.remission for dose in doses)):
        full = LEVEL_DAY_1
    return round(full * 0.75, 2) if in_force(doses) or by_prescriber else full


def walk(doses: list[Dose], *, by_prescriber: bool) -> Walk:
    """The earlier doses as history, the last one opened."""
    told = Walk()
    started = TODAY - timedelta(days=28 * len(doses))
    for dose in doses[:-1]:
        told = told.then(
            "0:00",
            "history",
            f"{dose.cycle}-{dose.day}",
            cycle=dose.cycle,
            day=dose.day,
            started=started,
            given_mg=1,
            reduced=dose.reduced,
            interruption_days=dose.interrupted,
            remission="cr" if dose.remission else "none",
            transcribed_from="chart",
        )
        started += timedelta(days=28)
    last = doses[-1]
    return told.then(
        "0:01",
        "open",
        "open",
        cycle=last.cycle,
        day=last.day,
        prescribed_mg=1,
        height_cm=160,
        weight_kg=90,
        interruption_days=last.interrupted,
        remission="cri" if last.remission else "not assessed",
        reduction="25%" if by_prescriber else "none",
    )


@pytest.mark.parametrize("by_prescriber", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_a_course(seed: int, by_prescriber: bool) -> None:
    doses = course(seed)
    played = walk(doses, by_prescriber=by_prescriber).play()
    cycles = modifications(doses, by_prescriber=by_prescriber)
    last = doses[-1]
    started = sum(1 for dose in doses[:-1] if dose.cycle == last.cycle)
    if len(cycles) >= 2 and started >= 2:
        assert played.refused() == {"open": {"two-dose-cycle"}}
        return
    assert played.refused() == {}
    assert played.dose()["expected_mg"] == expected_mg(doses, by_prescriber=by_prescriber)
    assert ("not-tolerated" in played.findings()) == (len(cycles) >= 3)
    assert ("interruption-long" in played.findings()) == (last.interrupted > 28)
    late = last.day != 1 and last.interrupted >= 7
    assert ("next-dose-to-omit" in played.findings()) == late
