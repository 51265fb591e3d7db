"""Rulebook sections 3 (last row) and 8: what stands once the infusion runs."""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.domain.findings.base import (
    Gate,
    Rule,
    Severity,
    Sight,
    View,
    finding,
    plain,
    rule,
    span,
)
from inoadmin.domain.findings.coverage import cover_of
from inoadmin.domain.findings.dose import WRONG_AFTER_START
from inoadmin.domain.flow import ends_short, time_for
from inoadmin.domain.state import Entry, FlowCommand, ReactionCourse


@rule("dose-wrong-after-start", resume=Severity.NOTE, end=Severity.NOTE, complete=Severity.NOTE)
def dose_wrong_after_start(view: View) -> Sight | None:
    """After a correction made once the infusion started, a finding on the dose would stand.

    Practice. One that was authorised or acknowledged does not stand.
    """
    start = view.state.start
    if start is None or not corrected_since(view, start):
        return None
    stand = [row.code for row in WRONG_AFTER_START if stands_uncovered(view, row)]
    return Sight(value=", ".join(stand)) if stand else None


def corrected_since(view: View, start: Entry[FlowCommand]) -> bool:
    """Whether anything of this dose or its course was put right after the start."""
    if any(k.version > start.version for k in view.state.corrections):
        return True
    last = view.course.corrected_at
    own = {k.recorded_at for k in view.state.corrections}
    return last is not None and last not in own and last >= start.recorded_at


def stands_uncovered(view: View, row: Rule) -> bool:
    """Whether a row of the start would stand now, with no cover answering it."""
    sight = row.judge(view)
    if sight is None:
        return False
    wording, severity = view.protocol.findings[row.code], row.severities[Gate.START]
    would = finding(wording, row.code, severity, Gate.START, sight)
    return cover_of(view.protocol.times, view.state, would) is None


@rule("reaction-ungraded", resume=Severity.STOP, complete=Severity.STOP)
def reaction_ungraded(view: View) -> Sight | None:
    """Every reaction has a grade (Administration)."""
    ungraded = [r for r in view.state.reactions if r.grade is None]
    return Sight(value=reported(view, ungraded)) if ungraded else None


def reported(view: View, reactions: list[ReactionCourse]) -> str:
    """When reactions were reported, for people."""
    moments = (r.report.occurred_at.astimezone(view.zone) for r in reactions)
    return ", ".join(f"{moment:%H:%M}" for moment in moments)


@rule("reaction-severe", resume=Severity.STOP)
def reaction_severe(view: View) -> Sight | None:
    """No reaction of this administration has a current grade of 3 or 4 (Administration)."""
    severe = view.protocol.infusion.severe_grade.value
    worst = max(view.state.grades, default=None)
    if worst is None or worst < severe:
        return None
    return Sight(value=f"grade {plain(worst)}", limit=f"below grade {plain(severe)}")


@rule("reaction-unresolved", resume=Severity.STOP, complete=Severity.AUTHORISE)
def reaction_unresolved(view: View) -> Sight | None:
    """Outcome resolved or improved; at completion also transferred (Administration)."""
    enough = {"resolved", "improved"}
    if view.gate is Gate.COMPLETE:
        enough.add("transferred")
    unsettled = [r for r in view.state.reactions if outcome(r) not in enough]
    key = "; ".join(f"{r.report.version} {outcome(r)}" for r in unsettled)
    return Sight(key=key, value=reported(view, unsettled)) if unsettled else None


def outcome(reaction: ReactionCourse) -> str:
    """How a reaction stands; "" while no outcome is recorded."""
    return "" if reaction.outcome is None else reaction.outcome.command.outcome


@rule("restart-undecided", resume=Severity.AUTHORISE)
def restart_undecided(view: View) -> Sight | None:
    """Restart after a reaction in this interruption is a medical decision (Administration)."""
    resumed = [e.version for e in view.state.flow if isinstance(e.command, c.Start | c.Resume)]
    since = max(resumed, default=0)
    here = [r for r in view.state.reactions if r.report.version > since]
    key = ", ".join(str(r.report.version) for r in here)
    return Sight(key=key, value=reported(view, here)) if here else None


@rule("extravasation-open", resume=Severity.STOP)
def extravasation_open(view: View) -> Sight | None:
    """After an extravasation report, new access is recorded (Extravasation)."""
    is_open = any(course.access is None for course in view.state.extravasations)
    return Sight(value="no new access recorded") if is_open else None


@rule("infusion-short", end=Severity.CONFIRM)
def infusion_short(view: View) -> Sight | None:
    """Ended with more than 5 minutes of the remaining volume's time left (Administration)."""
    if view.run is None or not view.run.running or not ends_short(view.protocol, view.run):
        return None
    left = time_for(view.run.hanging.remaining_ml, view.run.rate_ml_h)
    most = view.protocol.infusion.short_by.duration
    remaining = f"{plain(round(view.run.hanging.remaining_ml, 1))} mL"
    return Sight(
        value=f"{remaining}, {span(left)}", limit=f"at most {span(most)}", breach=left - most
    )


@rule("infusion-long", end=Severity.NOTE)
def infusion_long(view: View) -> Sight | None:
    """Start to end longer than 60 minutes by more than 10 (Administration; local)."""
    if view.run is None:
        return None
    usual, by = view.protocol.start.infusion.duration, view.protocol.infusion.long_by.duration
    lasted = view.at - view.run.started_at
    return None if lasted <= usual + by else Sight(value=span(lasted), limit=span(usual))


RULES: tuple[Rule, ...] = (
    dose_wrong_after_start,
    reaction_ungraded,
    reaction_severe,
    reaction_unresolved,
    restart_undecided,
    extravasation_open,
    infusion_short,
    infusion_long,
)
