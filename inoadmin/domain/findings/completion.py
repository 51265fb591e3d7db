"""Rulebook section 9, observation and completion."""

from __future__ import annotations

from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.expiry import in_order
from inoadmin.domain.findings.base import Rule, Severity, Sight, View, rule, span
from inoadmin.domain.state import Entry
from inoadmin.domain.timers import full_sets


@rule("observation-short", complete=Severity.AUTHORISE)
def observation_short(view: View) -> Sight | None:
    """At least 60 minutes since end or stop; exactly is allowed (Administration)."""
    if view.run is None or view.run.ended_at is None or view.state.left is not None:
        return None
    least = view.protocol.observation.observe.duration
    observed = view.at - view.run.ended_at
    if observed >= least:
        return None
    limit = f"at least {span(least)}"
    return Sight(value=span(observed), limit=limit, breach=least - observed)


@rule("observations-missing", complete=Severity.CONFIRM)
def observations_missing(view: View) -> Sight | None:
    """A full set between start and end, and one between end and completion; ends included.

    Administration.
    """
    now = view.run
    if now is None or now.ended_at is None or view.state.left is not None:
        return None
    lacking: list[str] = []
    if not any(
        taken_between(view, entry, now.started_at, now.ended_at) for entry in full_sets(view.state)
    ):
        lacking.append("during the infusion")
    if not any(
        taken_between(view, entry, now.ended_at, view.at) for entry in full_sets(view.state)
    ):
        lacking.append("after it")
    told = " and ".join(lacking)
    return Sight(key=told, value=told) if lacking else None


def taken_between(view: View, entry: Entry[c.Vitals], since: datetime, until: datetime) -> bool:
    """Whether a set was taken from one moment to another, both included."""
    turns = (entry, view.state.start, view.state.finish)
    typed = any(turn is not None and turn.fact.typed for turn in turns)
    taken = entry.occurred_at
    return in_order(since, taken, typed=typed) and in_order(taken, until, typed=typed)


@rule("signature-missing", complete=Severity.STOP)
def signature_missing(view: View) -> Sight | None:
    """Where the ward asks for a countersignature, a second member of staff signs (local)."""
    if not view.protocol.settings.countersignature or view.countersigned:
        return None
    return Sight(value="no countersignature")


RULES: tuple[Rule, ...] = (observation_short, observations_missing, signature_missing)
