"""Earlier versions of a record print as they stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inoadmin.bootstrap.records import record_text, sources
from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.settings import Settings
from inoadmin.record.plain import section_text
from inoadmin.record.sections.signatures import UNSIGNED, signatures
from inoadmin.session.present.versions import choices, record_versions
from tests.session.bench import JEAN, STAFF, Bench


def start_of(bench: Bench) -> tuple[int, c.Start]:
    entry = next(e for e in bench.state.entries if isinstance(e.command, c.Start))
    assert isinstance(entry.command, c.Start)
    return entry.version, entry.command


def correct(bench: Bench, field: str, value: str, by: str = "amy") -> None:
    version, command = start_of(bench)
    put_right = replace(command, **{field: value})
    bench.do(c.Correct(version, field, value, put_right, reason="left out"), by=by)


@pytest.fixture
def bench() -> Bench:
    """Completed, then corrected twice, five minutes apart."""
    bench = Bench().staffed().complete()
    bench.wait(5)
    correct(bench, "pump", "P-7")
    bench.wait(5)
    correct(bench, "access", "left forearm", by="ben")
    return bench


def test_a_record_has_one_version_until_it_is_corrected_after_its_completion() -> None:
    bench = Bench().staffed().infuse()
    correct(bench, "pump", "P-1")
    assert [v.number for v in record_versions(bench.service.events(bench.dose))] == [1]
    assert record_versions(()) == ()


def test_each_version_ends_before_the_correction_that_made_the_next(bench: Bench) -> None:
    events = bench.service.events(bench.dose)
    found = record_versions(events)
    assert [(v.number, v.last, v.by) for v in found] == [
        (1, events[-3], events[-2]),
        (2, events[-2], events[-1]),
        (3, events[-1], None),
    ]
    assert bench.state.record_version == len(found)


def test_they_are_offered_the_latest_first(bench: Bench) -> None:
    words = [text for _, text in choices(bench.service, bench.dose)]
    assert [text.partition(",")[0] for text in words] == ["Version 3", "Version 2", "Version 1"]
    assert words[1].endswith("(Ben Okoro)")


def test_an_earlier_version_says_so_and_knows_nothing_of_what_came_later(bench: Bench) -> None:
    first, second, third = (record_text(bench.service, bench.dose, version=n) for n in (1, 2, 3))
    assert "VERSION 1 of 3, superseded by version 2 on" in first
    assert "by Amy Field" in first
    assert "VERSION 2 of 3, superseded by version 3 on" in second
    assert "superseded" not in third
    assert ("P-7" in first, "P-7" in second, "P-7" in third) == (False, True, True)
    assert ("left forearm" in second, "left forearm" in third) == (False, True)
    assert third == record_text(bench.service, bench.dose)


def test_the_head_of_an_earlier_version_is_that_of_its_last_entry(bench: Bench) -> None:
    src = sources(bench.service, bench.dose, version=1)
    last = record_versions(bench.service.events(bench.dose))[0].last
    assert src.head == bench.log.head_at(last.sequence)
    assert src.head.sequence == last.sequence
    assert f"{src.head.sequence}:{src.head.hash}" in record_text(
        bench.service, bench.dose, version=1
    )


def test_names_and_course_are_those_of_that_time(bench: Bench) -> None:
    renamed = replace(STAFF["amy"], name="Amy Meadow")
    bench.service.register_staff(renamed, "amy", "max")
    bench.do(c.Allergies(("latex",)))
    now, then = (sources(bench.service, bench.dose, version=n) for n in (None, 1))
    assert (then.staff["amy"].name, now.staff["amy"].name) == ("Amy Field", "Amy Meadow")
    assert (then.patient.allergies, now.patient.allergies) == ((), ("latex",))
    assert then.patient.details == JEAN


def without_the_end(record: str) -> list[str]:
    """The record but for where the log ended when it was printed."""
    ends = ("Log ends at", "Hash of the log's end", "For verify")
    return [line for line in record.splitlines() if not line.startswith(ends)]


def test_a_new_name_or_registration_changes_no_record(bench: Bench) -> None:
    before = [record_text(bench.service, bench.dose, version=n) for n in (1, 2, 3)]
    bench.wait(60)
    for member in ("amy", "ben"):
        renamed = replace(STAFF[member], name=f"{member} Meadow", registration="NEW")
        bench.service.register_staff(renamed, member, "max")
    after = [record_text(bench.service, bench.dose, version=n) for n in (1, 2, 3)]
    assert after[:2] == before[:2]
    assert without_the_end(after[2]) == without_the_end(before[2])


def test_an_act_bears_the_name_that_its_writer_had_then(bench: Bench) -> None:
    renamed = replace(STAFF["amy"], name="Amy Meadow", registration="NEW")
    bench.wait(60)
    bench.service.register_staff(renamed, "amy", "max")
    correct(bench, "pump", "P-8")
    record = record_text(bench.service, bench.dose)
    assert "Opened: 08:00 by Amy Field" in record
    assert "Responsible nurse: Amy Field" in record
    assert f"| Amy Field | nurse | 12A3456E | 08:00 | opened | {UNSIGNED}" in record
    assert "| ~~P-7~~ | P-8 | left out | Amy Meadow, 12:40" in record
    assert "| Amy Meadow | nurse | NEW | 12:40 | corrected an entry (start, pump)" in record
    bench.wait(5)
    bench.service.register_staff(replace(renamed, name="Amy Hill"), "amy", "max")
    correct(bench, "pump", "P-9")
    earlier = record_text(bench.service, bench.dose, version=4)
    assert "superseded by version 5 on 02-Mar-2026 12:45 by Amy Hill" in earlier
    bench.service.register_staff(renamed, "amy", "max")
    assert record_text(bench.service, bench.dose, version=4) == earlier


def test_an_act_without_a_pin_says_that_it_was_recorded_only(bench: Bench) -> None:
    src = sources(bench.service, bench.dose)
    older = tuple(replace(event, signatures=()) for event in src.events)
    rows = section_text(signatures(replace(src, events=older))).splitlines()
    (started,) = [row for row in rows if "| started" in row]
    assert UNSIGNED in started


def test_a_signature_stays_as_it_was_whoever_the_signer_is_now(bench: Bench) -> None:
    renamed = replace(STAFF["ben"], name="Ben Adeyemi", registration="NEW")
    bench.service.register_staff(renamed, "ben", "max")
    rows = section_text(signatures(sources(bench.service, bench.dose)))
    assert "Ben Okoro | nurse | 98B7654E" in rows
    assert "corrected an entry (start, access)" in rows


def test_who_recorded_unsigned_stays_as_they_were_too(bench: Bench) -> None:
    renamed = replace(STAFF["amy"], name="Amy Meadow", registration="NEW")
    bench.service.register_staff(renamed, "amy", "max")
    rows = section_text(signatures(sources(bench.service, bench.dose))).splitlines()
    (opened,) = [row for row in rows if "| opened" in row]
    assert opened.startswith("| Amy Field | nurse | 12A3456E | ")


def test_a_signature_has_the_time_of_signing_whatever_the_time_of_the_act() -> None:
    bench = Bench().staffed().prepare()
    bench.wait(4)
    bench.do(c.Start(), at=bench.now - timedelta(minutes=3))

    def started() -> str:
        rows = section_text(signatures(sources(bench.service, bench.dose))).splitlines()
        return next(row for row in rows if "| started the infusion" in row)

    assert "| 09:34 (of 09:31) |" in started()
    start = bench.state.start
    assert start is not None
    earlier = start.occurred_at - timedelta(minutes=1)
    bench.do(c.Correct(start.version, "occurred", "", None, earlier, reason="misread"))
    assert "| 09:34 (of 09:31) |" in started()


def test_a_past_competence_and_a_temporary_checker_are_marked() -> None:
    bench = Bench().staffed()
    lapsed = replace(STAFF["amy"], sact_until=date(2026, 3, 1))
    bench.service.register_staff(lapsed, "amy", "max")
    guest = StaffDetails("Tess Agency", "nurse", "21B", temporary=True)
    bench.service.register_staff(guest, "tess", "amy")
    bench.prepare()
    bench.do(c.SecondCheck("bedside", "tess"))
    bench.service.register_staff(replace(lapsed, sact_until=date(2027, 1, 1)), "amy", "max")
    rows = section_text(signatures(sources(bench.service, bench.dose)))
    assert "SACT competence ended 01-Mar-2026" in rows
    assert "Tess Agency\ntemporary, not confirmed" in rows
    bench.service.register_staff(replace(guest, temporary=False), "tess", "max")
    rows = section_text(signatures(sources(bench.service, bench.dose)))
    assert "Tess Agency\ntemporary, confirmed since" in rows


def test_the_ward_stands_on_the_record_as_it_was_called_then() -> None:
    bench = Bench().staffed()
    bench.service.change_settings(Settings("Day unit"), "max")
    bench.complete()
    bench.wait(5)
    bench.service.change_settings(Settings("Ward 7"), "max")
    assert "Recorded at: Day unit" in record_text(bench.service, bench.dose)
    correct(bench, "pump", "P-7")
    assert "Recorded at: Ward 7" in record_text(bench.service, bench.dose)
    assert "Recorded at: Day unit" in record_text(bench.service, bench.dose, version=1)


def test_a_ward_without_a_name_takes_no_room() -> None:
    bench = Bench().staffed().infuse()
    assert "Recorded at" not in record_text(bench.service, bench.dose)
