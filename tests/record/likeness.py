"""How alike two PDFs look, page by page, in pixels."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument


def rendered(pdf: bytes, *, dpi: int, page: int = 0) -> QImage:
    """A page in greys on white."""
    buffer, document = opened(pdf)
    size = document.pagePointSize(page)
    pixels = QSize(round(size.width() * dpi / 72), round(size.height() * dpi / 72))
    made = QImage(pixels, QImage.Format.Format_Grayscale8)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.drawImage(0, 0, document.render(page, pixels))
    painter.end()
    document.close()
    buffer.close()
    return made


def page_count(pdf: bytes) -> int:
    """How many pages it has."""
    buffer, document = opened(pdf)
    count = document.pageCount()
    document.close()
    buffer.close()
    return count


def likeness(pdf: bytes, other: bytes, *, dpi: int, page: int = 0) -> float:
    """How much of the ink of both stands in one alone: 0 on the same page, 1 with none in common.

    Ink that stands a pixel beside the other's counts as common, since edges fall differently.
    """
    one, two = rendered(pdf, dpi=dpi, page=page), rendered(other, dpi=dpi, page=page)
    wide, high = min(one.width(), two.width()), min(one.height(), two.height())
    rows, others = ink(one, wide, high), ink(two, wide, high)
    alone = lacking(rows, others) + lacking(others, rows)
    total = sum(row.bit_count() for row in (*rows, *others))
    return alone / max(total, 1)


def ink(image: QImage, wide: int, high: int) -> list[int]:
    """The dark pixels of each row as the bits of a number."""
    part = image.copy(QRect(0, 0, wide, high)).convertToFormat(
        QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither
    )
    flipped = part.color(1) == 0xFFFFFFFF  # then a set bit is white
    bits, length = bytes(part.constBits()), part.bytesPerLine()
    mask, spare = (1 << wide) - 1, length * 8 - wide
    rows = (int.from_bytes(bits[n * length : (n + 1) * length]) >> spare for n in range(high))
    return [(row ^ mask if flipped else row) & mask for row in rows]


def lacking(rows: list[int], others: list[int]) -> int:
    """How many dark pixels of one have none of the other near."""
    count = 0
    for n, row in enumerate(rows):
        near = 0
        for beside in others[max(n - 1, 0) : n + 2]:
            near |= beside | beside << 1 | beside >> 1
        count += (row & ~near).bit_count()
    return count


def opened(pdf: bytes) -> tuple[QBuffer, QPdfDocument]:
    buffer, document = QBuffer(), QPdfDocument(None)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return buffer, document
