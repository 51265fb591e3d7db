"""Which copy of a record a paper or a file is: counted from the log, whatever happens meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.workplace import RecordIssued, RecordNotIssued
from inoadmin.session.issuing import How, issue, issue_words, issued, next_words, not_issued
from inoadmin.session.ports import StorageError
from inoadmin.session.registration import RegistrationError
from inoadmin.session.streams import WORKSTATION
from tests.fakes import FakeLog
from tests.session.bench import Bench


@pytest.fixture
def bench() -> Bench:
    """A dose was given and signed off."""
    return Bench().staffed().complete()


def copies(bench: Bench, *ways: How, version: int | None = None) -> list[int]:
    """Asks for one after the other; the numbers that they bear."""
    return [issue(bench.service, bench.dose, "amy", how, version).copy for how in ways]


def corrected(bench: Bench) -> None:
    """The record gets another version."""
    entry = next(e for e in bench.state.entries if isinstance(e.command, c.Start))
    put_right = replace(entry.command, pump="P-7")
    bench.do(c.Correct(entry.version, "pump", "P-7", put_right, reason="left out"))


def test_papers_and_files_are_counted_in_one_row(bench: Bench) -> None:
    assert copies(bench, "printed", "saved", "printed") == [1, 2, 3]
    fact = bench.log.read(WORKSTATION)[-1].fact
    assert fact == RecordIssued(bench.dose, 1, finished=True, copy=3, how="printed")


def test_the_count_outlives_a_restart(bench: Bench) -> None:
    copies(bench, "printed")
    bench.service = bench.another()
    assert copies(bench, "printed") == [2]


def test_each_version_has_an_original(bench: Bench) -> None:
    assert copies(bench, "printed", "printed") == [1, 2]
    corrected(bench)
    assert copies(bench, "printed") == [1]
    assert copies(bench, "printed", version=1) == [3]


def test_what_is_printed_of_an_unfinished_record_is_counted_apart() -> None:
    bench = Bench().staffed().infuse()
    assert copies(bench, "printed", "printed") == [1, 2]
    bench.do(c.Stop("patient asks for it"))
    bench.wait(60)
    assert copies(bench, "saved") == [3]
    done = Bench().staffed().complete()
    asked = issue(done.service, done.dose, "amy", "printed")
    assert (asked.copy, asked.of) == (1, "version 1")


def test_another_record_has_an_original_of_its_own(bench: Bench) -> None:
    copies(bench, "printed")
    assert issued(bench.service, "another") == ()


def test_a_copy_that_did_not_come_out_gives_its_number_back(bench: Bench) -> None:
    asked = issue(bench.service, bench.dose, "amy", "printed")
    not_issued(bench.service, asked, "the printer does not answer")
    assert bench.log.read(WORKSTATION)[-1].fact == RecordNotIssued(
        asked.place, "the printer does not answer"
    )
    assert [one.failed for one in issued(bench.another(), bench.dose)] == [True]
    assert copies(bench, "printed") == [1]


def test_one_of_which_nothing_more_is_known_keeps_it(bench: Bench) -> None:
    """The computer went off while it was printed: it may lie in the printer."""
    issue(bench.service, bench.dose, "amy", "printed")
    bench.service = bench.another()
    assert copies(bench, "printed") == [2]


def test_a_failure_that_cannot_be_written_leaves_the_count(bench: Bench) -> None:
    asked = issue(bench.service, bench.dose, "amy", "printed")
    assert isinstance(bench.log, FakeLog)
    bench.log.fail()
    with pytest.raises(StorageError):
        not_issued(bench.service, asked, "the printer does not answer")
    assert copies(bench, "printed") == [2]


@pytest.mark.parametrize("actor", ["max", "old", "nobody"])
def test_who_looks_after_no_patients_gets_none(bench: Bench, actor: str) -> None:
    before = bench.log.head()
    with pytest.raises(RegistrationError, match="signed in"):
        issue(bench.service, bench.dose, actor, "printed")
    assert bench.log.head() == before


@pytest.mark.parametrize("version", [0, 2])
def test_a_version_that_there_is_not(bench: Bench, version: int) -> None:
    before = bench.log.head()
    with pytest.raises(KeyError):
        issue(bench.service, bench.dose, "amy", "printed", version)
    assert bench.log.head() == before


def test_it_changes_nothing_about_the_dose(bench: Bench) -> None:
    events, state = bench.service.events(bench.dose), bench.state
    copies(bench, "printed", "saved")
    assert bench.another().events(bench.dose) == events
    assert bench.state == state


def test_it_is_said_when_and_by_whom_and_what_the_next_one_is(bench: Bench) -> None:
    told = next_words(bench.service, bench.dose)
    assert told == "Not printed or saved yet: the next one is the original."
    asked = issue(bench.service, bench.dose, "ben", "saved")
    words = issue_words(asked, bench.zone)
    assert words.startswith("Original of version 1, saved 02-Mar-2026 ")
    assert words.endswith(" by Ben Okoro")
    assert next_words(bench.service, bench.dose) == f"{words}. The next one is copy 2."


def test_a_completion_that_was_dropped_prints_as_unfinished_for_ever(bench: Bench) -> None:
    """Version 2 was never finished; its copies are still counted so once there is a version 3."""
    ended = next(e for e in bench.state.entries if isinstance(e.command, c.End))
    bench.do(c.Correct(ended.version, void=True, reason="another patient"))
    assert not issue(bench.service, bench.dose, "amy", "printed").finished
    corrected(bench)
    again = issue(bench.service, bench.dose, "amy", "printed", 2)
    assert (again.finished, again.copy) == (False, 2)
