"""Dialogs about one member of staff: their details, their PIN, their account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from inoadmin.domain.people import StaffDetails
from inoadmin.session.accounts import Proof
from inoadmin.session.enrolling import enrol
from inoadmin.session.forms import people as forms
from inoadmin.session.forms.about import About
from inoadmin.session.forms.aiming import about_for
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.showing import typed_of
from inoadmin.ui.desk import Desk
from inoadmin.ui.form import Form
from inoadmin.ui.people.new_pin import NewPin
from inoadmin.ui.people.signed import SignedDialog
from inoadmin.ui.widgets import label

TEMPORARY = (
    "A temporary checker may only make second checks. A manager confirms them later; until then "
    "every signature of theirs says “temporary”."
)


class NewMemberDialog(SignedDialog):
    """Somebody new, with their own PIN typed by themselves."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        make: Callable[[About], FormSpec] = forms.new_member,
        title: str = "New member of staff",
        about: str = "",
        meaning: str = "registered a member of staff",
    ) -> None:
        super().__init__(desk, title, "&Register", meaning, parent)
        self.form = Form(make(about_for(desk.service, None, None)), columns=2, timed=False)
        self.pin = NewPin()
        self.pin.entered.connect(self.to_signing)
        said = label(about, "subtitle", wrap=True)
        if not about:
            said.hide()
        self.lay(said, self.form, self.pin)
        self._details: StaffDetails | None = None

    def start(self) -> None:
        """The name first."""
        self.form.start_focus()

    def holds(self) -> bool:
        """Details and PIN."""
        filled = self.form.read(self.desk.now())
        if filled is None or not isinstance(filled.made, StaffDetails):
            return False
        self._details = filled.made
        return bool(self.pin.read())

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """Details and PIN together."""
        if self._details is not None:
            enrol(self.desk.service, self._details, self.pin.read(), actor, proof)
            self.pin.forget()


def temporary_dialog(desk: Desk, parent: QWidget | None = None) -> NewMemberDialog:
    """A second checker whom a nurse admits, to be confirmed by a manager."""
    return NewMemberDialog(
        desk,
        parent,
        make=forms.temporary_checker,
        title="Admit a temporary checker",
        about=TEMPORARY,
        meaning="admitted a temporary checker",
    )


class ChangeMemberDialog(SignedDialog):
    """Details put right; a leaver is made inactive, never deleted."""

    def __init__(self, desk: Desk, member: str, parent: QWidget | None = None) -> None:
        self.member, self._known = member, desk.service.staff()[member]
        title = f"Change {self._known.name}"
        super().__init__(desk, title, "&Record the change", "changed a member of staff", parent)
        spec = forms.member(about_for(desk.service, None, None))
        spec = spec.starting(temporary=self._known.temporary)
        self.form = Form(spec, columns=2, timed=False)
        self.form.fill(typed_of(spec, self._known))
        self.lay(self.form)
        self._details = self._known

    def start(self) -> None:
        """The name first."""
        self.form.start_focus()

    def holds(self) -> bool:
        """The details."""
        filled = self.form.read(self.desk.now())
        if filled is None or not isinstance(filled.made, StaffDetails):
            return False
        self._details = filled.made
        return True

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """The details as they are now."""
        self.desk.service.register_staff(self._details, self.member, actor, proof)


class ConfirmMemberDialog(SignedDialog):
    """A temporary checker becomes a member of staff like any other."""

    def __init__(self, desk: Desk, member: str, parent: QWidget | None = None) -> None:
        self.member, known = member, desk.service.staff()[member]
        super().__init__(
            desk, f"Confirm {known.name}", "&Confirm", "confirmed a member of staff", parent
        )
        facts = ", ".join(part for part in (known.role, known.registration) if part)
        about = (
            f"{known.name}, {facts}: no longer temporary, and may record what a {known.role} may."
        )
        self.lay(label(about, "subtitle", wrap=True))

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """No longer temporary."""
        service = self.desk.service
        known = service.staff()[self.member]
        service.register_staff(replace(known, temporary=False), self.member, actor, proof)


class OpenAccountDialog(SignedDialog):
    """An account that too many wrong PINs locked is opened."""

    def __init__(self, desk: Desk, member: str, parent: QWidget | None = None) -> None:
        self.member, known = member, desk.service.staff()[member]
        super().__init__(
            desk, f"Open {known.name}'s account", "&Open the account", "opened an account", parent
        )
        about = (
            "Ten wrong PINs locked it. Opened, the same PIN is taken again; give a new one when "
            "somebody else may know it."
        )
        self.lay(label(about, "subtitle", wrap=True))

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """Failures count no more."""
        self.desk.service.accounts.open_account(self.member, actor, proof)


class PinDialog(SignedDialog):
    """A new PIN for a member, typed by themselves; by default for who is signed in."""

    def __init__(self, desk: Desk, member: str = "", parent: QWidget | None = None) -> None:
        self.member = member or desk.actor or ""
        known = desk.service.staff()[self.member]
        own = self.member == desk.actor
        title = "Change my PIN" if own else f"New PIN for {known.name}"
        meaning = "changed their PIN" if own else "gave a new PIN"
        super().__init__(desk, title, "&Record the new PIN", meaning, parent)
        about = "" if own else f"{known.name} types it, twice. Then you sign with your own PIN."
        said = label(about, "subtitle", wrap=True)
        if not about:
            said.hide()
        self.pin = NewPin()
        self.pin.entered.connect(self.to_signing)
        self.lay(said, self.pin)

    def start(self) -> None:
        """The new PIN first."""
        self.pin.first.setFocus()

    def holds(self) -> bool:
        """The new PIN."""
        return bool(self.pin.read())

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """The new PIN holds from now on."""
        self.desk.service.accounts.set_pin(self.member, self.pin.read(), actor, proof)
        self.pin.forget()
