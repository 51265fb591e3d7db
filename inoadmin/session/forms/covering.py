"""The forms that let findings pass: which can be ticked, and whether a bound may be stated."""

from __future__ import annotations

from dataclasses import replace

from inoadmin.domain.findings.base import Severity
from inoadmin.domain.findings.coverage import HIGHEST_CODES, LOWEST_CODES, UNTIL_CODES
from inoadmin.domain.findings.gates import ROWS
from inoadmin.session.forms.about import About
from inoadmin.session.forms.aiming import named
from inoadmin.session.forms.catalogue import form_for
from inoadmin.session.forms.model import Choice, FormSpec
from inoadmin.session.service import Service

_LIMIT_CODES = LOWEST_CODES | HIGHEST_CODES
_MAY = {
    "authorise": (Severity.AUTHORISE, Severity.CONFIRM),
    "confirm": (Severity.CONFIRM,),
}


def cover_form(
    service: Service, administration: str | None, about: About, kind: str, code: str
) -> FormSpec:
    """The form to "authorise" or "confirm" a code, with the others that stand beside it.

    A pharmacist is offered only where the rulebook's row lets one decide, a bound only where the
    code may carry it.
    """
    found = service.findings(administration) if administration is not None else ()
    severities = {f.code: f.severity for f in found}
    allowed = _MAY[kind]
    others = tuple(
        choice for choice in about.codes if severities.get(choice.value, allowed[0]) in allowed
    )
    if code not in {choice.value for choice in others}:
        others = (Choice(code, named(about.ward.protocol, code)), *others)
    first = tuple(sorted(others, key=lambda choice: choice.value != code))
    spec = form_for(kind, replace(about, codes=first))
    return spec if kind == "confirm" else bounded(spec, {code})


def ahead_form(about: About) -> FormSpec:
    """An authorisation given ahead of a finding, up to a bound that the authoriser stated."""
    codes = sorted(UNTIL_CODES | _LIMIT_CODES)
    choices = tuple(Choice(code, named(about.ward.protocol, code)) for code in codes)
    spec = form_for("authorise", replace(about, codes=choices))
    return replace(bounded(spec, set(codes)), title="Authorisation given ahead, with its bound")


def bounded(spec: FormSpec, codes: set[str]) -> FormSpec:
    """The form without the bounds and roles that none of the codes may have."""
    unfit = set[str]()
    if not codes & UNTIL_CODES:
        unfit.add("until")
    if not codes & _LIMIT_CODES:
        unfit.add("limit")
    if any(ROWS[code].pharmacist for code in codes if code in ROWS):
        return spec.without(unfit)
    role = spec.field("role")
    narrowed = replace(role, choices=tuple(c for c in role.choices if c.value != "pharmacist"))
    fields = tuple(narrowed if field is role else field for field in spec.fields)
    return replace(spec, fields=fields).without(unfit)
