"""Where the administration departed from the protocol, or its record from what first stood there.

It comes first, never at the end: breaches without an authorisation before all else.
"""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.domain.deviations import Deviation, deviations
from inoadmin.domain.events import Refused
from inoadmin.domain.findings.base import Finding, Gate
from inoadmin.domain.findings.gates import NEXT_GATE, gate_of, next_findings
from inoadmin.domain.state import Entry
from inoadmin.record.blocks import Block, Paragraph, Section, Table, Text, bold, struck, text
from inoadmin.record.fields import field_label, field_value, kind_name
from inoadmin.record.judging import (
    GATE_NAMES,
    passed_gates,
    refused_for,
    seen_at,
    seen_when_covered,
)
from inoadmin.record.sources import Sources, history, signed
from inoadmin.record.units import printed
from inoadmin.session.present.words import number

Row = tuple[Text, ...]


def deviations_section(src: Sources) -> Section:
    """The section; it says so when there is none."""
    found = deviations(src.protocol.times, src.state)
    blocks = [
        *unresolved(src, [d for d in found if d.kind == "unresolved"]),
        *would_stand(src),
        *covered(src, [d for d in found if d.kind in {"authorised", "acknowledged"}]),
        *left(src),
        *late(src, [d for d in found if d.kind == "late-entry"]),
        *corrected(src),
        *unused(src),
        *refused(src),
        *still_open(src),
    ]
    none = Paragraph(text("No deviation, authorisation, correction or refused attempt recorded."))
    return Section("Deviations and authorisations", tuple(blocks) or (none,))


def title(words: str) -> Paragraph:
    """Heads one kind."""
    return Paragraph(text(words), "title")


def said(finding: Finding | None, src: Sources, code: str) -> str:
    """A finding's sentence with its citation; without its values where they were never seen."""
    if finding is not None:
        return f"{printed(finding.sentence)} ({finding.citation})"
    wording = src.protocol.findings[code]
    sentence = wording.sentence.format(value="\u2026", limit="\u2026")
    return f"{sentence} ({wording.citation})"


def unresolved(src: Sources, found: list[Deviation]) -> list[Block]:
    """Recorded as already happened, with nobody's authorisation."""
    rows: list[Row] = []
    for deviation in found:
        entry = src.state.entry(deviation.version)
        if entry is None:
            continue
        gate = gate_of(entry.command)
        rows.append(
            (
                bold(said(seen_at(src, entry, deviation.code), src, deviation.code)),
                text(GATE_NAMES[gate] if gate is not None else "", f", {src.when(deviation.at)}"),
                text(deviation.reason or "no reason given"),
                text(signed(src, entry)),
            )
        )
    if not rows:
        return []
    warning = "Recorded as already happened: what follows stood and nobody authorised it."
    head = ("What stood", "At", "Reason given", "Recorded by")
    return [Paragraph(text(warning), "boxed"), Table(head, tuple(rows), (46, 16, 22, 16))]


def would_stand(src: Sources) -> list[Block]:
    """What a correction shows at gates that were passed before it."""
    rows = [
        (
            bold(f"{printed(finding.sentence)} ({finding.citation})"),
            text(f"{GATE_NAMES[passed.gate]}, {src.when(passed.entry.occurred_at)}"),
        )
        for passed in passed_gates(src)
        for finding in passed.standing
    ]
    if not rows:
        return []
    warning = "After a correction: what follows would have stood at a gate that was passed."
    head = ("What would have stood", "At")
    return [Paragraph(text(warning), "boxed"), Table(head, tuple(rows), (76, 24))]


def covered(src: Sources, found: list[Deviation]) -> list[Block]:
    """Authorised by someone with the right to, or acknowledged by the nurse."""
    rows: list[Row] = []
    for deviation in found:
        entry = src.state.entry(deviation.version)
        if entry is None:
            continue
        seen = seen_when_covered(src, entry, deviation.code)
        rows.append(
            (
                text(said(seen, src, deviation.code)),
                text(*authority(src, entry)),
                text(deviation.reason),
                text(src.when(entry.occurred_at)),
                text(signed(src, entry)),
            )
        )
    if not rows:
        return []
    head = ("What stood", "Authorised or acknowledged by", "Reason", "At", "Recorded by")
    return [
        title("Authorised and acknowledged"),
        Table(head, tuple(rows), (34, 21, 22, 9, 14)),
    ]


def authority(src: Sources, entry: Entry[c.Act]) -> tuple[str, ...]:
    """Who answered for it, in which role and by which means, up to which bound."""
    command = entry.command
    if not isinstance(command, c.Authorise):
        return (f"acknowledged by {src.by(entry)}",)
    bound = ""
    if command.until is not None:
        bound = f"; until {src.when(command.until)}"
    elif command.limit is not None:
        bound = f"; to a limit of {number(command.limit)}"
    return (f"{command.authoriser}, {command.role}, {command.means}{bound}",)


