"""The hour of observation, what was asked before completion, addenda, signatures, the log."""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.domain.findings.base import Gate
from inoadmin.domain.state import Entry
from inoadmin.record.blocks import (
    Block,
    Code,
    KeyValues,
    Paragraph,
    Section,
    Table,
    Text,
    bold,
    text,
)
from inoadmin.record.sections.checks import items_table
from inoadmin.record.sources import Sources, entries, stamped, told
from inoadmin.session.present.lines import late_text
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


def signatures(src: Sources) -> Section:
    """Who answers for what: name, role, registration, time and meaning, with room to sign."""
    rows: list[tuple[Text, ...]] = []
    for entry in src.state.entries:
        if not entry.void:
            rows += [signature(src, member, entry, why) for member, why in meanings(src, entry)]
    head = ("Name", "Role", "Registration", "Time", "Meaning", "Signature on paper")
    signed_here = (
        "Recorded in the application under the name given, at the time given."
        " The last column is for those who sign on paper besides."
    )
    return Section(
        "Signatures",
        (
            Paragraph(text(signed_here), "small"),
            Table(head, tuple(rows), (20, 11, 13, 15, 19, 22), least_height=19.0),
        ),
    )


def meanings(src: Sources, entry: Entry[c.Act]) -> list[tuple[str, str]]:
    """Who signed an act, and as what."""
    command, actor = entry.command, entry.actor
    match command:
        case c.Open():
            return [(actor, "opened")]
        case c.SecondCheck():
            subject = "bag" if command.subject == "bag" else "bedside"
            first, second = f"{subject}, first checker", f"{subject}, second checker"
            return [(actor, first), (command.witness, second)]
        case c.Premed():
            return [(actor, f"gave {command.drug}")]
        case c.Authorise():
            return [(actor, f"recorded the authorisation by {command.authoriser}")]
        case c.Start():
            return [(actor, "started")]
        case c.Resume():
            return [(actor, "restarted")]
        case c.End():
            return [(actor, "ended")]
        case c.Stop():
            return [(actor, "stopped early")]
        case c.Handover():
            return [(actor, "recorded the handover"), (command.to, "took over")]
        case c.Left():
            return [(actor, "recorded that the patient left")]
        case c.Cancel():
            return [(actor, "cancelled")]
        case c.Complete() if src.state.completed is not None:
            witness = [(command.witness, "countersigned")] if command.witness else []
            return [(actor, "completed"), *witness]
        case _:
            return []


def signature(src: Sources, member: str, entry: Entry[c.Act], meaning: str) -> tuple[Text, ...]:
    """One line."""
    person = src.staff.get(member)
    late = late_text(src.ward, entry)
    return (
        bold(src.name(member)),
        text(person.role if person is not None else ""),
        text(person.registration if person is not None else ""),
        text(src.when(entry.occurred_at), f" ({late})" if late else ""),
        text(meaning),
        text(""),
    )


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
        ("Protocol", text(f"version {src.protocol.identity.version}")),
        ("Hash of the protocol", text(grouped(src.protocol.content_hash))),
        ("As it stood", text(f"{src.when(src.at)}, {len(src.events)} events")),
    )
    content = f"{number_of} v{src.state.record_version} {head.hash}"
    blocks.append(Code(content, beside))
    blocks.append(
        Paragraph(
            text(
                "The hash names everything in the log up to its end: a log that was altered or cut"
                " short gives another. This record supports and documents; it decides no treatment."
            ),
            "small",
        )
    )
    return Section("About this record", tuple(blocks))


def grouped(digest: str) -> str:
    """A hash in groups of eight, to be read aloud."""
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))
