"""The hour of observation, what was asked before completion, addenda, the log."""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.domain.findings.base import Gate
from inoadmin.record.blocks import (
    Block,
    Code,
    KeyValues,
    Paragraph,
    Section,
    Table,
    Text,
    text,
)
from inoadmin.record.sections.checks import items_table
from inoadmin.record.sources import Sources, entries, stamped, told
from inoadmin.session.present.words import duration, number


def observation(src: Sources) -> Section:
    """How long the patient was observed, and whether they left before."""
    flown, state = src.run, src.state
    title = "Observation and completion"
    if flown is None or flown.ended_at is None:
        return Section(title, (Paragraph(text("The observation has not begun.")),))
    closing = state.left or state.completed
    until = closing.occurred_at if closing is not None else src.at
    asked = src.protocol.observation.observe
    observed = duration(until - flown.ended_at) + ("" if closing is not None else " so far")
    rows: list[tuple[str, Text]] = [
        ("Observed", text(f"{observed}, of {number(asked.value)} {asked.unit} asked for")),
        ("From", text(src.when(flown.ended_at))),
        ("To", text(src.when(until) if closing is not None else "still under observation")),
        ("Left early", text(left_words(src))),
    ]
    blocks: list[Block] = [KeyValues(tuple(rows)), *items_table(src, Gate.COMPLETE)]
    return Section(title, tuple(blocks))


def left_words(src: Sources) -> str:
    """Whether the patient left before the end."""
    left = src.state.left
    if left is None:
        return "no"
    informed = f"; informed: {left.command.informed}" if left.command.informed else ""
    return f"yes, {left.command.reason}{informed}; {stamped(src, left)}"


def addenda(src: Sources) -> Section | None:
    """What was added in free text; None when nothing was."""
    rows = [
        row
        for entry in entries(src, c.Addendum)
        for row in told(src, entry, lambda k, at: [(src.when(at), k.text)])
    ]
    if not rows:
        return None
    return Section("Addenda", (Table(("Written", "Addendum", "By"), tuple(rows), (14, 64, 22)),))


def about(src: Sources) -> Section:
    """What the record is held against: protocol notes, the log's end, a code of both."""
    blocks: list[Block] = [
        Paragraph(text(f"{erratum.section}: {erratum.printed} {erratum.done}"), "small")
        for erratum in src.protocol.errata
        if erratum.on_record
    ]
    number_of, head = src.state.about.number, src.head
    beside = (
        ("Record", text(f"{number_of}, version {src.state.record_version}")),
        ("Log ends at", text(f"event {head.sequence}")),
        ("Hash of the log's end", text(grouped(head.hash))),
        ("For verify --head", text(f"{head.sequence}:{head.hash}")),
        ("Protocol", text(f"version {src.protocol.identity.version}")),
        ("Hash of the protocol", text(grouped(src.protocol.content_hash))),
        ("As it stood", text(f"{src.when(src.at)}, {len(src.events)} events")),
    )
    content = f"{number_of} v{src.state.record_version} {head.sequence}:{head.hash}"
    blocks.append(Code(content, beside))
    blocks.append(
        Paragraph(
            text(
                "The hash names everything in the log up to its end: a log that was altered or cut"
                " short gives another. inoadmin verify --head holds a log against the line above."
                " This record supports and documents; it decides no treatment."
            ),
            "small",
        )
    )
    return Section("About this record", tuple(blocks))


def grouped(digest: str) -> str:
    """A hash in groups of eight, to be read aloud."""
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))