def unused(src: Sources) -> list[Block]:
    """Authorisations and acknowledgements that no gate has been passed with."""
    used = {use.cover for e in src.state.entries if not e.void for use in e.fact.used}
    rows: list[Row] = []
    for entry in src.state.covers:
        if entry.version in used:
            continue
        for code in entry.command.codes:
            seen = seen_when_covered(src, entry, code)
            rows.append(
                (
                    text(said(seen, src, code)),
                    text(*authority(src, entry)),
                    text(entry.command.reason),
                    text(src.when(entry.occurred_at)),
                    text(signed(src, entry)),
                )
            )
    if not rows:
        return []
    so_far = " so far" if src.state.stage in NEXT_GATE else ""
    head = ("What it was for", "Authorised or acknowledged by", "Reason", "At", "Recorded by")
    return [
        title(f"Authorised or acknowledged, and not used{so_far}"),
        Table(head, tuple(rows), (34, 21, 22, 9, 14)),
    ]


def still_open(src: Sources) -> list[Block]:
    """What keeps the next gate of an unfinished one shut."""
    gate = NEXT_GATE.get(src.state.stage)
    # While the infusion runs only its length keeps the end shut, which says nothing yet.
    if gate is None or gate is Gate.END:
        return []
    found = next_findings(src.ward, src.state, src.course, src.at)
    rows = [(text(f"{printed(f.sentence)} ({f.citation})"),) for f in found if f.shuts]
    if not rows:
        return []
    named = "completion" if gate is Gate.COMPLETE else f"the {GATE_NAMES[gate]}"
    heading = f"Not yet resolved before {named}, as it stood {src.when(src.at)}"
    return [title(heading), Table(("What stands",), tuple(rows), (100,))]


def left(src: Sources) -> list[Block]:
    """The patient left before the hour was over."""
    entry = src.state.left
    if entry is None:
        return []
    row = (
        text(entry.command.reason or "no reason given"),
        text(entry.command.informed or "nobody named"),
        text(entry.command.note),
        text(src.when(entry.occurred_at)),
        text(signed(src, entry)),
    )
    head = ("Why", "Informed", "Note", "At", "Recorded by")
    return [title("Left before the end of observation"), Table(head, (row,), (20, 22, 28, 12, 18))]


def late(src: Sources, found: list[Deviation]) -> list[Block]:
    """Written down later than it happened."""
    rows: list[Row] = []
    for deviation in found:
        entry = src.state.entry(deviation.version)
        if entry is not None:
            rows.append(
                (
                    text(kind_name(entry.command)),
                    text(src.when(entry.occurred_at)),
                    text(src.when(entry.recorded_at)),
                    text(src.by(entry)),
                )
            )
    if not rows:
        return []
    head = ("Late entry", "Happened", "Written", "By")
    return [title("Late entries"), Table(head, tuple(rows), (34, 22, 22, 22))]


def corrected(src: Sources) -> list[Block]:
    """Every correction: the first value still legible, the new one, by whom, when and why."""
    rows: list[Row] = []
    for known in src.state.corrections:
        entry, fact = src.state.entry(known.fact.target), known.fact
        if entry is None:
            continue
        versions = history(src, entry)
        place = next(n for n, version in enumerate(versions) if version.by is known)
        before, after = versions[place - 1], versions[place]
        label = field_label(src, before.command, fact.field) if fact.field else ""
        first, second = "as recorded", "voided"
        if not fact.void:
            first = field_value(src, before.command, before.at, fact.field)
            second = field_value(src, after.command, after.at, fact.field)
        rows.append(
            (
                text(f"{kind_name(entry.command)} {src.when(before.at)}"),
                text(label),
                struck(first),
                bold(second),
                text(fact.reason),
                text(f"{src.by(known)}, {src.when(known.recorded_at)}"),
            )
        )
    if not rows:
        return []
    head = ("Record of", "What", "First value", "Put right", "Why", "By")
    return [title("Corrections"), Table(head, tuple(rows), (17, 20, 13, 13, 20, 17))]


def refused(src: Sources) -> list[Block]:
    """Attempts that a gate kept shut."""
    rows: list[Row] = []
    for event in (*src.attempts, *src.events):
        if not isinstance(event.fact, Refused):
            continue
        found: list[Finding] = []
        if event.stream == src.events[0].stream:
            found = refused_for(src, event.version, event.fact, event.occurred_at)
        gate = next(name for key, name in GATE_NAMES.items() if key == event.fact.gate)
        rows.append(
            (
                text(gate),
                text(attempt_text(src, found, event.fact)),
                text(src.when(event.occurred_at)),
                text(src.by(event)),
            )
        )
    if not rows:
        return []
    head = ("Attempt refused", "Because", "At", "By")
    return [title("Attempts refused"), Table(head, tuple(rows), (14, 58, 11, 17))]


def attempt_text(src: Sources, found: list[Finding], attempt: Refused) -> str:
    """What kept the gate shut, a line each."""
    if found:
        return "\n".join(printed(finding.sentence) for finding in found)
    return "\n".join(said(None, src, seen.code) for seen in attempt.seen)
