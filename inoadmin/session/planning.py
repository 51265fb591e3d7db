"""The start wished for an administration: kept, changed, taken away, held against the rules.

A plan is no clinical act: it needs no PIN, stands on no record and keeps nothing from being
recorded. It is in the log all the same, so that it survives lock, restart and sleep.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from inoadmin.domain import planning
from inoadmin.domain.planning import Plan, Remedy, Starts
from inoadmin.domain.requests import Reason
from inoadmin.domain.state import Stage
from inoadmin.domain.workplace import StartPlanned
from inoadmin.session.forms.model import FieldError
from inoadmin.session.forms.moments import MOMENT_FORM, read_moment
from inoadmin.session.outcome import Outcome
from inoadmin.session.present import words
from inoadmin.session.queries import Queries
from inoadmin.session.service import Service
from inoadmin.session.streams import plan_stream

LABEL = "Wished start"


def wished(service: Queries, administration: str) -> datetime | None:
    """The start that is wished for an administration, in UTC; None without any."""
    events = service.plan_events(administration)
    fact = events[-1].fact if events else None
    return fact.start if isinstance(fact, StartPlanned) else None


def is_planning(service: Queries, administration: str) -> bool:
    """Whether a start can still be planned: the dose is being prepared."""
    return service.administration(administration).stage is Stage.PREPARING


def starts(service: Queries, administration: str, at: datetime) -> Starts:
    """Which starts satisfy all, of an administration that is being prepared."""
    state = service.administration(administration)
    known = service.course(state.patient, administration)
    return planning.starts(service.ward(administration), state, known, at)


def plan_of(service: Queries, administration: str, start: datetime, at: datetime) -> Plan:
    """A start held against what is recorded, of an administration that is being prepared."""
    state = service.administration(administration)
    known = service.course(state.patient, administration)
    return planning.plan(service.ward(administration), state, known, start, at)


def remedy(service: Queries, administration: str, at: datetime) -> Remedy:
    """What has to change for any start, of an administration that is being prepared."""
    state = service.administration(administration)
    known = service.course(state.patient, administration)
    return planning.remedy(service.ward(administration), state, known, at)


def plan_start(
    service: Service, administration: str, start: datetime | None, actor: str
) -> Outcome:
    """Keeps the start that is wished, or with None takes the plan away; on disk when it returns.

    Refused for an inactive or unknown actor and for a manager (`not-permitted`), once the infusion
    has started or with nothing to take away (`out-of-sequence`), and for a start before now or more
    than a day ahead (`invalid-value`); nothing is written then.

    Raises:
        KeyError: the administration is unknown.
        StorageError: the log could not be written; the plan is as it was.
    """
    reason = _refused(service, administration, start, actor)
    if reason is not None:
        return Outcome(False, (reason,), administration=administration)
    fact = StartPlanned(administration, start)
    event = service.ledger.add(plan_stream(administration), fact, actor)
    return Outcome(True, events=(event,), administration=administration)


def _refused(
    service: Service, administration: str, start: datetime | None, actor: str
) -> Reason | None:
    """Why a plan is not taken."""
    known, at = service.staff().get(actor), service.now()
    if known is None or not known.active or known.temporary or known.role == "manager":
        return Reason("not-permitted", "a start is planned by an active clinical member of staff")
    if not is_planning(service, administration):
        stage = service.administration(administration).stage
        return Reason("out-of-sequence", f"a start is planned while preparing, not while {stage}")
    if start is None and wished(service, administration) is None:
        return Reason("out-of-sequence", "no start is planned")
    if start is not None and not planning.may_be_wished(start, at):
        shown = words.moment(start, service.zone)
        return Reason("invalid-value", _fault(shown, allowed(service.zone, at)))
    return None


def read_start(text: str, zone: tzinfo, at: datetime) -> datetime:
    """The start that was typed, in UTC: HH:MM of today, or with its date.

    Raises:
        ValueError: it is no time, or none that can be planned; names field, value and range.
    """
    try:
        start = read_moment(text, zone, at)
    except ValueError as error:
        said = str(error)
        may = allowed(zone, at)
        told = f"{MOMENT_FORM}; {may}" if said == MOMENT_FORM or not text.strip() else said
        raise ValueError(_fault(text.strip(), told)) from error
    if not planning.may_be_wished(start, at):
        hint = "; for tomorrow type the date too" if _is_today(start, zone, at) else ""
        raise ValueError(_fault(text.strip(), allowed(zone, at) + hint))
    return start


def allowed(zone: tzinfo, at: datetime) -> str:
    """Which starts can be planned, in words."""
    until = at + planning.AHEAD
    return f"from now, {words.clock_time(at, zone)}, to {words.moment(until, zone)}"


def _is_today(start: datetime, zone: tzinfo, at: datetime) -> bool:
    """Whether a start falls on the ward's present day."""
    return start.astimezone(zone).date() == at.astimezone(zone).date()


def _fault(value: str, allowed_words: str) -> str:
    """What is wrong with a wished start, as of any field."""
    return FieldError("start", LABEL, value, allowed_words).sentence
