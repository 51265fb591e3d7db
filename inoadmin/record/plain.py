"""A record as plain text, section by section: for reading without a printer, and for tests."""

from __future__ import annotations

from collections.abc import Iterator

from inoadmin.record.blocks import (
    Block,
    Code,
    Document,
    KeyValues,
    Paragraph,
    Plot,
    Section,
    Table,
    Timeline,
    plain,
)


def as_text(document: Document) -> str:
    """The whole record; struck words stand between double tildes."""
    head = [document.heading, document.dated, document.banner.name]
    head += [f"{label} {value}" for label, value in document.banner.facts]
    head.append(" ".join(document.banner.allergies).strip())
    parts = ["\n".join([*head, *document.status, *document.footer])]
    parts += [section_text(section) for section in document.sections]
    return "\n\n".join(parts) + "\n"


def section_text(section: Section) -> str:
    """One section."""
    return "\n".join([f"== {section.title}", *(line for b in section.blocks for line in lines(b))])


def lines(block: Block) -> Iterator[str]:
    """A block's lines."""
    match block:
        case KeyValues(rows=rows) | Code(beside=rows):
            for label, value in rows:
                yield f"{label}: {plain(value)}"
        case Table():
            yield "| " + " | ".join(block.head)
            for row in block.rows:
                yield "| " + " | ".join(plain(cell) for cell in row)
        case Paragraph(words=words, style=style):
            yield {"boxed": "! ", "title": "-- "}.get(style, "") + plain(words)
        case Timeline():
            for lane in block.lanes:
                bars = [
                    f"{bar.look} {bar.start:.3f}-{bar.end:.3f} {bar.label}" for bar in lane.bars
                ]
                marks = [f"at {mark.at:.3f} {mark.label}" for mark in lane.marks]
                yield f"[{lane.name}] " + "; ".join(piece.strip() for piece in [*bars, *marks])
        case Plot():
            for panel in block.panels:
                drawn = (
                    f"{s.name}: " + " ".join(f"({x:.3f}, {y:.3f})" for x, y in s.points)
                    for s in panel.series
                )
                yield f"[{panel.name}, {panel.unit}] " + "; ".join(drawn)
