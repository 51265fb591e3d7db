"""Whether alarms can be heard here: tests of the sound, and pauses, as the log has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inoadmin.domain.workplace import SoundPaused, SoundTested
from inoadmin.session.service import UNIDENTIFIED, Service
from inoadmin.session.streams import WORKSTATION


@dataclass(frozen=True, slots=True)
class Tested:
    """One test: by whom, when in UTC, and whether the sounds were heard."""

    actor: str
    at: datetime
    heard: bool


def last_test(service: Service) -> Tested | None:
    """The latest test on record."""
    for event in reversed(service.workstation_events()):
        if isinstance(event.fact, SoundTested):
            return Tested(event.actor, event.recorded_at, event.fact.heard)
    return None


def wants_test(service: Service, at: datetime) -> bool:
    """Whether a test is offered: none yet, not heard at the last one, or a shift ago. One that lies
    ahead, after the time here was moved back, counts for nothing.
    """
    last = last_test(service)
    if last is None or not last.heard:
        return True
    every = timedelta(hours=service.settings().alarms.test_every_h)
    return not timedelta() <= at - last.at < every


def record_test(service: Service, actor: str, *, heard: bool) -> None:
    """Records what came of a test.

    Raises:
        StorageError: the log could not be written.
    """
    service.ledger.add(WORKSTATION, SoundTested(heard), actor)


def record_pause(service: Service, actor: str | None) -> None:
    """Records that the sound was paused; on a locked screen nobody knows by whom.

    Raises:
        StorageError: the log could not be written.
    """
    seconds = service.settings().alarms.pause_s
    service.ledger.add(WORKSTATION, SoundPaused(seconds), actor or UNIDENTIFIED)
