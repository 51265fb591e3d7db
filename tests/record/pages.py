"""A PDF's pages as text, read by another program than the one that wrote them."""

from __future__ import annotations

import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from inoadmin.record.blocks import Document
from inoadmin.record.pdf.writer import as_pdf


def pages(pdf: bytes) -> list[str]:
    """The text of each page, with every stretch of white space as one space."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QPdfDocument(None)
    reader.load(buffer)
    assert reader.status() is QPdfDocument.Status.Ready
    texts = [reader.getAllText(n).text() for n in range(reader.pageCount())]
    reader.close()
    return [" ".join(re.sub(r"[\ufffe\u00ad]", "", text).split()) for text in texts]


def pages_of(document: Document) -> list[str]:
    """The text of each page of a record."""
    return pages(as_pdf(document))
