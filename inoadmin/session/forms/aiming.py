"""What the forms are made for, read from the session; and for a recorded act, its own form."""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.domain.findings.base import Gate
from inoadmin.domain.findings.items import asked
from inoadmin.domain.state import Administration
from inoadmin.protocol.model import Item, Protocol
from inoadmin.session.forms import preparing
from inoadmin.session.forms.about import About
from inoadmin.session.forms.catalogue import form_for
from inoadmin.session.forms.model import Choice, FormSpec
from inoadmin.session.service import Service


def about_for(service: Service, actor: str | None, administration: str | None) -> About:
    """The ward, its staff, and what an administration asks for now."""
    if administration is None:
        return About(service.ward(), service.staff(), actor=actor or "")
    ward, state = service.ward(administration), service.administration(administration)
    return About(
        ward,
        service.staff(),
        actor=actor or "",
        responsible=state.responsible,
        items=asked_items(service, administration),
        codes=coverable(service, administration, state),
    )


def asked_items(service: Service, administration: str) -> tuple[Item, ...]:
    """The items asked for this dose, those before the start first."""
    protocol = service.ward(administration).protocol
    state, standing = service.administration(administration), service.standing(administration)
    gates = (Gate.START, Gate.COMPLETE)
    return tuple(item for gate in gates for item in asked(protocol, state, standing, gate))


def coverable(service: Service, administration: str, state: Administration) -> tuple[Choice, ...]:
    """The findings that may be authorised or acknowledged: those that stand at the next gate, and
    those that refused the last attempt.
    """
    found = {f.code: f.sentence for f in service.findings(administration) if f.shuts}
    protocol = service.ward(administration).protocol
    refused = state.refusal.seen if state.refusal is not None else ()
    for seen in refused:
        found.setdefault(seen.code, named(protocol, seen.code))
    return tuple(Choice(code, sentence) for code, sentence in found.items())


def named(protocol: Protocol, code: str) -> str:
    """A code in words when its finding is not at hand."""
    item = protocol.item(code)
    return item.assertion if item is not None else code.replace("-", " ").capitalize()


def form_of(
    service: Service, actor: str | None, administration: str | None, act: c.Act
) -> FormSpec:
    """The form in which a recorded act is put right: only what this act has is asked."""
    about = about_for(service, actor, administration)
    protocol = about.ward.protocol
    match act:
        case c.Answer():
            items = tuple(item for item in protocol.items if item.code in act.answers)
            return preparing.answer(About(about.ward, about.staff, items=items))
        case c.Authorise() | c.Confirm():
            codes = tuple(Choice(code, named(protocol, code)) for code in act.codes)
            return form_for(c.kind_of(act), About(about.ward, about.staff, codes=codes))
        case c.Bloods() if act.panel in preparing.PANEL_FIELDS:
            return preparing.panel(about, act.panel)
        case c.Vitals():
            return elsewhere_form(about) if act.elsewhere else measured_form(about)
        case c.SecondCheck():
            rate = {"rate_read_ml_h"} if act.subject == "bag" else set[str]()
            return preparing.second_check(about).without(rate)
        case c.Start() | c.Resume() | c.Open() if not act.already_happened:
            return form_for(c.kind_of(act), about).without({"already_happened", "reason"})
        case _:
            return form_for(c.kind_of(act), about)


def measured_form(about: About) -> FormSpec:
    """A set of observations measured here."""
    return preparing.vitals(about).without({"elsewhere", "total"})


def elsewhere_form(about: About) -> FormSpec:
    """A NEWS2 total taken over from elsewhere."""
    return preparing.vitals(about).only("total").starting(elsewhere=True).needing("total")
