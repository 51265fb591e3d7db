"""The blank form: everything asked for is on it, with the protocol's figures, and room to write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor
from PySide6.QtPdf import QPdfDocument

from inoadmin.bootstrap.downtime import form_bytes
from inoadmin.record.blanks import Field, Fields, Grid, Part, Tickable, Ticks
from inoadmin.record.downtime import downtime_form, form
from inoadmin.record.pdf.blanks import (
    LABELLED,
    LINE,
    boxes,
    fields,
    form_pdf,
    grid,
    laid_out,
    ticked,
)
from tests.protocol.files import shipped
from tests.record.pages import pages

LONDON = ZoneInfo("Europe/London")
PRINTED = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
MM = 72 / 25.4


@pytest.fixture(scope="module")
def written() -> list[str]:
    return pages(downtime_form(shipped(), "0.1.0", PRINTED, LONDON))


def test_it_has_four_pages_and_each_says_what_it_is(written: list[str]) -> None:
    assert len(written) == 4
    for number, page in enumerate(written, start=1):
        assert f"Page {number} of 4" in page
        assert "Downtime form: one dose of inotuzumab ozogamicin" in page
        assert "Patient: SURNAME, given name" in page
        assert "entered there as already happened, with the times written here" in page
        assert "Printed 01-Jul-2026 10:30" in page
        assert "version 1," in page
        assert "inoadmin 0.1.0" in page


def test_every_check_of_the_protocol_is_asked_once(written: list[str]) -> None:
    whole = " ".join(written)
    for item in shipped().items:
        assert whole.count(item.assertion) == 1
        assert item.hint in whole
        assert item.not_applicable in whole
    before = sum(item.gate == "start" for item in shipped().items)
    assert written[0].count("not confirmed") == before + 1  # once in the note below them


def test_the_figures_stand_with_their_citations(written: list[str]) -> None:
    whole = " ".join(written)
    for told in (
        "at least 1 ×10⁹/L (Standard limits)",
        "at least 50 ×10⁹/L (Standard limits)",
        "above 15 mL/min (Standard limits)",
        "at most 1.5 x ULN (Hepatic impairment)",
        "valid for 7 days (Investigations) on day 1 of cycle 1, for 24 hours (Investigations)",
        "at most 5% (local)",
        "50 mL (Administration); at most 65 mL (local)",
        "within 8 hours (label)",
        "about 60 minutes (Administration)",
        "starts 30 minutes after the last one at the earliest (Pre-medication)",
        "60 minutes after the first one at the latest (Pre-medication)",
        "every 15 minutes (local) during the infusion and every 30 minutes (local)",
        "Observed for at least 60 minutes (Administration)",
        "Royal College of Physicians",
        "CTCAE 5.0",
    ):
        assert told in whole


def test_another_protocol_gives_other_figures() -> None:
    protocol = shipped()
    later = msgspec.structs.replace(protocol.premedication.opens_after, value=Decimal(35))
    changed = msgspec.structs.replace(
        protocol, premedication=msgspec.structs.replace(protocol.premedication, opens_after=later)
    )
    whole = " ".join(pages(downtime_form(changed, "0.1.0", None, UTC)))
    assert "+ 35 minutes: start from" in whole
    assert "starts 35 minutes after the last one" in whole
    assert "Printed" not in whole


@pytest.mark.parametrize(
    "asked",
    [
        "Batch",
        "Vial batches",
        "Expiry: date, time",
        "Checked by (1)",
        "Checked by (2)",
        "Out of the fridge",
        "Height",
        "Weight today",
        "Body surface",
        "Prescribed dose",
        "Sample taken: date, time",
        "Time given",
        "Dose read from bag",
        "Rate read from pump",
        "Pump: volume given, mL",
        "Started",
        "Ended",
        "NEWS2 total",
        "ACVPU",
        "Symptoms",
        "Treatment, with times",
        "Infusion ended",
        "Observed until",
        "Registration",
        "Signature",
        "Entered later as already happened, by",
        "Clock read for all times",
    ],
)
def test_what_the_record_asks_for_can_be_written(written: list[str], asked: str) -> None:
    assert asked in " ".join(written)


def test_there_is_room_to_write() -> None:
    """Every line is 7 mm high, and so is what a box leaves below its label."""
    assert LINE / MM >= 7
    assert (LABELLED - 9) / MM >= 7
    for part in form(shipped(), "0.1.0", None, UTC).parts:
        for block in part.blocks:
            if isinstance(block, Grid):
                head, *rows, _ = grid(block)
                assert all(row.height >= LINE for row in rows)
                assert head.height > 0
            elif isinstance(block, Fields):
                assert all(strip.height >= LINE for strip in fields(block)[:-1])
    assert boxes((Field("Name"),)).height == LABELLED
    assert boxes((Field("Light", 1, ("yes", "no")),)).height == LINE


def test_a_long_assertion_takes_more_lines() -> None:
    short, long = (ticked(Tickable(words, "", ("confirmed",))) for words in ("No", "No " * 90))
    assert long.height > short.height


def test_a_part_that_begins_a_page_does() -> None:
    block = Ticks("Title", (Tickable("No", "", ("confirmed",)),))
    parts = [Part("One", (block,)), Part("Two", (block,))]
    assert len(laid_out(parts, 700.0)) == 1
    assert len(laid_out([parts[0], replace(parts[1], fresh=True)], 700.0)) == 2


def test_the_same_form_gives_the_same_bytes_and_carries_its_fonts() -> None:
    made = form(shipped(), "0.1.0", PRINTED, LONDON)
    assert form_pdf(made) == form_pdf(made)
    assert b"Helvetica" not in form_pdf(made)


def test_it_is_black_on_white_and_nothing_touches_the_edge() -> None:
    buffer = QBuffer()
    buffer.setData(QByteArray(form_bytes(PRINTED, LONDON)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QPdfDocument(None)
    reader.load(buffer)
    for number in range(reader.pageCount()):
        points = reader.pagePointSize(number)
        assert (round(points.width()), round(points.height())) == (595, 842)
        page = reader.render(number, QSize(298, 421))
        colours = {
            QColor(page.pixel(x, y)).getRgb()[:3]
            for x in range(0, 298, 3)
            for y in range(0, 421, 3)
            if page.pixelColor(x, y).alpha()
        }
        assert all(max(colour) - min(colour) < 12 for colour in colours)
        margin = [page.pixelColor(x, y) for x in (*range(14), *range(284, 298)) for y in range(421)]
        assert all(pixel.alpha() == 0 or pixel.lightness() > 250 for pixel in margin)
    reader.close()
