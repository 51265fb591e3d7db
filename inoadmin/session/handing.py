"""Which open administrations somebody who has just signed in may take over."""

from __future__ import annotations

from dataclasses import dataclass

from inoadmin.domain.commands import Handover
from inoadmin.session.outcome import Outcome
from inoadmin.session.present import words
from inoadmin.session.present.accounts import is_nurse
from inoadmin.session.present.alarms import place_of
from inoadmin.session.service import Service


@dataclass(frozen=True, slots=True)
class Takeover:
    """One open administration that is another nurse's."""

    patient: str
    administration: str
    words: str
    responsible: str


def takeovers(service: Service, member: str) -> tuple[Takeover, ...]:
    """The open administrations that a nurse is not responsible for; none for anybody else."""
    if not is_nurse(service, member):
        return ()
    found: list[Takeover] = []
    for row in service.open_doses():
        responsible = service.administration(row.id).responsible
        if responsible == member:
            continue
        name = words.full_name(service.patient(row.patient).details)
        place = place_of(service, row.patient, row.id)
        held = service.staff().get(responsible)
        now = f", now {held.name}'s" if held is not None else ""
        found.append(Takeover(row.patient, row.id, f"{name} — {place}{now}", responsible))
    return tuple(found)


def take_over(service: Service, one: Takeover, member: str) -> Outcome:
    """Records that a nurse is responsible from now on.

    Raises:
        StorageError: the log could not be written.
    """
    return service.submit(
        Handover(member),
        actor=member,
        patient=one.patient,
        administration=one.administration,
    )
