"""Alarms that somebody has taken note of, by name: they sound no more while they stand.

Acknowledgement: who, and when. What is acknowledged follows from the log alone, so that a restart
changes nothing; the same kind of alarm on another occasion has another key and is open again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inoadmin.domain.requests import Reason
from inoadmin.domain.workplace import AlarmAcknowledged
from inoadmin.session.outcome import Outcome
from inoadmin.session.present.accounts import CLINICIANS
from inoadmin.session.present.alarms import Alarm, key_of
from inoadmin.session.service import Service
from inoadmin.session.streams import WORKSTATION


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """By whom, and when, in UTC."""

    actor: str
    at: datetime


def acknowledgements(service: Service) -> dict[str, Acknowledgement]:
    """By the alarm's key; who was first stays."""
    found: dict[str, Acknowledgement] = {}
    for event in service.workstation_events():
        fact = event.fact
        if isinstance(fact, AlarmAcknowledged):
            key = key_of(fact.administration, fact.code, fact.occasion)
            found.setdefault(key, Acknowledgement(event.actor, event.recorded_at))
    return found


def may_acknowledge(service: Service, actor: str | None) -> bool:
    """Whether the actor is a clinician who works here."""
    known = service.staff().get(actor or "")
    return known is not None and known.active and known.role in CLINICIANS and not known.temporary


def acknowledge(service: Service, alarm: Alarm, actor: str | None) -> Outcome:
    """Records that the actor has taken note of an alarm. Its condition stands as before.

    Raises:
        StorageError: the log could not be written; the alarm goes on sounding.
    """
    if actor is None or not may_acknowledge(service, actor):
        return Outcome(False, (Reason("not-permitted", "only a nurse acknowledges an alarm"),))
    if alarm.key not in acknowledgements(service):
        fact = AlarmAcknowledged(
            alarm.administration, alarm.code, alarm.occasion, alarm.priority, alarm.said
        )
        service.ledger.add(WORKSTATION, fact, actor)
    return Outcome(accepted=True)
