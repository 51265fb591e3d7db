"""Section 10: a corrected time reads as if the act had been recorded so, and keeps the order."""

import pytest

from .corrected import RESUMED, correct, essence
from .doses import VITALS, clean, infusing, interrupted, observing, ready
from .walk import Walk, instant, offset

ORDER = {"time-out-of-order"}


@pytest.mark.parametrize(
    ("of", "moment"),
    [
        ("bag", "-1:00"),
        ("out", "0:00:30"),
        ("dex", "0:00:30"),
        ("para", "0:10"),
        ("baseline", "0:01"),
    ],
)
def test_a_time_corrected_reads_as_recorded_so(of: str, moment: str) -> None:
    recorded = ready().change(of, occurred=moment).look("1:06").play()
    corrected = correct(ready(), of, "1:06", field="occurred", value=moment).play()
    assert recorded.refused() == corrected.refused() == {}
    assert essence(corrected) == essence(recorded)


TIMES: list[tuple[str, Walk, str, str, set[str]]] = [
    ("start, before the interruption", interrupted(), "start", "1:20", set()),
    ("start, in its minute", interrupted(), "start", "1:21", set()),
    ("start, after the interruption", interrupted(), "start", "1:22", ORDER),
    ("start, before the open", infusing(), "start", "-0:01", ORDER),
    ("interruption, before the start", interrupted(), "interrupt", "1:05", ORDER),
    ("interruption, after the resume", RESUMED, "interrupt", "1:32", ORDER),
    ("interruption, earlier", RESUMED, "interrupt", "1:10", set()),
    ("end, before the start", observing(), "end", "1:05", ORDER),
    ("bag, more than twelve hours before the open", ready(), "bag", "-12:01", ORDER),
    ("bag, twelve hours before the open", ready(), "bag", "-12:00", set()),
    ("check, before its bag", ready(), "bag check", "0:00", ORDER),
    ("vitals, ahead of now by a minute", ready(), "baseline", "0:53", set()),
    ("vitals, further ahead of now", ready(), "baseline", "0:53:01", {"time-in-future"}),
]


@pytest.mark.parametrize(
    ("walk", "of", "moment", "codes"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES]
)
def test_a_corrected_time_keeps_the_order(
    walk: Walk, of: str, moment: str, codes: set[str]
) -> None:
    played = correct(walk, of, field="occurred", value=moment).play()
    assert played.codes("correction") == codes


def test_a_corrected_start_moves_the_clock_and_is_judged_no_more() -> None:
    played = correct(infusing(), "start", "1:30", field="occurred", value="0:54").play()
    assert played.refused() == {}
    assert played.dose()["infusion_started"] == instant("0:54")
    assert played.timer("infusion")["remaining_s"] == 1440


def test_a_corrected_interruption_moves_the_volume() -> None:
    played = correct(interrupted(), "interrupt", field="occurred", value="1:18").play()
    assert played.dose()["volume_given_ml"] == 10


def test_a_corrected_time_can_be_a_late_entry() -> None:
    walk = correct(ready(), "baseline", "0:53", field="occurred", value="0:40")
    assert walk.play().kinds() == [("corrected", "corrected"), ("late-entry", "late-entry")]


@pytest.mark.parametrize("number", range(21))
def test_a_time_moved_by_a_second_and_back_changes_nothing(number: int) -> None:
    walk = clean()
    step = walk.steps[number]
    away, back = offset(step.at - 1 if number else step.at), offset(step.at)
    for turn, moment in enumerate((away, back)):
        walk = walk.then(
            "3:10",
            "correct",
            f"turn {turn}",
            of=step.name,
            field="occurred",
            value=moment,
            reason="x",
        )
    played = walk.play()
    assert played.refused() == {}
    assert essence(played) == essence(clean().look("3:10").play())


def test_vitals_corrected_after_the_start_count_where_they_now_belong() -> None:
    walk = observing().drop("obs 1", "obs 2").then("3:06", "vitals", "late", **VITALS)
    assert walk.play().findings() == {"observations-missing"}
    assert correct(walk, "late", field="occurred", value="1:30").play().findings() == set()
