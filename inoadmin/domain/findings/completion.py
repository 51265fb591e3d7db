"""Rulebook section 9, observation and completion."""

from __future__ import annotations

from inoadmin.domain.findings.base import Rule, Severity, Sight, View, rule, span
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
    taken = [entry.occurred_at for entry in full_sets(view.state)]
    lacking: list[str] = []
    if not any(now.started_at <= moment <= now.ended_at for moment in taken):
        lacking.append("during the infusion")
    if not any(now.ended_at <= moment <= view.at for moment in taken):
        lacking.append("after it")
    told = " and ".join(lacking)
    return Sight(key=told, value=told) if lacking else None


@rule("signature-missing", complete=Severity.STOP)
def signature_missing(view: View) -> Sight | None:
    """Where the ward asks for a countersignature, a second member of staff signs (local)."""
    if not view.protocol.settings.countersignature or view.countersigned:
        return None
    return Sight(value="no countersignature")


RULES: tuple[Rule, ...] = (observation_short, observations_missing, signature_missing)
