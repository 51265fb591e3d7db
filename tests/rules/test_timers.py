"""The timers: each state of each, at the second at which it changes."""

from typing import Any

import pytest

from .doses import clean, infusing, interrupted, observing, reacted, ready
from .walk import Walk, instant

OPENED = clean().until("bag")
BAG = clean().until("dex")
LEFT = observing().then("3:05", "left", reason="other", informed="Dr Sale")
STOPPED = infusing().then("1:36", "stop", reason="fever")
SLOW = ready().then("1:06", "start", rate_ml_h=49)
IDLE = {"state": "idle", "remaining_s": None}
DONE = {"state": "done", "remaining_s": None}


def state(name: str, remaining_s: int | None, **at: str) -> dict[str, Any]:
    """A timer's expected fields; `at` are offsets of its instants."""
    instants = {key: instant(moment) for key, moment in at.items()}
    return {"state": name, "remaining_s": remaining_s, **instants}


PREMED = [
    (OPENED.look("0:10"), IDLE),
    (clean().until("chlor").look("0:21"), state("running", 1740, started_at="0:20", due_at="0:50")),
    (ready().look("0:53:59"), state("running", 1, started_at="0:24", due_at="0:54")),
    (ready().look("0:54"), state("open", 1560, closes_at="1:20", started_at="0:24")),
    (ready().look("1:19:59"), state("open", 1, closes_at="1:20")),
    (ready().look("1:20"), state("open", 0, closes_at="1:20")),
    (ready().look("1:20:01"), state("overdue", -1, closes_at="1:20")),
    (ready().look("1:30"), state("overdue", -600, closes_at="1:20")),
    (infusing(), DONE),
    (observing(), DONE),
    # A repeat of the first class moves both ends of the window.
    (
        ready()
        .then("0:40", "premed", drug="dexamethasone", dose_mg=8, route="PO", repeat=True)
        .look("1:09:59"),
        state("running", 1, started_at="0:40", due_at="1:10", closes_at="1:22"),
    ),
]

EQUILIBRATION = [
    (OPENED.look("0:01"), IDLE),
    (clean().until("out").look("0:02"), IDLE),
    (BAG.look("0:02"), state("running", 3600, started_at="0:02", due_at="1:02")),
    (BAG.look("1:01:59"), state("running", 1, due_at="1:02")),
    (BAG.look("1:02"), DONE),
    (ready().move("out", "0:10").then("1:06", "start"), DONE),
]

LIFE = [
    (OPENED.look("0:01"), IDLE),
    (BAG.change("bag", expiry=None).look("0:10"), IDLE),
    (BAG.look("0:10"), state("running", 9 * 3600 + 50 * 60, due_at="10:00")),
    (BAG.look("10:00"), state("running", 0, due_at="10:00")),
    (BAG.look("10:00:01"), state("overdue", -1, due_at="10:00")),
    (BAG.change("bag", reconstituted="-1:00").look("7:00"), state("running", 0, due_at="7:00")),
    (BAG.change("bag", reconstituted="-1:00").look("7:00:01"), state("overdue", -1)),
    (
        BAG.change("bag", reconstituted="-1:00", expiry=None).look("0:10"),
        state("running", 6 * 3600 + 50 * 60, due_at="7:00"),
    ),
    (
        BAG.change("bag", reconstituted="-1:00", expiry="2026-03-02T14:30").look("0:10"),
        state("running", 6 * 3600 + 20 * 60, due_at="6:30"),
    ),
    (infusing().look("1:10"), state("running", 8 * 3600 + 50 * 60, due_at="10:00")),
    (interrupted().look("10:00:01"), state("overdue", -1)),
    (observing(), DONE),
    (STOPPED, DONE),
]

