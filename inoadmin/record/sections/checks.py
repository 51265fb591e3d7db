"""The checks: each as its assertion, with what was answered, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence

from inoadmin.domain import commands as c
from inoadmin.domain.findings.base import Gate
from inoadmin.domain.findings.items import AFTERCARE, asked
from inoadmin.protocol.model import Item
from inoadmin.record.blocks import Block, Section, Span, Table, Text, bold, struck, text
from inoadmin.record.fields import answered
from inoadmin.record.sources import Sources, entries, history, marks


def checks(src: Sources) -> Section:
    """What was asked before the start."""
    return Section("Checks before the start", items_table(src, Gate.START))


def items_table(src: Sources, gate: Gate) -> tuple[Block, ...]:
    """The items asked for this dose before a gate, under their groups."""
    items = asked(src.protocol, src.state, src.standing, gate)
    rows: list[tuple[Text, ...]] = []
    group = ""
    for item in items:
        head = item.group if item.group != group else ""
        group = item.group
        rows.append((bold(head), text(item.assertion), answer_text(src, item)))
    head = ("", "Assertion", "Answer")
    return (Table(head, tuple(rows), (19, 45, 36)),)


def answer_text(src: Sources, item: Item) -> Text:
    """All answers to an item, the last one unstruck: "confirmed by Amy Field at 08:00"."""
    told = [
        (entry, version, version.command.answers[item.code])
        for entry in entries(src, c.Answer)
        for version in history(src, entry)
        if isinstance(version.command, c.Answer) and item.code in version.command.answers
    ]
    standing = src.state.answers.get(item.code)
    parts: list[Text] = []
    seen: set[tuple[int, str]] = set()
    for entry, version, answer in told:
        words = said(item, answer)
        last = history(src, entry)[-1]
        now = isinstance(last.command, c.Answer) and last.command.answers.get(item.code) == answer
        if (entry.version, words) in seen:
            continue
        seen.add((entry.version, words))
        sentence = f"{words} by {src.by(entry)} at {src.when(version.at)}"
        holds = standing is not None and standing[1] == entry.version and not entry.void and now
        if not holds:
            parts.append(struck(sentence))
            continue
        note = marks(src, entry) if own_marks(src, item, entry.version) else ""
        parts.append(text(Span(sentence), f" ({note})" if note else ""))
    if not any(not span.struck for part in parts for span in part):
        parts.append(unanswered(src, item))
    return lines(parts)


def unanswered(src: Sources, item: Item) -> Text:
    """That there is no answer; some are not asked for once the patient has left."""
    if item.code in AFTERCARE and src.state.left is not None:
        return text("not answered; no longer asked for, the patient left")
    return bold("not answered")


def own_marks(src: Sources, item: Item, version: int) -> bool:
    """Whether an entry's marks say something about this item: several are answered at once."""
    about = [k.fact for k in src.state.corrections if k.fact.target == version]
    return not about or any(
        fact.command is not None
        and isinstance(fact.command, c.Answer)
        and (fact.field == item.code or len(fact.command.answers) == 1)
        for fact in about
    )


def said(item: Item, answer: c.Answered) -> str:
    """What was answered, with its note."""
    words = answered(answer.value)
    if answer.value == "not applicable" and item.not_applicable:
        words = f"not applicable ({item.not_applicable}), said"
    elif answer.value == "not applicable":
        words = "not applicable, said"
    return f"{words}: {answer.note}," if answer.note else words


def lines(parts: Sequence[Text]) -> Text:
    """The parts, each on a line of its own."""
    made: list[Span] = []
    for place, part in enumerate(parts):
        made += [Span("\n")] if place else []
        made += part
    return tuple(made)
