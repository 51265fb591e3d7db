"""What is printed in practice says so on every page, twice, and hides nothing by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from inoadmin.bootstrap.downtime import form_bytes
from inoadmin.record.document import document
from inoadmin.record.downtime import form
from inoadmin.record.pdf.blanks import form_pdf
from inoadmin.record.pdf.writer import as_pdf
from inoadmin.record.sources import Sources
from tests.protocol.files import shipped
from tests.record.golden import CASES, last_of
from tests.record.pages import pages, pages_of

LONDON = ZoneInfo("Europe/London")
PRINTED = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def clean() -> Sources:
    with last_of(CASES["clean"]) as src:
        return src


def test_each_page_of_a_record_says_it_in_the_box_and_across(clean: Sources) -> None:
    for page in pages_of(document(replace(clean, kind="training"))):
        assert "TRAINING, not a patient record" in page
        assert page.count("TRAINING") == 2


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_no_other_record_says_it(clean: Sources, kind: str) -> None:
    assert not any("TRAINING" in page for page in pages_of(document(replace(clean, kind=kind))))


def test_each_page_of_a_form_says_it_too() -> None:
    marked = pages(form_bytes(PRINTED, LONDON, training=True))
    assert len(marked) == 4
    for page in marked:
        assert "TRAINING, not a patient record — BLANK FORM" in page
        assert page.count("TRAINING") == 2
    assert not any("TRAINING" in page for page in pages(form_bytes(PRINTED, LONDON)))


def drawn(pdf: bytes, page: int) -> QImage:
    """A page on white."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QPdfDocument(None)
    reader.load(buffer)
    # a multiple of four: a row of greys ends with bytes that nobody sets otherwise
    image = QImage(QSize(596, 842), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawImage(0, 0, reader.render(page, image.size()))
    painter.end()
    reader.close()
    return image


def dark(image: QImage) -> set[int]:
    """Where there is ink."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return {place for place, light in enumerate(bytes(grey.constBits())) if light < 96}


@pytest.mark.parametrize("page", [0, 3])
def test_what_stands_across_hides_nothing_of_the_page(clean: Sources, page: int) -> None:
    """All ink of the page without it is there with it, and what is added is paler than ink."""
    blank = form(shipped(), "0.1.0", PRINTED, LONDON)
    record = document(clean)
    for before, after in (
        (form_pdf(blank), form_pdf(replace(blank, mark="TRAINING"))),
        (as_pdf(record), as_pdf(replace(record, mark="TRAINING"))),
    ):
        plain, marked = drawn(before, page), drawn(after, page)
        assert plain != marked
        assert dark(plain) <= dark(marked)
        assert len(dark(marked) - dark(plain)) < len(dark(plain)) / 100
