from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.workplace import StartPlanned
from inoadmin.session.present.lanes import Timeline
from inoadmin.session.present.timeline import fraction, timeline
from inoadmin.session.streams import plan_stream
from tests.wards import STARTS, Visit, Ward, ward

MINUTE = timedelta(minutes=1)
WALK = "04-interruption-and-restart.toml"
WIDTH = 60
LOOKS = {
    "solid": "#",
    "soft": "=",
    "halt": "x",
    "plan": "-",
    "under": "_",
    "window": "w",
    "life": "~",
}
MARKS = {"given": "*", "done": "|", "due": ":"}


def drawn_at(here: Ward) -> Timeline:
    return timeline(here.service, here.administration(), here.service.now())


def picture(shown: Timeline) -> list[str]:
    """Each lane as a line of text."""
    lines: list[str] = []
    for lane in shown.lanes:
        cells = [" "] * (WIDTH + 1)
        # What was planned lies beneath what happened, whatever the order.
        for bar in sorted(lane.bars, key=lambda one: one.look != "under"):
            for x in range(
                round(bar.x0 * WIDTH), max(round(bar.x1 * WIDTH), round(bar.x0 * WIDTH) + 1)
            ):
                cells[x] = LOOKS[bar.look]
        for mark in lane.marks:
            cells[round(mark.x * WIDTH)] = MARKS[mark.look]
        lines.append(f"{lane.title:14} {''.join(cells)}".rstrip())
    return lines


def test_the_infusion_with_its_interruption() -> None:
    shown = drawn_at(ward(Visit(WALK), at=105 * MINUTE))
    assert picture(shown) == [
        "Bag out           =================",
        "Premedication          **       wwwwwwww",
        "Infusion                            ####xxx####--------",
        "Observation                                            -----------------",
        "Observations                   |        :",
        "Bag good until    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
    ]
    assert shown.now == pytest.approx(fraction(STARTS + 105 * MINUTE, shown.since, shown.until))


def wishing(here: Ward, minutes: int) -> None:
    """A start was planned, whatever became of it since."""
    dose = here.administration()
    fact = StartPlanned(dose, STARTS + minutes * MINUTE)
    here.service.ledger.add(plan_stream(dose), fact, "amy")


def test_before_anything_the_plan_is_drawn_alone() -> None:
    here = ward(Visit(WALK), at=1 * MINUTE)
    wishing(here, 90)
    assert picture(drawn_at(here)) == [
        "Bag out                    ---------------",
        "Premedication              --------",
        "Infusion                                  ---------------",
        "Observation                                              ---------------",
        "Bag good until      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
    ]


def test_what_happens_lies_over_what_was_planned() -> None:
    here = ward(Visit(WALK), at=105 * MINUTE)
    wishing(here, 75)
    assert picture(drawn_at(here)) == [
        "Bag out           =================___",
        "Premedication        __**_____  wwwwwwww",
        "Infusion                            ####xxx####--------",
        "Observation                                            -----------------",
        "Observations                   |        :",
        "Bag good until    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
    ]


def test_the_plan_is_told_beside_what_happened() -> None:
    here = ward(Visit(WALK), at=105 * MINUTE)
    wishing(here, 75)
    told = drawn_at(here).spoken
    assert "Bag out: out 1hr, 08:02 to 09:02, planned 08:15 to 09:15. " in told
    assert "to 10:16, 09:45 to 10:16, planned 09:15 to 10:15. " in told


def test_a_bag_that_was_never_cold_has_no_time_to_come_out() -> None:
    here = ward(Visit(WALK), at=0 * MINUTE)
    bag = c.Bag(product="Besponsa", batch="B1", expiry="2026-03-02", refrigerated=False)
    dose = here.administration()
    here.service.submit(bag, actor="amy", patient=here.patients[0], administration=dose)
    wishing(here, 75)
    assert [lane.title for lane in drawn_at(here).lanes] == [
        "Premedication",
        "Infusion",
        "Observation",
        "Bag good until",
    ]


def test_what_was_planned_for_a_dose_that_was_given_up_is_not_shown() -> None:
    here = ward(Visit(WALK), at=1 * MINUTE)
    wishing(here, 75)
    dose = here.administration()
    here.service.submit(
        c.Cancel("poorly"), actor="amy", patient=here.patients[0], administration=dose
    )
    assert "planned" not in timeline(here.service, dose, here.service.now()).spoken


def test_it_says_all_of_it_in_words() -> None:
    shown = drawn_at(ward(Visit(WALK), at=105 * MINUTE))
    assert shown.spoken == (
        "Now 09:45. Bag out: out 1hr, 08:02 to 09:02. "
        "Premedication: start window 08:54 to 09:20, "
        "dexamethasone 08:20, chlorphenamine 08:22, paracetamol 08:24. "
        "Infusion: 50 mL/h, 09:06 to 09:21, interrupted, 09:21 to 09:31, "
        "50 mL/h, 09:31 to 09:45, to 10:16, 09:45 to 10:16. "
        "Observation: to 11:16, 10:16 to 11:16. "
        "Observations: set 08:50, due 09:21. "
        "Bag good until: until 18:00"
    )


def test_before_anything_there_is_only_time() -> None:
    shown = drawn_at(ward(Visit(WALK), at=timedelta(0)))
    assert shown.lanes == ()
    assert [tick.label for tick in shown.ticks][:3] == ["07:40", "07:50", "08:00"]


def test_a_completed_dose_has_no_present_moment() -> None:
    shown = drawn_at(ward(Visit("01-clean.toml"), at=timedelta(days=2)))
    assert shown.now is None
    assert shown.until - shown.since < timedelta(hours=4)
    assert not [line for line in picture(shown) if ":" in line]


@pytest.mark.parametrize("at", [0, 3, 25, 66, 81, 95, 200, 2000])
def test_everything_lies_within_the_width_and_ticks_are_few(at: int) -> None:
    shown = drawn_at(ward(Visit(WALK), at=at * MINUTE))
    places = [
        *(x for lane in shown.lanes for bar in lane.bars for x in (bar.x0, bar.x1)),
        *(mark.x for lane in shown.lanes for mark in lane.marks),
        *(tick.x for tick in shown.ticks),
    ]
    assert all(0 <= x <= 1 for x in places)
    assert all(bar.x0 <= bar.x1 for lane in shown.lanes for bar in lane.bars)
    assert 3 <= len(shown.ticks) <= 11


def test_the_bags_life_runs_out_of_the_picture_rather_than_stretching_it() -> None:
    shown = drawn_at(ward(Visit(WALK), at=10 * MINUTE))
    (life,) = shown.lanes[-1].bars
    assert (life.x1, life.tail, life.label) == (1.0, True, "18:00")


@pytest.mark.parametrize(("minutes", "x"), [(-1, 0.0), (0, 0.0), (30, 0.5), (60, 1.0), (61, 1.0)])
def test_a_moment_outside_lies_at_the_edge(minutes: int, x: float) -> None:
    end = STARTS + timedelta(hours=1)
    assert fraction(STARTS + minutes * MINUTE, STARTS, end) == x
