"""The PDF itself: read back by another program, whatever was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inoadmin.bootstrap.headless import played
from inoadmin.bootstrap.records import record_pdf, record_text
from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails
from inoadmin.record.blocks import Document
from inoadmin.record.document import document
from inoadmin.record.pdf.writer import as_pdf
from inoadmin.record.sources import Sources
from inoadmin.session.issuing import issue
from tests.record.golden import CASES, SHARED, last_of
from tests.record.pages import pages, pages_of

EVERY_FILE = sorted({*SHARED.glob("*.toml"), *CASES.values()})
LETTERS = "abcdefg<b>&;/\"' ÀéÖßñœŁŽ"


@pytest.fixture(scope="module")
def clean() -> Sources:
    with last_of(CASES["clean"]) as src:
        return src


@pytest.fixture(scope="module")
def cancelled() -> Sources:
    with last_of(CASES["cancelled"]) as src:
        return src


@pytest.mark.parametrize("file", EVERY_FILE, ids=lambda file: file.stem)
def test_every_page_says_whose_it_is_and_which_page_it_is(file: Path) -> None:
    with played(file.read_bytes(), None, None) as (run, service):
        for administration in run.administrations:
            written = pages(record_pdf(service, administration))
            count = len(written)
            for number, page in enumerate(written, start=1):
                assert f"Page {number} of {count}" in page
                assert "Born 04-Jul-1961" in page
                assert "NHS No. 999 000 0018" in page
                assert "SCENARIO, not a patient record" in page
                assert "Administration record INO-" in page
                assert "PROTOCOL PAST ITS REVIEW DATE" in page
            assert record_text(service, administration).endswith("\n")


def test_the_same_record_gives_the_same_bytes(cancelled: Sources) -> None:
    assert as_pdf(document(cancelled)) == as_pdf(document(cancelled))


def test_what_was_printed_before_changes_no_byte(clean: Sources, cancelled: Sources) -> None:
    first = as_pdf(document(clean))
    as_pdf(document(cancelled))
    assert as_pdf(document(clean)) == first


def test_the_file_names_no_patient(clean: Sources) -> None:
    pdf = as_pdf(document(clean))
    assert b"INO-000001" in pdf
    assert b"MOORE" not in pdf
    assert b"9990000018" not in pdf
    assert b"/Lang (en-GB)" in pdf


def test_every_font_travels_with_the_file(clean: Sources) -> None:
    pdf = as_pdf(document(clean))
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == 2


def test_an_unknown_administration_is_a_key_error() -> None:
    text = CASES["clean"].read_bytes()
    with played(text, None, None) as (_, service), pytest.raises(KeyError):
        record_pdf(service, "nobody")


def test_a_copy_says_so_on_every_page() -> None:
    with played(CASES["clean"].read_bytes(), None, None) as (run, service):
        administration = run.administrations[0]
        looked_at = pages(record_pdf(service, administration))
        first, second = (issue(service, administration, "amy", "printed") for _ in range(2))
        original = pages(record_pdf(service, administration, issue=first))
        copy = pages(record_pdf(service, administration, issue=second))
    assert not any("Original" in page or "COPY" in page for page in looked_at)
    assert all("Original of version 1, printed" in page for page in original)
    assert all("COPY 2 of version 1, printed" in page for page in copy)


def named(src: Sources, family: str, given: str, allergies: tuple[str, ...]) -> Sources:
    """The record of a patient with these names and allergies."""
    details = PatientDetails(family, given, date(1961, 7, 4), "female", "9990000018")
    patient = replace(src.course.patient, details=details, allergies=allergies)
    return replace(src, course=replace(src.course, patient=patient))


def with_addendum(src: Sources, words: str) -> Sources:
    """The record with its addenda saying something else."""
    entries = tuple(
        replace(
            entry,
            command=c.Addendum(words),
            fact=replace(entry.fact, command=c.Addendum(words)),
        )
        if isinstance(entry.command, c.Addendum)
        else entry
        for entry in src.state.entries
    )
    return replace(src, state=replace(src.state, entries=entries))


@settings(max_examples=20)
@given(st.text(LETTERS, min_size=1, max_size=60).filter(str.strip))
def test_a_name_is_found_on_every_page(clean: Sources, typed: str) -> None:
    made = document(named(clean, typed, "Jean", ()))
    wanted = "".join(made.banner.name.split())
    for page in pages_of(made):
        assert wanted in "".join(page.split())


@settings(max_examples=20)
@given(st.text(max_size=200), st.text(max_size=2000), st.lists(st.text(max_size=300), max_size=12))
def test_no_text_breaks_the_record(
    cancelled: Sources, name: str, note: str, allergies: list[str]
) -> None:
    src = with_addendum(named(cancelled, name, note[:200], tuple(allergies)), note)
    written = pages_of(document(src))
    assert [f"Page {n} of {len(written)}" in page for n, page in enumerate(written, 1)] == [
        True
    ] * len(written)


def test_allergies_that_would_fill_the_banner_are_pointed_to(clean: Sources) -> None:
    many = tuple(f"allergen number {n}" for n in range(60))
    written = pages_of(document(named(clean, "MOORE", "Jean", many)))
    assert all("Known allergies many: see the first section" in page for page in written)
    assert "allergen number 59" in written[0]


def test_a_section_is_never_a_heading_alone_at_the_foot(clean: Sources) -> None:
    made: Document = document(clean)
    titles = [section.title for section in made.sections]
    for page in pages_of(made):
        body = page.rpartition("Protocol:")[0].strip()
        assert not any(body.endswith(title) for title in titles)
