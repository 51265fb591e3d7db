"""Records that left the application, on paper or as files: which copy each is, and who asked.

Issue: one of them. `issue` writes that it is asked for, before anything is made or handed over;
`not_issued` that nothing came of it after all. The number is counted from the log, so that it
outlives restarts.

What counts: every printed paper and every saved file, in one row for each version of a record. The
first is the original. What is issued of an unfinished record is counted apart, so that the finished
one has an original of its own. A copy that certainly did not come out gives its number back; one of
which nothing more is known (the computer went off) keeps it. Looking at a record issues nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from inoadmin.domain.evolve import fold
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.state import Stage
from inoadmin.domain.workplace import RecordIssued, RecordNotIssued
from inoadmin.session.present.lines import name_of
from inoadmin.session.present.running import number_of
from inoadmin.session.present.versions import record_versions
from inoadmin.session.present.words import moment
from inoadmin.session.registration import refuse
from inoadmin.session.service import Service
from inoadmin.session.streams import WORKSTATION

How = Literal["printed", "saved"]
ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED, Stage.VOIDED})
_NOBODY = "Only who is signed in and looks after patients prints or saves a record."


@dataclass(frozen=True, slots=True)
class Issue:
    """One paper or file. `place` is its version in the workstation's stream; `version` and `copy`
    count from 1; `finished`: the administration had ended; `name` is the actor's; `failed`: nothing
    came of it.
    """

    place: int
    version: int
    finished: bool
    copy: int
    how: str
    at: datetime
    actor: str
    name: str
    failed: bool = False

    @property
    def of(self) -> str:
        """What it is one of."""
        return f"version {self.version}" if self.finished else f"unfinished version {self.version}"


def issued(service: Service, administration: str) -> tuple[Issue, ...]:
    """All that was ever asked for of a record, in order."""
    events = service.workstation_events()
    failed = {event.fact.issue for event in events if isinstance(event.fact, RecordNotIssued)}
    return tuple(
        Issue(
            event.version,
            event.fact.version,
            event.fact.finished,
            event.fact.copy,
            event.fact.how,
            event.recorded_at,
            event.actor,
            name_of(service.staff(), event.actor),
            event.version in failed,
        )
        for event in events
        if isinstance(event.fact, RecordIssued) and event.fact.administration == administration
    )


def issue(
    service: Service, administration: str, actor: str, how: How, version: int | None = None
) -> Issue:
    """Writes that a record is asked for; gives which copy it is. `version` None: the one that
    holds.

    Raises:
        KeyError: there is no such administration, or no such version of its record.
        RegistrationError: the actor may not; nothing was written.
        StorageError: the log could not be written.
    """
    refuse(forbidden(service.staff().get(actor)))
    wanted, finished = standing(service, administration, version)
    before = series(issued(service, administration), wanted, finished=finished)
    copy = max((known.copy for known in before), default=0) + 1
    fact = RecordIssued(administration, wanted, finished, copy, how)
    event = service.ledger.add(WORKSTATION, fact, actor)
    name = name_of(service.staff(), actor)
    return Issue(event.version, wanted, finished, copy, how, event.recorded_at, actor, name)


def standing(service: Service, administration: str, version: int | None) -> tuple[int, bool]:
    """A version's number (None: of the one that holds), and whether the dose was finished in it.

    Raises:
        KeyError: there is no such version.
    """
    events = service.events(administration)
    versions = record_versions(events)
    wanted = len(versions) if version is None else version
    if not 1 <= wanted <= len(versions):
        raise KeyError(f"{number_of(service, administration)} version {wanted}")
    last = versions[wanted - 1].last
    then = fold([event for event in events if event.version <= last.version])
    return wanted, then is not None and then.stage in ENDED


def forbidden(who: StaffDetails | None) -> tuple[str, ...]:
    """Why a member of staff may not have a record; empty when they may."""
    allowed = who is not None and who.active and who.role != "manager"
    return () if allowed else (_NOBODY,)


def series(known: tuple[Issue, ...], version: int, *, finished: bool) -> tuple[Issue, ...]:
    """The copies among which one of this version is counted; those that failed are not."""
    return tuple(
        one
        for one in known
        if (one.version, one.finished, one.failed) == (version, finished, False)
    )


def not_issued(service: Service, asked: Issue, why: str) -> None:
    """Writes that nothing came of it: nothing was printed, nothing saved.

    Raises:
        StorageError: the log could not be written; it counts as issued.
    """
    service.ledger.add(WORKSTATION, RecordNotIssued(asked.place, why), asked.actor)


def issue_words(asked: Issue, zone: tzinfo) -> str:
    """Which copy it is, when and by whom."""
    which = f"COPY {asked.copy}" if asked.copy > 1 else "Original"
    return f"{which} of {asked.of}, {asked.how} {moment(asked.at, zone)} by {asked.name}"


def next_words(service: Service, administration: str, version: int | None = None) -> str:
    """What was issued of a version so far, and what the next one will be."""
    wanted, finished = standing(service, administration, version)
    before = series(issued(service, administration), wanted, finished=finished)
    if not before:
        return "Not printed or saved yet: the next one is the original."
    last = issue_words(before[-1], service.zone)
    return f"{last}. The next one is copy {max(known.copy for known in before) + 1}."
