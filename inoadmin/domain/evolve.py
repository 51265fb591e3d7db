"""The fold: events of one administration to its state.

`fold` applies corrections first (`as_corrected`), then `evolve` takes one entry after the other.
`evolve` is total: an entry that does not apply in its stage leaves the state as it is, which is
what happens to a completion after the end before it was voided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, assert_never, cast

from inoadmin.domain import commands as c
from inoadmin.domain.events import Corrected, Event, Recorded, Refused
from inoadmin.domain.stages import inapplicable
from inoadmin.domain.state import (
    Administration,
    Correction,
    Entry,
    ExtravasationCourse,
    FlowCommand,
    ReactionCourse,
    Stage,
)

#: Acts that may have moved the administration to another stage.
TURNING = (
    c.Start,
    c.Interrupt,
    c.Resume,
    c.PumpCheck,
    c.Reaction,
    c.Extravasation,
    c.Stop,
    c.End,
    c.Complete,
    c.Cancel,
)


def fold(events: Sequence[Event]) -> Administration | None:
    """The state of an administration from its stream; None when the stream is empty."""
    return play(as_corrected(events), events)


def as_corrected(events: Iterable[Event]) -> tuple[Entry[c.Act], ...]:
    """Every recorded act as it stands after all corrections, in order of recording."""
    entries: dict[int, Entry[c.Act]] = {}
    for event in events:
        if isinstance(event.fact, Recorded):
            entries[event.version] = entry_of(event, event.fact)
        elif isinstance(event.fact, Corrected) and event.fact.target in entries:
            entries[event.fact.target] = corrected(entries[event.fact.target], event.fact)
    return tuple(entries.values())


def entry_of(event: Event, fact: Recorded) -> Entry[c.Act]:
    """The entry of a recorded act, as first written."""
    return Entry(
        event.version, fact.command, event.occurred_at, event.recorded_at, event.actor, fact
    )


def corrected(entry: Entry[c.Act], fact: Corrected) -> Entry[c.Act]:
    """The entry with one correction applied."""
    return replace(
        entry,
        command=fact.command or entry.command,
        occurred_at=fact.occurred_at or entry.occurred_at,
        void=entry.void or fact.void,
    )


def play(entries: Sequence[Entry[c.Act]], events: Sequence[Event]) -> Administration | None:
    """The state from entries as corrected; `events` give the refusals and corrections between."""
    by_version = {entry.version: entry for entry in entries}
    state: Administration | None = None
    for event in events:
        if event.version in by_version:
            entry = by_version[event.version]
            state = begin(event.stream, entry) if state is None else evolve(state, entry)
        if state is not None:
            state = noted(state, event)
    return state


def begin(stream: str, entry: Entry[c.Act]) -> Administration | None:
    """The state right after `open`; None when the entry opens nothing."""
    if not isinstance(entry.command, c.Open) or entry.fact.opening is None:
        return None
    opening = cast("Entry[c.Open]", entry)
    return Administration(
        id=stream.removeprefix("administration/"),
        opening=opening,
        about=entry.fact.opening,
        stage=Stage.VOIDED if entry.void else Stage.PREPARING,
        version=entry.version,
        recorded_until=entry.recorded_at,
        responsible=entry.actor,
        entries=(entry,),
    )


def noted(state: Administration, event: Event) -> Administration:
    """What every event adds: the version reached, refusals, corrections, a clock set back."""
    match event.fact:
        case Refused():
            state = replace(state, refusal=event.fact)
        case Corrected():
            correction = Correction(event.version, event.recorded_at, event.actor, event.fact)
            state = replace(state, corrections=(*state.corrections, correction))
            if voids_turn(state, event.fact):
                state = replace(state, refusal=None)
        case _:
            pass
    behind = state.clock_behind
    if event.recorded_at < state.recorded_until:
        behind = (*behind, event.version)
    until = max(state.recorded_until, event.recorded_at)
    return replace(state, version=event.version, recorded_until=until, clock_behind=behind)


def voids_turn(state: Administration, fact: Corrected) -> bool:
    """Whether a correction voids an act that moved the administration to another stage."""
    entry = state.entry(fact.target)
    return fact.void and entry is not None and isinstance(entry.command, TURNING)


def evolve(state: Administration, entry: Entry[c.Act]) -> Administration:
    """The state after one more entry."""
    kept = replace(state, entries=(*state.entries, entry))
    if entry.void or inapplicable(state, entry.command) is not None:
        return kept
    after = applied(kept, entry)
    return after if after.stage is state.stage else replace(after, refusal=None)


def applied(state: Administration, entry: Entry[Any]) -> Administration:
    """The state with the entry's meaning worked in, by what the act is about."""
    command: c.Act = entry.command
    match command:
        case c.Answer():
            given = {item: (answer, entry.version) for item, answer in command.answers.items()}
            return replace(state, answers={**state.answers, **given})
        case c.Blasts():
            return replace(state, blasts=(*state.blasts, entry))
        case c.Bloods():
            return replace(state, bloods=(*state.bloods, entry))
        case c.Premed():
            return replace(state, premeds=(*state.premeds, entry))
        case c.SecondCheck():
            return replace(state, checks=(*state.checks, entry))
        case c.Vitals():
            return replace(state, vitals=(*state.vitals, entry))
        case c.Authorise() | c.Confirm():
            return replace(state, covers=(*state.covers, entry))
        case c.Bag():
            return replace(
                state,
                bags=(*state.bags, entry),
                bag_out=state.bag_out if not state.bags else None,
            )
        case c.BagOut():
            return replace(state, bag_out=entry)
        case c.Handover():
            return replace(state, responsible=command.to)
        case c.ReactionUpdate() | c.ReactionOutcome():
            return reaction_followed(state, entry)
        case c.NewAccess():
            return access_gained(state, entry)
        case c.Left():
            return replace(state, left=entry)
        case c.Complete():
            return replace(state, stage=Stage.COMPLETED, completed=entry)
        case c.Cancel():
            return replace(state, stage=Stage.CANCELLED)
        case c.Addendum() | c.Open() | c.History() | c.Allergies() | c.Omit() | c.Discontinue():
            return state
        case (
            c.Start()
            | c.Interrupt()
            | c.Resume()
            | c.Rate()
            | c.PumpCheck()
            | c.Reaction()
            | c.Extravasation()
            | c.Stop()
            | c.End()
        ):
            return flowed(state, entry, command)
        case _:
            assert_never(command)


