"""The staff as they are shown, and who may sign in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.session.accounts import PinError
from inoadmin.session.enrolling import enough_clinicians, enrol, has_manager, unfinished
from inoadmin.session.handing import take_over, takeovers
from inoadmin.session.ports import StorageError
from inoadmin.session.present.accounts import lines, matching, people, sact_fault, welcome
from inoadmin.session.present.alarms import alarms
from inoadmin.session.present.locked import discreet_alarms, discreet_board
from inoadmin.session.registration import SYSTEM
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import BAG, PREMEDS, STAFF, Bench, order

PINS = {"amy": "482915", "ben": "731904", "max": "350917", "old": "264071"}
NURSE = StaffDetails("Ria New", "nurse", "55R")


@pytest.fixture
def bench() -> Bench:
    made = Bench(hasher=FakeHasher()).staffed()
    for member, pin in PINS.items():
        made.service.accounts.set_pin(member, pin, member)
    return made


def test_who_can_sign_in_last_here_first_and_no_leaver_and_nobody_without_a_pin(
    bench: Bench,
) -> None:
    assert [person.member for person in people(bench.service)] == ["amy", "ben", "max"]
    bench.service.accounts.signed_in("max")
    bench.wait(1)
    bench.service.accounts.signed_in("ben")
    assert [person.member for person in people(bench.service)] == ["ben", "max", "amy"]


def test_a_temporary_checker_does_not_sign_in(bench: Bench) -> None:
    bench.service.register_staff(replace(STAFF["ben"], temporary=True), "ben")
    assert "ben" not in [person.member for person in people(bench.service)]
    (line,) = [line for line in lines(bench.service) if line.member == "ben"]
    assert line.flags[0] == "to be confirmed"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", 3), ("a", 1), ("fie", 1), ("am fi", 1), ("MANAGER", 1), ("x", 0), ("  ben", 1)],
)
def test_a_name_is_found_by_the_beginning_of_its_words(
    bench: Bench, typed: str, found: int
) -> None:
    assert len(matching(people(bench.service), typed)) == found


@pytest.mark.parametrize(
    ("until", "today", "fault"),
    [
        (None, date(2026, 3, 2), "no SACT competence recorded"),
        (date(2026, 3, 1), date(2026, 3, 2), "SACT competence ended 01-Mar-2026"),
        (date(2026, 3, 2), date(2026, 3, 2), ""),
        (date(2026, 3, 3), date(2026, 3, 2), ""),
    ],
)
def test_competence_holds_to_its_last_day(until: date | None, today: date, fault: str) -> None:
    assert sact_fault(replace(NURSE, sact_until=until), today) == fault
    assert sact_fault(replace(NURSE, role="manager", sact_until=until), today) == ""


def test_what_is_told_at_sign_in(bench: Bench) -> None:
    assert welcome(bench.service, "amy") == (
        "Amy Field: no SACT competence recorded. A manager can put it right under Staff."
    )
    assert welcome(bench.service, "max") == ""


def test_the_list_flags_what_asks_for_something(bench: Bench) -> None:
    for _ in range(10):
        with pytest.raises(PinError):
            bench.service.accounts.check("ben", "000001", "sign in")
        bench.wait(2)
    flags = {line.name: line.flags for line in lines(bench.service)}
    assert flags["Ben Okoro"] == ("account locked", "no SACT competence recorded")
    assert flags["Pia Lund"] == ("no PIN yet", "no SACT competence recorded")
    assert flags["Olga Past"] == ("no longer works here",)
    assert flags["Max Reed"] == ()


def test_details_and_pin_together_or_neither(bench: Bench) -> None:
    before = bench.log.head()
    with pytest.raises(PinError, match="digits in a row"):
        enrol(bench.service, NURSE, "123456", SYSTEM)
    assert bench.log.head() == before
    member = enrol(bench.service, NURSE, "640281", SYSTEM)
    assert bench.service.accounts.check(member, "640281", "sign in").member == member


def test_somebody_whose_pin_could_not_be_written_stands_in_the_list_once(bench: Bench) -> None:
    bench.service.register_staff(NURSE)
    assert unfinished(bench.service, NURSE) is not None
    assert isinstance(bench.log, FakeLog)
    bench.log.fail()
    with pytest.raises(StorageError):
        enrol(bench.service, NURSE, "640281", SYSTEM)
    enrol(bench.service, NURSE, "640281", SYSTEM)
    assert [d.name for d in bench.service.staff().values()].count("Ria New") == 1
    assert unfinished(bench.service, NURSE) is None


def test_a_dose_needs_two_who_record_and_one_of_them_a_nurse() -> None:
    bench = Bench(hasher=FakeHasher())
    assert not has_manager(bench.service)
    enrol(bench.service, STAFF["max"], PINS["max"], SYSTEM)
    assert has_manager(bench.service)
    for member, enough in (("pia", False), ("dov", False), ("amy", True)):
        enrol(bench.service, STAFF[member], "640281", SYSTEM)
        assert enough_clinicians(bench.service) is enough


def test_another_nurse_is_offered_what_is_open(bench: Bench) -> None:
    bench.infuse()
    assert takeovers(bench.service, "amy") == ()
    assert takeovers(bench.service, "pia") == ()
    (one,) = takeovers(bench.service, "ben")
    assert one.words.startswith("MOORE, Jean (Mrs) — ")
    before = bench.clock_reads("infusion")
    assert take_over(bench.service, one, "ben").accepted
    assert bench.state.responsible == "ben"
    assert bench.clock_reads("infusion") == before
    assert takeovers(bench.service, "ben") == ()


def test_all_clocks_of_a_place_are_seen_before_a_start(bench: Bench) -> None:
    bench.do(order(), BAG, c.BagOut(), *PREMEDS)
    bench.wait(35)
    (card,) = discreet_board(bench.service, bench.now)
    assert card.clocks == ("Start window is open 25:00", "Equilibration 25:00")


def test_an_alarm_hides_no_clock_of_a_place(bench: Bench) -> None:
    bench.infuse()
    bench.wait(20)
    (card,) = discreet_board(bench.service, bench.now)
    assert (card.state, card.clocks) == ("▲ observations overdue", ("Infusion 40:00",))
    assert "Infusion 40:00" in card.spoken


def test_anybody_may_read_that_a_place_needs_a_nurse_and_not_why(bench: Bench) -> None:
    bench.infuse()
    now = bench.now
    (card,) = discreet_board(bench.service, now)
    assert (card.name, card.state) == ("", "infusing")
    assert card.clocks == ("Infusion 1:00:00",)
    bench.do(c.Reaction())
    (card,) = discreet_board(bench.service, now)
    assert (card.state, card.figure) == ("▲ needs a nurse now", "")
    assert card.clocks == ("Infusion interrupted 1:00:00",)
    later = alarms(bench.service, now + timedelta(hours=2))
    lines_ = [alarm.line for alarm in discreet_alarms(later)]
    assert lines_[0].endswith(": needs a nurse now. Sign in")
    assert not any("reaction" in line or "MOORE" in line for line in lines_)
