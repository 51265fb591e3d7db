"""Who and what: the dose, its place, who cared for it, how it stands."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.flow import given_mg
from inoadmin.domain.state import Stage
from inoadmin.record.blocks import Block, KeyValues, Section, Span, Text, text
from inoadmin.record.sources import Sources, changed, corrections_of, entries, stamped
from inoadmin.session.present.words import allergies, day, dose, number, volume, weekday

STAGES = {
    Stage.PREPARING: "preparing",
    Stage.INFUSING: "infusing",
    Stage.INTERRUPTED: "infusion interrupted",
    Stage.OBSERVING: "observing",
    Stage.COMPLETED: "completed",
    Stage.CANCELLED: "cancelled before the start",
    Stage.VOIDED: "voided",
}


def whom(src: Sources) -> Section:
    """The section."""
    opening = src.state.opening
    rows: list[tuple[str, Text]] = [
        ("Drug", text(src.protocol.identity.drug)),
        ("Date", text(f"{weekday(src.day)} {day(src.day)}")),
        ("Cycle and day", changed(src, opening, lambda k, _: cycle_and_day(k))),
        ("Stage", text(stage_words(src))),
        ("Prescribed", changed(src, opening, lambda k, _: mass(k.prescribed_mg))),
        ("Given", text(given_words(src))),
        ("Infusion", text(infusion_words(src))),
        ("Completed", text(completed_words(src))),
        ("Opened", text(stamped(src, opening))),
        ("Responsible nurse", text(responsible(src))),
        ("Ward", text(src.patient.details.ward or "not recorded")),
        ("Identity", changed(src, opening, lambda k, _: identity(k))),
        ("Allergies", allergies_text(src)),
    ]
    if src.ward_name:
        rows.append(("Recorded at", text(src.ward_name)))
    if opening.command.already_happened:
        told = opening.command.reason
        rows.append(("Opened as already happened", text(told)))
    blocks: list[Block] = [KeyValues(tuple(rows))]
    handovers = [
        (
            f"Handover {place}",
            text(f"to {src.name(entry.command.to, entry.recorded_at)}, {stamped(src, entry)}"),
        )
        for place, entry in enumerate(entries(src, c.Handover), start=1)
        if not entry.void
    ]
    if handovers:
        blocks.append(KeyValues(tuple(handovers), columns=1))
    return Section("Administration", tuple(blocks))


def cycle_and_day(command: c.Open) -> str:
    """Cycle 1 day 8."""
    return f"Cycle {number(command.cycle or Decimal(0))} day {number(command.day or Decimal(0))}"


def mass(value: Decimal | None) -> str:
    """A dose, or that there is none."""
    return "not recorded" if value is None else dose(value)


def stage_words(src: Sources) -> str:
    """The stage in words; with its reason when it was given up."""
    words = STAGES[src.state.stage]
    for entry in entries(src, c.Cancel):
        if src.state.stage is Stage.CANCELLED and not entry.void:
            return f"{words}, {stamped(src, entry)}: {entry.command.reason}"
    if src.state.stage is Stage.VOIDED:
        reasons = [known.fact.reason for known in corrections_of(src, src.state.opening)]
        return f"{words}: {reasons[-1]}" if reasons else words
    return words


def given_words(src: Sources) -> str:
    """The dose given, and the volume; an estimate until the infusion has ended."""
    flown, ordered = src.run, src.state.order.prescribed_mg
    if flown is None:
        return "nothing: the infusion was not started"
    mg, ml = given_mg(flown, ordered or Decimal(0)), flown.given_ml
    until = "" if flown.ended_at is not None else " so far, estimated"
    return f"{dose(mg)} in {volume(ml)}{until}"


def infusion_words(src: Sources) -> str:
    """From when to when."""
    flown = src.run
    if flown is None:
        return "not started"
    started = src.when(flown.started_at)
    if flown.ended_at is None:
        return f"started {started}, not ended"
    stopped = isinstance(src.state.finish.command, c.Stop) if src.state.finish else False
    return f"{started} to {src.when(flown.ended_at)}{', stopped early' if stopped else ''}"


def completed_words(src: Sources) -> str:
    """When and by whom it was signed off."""
    done = src.state.completed
    return "not completed" if done is None else stamped(src, done)


def identity(command: c.Open) -> str:
    """Whether name and date of birth were confirmed."""
    told = "confirmed against the wristband"
    return told if command.identity_confirmed else "NOT CONFIRMED"


def responsible(src: Sources) -> str:
    """The responsible nurse, by the name that they had when they opened it or took it over."""
    taken = [entry for entry in entries(src, c.Handover) if not entry.void]
    since = taken[-1].recorded_at if taken else src.state.opening.recorded_at
    return src.name(src.state.responsible, since)


def allergies_text(src: Sources) -> Text:
    """The allergies, who recorded them and when."""
    label, value = allergies(src.patient.allergies)
    words = f"{label}: {value}" if value else label
    told = [e for e in src.patient.entries if isinstance(e.command, c.Allergies) and not e.void]
    if not told:
        return text(words)
    last = told[-1]
    by = "" if last.actor == "system" else f" by {src.by(last)}"
    return text(words, Span(f" (recorded {src.when(last.occurred_at)}{by})"))
