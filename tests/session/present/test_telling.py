"""What is announced: once a change, never because time went by."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.session.present.telling import Scene, Telling, Told, scene
from tests.session.bench import BAG, FIRST, PREMEDS, WELL, Bench, bloods, yes_to_all


def opened() -> Bench:
    bench = Bench().staffed()
    bench.do(FIRST)
    return bench


def now(bench: Bench, step: str = "checks") -> Scene:
    return scene(bench.service, bench.patient, bench.dose or None, step)


def said(telling: Telling, bench: Bench, step: str = "checks") -> str:
    """What is announced of how things stand; urgent it never is."""
    told = telling.tell(now(bench, step))
    assert all(not one.urgent for one in told)
    return " ".join(one.text for one in told)


def arrived(bench: Bench, step: str = "checks") -> Telling:
    """Somebody who has heard where they are."""
    telling = Telling()
    said(telling, bench, step)
    return telling


def test_a_patient_that_is_opened_is_named_with_step_and_gate_and_no_finding_by_itself() -> None:
    bench = opened()
    text = said(Telling(), bench)
    assert text.startswith("MOORE, Jean (Mrs). Checks, step 1 of 8. What keeps the start shut (")
    assert "Must be put right" not in text


def test_a_patient_without_a_dose_is_shown_with_the_course() -> None:
    bench = Bench().staffed()
    assert said(Telling(), bench) == "MOORE, Jean (Mrs). Course."


def test_nothing_is_told_twice() -> None:
    bench = opened()
    telling = arrived(bench)
    assert said(telling, bench) == ""


def test_another_step_is_told_by_its_name_alone() -> None:
    bench = opened()
    telling = arrived(bench)
    assert said(telling, bench, "bag") == "Bag, step 3 of 8."


def test_an_act_and_the_finding_that_it_takes_away_are_one_announcement() -> None:
    bench = opened()
    telling = arrived(bench)
    bench.do(c.Blasts(Decimal(2)))
    text = said(telling, bench)
    assert text.startswith("Recorded: Peripheral blasts — 2 x 10^9/L, 08:00. No longer: ")
    assert "What keeps the start shut (" in text


def test_many_findings_are_counted_and_not_read_out() -> None:
    bench = opened()
    telling = arrived(bench)
    bench.do(yes_to_all(bench.protocol, "start"))
    text = said(telling, bench)
    assert "findings are gone" in text
    assert "No longer" not in text


def test_many_entries_are_counted() -> None:
    bench = opened()
    telling = arrived(bench)
    bench.do(c.Blasts(Decimal(2)), *bloods(bench.now))
    assert said(telling, bench).startswith("Recorded: 4 entries.")


def test_a_finding_that_comes_is_read_out_with_its_kind() -> None:
    bench = opened()
    bench.do(c.Blasts(Decimal(2)))
    telling = arrived(bench)
    bench.do(c.Blasts(Decimal(20)))
    assert "Needs an authorisation: " in said(telling, bench)


def test_an_entry_put_right_is_told_with_its_first_value() -> None:
    bench = opened()
    bench.do(c.Blasts(Decimal(2)))
    telling = arrived(bench)
    target = bench.state.entries[-1].version
    bench.do(
        c.Correct(target, "x10_9_per_l", "3", c.Blasts(Decimal(3)), reason="misread"),
    )
    text = said(telling, bench)
    assert text.startswith("Corrected: Peripheral blasts — 3 x 10^9/L")
    assert "was 2" in text


def test_a_sentence_that_only_counts_on_is_no_change() -> None:
    bench = startable()
    bench.wait(45)  # the window has closed
    telling = arrived(bench, "start")
    before = now(bench, "start").findings
    for _ in range(5):
        bench.wait(1)
        assert said(telling, bench, "start") == ""
    assert now(bench, "start").findings != before


def test_a_finding_that_comes_with_time_alone_is_told_once() -> None:
    bench = startable()
    telling = arrived(bench, "start")
    heard: list[str] = []
    for _ in range(60):
        bench.wait(1)
        heard.append(said(telling, bench, "start"))
    told = [text for text in heard if text]
    assert len([text for text in told if "window" in text.casefold()]) == 1, told
    assert len(told) <= 3


def test_a_new_stage_is_told_by_its_gate_and_not_by_what_went_with_the_old_one() -> None:
    bench = startable()
    telling = arrived(bench, "start")
    bench.do(c.Start())
    text = said(telling, bench, "infusion")
    assert text.startswith("Recorded: Infusion started at 50 mL/h")
    assert "Infusion, step 6 of 8. Nothing recorded here keeps the end shut" in text or (
        "Infusion, step 6 of 8. What keeps the end shut" in text
    )
    assert "No longer" not in text


def test_whoever_comes_back_hears_where_they_are_and_not_what_was_recorded() -> None:
    bench = opened()
    telling = arrived(bench)
    telling.leave()
    bench.do(c.Blasts(Decimal(2)))
    assert said(telling, bench).startswith("MOORE, Jean (Mrs). Checks, step 1 of 8.")


def test_the_board_alone_is_told_once() -> None:
    bench = opened()
    telling = arrived(bench)
    assert telling.tell(scene(bench.service, None, None, "")) == (Told("No patient is open."),)
    assert telling.tell(scene(bench.service, None, None, "")) == ()


def test_an_alarm_is_told_when_it_begins_and_not_while_it_stands() -> None:
    bench = startable()
    telling = Telling()
    first = telling.ring(bench.service, bench.now, discreetly=False)
    assert [one.text.partition(": ")[2] for one in first] == [
        "INO-000001: start window open for 20min. Prepare the start.",
        "INO-000001: bag at room temperature. Bag can hang.",
    ]
    assert not any(one.urgent for one in first)
    heard: list[Told] = []
    for _ in range(40):
        bench.wait(1)
        heard += telling.ring(bench.service, bench.now, discreetly=False)
    texts = [one.text for one in heard]
    assert len([text for text in texts if "start window closes in" in text]) == 1
    # that it has closed is the same occasion; the finding that comes with it tells
    assert not [text for text in texts if "start window closed" in text]


def test_a_high_alarm_may_interrupt_and_a_covered_screen_says_no_more_than_the_place() -> None:
    bench = startable()
    bench.do(c.Start())
    sick = c.Vitals(
        resp_rate=Decimal(30),
        spo2=Decimal(88),
        systolic=Decimal(85),
        diastolic=Decimal(50),
        pulse=Decimal(135),
        consciousness="V",
        temperature=Decimal("36.8"),
    )
    open_, covered = Telling(), Telling()
    for telling in (open_, covered):
        telling.ring(bench.service, bench.now, discreetly=False)
    bench.do(sick)
    (told,) = open_.ring(bench.service, bench.now, discreetly=False)
    assert told.urgent
    assert "NEWS2" in told.text
    (told,) = covered.ring(bench.service, bench.now, discreetly=True)
    assert told.urgent
    assert "NEWS2" not in told.text
    assert "needs a nurse now" in told.text


def startable() -> Bench:
    """All is recorded that a start needs; the window has been open for ten minutes."""
    bench = opened()
    bench.do(yes_to_all(bench.protocol, "start"), *bloods(bench.now - timedelta(hours=5)))
    bench.do(c.Blasts(Decimal(2)), BAG, c.SecondCheck("bag", "ben"), c.BagOut())
    bench.wait(20)
    bench.do(*PREMEDS)
    bench.wait(40)
    bench.do(WELL, c.SecondCheck("bedside", "ben"))
    return bench
