"""People who come to work here: details and their own PIN together.

The details are on disk before the PIN. Where it stops between the two, the same name typed again
goes on with the member that is there, so that nobody stands in the list twice.
"""

from __future__ import annotations

from inoadmin.domain.people import StaffDetails
from inoadmin.session.accounts import PinError, Proof
from inoadmin.session.pins import pin_fault
from inoadmin.session.present.accounts import clinicians, has_pin, managers
from inoadmin.session.service import Service

LEAST_CLINICIANS = 2


def enrol(
    service: Service, details: StaffDetails, pin: str, actor: str, proof: Proof | None = None
) -> str:
    """Registers a member of staff with a PIN, and gives their id. `proof`: the actor's.

    Raises:
        PinError: it may not be a PIN, or the proof does not hold; nothing was written.
        RegistrationError: the details are not plausible, or the actor may not; nothing was written.
        StorageError: the log could not be written; typed again, it goes on where it stopped.
    """
    fault = pin_fault(pin)
    if fault:
        raise PinError(f"{fault}.")
    known = unfinished(service, details)
    member = service.register_staff(details, known, actor, proof)
    service.accounts.set_pin(member, pin, actor, proof)
    return member


def unfinished(service: Service, details: StaffDetails) -> str | None:
    """The active member of that name and role, temporary or not, who never got a PIN."""
    for member, known in service.staff().items():
        same = (known.name, known.role, known.temporary) == (
            details.name,
            details.role,
            details.temporary,
        )
        if known.active and same and not has_pin(service, member):
            return member
    return None


def has_manager(service: Service) -> bool:
    """Whether somebody can look after the staff here."""
    return bool(managers(service))


def enough_clinicians(service: Service) -> bool:
    """Whether a dose can be given: two who record, one of them a nurse."""
    roles = [service.staff()[member].role for member in clinicians(service)]
    return len(roles) >= LEAST_CLINICIANS and "nurse" in roles
