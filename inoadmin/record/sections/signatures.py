"""Signatures: who answers for what, as they were when they signed, and what the signature holds."""

from __future__ import annotations

from collections.abc import Iterator

from inoadmin.domain import commands as c
from inoadmin.domain.events import Corrected, Event, Recorded, Signature
from inoadmin.domain.state import Entry
from inoadmin.record.blocks import Paragraph, Section, Span, Table, Text, bold, text
from inoadmin.record.sources import Sources
from inoadmin.session.present.lines import late_text
from inoadmin.session.present.words import day

UNSIGNED = "recorded, not signed with a PIN"
_HASH_SHOWN = 12
_HEAD = ("Name", "Role", "Registration", "Time", "Meaning", "Bound to", "Signature on paper")
_WIDTHS = (18, 9, 11, 11, 18, 14, 19)
_PLAYED = "This is a scenario: its signatures were put unasked, nobody typed a PIN."
_SAID = (
    "Signed with the signer's own PIN where an entry's hash stands under “Bound to”: the first"
    f" {_HASH_SHOWN} characters of the hash that binds the signature to its entry and to everything"
    " recorded before it. Name, role and registration are those of that moment. The last column is"
    " for those who sign on paper besides."
)


def signatures(src: Sources) -> Section:
    """The section: each signature, and the acts that bear none, with room to sign on paper."""
    rows: list[tuple[Text, ...]] = []
    for event in src.events:
        if event.signatures:
            rows += [signed_row(src, event, signature) for signature in event.signatures]
        elif isinstance(event.fact, Recorded):
            entry = src.state.entry(event.version)
            rows += [] if entry is None or entry.void else unsigned_rows(src, event, entry)
    table = Table(_HEAD, tuple(rows), _WIDTHS, least_height=19.0)
    said = f"{_PLAYED} {_SAID}" if src.kind == "scenario" else _SAID
    return Section("Signatures", (Paragraph(text(said), "small"), table))


def signed_row(src: Sources, event: Event, signature: Signature) -> tuple[Text, ...]:
    """A signature, with what is to be known about its signer. Its time is that of signing, which
    no correction moves; the act's own follows where it is another.
    """
    entry = src.state.entry(event.version)
    at, of = src.when(event.recorded_at), src.when(event.occurred_at)
    void = "; entry voided since" if entry is not None and entry.void else ""
    return (
        lines(bold(signature.name), *(text(flag) for flag in flags(src, event, signature))),
        text(signature.role),
        text(signature.registration),
        text(at, f" (of {of})" if of != at else ""),
        text(meaning(src, event, signature), void),
        text(signature.over[:_HASH_SHOWN]),
        text(""),
    )


def flags(src: Sources, event: Event, signature: Signature) -> Iterator[str]:
    """What an auditor looks for: a temporary checker, a competence that was past."""
    if signature.temporary:
        now = src.staff.get(signature.signer)
        confirmed = now is not None and not now.temporary
        yield "temporary, confirmed since" if confirmed else "temporary, not confirmed"
    then = src.details_at(signature.signer, event.sequence)
    on = event.recorded_at.astimezone(src.ward.zone).date()
    if then is not None and then.sact_until is not None and then.sact_until < on:
        yield f"SACT competence ended {day(then.sact_until)}"


def meaning(src: Sources, event: Event, signature: Signature) -> str:
    """What was signed; a correction says of what."""
    if not isinstance(event.fact, Corrected):
        return signature.meaning
    target = src.state.entry(event.fact.target)
    what = "" if target is None else c.kind_of(target.command).replace("_", " ")
    field = event.fact.field.replace("_", " ")
    return f"{signature.meaning} ({', '.join(part for part in (what, field) if part)})"


def unsigned_rows(src: Sources, event: Event, entry: Entry[c.Act]) -> list[tuple[Text, ...]]:
    """The people of an act that bears no signature."""
    return [unsigned_row(src, member, event, entry, why) for member, why in meanings(src, entry)]


def unsigned_row(
    src: Sources, member: str, event: Event, entry: Entry[c.Act], why: str
) -> tuple[Text, ...]:
    """One of them, as they were then."""
    person, late = src.details_at(member, event.sequence), late_text(src.ward, entry)
    return (
        bold(src.name(member) if person is None else person.name),
        text(person.role if person is not None else ""),
        text(person.registration if person is not None else ""),
        text(src.when(entry.occurred_at), f" ({late})" if late else ""),
        text(why),
        text(UNSIGNED),
        text(""),
    )


def meanings(src: Sources, entry: Entry[c.Act]) -> list[tuple[str, str]]:
    """Who took part in an act, and as what."""
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


def lines(*parts: Text) -> Text:
    """The parts, each on a line of its own."""
    made: list[Span] = []
    for place, part in enumerate(parts):
        made += [Span("\n")] if place else []
        made += part
    return tuple(made)
