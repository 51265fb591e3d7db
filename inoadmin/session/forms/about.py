"""What the forms are made for, and the shapes that their fields share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.validity import shown
from inoadmin.protocol.model import Item
from inoadmin.session.forms.model import Choice, Field, FormSpec, Kind, Made

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
CHECKERS = ("nurse", "pharmacist", "prescriber")


@dataclass(frozen=True, slots=True)
class About:
    """What a form is made for: ward, staff by id, who acts, who is responsible now, the items
    asked, and the findings that can be covered (code and words).
    """

    ward: Ward
    staff: Mapping[str, StaffDetails]
    actor: str = ""
    responsible: str = ""
    items: tuple[Item, ...] = ()
    codes: tuple[Choice, ...] = ()

    def form(self, kind: str, title: str, base: Made, *fields: Field) -> FormSpec:
        """A form of this ward."""
        return FormSpec(kind, title, fields, base, self.ward.zone)

    def number(
        self,
        name: str,
        label: str,
        limits: str = "",
        *,
        unit: str | None = None,
        required: bool = False,
        hint: str = "",
    ) -> Field:
        """A number inside the protocol's range of that name (default: its own)."""
        allowed = self.ward.protocol.ranges[limits or name]
        hint = f"{hint}; {shown(allowed)}" if hint else shown(allowed)
        shown_unit = allowed.unit if unit is None else unit
        return Field(
            name, label, Kind.NUMBER, shown_unit, required=required, hint=hint, limits=allowed
        )

    def text(
        self, name: str, label: str, *, long: bool = False, required: bool = False, hint: str = ""
    ) -> Field:
        """A free text."""
        kind = Kind.LONG_TEXT if long else Kind.TEXT
        return Field(name, label, kind, required=required, hint=hint, longest=self.free_text)

    def listed(
        self, name: str, label: str, *, hint: str = "", choices: tuple[Choice, ...] = ()
    ) -> Field:
        """Several texts, one a line."""
        return Field(
            name, label, Kind.LIST, hint=hint, choices=choices, longest=self.free_text, others=True
        )

    @property
    def free_text(self) -> int:
        """How many characters a free text may have."""
        return int(self.ward.protocol.ranges["free_text"].high)

    def member(
        self,
        name: str,
        label: str,
        roles: tuple[str, ...],
        *,
        but: str,
        required: bool = False,
        unset: str = "",
        temporary: bool = False,
    ) -> Field:
        """An active member of staff with one of the roles, but not this one; `temporary`: those
        who are admitted as second checkers too.
        """
        able = members(self.staff, roles, but=but, temporary=temporary)
        return Field(name, label, Kind.STAFF, choices=able, required=required, unset=unset)


def members(
    staff: Mapping[str, StaffDetails],
    roles: tuple[str, ...],
    *,
    but: str,
    temporary: bool = False,
) -> tuple[Choice, ...]:
    """The active members with one of the roles, but not this one; those of one name are told apart
    by their registration.
    """
    able = {
        member: details
        for member, details in staff.items()
        if details.active
        and details.role in roles
        and member != but
        and (temporary or not details.temporary)
    }
    names = [details.name.casefold() for details in able.values()]
    return tuple(
        Choice(member, member_words(details, alone=names.count(details.name.casefold()) == 1))
        for member, details in able.items()
    )


def member_words(details: StaffDetails, *, alone: bool) -> str:
    """A member of staff as they are chosen; `alone`: nobody else has that name."""
    said = [
        details.role,
        "" if alone else details.registration or "no registration",
        "temporary, not confirmed yet" if details.temporary else "",
    ]
    return f"{details.name} ({', '.join(part for part in said if part)})"


def yes_no(name: str, label: str, *, hint: str = "", words: tuple[str, str] | None = None) -> Field:
    """A question answered yes or no, never in advance."""
    choices = YES_NO if words is None else (Choice("yes", words[0]), Choice("no", words[1]))
    return Field(name, label, Kind.YES_NO, choices=choices, required=True, hint=hint)


def tick(name: str, label: str, *, hint: str = "") -> Field:
    """A box, never ticked in advance; not ticked is no."""
    return Field(name, label, Kind.TICK, hint=hint)


def choice(
    name: str,
    label: str,
    *choices: tuple[str, str],
    required: bool = True,
    unset: str = "",
    hint: str = "",
) -> Field:
    """One of a few words; `unset` says what holds when none is chosen."""
    made = tuple(Choice(value, words) for value, words in choices)
    return Field(name, label, Kind.CHOICE, choices=made, required=required, unset=unset, hint=hint)


def moment(name: str, label: str, *, required: bool = False, hint: str = "") -> Field:
    """A moment on the ward's clock."""
    hint = hint or "HH:MM today, or DD-MMM-YYYY HH:MM"
    return Field(name, label, Kind.MOMENT, required=required, hint=hint)


def happened(act: str) -> tuple[Field, Field]:
    """That it has happened already, and why it was not recorded before."""
    return (
        tick("already_happened", f"{act} has already happened"),
        Field("reason", "Reason", Kind.LONG_TEXT, hint="why it was not recorded when it happened"),
    )
