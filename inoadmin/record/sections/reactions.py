"""Infusion-related reactions and extravasation."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.state import ExtravasationCourse, ReactionCourse
from inoadmin.record.blocks import Block, KeyValues, Paragraph, Section, Table, Text, bold, text
from inoadmin.record.sources import Cells, Sources, entries, stamped, told
from inoadmin.session.present.words import number


def reactions(src: Sources) -> Section:
    """The section."""
    state = src.state
    blocks: list[Block] = []
    for place, reaction in enumerate(state.reactions, start=1):
        blocks += reaction_blocks(src, reaction, place)
    blocks += told_rows(src)
    for place, extravasation in enumerate(state.extravasations, start=1):
        blocks += extravasation_blocks(src, extravasation, place)
    if not blocks:
        blocks.append(Paragraph(text("No reaction and no extravasation is recorded.")))
    return Section("Reactions and extravasation", tuple(blocks))


def reaction_blocks(src: Sources, reaction: ReactionCourse, place: int) -> list[Block]:
    """One reaction as it stands."""
    outcome = reaction.outcome
    rows: tuple[tuple[str, Text], ...] = (
        ("Grade", bold(grade_words(src, reaction.grade))),
        ("Symptoms", text(", ".join(reaction.symptoms) or "none recorded")),
        ("Treatment", text("\n".join(reaction.treatment) or "none recorded")),
        ("Outcome", text(outcome_words(src, reaction) if outcome else "not recorded: OPEN")),
    )
    heading = f"Reaction {place}, reported {stamped(src, reaction.report)}"
    return [Paragraph(text(heading), "title"), KeyValues(rows, columns=1)]


def grade_words(src: Sources, grade: Decimal | None) -> str:
    """A grade with what it means and the version of the scale."""
    if grade is None:
        return "not yet graded"
    rules = src.protocol.infusion
    meaning = rules.grades.get(number(grade), "")
    said = f": {meaning}" if meaning else ""
    return f"{number(grade)} (CTCAE {rules.ctcae_version}){said}"


def outcome_words(src: Sources, reaction: ReactionCourse) -> str:
    """How it went on, by whom recorded."""
    if reaction.outcome is None:
        return ""
    told_outcome = reaction.outcome.command
    note = f": {told_outcome.note}" if told_outcome.note else ""
    return f"{told_outcome.outcome}{note}, {stamped(src, reaction.outcome)}"


def told_rows(src: Sources) -> list[Block]:
    """All that was recorded of reactions, as it was written."""
    rows: list[tuple[Text, ...]] = []
    everything = [
        *entries(src, c.Reaction),
        *entries(src, c.ReactionUpdate),
        *entries(src, c.ReactionOutcome),
    ]
    for entry in sorted(everything, key=lambda e: (e.occurred_at, e.version)):
        rows += told(src, entry, lambda k, at: [(src.when(at), *act_cells(k))])
    if not rows:
        return []
    head = ("At", "What", "Grade", "Symptoms or note", "Treatment", "Recorded by")
    return [Table(head, tuple(rows), (11, 13, 10, 24, 24, 18))]


def act_cells(command: c.Reaction | c.ReactionUpdate | c.ReactionOutcome) -> Cells:
    """What, grade, symptoms, treatment."""
    if isinstance(command, c.ReactionOutcome):
        return (f"outcome: {command.outcome}", "", command.note, "")
    grade = "" if command.grade is None else number(command.grade)
    what = "reported" if isinstance(command, c.Reaction) else "update"
    if isinstance(command, c.Reaction) and not grade:
        grade = "not yet"
    return (what, grade, ", ".join(command.symptoms), "\n".join(command.treatment))


def extravasation_blocks(src: Sources, course: ExtravasationCourse, place: int) -> list[Block]:
    """One extravasation and the new access after it."""
    access = "not recorded"
    if course.access is not None:
        note = f": {course.access.command.note}" if course.access.command.note else ""
        access = f"{stamped(src, course.access)}{note}"
    rows = (
        ("What was seen", text(course.report.command.note or "no note")),
        ("New access", text(access)),
    )
    heading = f"Extravasation {place}, reported {stamped(src, course.report)}"
    return [Paragraph(text(heading), "title"), KeyValues(rows, columns=1)]