def flowed(state: Administration, entry: Entry[Any], command: FlowCommand) -> Administration:
    """The state after an act on the running infusion."""
    match command:
        case c.Start() | c.Resume() | c.Rate():
            return moved(state, Stage.INFUSING, entry)
        case c.Interrupt():
            return moved(state, Stage.INTERRUPTED, entry)
        case c.PumpCheck():
            return moved(state, state.stage if command.running else Stage.INTERRUPTED, entry)
        case c.Reaction():
            course = ReactionCourse(entry, command.grade, command.symptoms, command.treatment)
            return interrupted(replace(state, reactions=(*state.reactions, course)), entry)
        case c.Extravasation():
            further = (*state.extravasations, ExtravasationCourse(entry))
            return interrupted(replace(state, extravasations=further), entry)
        case c.Stop() | c.End():
            return moved(state, Stage.OBSERVING, entry)
        case _:
            assert_never(command)


def moved(state: Administration, stage: Stage, entry: Entry[FlowCommand]) -> Administration:
    """The state in another stage, with the act added to the flow."""
    return replace(state, stage=stage, flow=(*state.flow, entry))


def interrupted(state: Administration, entry: Entry[FlowCommand]) -> Administration:
    """A report interrupts a running infusion; otherwise the flow is as it was."""
    if state.stage is not Stage.INFUSING:
        return state
    return moved(state, Stage.INTERRUPTED, entry)


def reaction_followed(state: Administration, entry: Entry[Any]) -> Administration:
    """An update reaches the latest open reaction, an outcome every open one."""
    command: c.ReactionUpdate | c.ReactionOutcome = entry.command
    reactions = list(state.reactions)
    places = [n for n, reaction in enumerate(reactions) if reaction.is_open]
    if isinstance(command, c.ReactionUpdate):
        for n in places[-1:]:
            before = reactions[n]
            reactions[n] = replace(
                before,
                grade=max(
                    (g for g in (before.grade, command.grade) if g is not None), default=None
                ),
                symptoms=joined(before.symptoms, command.symptoms),
                treatment=joined(before.treatment, command.treatment),
            )
    else:
        for n in places:
            reactions[n] = replace(reactions[n], outcome=entry)
    return replace(state, reactions=tuple(reactions))


def joined(before: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    """Both, each once, in order."""
    return tuple(dict.fromkeys((*before, *added)))


def access_gained(state: Administration, entry: Entry[Any]) -> Administration:
    """New access closes every extravasation still open."""
    courses = tuple(
        course if course.access else replace(course, access=entry)
        for course in state.extravasations
    )
    return replace(state, extravasations=courses)