INFUSION = [
    (ready(), IDLE),
    (infusing(), state("running", 3600, started_at="1:06", due_at="2:06")),
    (infusing().look("2:05:59"), state("running", 1)),
    (infusing().look("2:06"), state("due", 0, due_at="2:06")),
    (infusing().look("2:07"), state("due", -60, due_at="2:06")),
    (interrupted().look("1:50"), {**state("paused", 2700), "due_at": None}),
    (interrupted().then("1:31", "resume").look("1:32"), state("running", 2640, due_at="2:16")),
    (interrupted().then("1:31", "resume", rate_ml_h=25), state("running", 5400, due_at="3:01")),
    (
        interrupted()
        .then("1:31", "resume", rate_ml_h=25)
        .then("1:41", "interrupt", reason="x")
        .look("1:50"),
        state("paused", 4800),
    ),
    (infusing().then("1:36", "rate", rate_ml_h=25), state("running", 3600, due_at="2:36")),
    (infusing().then("1:36", "pump_check", volume_ml=20), state("running", 2160, due_at="2:12")),
    # 50 mL at 49 mL/h take 3,673.47 seconds: rounded up.
    (SLOW, state("running", 3674)),
    (SLOW.look("2:07:13"), state("running", 1)),
    (SLOW.look("2:07:14"), {"state": "due"}),
    (observing(), DONE),
    (STOPPED, DONE),
]

OBSERVATION = [
    (infusing(), IDLE),
    (observing().until("obs 3"), state("running", 3600, started_at="2:06", due_at="3:06")),
    (observing().look("3:05:59"), state("running", 1)),
    (observing().look("3:06"), state("due", 0, due_at="3:06")),
    (observing().look("3:07"), state("due", -60)),
    (STOPPED, state("running", 3600, started_at="1:36", due_at="2:36")),
    (clean(), DONE),
    (LEFT, DONE),
]

VITALS = [
    (ready(), IDLE),
    (infusing(), state("running", 900, due_at="1:21")),
    (infusing().look("1:21"), state("running", 0)),
    (infusing().look("1:21:01"), state("overdue", -1)),
    (clean().until("obs 2"), state("running", 900, due_at="1:36")),
    (interrupted().look("1:21:01"), state("overdue", -1)),
    # A partial set does not count, a total from elsewhere does.
    (infusing().then("1:16", "vitals", pulse=80), state("running", 300, due_at="1:21")),
    (infusing().then("1:16", "vitals", elsewhere=True, total=1), state("running", 900)),
    # At once after a reaction.
    (reacted(grade=1), state("running", 0, due_at="1:21")),
    (reacted(grade=1).look("1:21:01"), state("overdue", -1)),
    (
        reacted(grade=1).then("1:25", "vitals", elsewhere=True, total=1),
        state("running", 900, due_at="1:40"),
    ),
    (observing().until("obs 3"), state("running", 1800, due_at="2:36")),
    (observing().until("obs 3").look("2:36:01"), state("overdue", -1)),
    (observing().until("closing"), state("running", 1800, due_at="3:06")),
    (clean(), IDLE),
    (LEFT, IDLE),
]

TABLE = [
    (name, walk, expected)
    for name, rows in (
        ("premed", PREMED),
        ("equilibration", EQUILIBRATION),
        ("bag_life", LIFE),
        ("infusion", INFUSION),
        ("observation", OBSERVATION),
        ("vitals", VITALS),
    )
    for walk, expected in rows
]


@pytest.mark.parametrize(
    ("name", "walk", "expected"),
    TABLE,
    ids=[f"{name}-{number}" for number, (name, _, _) in enumerate(TABLE)],
)
def test_a_timer_at_its_moment(name: str, walk: Walk, expected: dict[str, Any]) -> None:
    played = walk.play()
    assert played.refused() == {}
    timer = played.timer(name)
    assert {key: timer[key] for key in expected} == expected


def test_the_six_timers_and_no_others() -> None:
    assert set(ready().play().dose()["timers"]) == {
        "premed",
        "equilibration",
        "bag_life",
        "infusion",
        "observation",
        "vitals",
    }


@pytest.mark.parametrize("starts", ["2026-03-28T23:30", "2026-10-24T23:30"])
def test_a_summer_time_change_moves_no_timer(starts: str) -> None:
    year, month, day = (int(part) for part in starts[:10].split("-"))
    moment = Walk().starts.replace(year=year, month=month, day=day, hour=23, minute=30)
    walk = Walk(infusing().steps, starts=moment).change("bag", expiry=f"{year}-11")
    played = walk.look("1:36").play()
    assert played.refused() == {}
    assert played.timer("infusion")["remaining_s"] == 1800
    assert played.timer("infusion")["due_at"] == instant("2:06", moment)
    assert played.timer("vitals")["remaining_s"] == -900
    assert played.timer("premed") == {**played.timer("premed"), "state": "done"}
