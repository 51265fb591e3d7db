"""What the record says of clock and restarts."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.bootstrap.records import record_text, sources
from inoadmin.domain import commands as c
from inoadmin.record.blocks import Paragraph, Table, plain
from inoadmin.record.document import document
from inoadmin.record.sections.timekeeping import timekeeping
from tests.session.bench import SAM, WELL, yes_to_all
from tests.session.timed import DAY, HOUR, MINUTE, Timed, at, infusing, opened


def told(bench: Timed) -> list[str]:
    """The section's blocks as lines; empty without the section."""
    section = timekeeping(sources(bench.service, bench.dose))
    if section is None:
        return []
    lines: list[str] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            lines.append(plain(block.words))
        elif isinstance(block, Table):
            lines += [" | ".join(plain(cell) for cell in row) for row in block.rows]
    return lines


def test_nothing_is_said_when_clock_and_computer_went_on() -> None:
    bench = at("observing")
    bench.program_restarts()
    bench.service.call_reaction("amy")
    assert told(bench) == []
    assert "Clock and restarts" not in record_text(bench.service, bench.dose)


def test_a_step_and_a_move_stand_with_when_and_by_whom() -> None:
    bench = at("infusing")
    bench.clock.step(HOUR)
    bench.tick()
    bench.wait(1)
    bench.keeper.follow("amy")
    assert told(bench) == [
        "09:12:00 | The computer's clock was set forward by 1hr, to 10:12:00; the times here went "
        "on from before. | the program",
        "10:13:00 | All times from here on were moved forward by 1hr. | Amy Field",
    ]


def test_a_step_taken_back_says_so() -> None:
    bench = at("infusing")
    for by in (-DAY, DAY):
        bench.clock.step(by)
        bench.tick()
    assert told(bench) == [
        "09:12:00 | The computer's clock was set back by 24hr, to 01-Mar-2026 09:12:00; the times "
        "here went on from before. | the program",
        "09:12:00 | The computer's clock agreed with the times here again. | the program",
    ]


def test_a_gap_never_read_is_boxed() -> None:
    bench = at("infusing")
    bench.computer_restarts(5 * MINUTE)
    assert told(bench) == [
        "The pump was never read after a restart of the computer during the infusion.",
        "09:02:00 | 09:17:00 | never read |  | ",
        "09:17:00 | The computer was restarted after the entry of 09:02:00; how long that took is "
        "known from its clock alone. | the program",
    ]


def test_a_gap_says_when_the_pump_was_read_what_it_showed_and_by_whom() -> None:
    bench = at("infusing")
    bench.computer_restarts(5 * MINUTE)
    bench.wait(2)
    bench.do(c.PumpCheck(Decimal("13.2")))
    assert told(bench)[0] == "09:02:00 | 09:17:00 | 09:19 | 13.2 mL, running | Amy Field"


def test_a_gap_closed_by_the_end_says_so() -> None:
    for act, words in (
        (c.Stop("the patient wishes it", Decimal(12)), "stopped, 12 mL given"),
        (c.Stop("the patient wishes it"), "stopped"),
        (c.PumpCheck(running=False), "no volume read, STOPPED"),
    ):
        bench = at("infusing")
        bench.computer_restarts(5 * MINUTE)
        bench.do(act)
        assert told(bench)[0] == f"09:02:00 | 09:17:00 | 09:17 | {words} | Amy Field"
    bench = at("infusing")
    bench.computer_restarts(50 * MINUTE)
    bench.do(WELL, c.End())
    assert "| ended |" in told(bench)[0]


def test_a_clock_that_came_up_behind_is_said_so() -> None:
    bench = at("observing")
    bench.clock.step(-DAY)
    bench.computer_restarts(MINUTE)
    (said,) = told(bench)
    assert "its clock came up behind, at 01-Mar-2026 10:13:00." in said


def test_a_restart_during_a_step_says_that_the_times_moved() -> None:
    bench = at("observing")
    bench.clock.step(HOUR)
    bench.tick()
    bench.computer_restarts(MINUTE)
    said = "From here on the times follow that clock, which stood set forward by 1hr. | the program"
    assert told(bench)[1].endswith(said)


def test_what_comes_before_the_opening_or_after_the_end_is_not_this_record_s() -> None:
    bench = Timed()
    bench.staffed()
    bench.computer_restarts(MINUTE)
    bench.do(c.Open(Decimal(1), Decimal(1), Decimal("1.4"), Decimal(170), Decimal(65), "none"))
    bench.do(c.Cancel("the prescription was withdrawn"))
    bench.computer_restarts(MINUTE)
    bench.do(c.Addendum("the pharmacy was told"))
    assert told(bench) == []


def test_a_step_that_stood_when_the_dose_was_opened_is_told() -> None:
    bench = opened()
    bench.clock.step(HOUR)
    bench.tick()
    other = bench.service.register_patient(SAM, ())
    bench.patient = other
    opening = c.Open(Decimal(1), Decimal(1), Decimal("1.4"), Decimal(170), Decimal(65), "none")
    bench.do(opening)
    assert told(bench) == [
        "08:00:00 | When the dose was opened the computer's clock stood set forward by 1hr; the "
        "times here went on from before. | the program"
    ]


def test_the_section_comes_right_after_the_deviations_whatever_became_of_the_dose() -> None:
    bench = infusing(opened())
    bench.computer_restarts(MINUTE)
    bench.do(WELL, c.PumpCheck(Decimal(9)))
    bench.wait(60)
    bench.do(WELL, c.End(), WELL, yes_to_all(bench.protocol, "complete"))
    bench.wait(60)
    bench.do(WELL, c.Complete())
    titles = [s.title for s in document(sources(bench.service, bench.dose)).sections]
    place = titles.index("Clock and restarts")
    assert titles[place - 1] == "Deviations and authorisations"
    bench.do(c.Correct(1, void=True, reason="another patient's"))
    assert told(bench)
