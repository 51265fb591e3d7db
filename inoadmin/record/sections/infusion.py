"""The infusion: intervals, pump readings, what was given; drawn as a timeline too."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.flow import Interval, Run, given_mg, run
from inoadmin.domain.state import Entry, FlowCommand
from inoadmin.record.blocks import (
    Block,
    KeyValues,
    Paragraph,
    Section,
    Table,
    Text,
    bold,
    text,
)
from inoadmin.record.sections.timeline import timeline
from inoadmin.record.sections.whom import given_words
from inoadmin.record.sources import (
    Cells,
    Sources,
    changed,
    entries,
    signed,
    stamped,
    told,
)
from inoadmin.session.present.words import dose, duration, rate, volume


def infusion(src: Sources) -> Section:
    """The section."""
    flown = src.run
    drawn = timeline(src)
    blocks: list[Block] = [drawn] if drawn is not None else []
    if flown is None:
        return Section("Infusion", (*blocks, Paragraph(text("The infusion was not started."))))
    blocks.append(KeyValues(summary(src, flown)))
    blocks.append(intervals(src, flown))
    blocks += pump_readings(src)
    if len(flown.bags) > 1:
        blocks.append(per_bag(src, flown))
    return Section("Infusion", tuple(blocks))


def summary(src: Sources, flown: Run) -> tuple[tuple[str, Text], ...]:
    """Start, end, and what was given."""
    rows: list[tuple[str, Text]] = []
    for entry in entries(src, c.Start):
        rows.append(("Started", text(stamped(src, entry))))
        if entry.command.already_happened:
            rows.append(("Recorded as already happened", text(entry.command.reason)))
        rows += [
            ("Protected from light", changed(src, entry, lambda k, _: light(k.light_protected))),
            ("Venous access", changed(src, entry, lambda k, _: k.access or "not recorded")),
            ("Pump", changed(src, entry, lambda k, _: k.pump or "not recorded")),
        ]
    finish = src.state.finish
    if finish is not None:
        early = isinstance(finish.command, c.Stop)
        rows.append(("Stopped early" if early else "Ended", text(stamped(src, finish))))
        if isinstance(finish.command, c.Stop):
            rows.append(("Why", bold(finish.command.reason or "no reason given")))
    interrupted = flown.interrupted(flown.ended_at or src.at)
    whole = (flown.ended_at or src.at) - flown.started_at
    rows += [
        ("Given", text(given_words(src))),
        ("From start to end", text(duration(whole) + ("" if flown.ended_at else " so far"))),
        ("Interrupted", text(duration(interrupted) if interrupted else "not interrupted")),
    ]
    return tuple(rows)


def light(protected: bool) -> str:
    """Whether light was kept off."""
    return "yes" if protected else "NO"


def intervals(src: Sources, flown: Run) -> Table:
    """Every stretch of running and of interruption, with what ran in it."""
    before = Decimal(0)
    rows: list[tuple[Text, ...]] = []
    for place, interval in enumerate(flown.intervals):
        until = interval.until or src.at
        last = place == len(flown.intervals) - 1
        reached = flown.given_ml if last else given_by(src, until)
        ran, before = reached - before, reached
        entry = begun_by(src, interval)
        why = begun_words(entry) if entry is not None else ""
        rows.append(
            (
                text(src.when(interval.since)),
                text(src.when(until) if interval.until is not None else "still on"),
                text(duration(until - interval.since)),
                text(rate(interval.rate_ml_h) if interval.rate_ml_h else "interrupted"),
                text(ran_words(interval, ran)),
                text(why),
                text(signed(src, entry) if entry is not None else ""),
            )
        )
    head = ("From", "To", "Length", "Rate", "Volume", "What began it", "Recorded by")
    return Table(head, tuple(rows), (13, 13, 10, 12, 10, 24, 18))


def ran_words(interval: Interval, ran: Decimal) -> str:
    """What ran in an interval; in an interruption only a pump reading can change it."""
    if interval.rate_ml_h:
        return volume(ran)
    sign = "+" if ran > 0 else ""
    return f"{sign}{volume(ran)} by the pump" if ran else ""


def given_by(src: Sources, at: datetime) -> Decimal:
    """The volume given by a moment."""
    known = tuple(entry for entry in src.state.flow if entry.occurred_at <= at)
    flown = run(src.protocol, replace(src.state, flow=known), at)
    return flown.given_ml if flown is not None else Decimal(0)


def begun_by(src: Sources, interval: Interval) -> Entry[FlowCommand] | None:
    """The act that an interval began with: of those at its moment, the first of its kind."""
    here = [entry for entry in src.state.flow if entry.occurred_at == interval.since]
    running = (c.Start, c.Resume, c.Rate)
    for entry in here:
        if isinstance(entry.command, running) == bool(interval.rate_ml_h):
            return entry
    return here[0] if here else None


def begun_words(entry: Entry[FlowCommand]) -> str:
    """What an act was, in words."""
    match entry.command:
        case c.Start():
            return "start"
        case c.Resume():
            told = entry.command.reason if entry.command.already_happened else ""
            return f"restart, recorded as already happened: {told}" if told else "restart"
        case c.Rate():
            return "rate changed"
        case c.Interrupt():
            return f"interrupted: {entry.command.reason or 'no reason given'}"
        case c.Reaction():
            return "reaction"
        case c.Extravasation():
            return "extravasation"
        case c.PumpCheck():
            return "pump found stopped"
        case c.Stop() | c.End():
            return "end"


def pump_readings(src: Sources) -> list[Block]:
    """What the pump showed."""
    rows = [
        row
        for entry in entries(src, c.PumpCheck)
        for row in told(src, entry, lambda k, at: [pump_row(src, k, at)])
    ]
    if not rows:
        note = "Volumes are worked out from rates and times; the pump was not read."
        return [Paragraph(text(note), "small")]
    head = ("Pump read", "Volume infused", "Pump", "Recorded by")
    return [Table(head, tuple(rows), (20, 25, 25, 30))]


def pump_row(src: Sources, command: c.PumpCheck, at: datetime) -> Cells:
    """One reading."""
    shown = "not read" if command.volume_ml is None else volume(command.volume_ml)
    return (src.when(at), shown, "running" if command.running else "STOPPED")


def per_bag(src: Sources, flown: Run) -> Table:
    """What was given of each bag."""
    ordered = src.state.order.prescribed_mg or Decimal(0)
    rows: list[tuple[Text, ...]] = []
    for place, hung in enumerate(flown.bags, start=1):
        label = hung.bag.command.dose_mg if hung.bag is not None else None
        mg = given_mg(replace(flown, bags=(hung,)), ordered)
        rows.append(
            (
                text(f"Bag {place}"),
                text(dose(ordered if label is None else label)),
                text(volume(hung.volume_ml)),
                text(volume(hung.given_ml)),
                text(dose(mg)),
            )
        )
    head = ("", "Dose on the label", "Volume", "Volume given", "Dose given")
    return Table(head, tuple(rows), (16, 21, 21, 21, 21))
