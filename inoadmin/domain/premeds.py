"""Which premedications count: their class, which a repeat superseded, when they were given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.expiry import minute
from inoadmin.domain.state import Administration, Entry
from inoadmin.protocol.model import PremedOption, Protocol


def options_for(protocol: Protocol, drug: str) -> tuple[PremedOption, ...]:
    """The protocol's options with this drug; case and outer space do not matter."""
    name = drug.strip().casefold()
    return tuple(o for o in protocol.premedication.options if o.drug.casefold() == name)


def drug_class(protocol: Protocol, drug: str) -> str | None:
    """The class a drug belongs to; another drug belongs to none."""
    options = options_for(protocol, drug)
    return options[0].drug_class if options else None


def as_printed(protocol: Protocol, premed: c.Premed) -> bool:
    """Drug, dose and route as the protocol has them (Pre-medication)."""
    return any(
        premed.dose_mg is not None
        and option.dose_min_mg <= premed.dose_mg <= option.dose_max_mg
        and option.route == premed.route
        for option in options_for(protocol, premed.drug)
    )


def counted(
    protocol: Protocol, state: Administration, by: datetime | None = None
) -> list[Entry[c.Premed]]:
    """Those given by a moment, without those that a repeat of their class superseded.

    `by` defaults to the start; before it everything recorded counts.
    """
    by_class: dict[str, Entry[c.Premed]] = {}
    for entry in given_by(state, by):
        name = drug_class(protocol, entry.command.drug)
        by_class[name or f"no class {entry.version}"] = entry
    return list(by_class.values())


def given_by(state: Administration, by: datetime | None) -> Sequence[Entry[c.Premed]]:
    """Those given at or before a moment, to the minute; `by` as in `counted`."""
    moment = by if state.start is None else state.start.occurred_at
    if moment is None:
        return state.premeds
    return [entry for entry in state.premeds if minute(entry.occurred_at) <= minute(moment)]


def effective_times(
    protocol: Protocol, state: Administration, by: datetime | None = None
) -> list[datetime]:
    """When those that count for the window were given: a drug without a class does not."""
    return [
        entry.occurred_at
        for entry in counted(protocol, state, by)
        if drug_class(protocol, entry.command.drug) is not None
    ]
