"""Those whose PIN an act needs, as they are asked for it; and who else may record as themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inoadmin.domain.expiry import local_date
from inoadmin.domain.people import StaffDetails
from inoadmin.session.forms.about import CHECKERS, members
from inoadmin.session.forms.model import Field, Kind
from inoadmin.session.present.words import day
from inoadmin.session.service import Service
from inoadmin.session.signing import Signer

UNCONFIRMED = "temporary, not confirmed yet"


@dataclass(frozen=True, slots=True)
class SignerRow:
    """One signer. `title` says as whom, `signs` who that is and what the signature means; `warning`
    is what must not be overlooked about them.
    """

    member: str
    name: str
    title: str
    signs: str
    warning: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        return ". ".join(part for part in (self.title, self.signs, self.warning) if part)


def signer_rows(service: Service, signers: Sequence[Signer]) -> tuple[SignerRow, ...]:
    """The signers, the one who records first."""
    staff, today = service.staff(), local_date(service.now(), service.zone)
    return tuple(signer_row(n, signer, staff, today) for n, signer in enumerate(signers))


def signer_row(
    place: int, signer: Signer, staff: Mapping[str, StaffDetails], today: date
) -> SignerRow:
    """One of them."""
    details = staff.get(signer.member, StaffDetails(signer.member, ""))
    who = ", ".join(part for part in (details.role, details.registration) if part)
    title = f"Record as {details.name}" if place == 0 else f"And {details.name}"
    return SignerRow(
        signer.member,
        details.name,
        title,
        f"Signs: {signer.meaning}" if place == 0 else f"{who}. Signs: {signer.meaning}",
        warning_of(details, today),
    )


def warning_of(details: StaffDetails, today: date) -> str:
    """What is to be known about who signs."""
    said = [f"{UNCONFIRMED.capitalize()}."] if details.temporary else []
    if details.sact_until is not None and details.sact_until < today:
        said.append(f"SACT competence ended {day(details.sact_until)}.")
    return " ".join(said)


def other_field(staff: Mapping[str, StaffDetails], actor: str) -> Field:
    """The field in which another member of staff is chosen, to record as themselves."""
    able = members(staff, CHECKERS, but=actor)
    return Field("other", "Record as", Kind.STAFF, choices=able, required=True)
