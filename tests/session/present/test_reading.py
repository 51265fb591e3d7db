from __future__ import annotations

from datetime import date

import pytest

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.protocol.loading import load
from inoadmin.session.present.reading import chapters, cited, past_review

PROTOCOL = load(shipped_bytes())


def test_without_words_sought_every_section_is_there() -> None:
    assert [c.title for c in chapters(PROTOCOL)] == [s.title for s in PROTOCOL.sections]


def test_a_search_finds_every_word_wherever_it_stands_and_ignores_case() -> None:
    assert "QT interval prolongation" in [c.title for c in chapters(PROTOCOL, "qt Interval")]
    assert chapters(PROTOCOL, "no such words anywhere") == ()


def test_errata_stand_at_their_section_and_can_be_searched() -> None:
    (found,) = [c for c in chapters(PROTOCOL, "TA541") if c.title == "Indication"]
    assert [flaw.printed for flaw in found.flaws] == ["NICE TA514."]


@pytest.mark.parametrize(
    ("citation", "section"),
    [
        ("Administration", "Administration"),
        ("Hepatic impairment; Other toxicities", "Hepatic impairment"),
        ("label; Pre-medication", "Pre-medication"),
        ("practice", ""),
        ("", ""),
    ],
)
def test_a_citation_names_a_section_or_none(citation: str, section: str) -> None:
    assert cited(PROTOCOL, citation) == section


def test_every_findings_citation_is_a_section_or_says_what_else_it_is() -> None:
    others = {w.citation for w in PROTOCOL.findings.values() if not cited(PROTOCOL, w.citation)}
    assert others == {"practice", "local", "label"} & others


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2020, 11, 30), ""),
        (date(2020, 12, 1), "Protocol past its review date (Nov-2020)"),
        (date(2026, 1, 1), "Protocol past its review date (Nov-2020)"),
    ],
)
def test_the_review_is_overdue_once_its_month_is_over(today: date, told: str) -> None:
    assert past_review(PROTOCOL, today) == told
