"""What stands on every record, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inoadmin.bootstrap.headless import played
from inoadmin.bootstrap.records import sources
from inoadmin.domain import commands as c
from inoadmin.domain.state import Stage
from inoadmin.record.blocks import Document, KeyValues, Table, plain
from inoadmin.record.document import document
from inoadmin.record.plain import as_text, section_text
from inoadmin.record.sources import Sources
from inoadmin.session.issuing import Issue
from tests.record.golden import CASES, last_of


@pytest.fixture(scope="module")
def clean() -> Sources:
    with last_of(CASES["clean"]) as src:
        return src


@pytest.fixture(scope="module")
def everything() -> Sources:
    with last_of(CASES["everything"]) as src:
        return src


def section(src: Sources, title: str) -> str:
    found = next(s for s in document(src).sections if s.title == title)
    return section_text(found)


def test_sections_stand_in_their_order(everything: Sources) -> None:
    assert [s.title for s in document(everything).sections] == [
        "Administration",
        "Deviations and authorisations",
        "Checks before the start",
        "Bloods",
        "Dose",
        "Earlier doses of the course",
        "Bag",
        "Premedication",
        "Infusion",
        "Observations",
        "Reactions and extravasation",
        "Observation and completion",
        "Addenda",
        "Signatures",
        "About this record",
    ]


def test_no_addendum_no_section(clean: Sources) -> None:
    assert "Addenda" not in [s.title for s in document(clean).sections]


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.PREPARING, "UNFINISHED: preparing, as it stood 11:06"),
        (Stage.INFUSING, "UNFINISHED: infusing, as it stood 11:06"),
        (Stage.INTERRUPTED, "UNFINISHED: infusion interrupted, as it stood 11:06"),
        (Stage.OBSERVING, "UNFINISHED: observing, as it stood 11:06"),
        (Stage.CANCELLED, "CANCELLED BEFORE THE START"),
        (Stage.VOIDED, "VOIDED"),
    ],
)
def test_a_record_that_is_not_complete_says_so(clean: Sources, stage: Stage, words: str) -> None:
    src = replace(clean, state=replace(clean.state, stage=stage), kind="ward")
    assert document(src).status == (words,)


def test_a_complete_one_of_a_ward_says_nothing_of_the_kind(clean: Sources) -> None:
    assert document(replace(clean, kind="ward")).status == ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("training", "TRAINING, not a patient record"),
        ("scenario", "SCENARIO, not a patient record"),
    ],
)
def test_a_practice_database_says_so(clean: Sources, kind: str, words: str) -> None:
    assert document(replace(clean, kind=kind)).status == (words,)


def issued(src: Sources, copy: int, *, finished: bool = True, name: str = "Amy Field") -> Document:
    """The record as one of its copies, printed on the day after at 08:05."""
    at = datetime(2026, 3, 3, 8, 5, tzinfo=UTC)
    one = Issue(1, 1, finished, copy, "printed", at, "amy", name)
    return document(replace(src, kind="ward", issue=one))


@pytest.mark.parametrize(
    ("finished", "words"), [(True, "version 1"), (False, "unfinished version 1")]
)
def test_a_reprint_says_which_copy_it_is(clean: Sources, finished: bool, words: str) -> None:
    made = issued(clean, 2, finished=finished)
    assert made.status == (f"COPY 2 of {words}, printed 03-Mar-2026 08:05 by Amy Field",)
    assert "printed" not in " ".join(made.footer)


def test_the_first_one_says_so_at_the_foot(clean: Sources) -> None:
    made = issued(clean, 1)
    assert made.status == ()
    assert made.footer[1].endswith("Original of version 1, printed 03-Mar-2026 08:05 by Amy Field")


def test_a_name_too_long_for_the_foot_is_cut(clean: Sources) -> None:
    shown = issued(clean, 1, name="N" * 200).footer[1]
    assert shown.endswith("NNN…")
    assert len(shown) < 150


def test_what_is_only_looked_at_is_no_copy(clean: Sources) -> None:
    made = document(replace(clean, kind="ward"))
    assert "Original" not in " ".join((*made.status, *made.footer))


@pytest.mark.parametrize(
    ("at", "overdue"),
    [
        (datetime(2020, 11, 30, 23, 59, tzinfo=UTC), False),
        (datetime(2020, 12, 1, 0, 0, tzinfo=UTC), True),
    ],
)
def test_the_protocol_is_past_its_review_date_from_the_month_after(
    clean: Sources, at: datetime, overdue: bool
) -> None:
    footer = " ".join(document(replace(clean, at=at)).footer)
    assert ("PROTOCOL PAST ITS REVIEW DATE" in footer) is overdue


def test_the_banner_has_its_parts_in_order(clean: Sources) -> None:
    banner = document(clean).banner
    assert banner.name == "MOORE, Jean (Mrs)"
    assert banner.facts == (
        ("Born", "04-Jul-1961 (64y)"),
        ("Gender", "Female"),
        ("NHS No.", "999 000 0018"),
        ("Hospital No.", "T123456"),
    )
    assert banner.allergies == ("No known allergies", "")


def test_a_surname_from_right_to_left_stays_first() -> None:
    with last_of(CASES["cancelled"]) as src:
        assert document(src).banner.name.partition(",")[0].endswith("\u200e")


def test_head_hash_and_number_are_in_the_code(clean: Sources) -> None:
    about = document(clean).sections[-1]
    content = [block.content for block in about.blocks if hasattr(block, "content")]
    assert content == [f"INO-000001 v1 {clean.head.sequence}:{clean.head.hash}"]


def test_every_erratum_that_belongs_on_the_record_is_there(clean: Sources) -> None:
    written = as_text(document(clean))
    wanted = [erratum.printed for erratum in clean.protocol.errata if erratum.on_record]
    assert wanted
    assert all(printed in written for printed in wanted)


def test_a_breach_without_authorisation_comes_first() -> None:
    with last_of(CASES["started-while-down"]) as src:
        lines = section(src, "Deviations and authorisations").splitlines()
    assert (
        lines[1] == "! Recorded as already happened: what follows stood and nobody authorised it."
    )
    assert "Premedication not given: antihistamine." in lines[3]
    assert "the workstation was restarting" in lines[3]


def test_an_authorisation_names_who_how_and_why() -> None:
    with last_of(CASES["authorised"]) as src:
        written = section(src, "Deviations and authorisations")
    assert "Dr Ruth Sale, consultant, telephone | delay in the unit | 09:26 | Amy Field" in written
    assert "the window closed at 09:20, 6min ago" in written


def test_an_authorisation_that_opened_nothing_is_not_lost() -> None:
    with last_of(CASES["authorised"]) as src:
        unstarted = tuple(
            replace(entry, fact=replace(entry.fact, used=())) for entry in src.state.entries
        )
        unused = replace(src, state=replace(src.state, entries=unstarted))
        written = section(unused, "Deviations and authorisations")
    assert "-- Authorised or acknowledged, and not used" in written
    assert "Dr Ruth Sale, consultant, telephone" in written


def test_what_would_stand_after_a_correction_is_said_before_the_rest(everything: Sources) -> None:
    lines = section(everything, "Deviations and authorisations").splitlines()
    assert lines[1].startswith("! After a correction")
    assert lines[3] == (
        "| Prescribed 1.4 mg; should be 1.59 mg, within 5 %. (Regimen details) | start, 09:06"
    )


def test_the_first_value_stays_legible(everything: Sources) -> None:
    assert "Weight: ~~68 kg~~ 86 kg" in section(everything, "Dose")
    assert "| ~~09:16~~ |" in section(everything, "Observations")


def test_a_late_entry_is_marked_in_its_line(everything: Sources) -> None:
    assert "Ria Holm (written 10:30, late)" in section(everything, "Infusion")


def test_a_voided_entry_stays_legible() -> None:
    with last_of(CASES["cancelled"]) as src:
        written = section(src, "Premedication")
    assert "~~paracetamol~~" in written
    assert "voided 08:05 by Amy <b>Field</b> & Söns: not given after all" in written


def test_what_was_given_under_a_voided_opening_stays_given() -> None:
    with played(CASES["everything"].read_bytes(), None, None) as (run, service):
        (administration,) = run.administrations
        state = service.administration(administration)
        void = c.Correct(target=1, void=True, reason="opened for the wrong patient")
        outcome = service.submit(
            void,
            actor=state.responsible,
            patient=state.patient,
            administration=administration,
        )
        assert outcome.accepted
        src = sources(service, administration)
        assert "VOIDED (opened for the wrong patient)" in document(src).status
        assert "Given: 1.08 mg in 38.5 mL" in section(src, "Administration")
        assert "| 09:06 | 09:25 | 19min | 50 mL/h | 15.7 mL" in section(src, "Infusion")
        assert "Amy Field | nurse | 12A3456E | 09:06 | started" in section(src, "Signatures")


def test_a_dose_from_elsewhere_was_not_witnessed() -> None:
    with last_of(CASES["day-1-elsewhere"]) as src:
        written = section(src, "Earlier doses of the course")
    assert "transcribed, not witnessed here; from ward chart" in written


def test_volumes_of_the_intervals_add_up(everything: Sources) -> None:
    infusion = next(s for s in document(everything).sections if s.title == "Infusion")
    table = next(b for b in infusion.blocks if isinstance(b, Table) and b.head[0] == "From")
    volumes = [plain(row[4]).removesuffix(" mL") for row in table.rows if row[4]]
    assert sum(float(volume) for volume in volumes) == pytest.approx(38.5, abs=0.15)


def test_an_unfinished_one_tells_what_keeps_its_next_gate_shut() -> None:
    with last_of(CASES["preparing"]) as src:
        written = section(src, "Deviations and authorisations")
    assert "-- Not yet resolved before the start, as it stood 08:24" in written
    assert "No bedside check by two members of staff" in written


def test_labels_are_never_empty(everything: Sources) -> None:
    rows = [
        row
        for s in document(everything).sections
        for block in s.blocks
        if isinstance(block, KeyValues)
        for row in block.rows
    ]
    assert [label for label, value in rows if not label or not plain(value)] == []
