"""How far the times of this record can be relied on: the computer's clock set, its restarts, and
the stretches in which nobody knows what the pump did. It stands near the front, and only when there
is something to say.
"""

from __future__ import annotations

from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.events import Event, Recorded
from inoadmin.domain.state import Stage
from inoadmin.domain.workplace import ClockFollowed, ClockStepped, Restarted
from inoadmin.record.blocks import Block, Paragraph, Section, Table, Text, bold, text
from inoadmin.record.sources import Sources
from inoadmin.session.gaps import Gap, gaps
from inoadmin.session.present.notices import length, way
from inoadmin.session.present.words import clock_time, day, volume
from inoadmin.session.registration import SYSTEM
from inoadmin.session.timekeeping import standing_step

_ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED, Stage.VOIDED})
_NEVER = "The pump was never read after a restart of the computer during the infusion."


def timekeeping(src: Sources) -> Section | None:
    """The section; None when clock and computer went on throughout."""
    during = while_open(src)
    rows = [*standing_before(src), *(row for event in during for row in happened(src, event))]
    blocks: list[Block] = []
    found = gaps(during, src.events)
    if any(gap.read is None for gap in found):
        blocks.append(Paragraph(bold(_NEVER), "boxed"))
    if found:
        head = ("No entry from", "to", "Pump read", "It showed", "Recorded by")
        blocks.append(Table(head, tuple(gap_row(src, gap) for gap in found), (18, 18, 18, 24, 22)))
    if rows:
        blocks.append(Table(("At", "What happened", "By"), tuple(rows), (16, 62, 22)))
    return Section("Clock and restarts", tuple(blocks)) if blocks else None


def while_open(src: Sources) -> list[Event]:
    """What happened at the workstation from the opening to the end, in the order of the log.

    By the log's sequence, not by times: it is the times that are in question.
    """
    first = min(event.sequence for event in src.events)
    last = None
    if src.state.stage in _ENDED:
        turns = [event.sequence for event in src.events if ends(event)]
        last = max(turns, default=max(event.sequence for event in src.events))
    return [
        event
        for event in src.workstation
        if event.sequence > first and (last is None or event.sequence < last)
    ]


def ends(event: Event) -> bool:
    """Whether an event ends an administration."""
    return isinstance(event.fact, Recorded) and isinstance(
        event.fact.command, c.Complete | c.Cancel
    )


def standing_before(src: Sources) -> list[tuple[Text, ...]]:
    """A difference between the clocks that was there when the dose was opened."""
    first = min(event.sequence for event in src.events)
    step = standing_step([event for event in src.workstation if event.sequence < first])
    if step is None:
        return []
    return [
        (
            text(exact(src, src.state.opening.recorded_at)),
            text(
                f"When the dose was opened the computer's clock stood set {way(step.by)} by"
                f" {length(step.by)}; the times here went on from before."
            ),
            text("the program"),
        )
    ]


def happened(src: Sources, event: Event) -> list[tuple[Text, ...]]:
    """A row for what concerns the times."""
    match event.fact:
        case ClockStepped(wall=wall, by=by) if by:
            said = (
                f"The computer's clock was set {way(by)} by {length(by)}, to {exact(src, wall)};"
                " the times here went on from before."
            )
        case ClockStepped():
            said = "The computer's clock agreed with the times here again."
        case ClockFollowed(by=by):
            said = f"All times from here on were moved {way(by)} by {length(by)}."
        case Restarted(last_at=last):
            said = restarted(src, event, last_at=exact(src, last), back=event.recorded_at < last)
        case _:
            return []
    by_whom = "the program" if event.actor == SYSTEM else src.by(event)
    return [(text(exact(src, event.recorded_at)), text(said), text(by_whom))]


def restarted(src: Sources, event: Event, *, last_at: str, back: bool) -> str:
    """That the computer was started anew, what is known of how long that took, and whether the
    times here moved with it.
    """
    said = (
        f"The computer was restarted after the entry of {last_at}; its clock came up behind,"
        f" at {exact(src, event.recorded_at)}."
        if back
        else f"The computer was restarted after the entry of {last_at}; how long that took is known"
        " from its clock alone."
    )
    step = standing_step([known for known in src.workstation if known.sequence < event.sequence])
    if step is None:
        return said
    return (
        f"{said} From here on the times follow that clock, which stood set {way(step.by)} by"
        f" {length(step.by)}."
    )


def gap_row(src: Sources, gap: Gap) -> tuple[Text, ...]:
    """One stretch, and who said what the pump did."""
    stretch = (text(exact(src, gap.since)), text(exact(src, gap.until)))
    if gap.read is None:
        return (*stretch, bold("never read"), text(""), text(""))
    return (
        *stretch,
        text(src.when(gap.read.occurred_at)),
        text(shown(gap.read.command)),
        text(src.by(gap.read)),
    )


def shown(command: c.Act) -> str:
    """What an act says of the pump."""
    match command:
        case c.PumpCheck():
            read = "no volume read" if command.volume_ml is None else volume(command.volume_ml)
            return f"{read}, {'running' if command.running else 'STOPPED'}"
        case c.Stop():
            given = command.volume_given_ml
            return "stopped" if given is None else f"stopped, {volume(given)} given"
        case _:
            return "ended"


def exact(src: Sources, at: datetime) -> str:
    """A local time to the second, with its date when it is not the day of the opening."""
    zone = src.ward.zone
    on, clock = at.astimezone(zone).date(), clock_time(at, zone, seconds=True)
    return clock if on == src.day else f"{day(on)} {clock}"
