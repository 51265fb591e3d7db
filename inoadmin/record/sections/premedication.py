"""The premedication, and the window that it opened and closed."""

from __future__ import annotations

from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.evolve import fold
from inoadmin.domain.findings.base import Gate
from inoadmin.domain.findings.gates import view_of
from inoadmin.domain.findings.premed import premed_repeat_too_soon
from inoadmin.domain.premeds import drug_class
from inoadmin.domain.state import Entry
from inoadmin.domain.timers import premed as window_of
from inoadmin.record.blocks import Block, KeyValues, Paragraph, Section, Table, Text, text
from inoadmin.record.judging import course_with
from inoadmin.record.sources import Cells, Sources, entries, told
from inoadmin.session.present.words import measured, number


def premedication(src: Sources) -> Section:
    """The section."""
    rows = [
        row
        for entry in entries(src, c.Premed)
        for row in told(src, entry, lambda k, at, entry=entry: [premed_row(src, entry, k, at)])
    ]
    if not rows:
        return Section("Premedication", (Paragraph(text("No premedication was recorded.")),))
    head = ("Given", "Class", "Drug", "Dose", "Route", "Note", "Recorded by")
    blocks: list[Block] = [Table(head, tuple(rows), (12, 14, 18, 11, 7, 20, 18))]
    blocks.append(KeyValues(window_rows(src), columns=1))
    return Section("Premedication", tuple(blocks))


def premed_row(src: Sources, entry: Entry[c.Premed], command: c.Premed, at: datetime) -> Cells:
    """One drug given."""
    notes = ["repeat"] if command.repeat else []
    notes += shown(src, entry)
    return (
        src.when(at),
        drug_class(src.protocol, command.drug) or "no class",
        command.drug,
        measured(command.dose_mg, "mg"),
        command.route,
        "; ".join(notes),
    )


def shown(src: Sources, entry: Entry[c.Premed]) -> list[str]:
    """What was shown while it was recorded."""
    if premed_repeat_too_soon.code not in entry.fact.shown:
        return []
    state = fold([event for event in src.events if event.version <= entry.version])
    if state is None:
        return []
    view = view_of(src.ward, state, course_with(src, state), entry.occurred_at, Gate.START)
    sight = premed_repeat_too_soon.judge(view)
    wording = src.protocol.findings[premed_repeat_too_soon.code]
    return [] if sight is None else [wording.sentence.format(value=sight.value, limit=sight.limit)]


def window_rows(src: Sources) -> tuple[tuple[str, Text], ...]:
    """When the start had to be, and when it was."""
    timer, rules = window_of(src.protocol, src.state, src.at), src.protocol.premedication
    opens, closes = timer.due_at, timer.closes_at
    if opens is None or closes is None:
        return (("Window for the start", text("none: nothing that counts was given")),)
    after = f"{number(rules.opens_after.value)} {rules.opens_after.unit} after the last"
    before = f"{number(rules.closes_after.value)} {rules.closes_after.unit} after the first"
    words = f"{src.when(opens)} to {src.when(closes)} (from {after}, to {before})"
    if opens > closes:
        words = f"none: {src.when(opens)} lies after {src.when(closes)} ({after}; {before})"
    rows: list[tuple[str, Text]] = [("Window for the start", text(words))]
    start = src.state.start
    if start is not None:
        inside = opens <= start.occurred_at <= closes
        place = "inside the window" if inside else "OUTSIDE the window"
        rows.append(("Started", text(f"{src.when(start.occurred_at)}, {place}")))
    return tuple(rows)
