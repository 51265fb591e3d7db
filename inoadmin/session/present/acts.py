"""What each recorded act says, in a nurse's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.news2 import band_name, score
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.state import Administration
from inoadmin.domain.timers import bag_batch, bag_expiry, bag_product
from inoadmin.session.forms.moments import show_expiry
from inoadmin.session.present.infusion_acts import infusion_text
from inoadmin.session.present.words import (
    day,
    dose,
    joined,
    listed,
    measured,
    moment,
    number,
    rate,
    volume,
)

PANELS = {"fbc": "Full blood count", "ue": "Urea and electrolytes", "lft": "Liver function tests"}
REMISSIONS = {
    "none": "no remission",
    "cr": "complete remission (CR)",
    "cri": "complete remission with incomplete recovery (CRi)",
    "not assessed": "remission not assessed",
}
CONSCIOUSNESS = {
    "A": "alert",
    "C": "new confusion",
    "V": "responds to voice",
    "P": "responds to pain",
    "U": "unresponsive",
}


def act_text(
    ward: Ward, staff: Mapping[str, StaffDetails], state: Administration, command: c.Act
) -> str:
    """One act as a sentence or a line of parts."""
    match command:
        case c.Open():
            return open_text(command)
        case c.Answer():
            return answers_text(ward, command)
        case c.Blasts():
            value = command.x10_9_per_l
            return joined(
                "Peripheral blasts", measured(value, ward.protocol.bloods.blasts_max.unit)
            )
        case c.Bloods():
            return bloods_text(ward, command)
        case c.Authorise():
            return authorise_text(ward, command)
        case c.Confirm():
            return f"Acknowledged: {finding_names(command.codes)}. Reason: {command.reason}"
        case c.Bag():
            return bag_text(ward, command)
        case c.BagOut():
            return "Bag out of the fridge" + (", at the latest" if command.latest else "")
        case c.Premed():
            again = "repeat" if command.repeat else ""
            return joined(command.drug, measured(command.dose_mg, "mg"), command.route, again)
        case c.SecondCheck():
            return check_text(staff, command)
        case c.Vitals():
            return vitals_text(ward, command)
        case c.Handover():
            return f"Handed over to {staff_name(staff, command.to)}"
        case c.Complete():
            witness = staff_name(staff, command.witness) if command.witness else ""
            return "Administration completed" + (f", countersigned by {witness}" if witness else "")
        case c.Cancel():
            return f"Cancelled before the start: {command.reason}"
        case c.Addendum():
            return f"Addendum: {command.text}"
        case c.Left():
            informed = f"informed: {command.informed}" if command.informed else ""
            return joined(f"Patient left: {command.reason}", informed, command.note)
        case c.History() | c.Allergies() | c.Omit() | c.Discontinue():
            return course_text(command)
        case _:
            return infusion_text(ward, state, command)


def staff_name(staff: Mapping[str, StaffDetails], member: str) -> str:
    """A member's name; an id that is nobody's stays as it is."""
    return staff[member].name if member in staff else member


def instant(ward: Ward, at: datetime | None) -> str:
    """A local date and time; "" for none."""
    return "" if at is None else moment(at, ward.zone)


def open_text(command: c.Open) -> str:
    """What the opening says."""
    place = f"Cycle {number(command.cycle or Decimal(0))} day {number(command.day or Decimal(0))}"
    prescribed = dose(command.prescribed_mg) if command.prescribed_mg is not None else ""
    return joined(
        f"Opened: {place}",
        f"prescribed {prescribed}",
        f"height {measured(command.height_cm, 'cm')}",
        f"weight {measured(command.weight_kg, 'kg')}",
        REMISSIONS.get(command.remission, command.remission),
        f"{number(command.interruption_days)} days of toxicity interruption"
        if command.interruption_days
        else "",
        f"delayed: {command.delay_reason}" if command.delay_reason else "",
        "reduced by 25% for toxicity" if command.reduction == "25%" else "",
        "transplant planned" if command.transplant_planned else "",
        f"already happened: {command.reason}" if command.already_happened else "",
        "identity confirmed" if command.identity_confirmed else "IDENTITY NOT CONFIRMED",
    )


def answers_text(ward: Ward, command: c.Answer) -> str:
    """Each item as its assertion with what was answered."""
    told: list[str] = []
    for code, answer in command.answers.items():
        item = ward.protocol.item(code)
        assertion = item.assertion if item else code
        state = {"yes": "confirmed", "no": "NOT confirmed"}.get(answer.value, "not applicable")
        if answer.value == "not applicable" and item and item.not_applicable:
            state = f"not applicable ({item.not_applicable})"
        told.append(f"{assertion}: {state}" + (f" ({answer.note})" if answer.note else ""))
    return "; ".join(told)


def bloods_text(ward: Ward, command: c.Bloods) -> str:
    """A panel's values with their upper limits of normal and when the sample was taken."""
    unit = ward.protocol.bloods.neutrophils_min.unit
    values = (
        ("neutrophils", command.neutrophils, unit, None),
        ("platelets", command.platelets, unit, None),
        ("CrCl", command.crcl, "mL/min", None),
        ("creatinine", command.creatinine_umol_l, "µmol/L", None),
        ("bilirubin", command.bilirubin, "µmol/L", command.bilirubin_uln),
        ("ALT", command.alt, "U/L", command.alt_uln),
        ("AST", command.ast, "U/L", command.ast_uln),
    )
    told = [
        f"{name} {number(value)} {of}" + (f" (ULN {number(uln)})" if uln is not None else "")
        for name, value, of, uln in values
        if value is not None
    ]
    return joined(
        PANELS.get(command.panel, command.panel),
        ", ".join(told) or "no values",
        f"sample {instant(ward, command.taken)}",
        "" if command.reviewed else "not reviewed",
    )


def finding_names(codes: tuple[str, ...]) -> str:
    """Codes as a reader knows them: spoken, not coded."""
    return listed([code.replace("-", " ") for code in codes])


def authorise_text(ward: Ward, command: c.Authorise) -> str:
    """Who let what pass, how, why, and up to which bound."""
    bound = ""
    if command.until is not None:
        bound = f"until {instant(ward, command.until)}"
    elif command.limit is not None:
        bound = f"limit {number(command.limit)}"
    return joined(
        f"Authorised: {finding_names(command.codes)}",
        f"{command.authoriser} ({command.role}), {command.means}",
        command.reason,
        bound,
    )


def bag_text(ward: Ward, command: c.Bag) -> str:
    """The bag by its label, with whatever is amiss."""
    amiss = [
        word
        for word, wrong in (
            ("LABEL NOT THIS PATIENT'S", not command.label_matches),
            ("NOT INTACT", not command.inspected),
            ("NOT PROTECTED FROM LIGHT", not command.light_protected),
        )
        if wrong
    ]
    made_up = instant(ward, command.reconstituted)
    held = command.volume_ml if command.volume_ml is not None else ward.protocol.bag.volume.value
    vials = f"vial batches {', '.join(command.vial_batches)}" if command.vial_batches else ""
    return joined(
        bag_product(command) or "no product name",
        f"batch {bag_batch(command) or 'not recorded'}",
        vials,
        f"expiry {show_expiry(bag_expiry(command)) or 'not recorded'}",
        f"{measured(command.dose_mg, 'mg')} in {volume(held)}",
        command.diluent or ward.protocol.bag.diluents[0],
        f"reconstituted {made_up}" if made_up else "",
        "refrigerated" if command.refrigerated else "never refrigerated",
        *amiss,
    )


def check_text(staff: Mapping[str, StaffDetails], command: c.SecondCheck) -> str:
    """A check by two, with what the second one read."""
    what = "Bag" if command.subject == "bag" else "Bedside"
    person = staff.get(command.witness)
    temporary = " (temporary, not confirmed yet)" if person is not None and person.temporary else ""
    read = [
        dose(command.dose_read_mg) if command.dose_read_mg is not None else "",
        rate(command.rate_read_ml_h) if command.rate_read_ml_h is not None else "",
    ]
    words = listed([part for part in read if part]) if any(read) else ""
    return joined(
        f"{what} check by two, second checker {staff_name(staff, command.witness)}{temporary}",
        f"read {words}" if words else "",
    )


def vitals_text(ward: Ward, command: c.Vitals) -> str:
    """A set of observations with its NEWS2."""
    table = ward.protocol.news2
    result = score(table, command)
    total = "partial set, no NEWS2 total"
    if result.total is not None:
        total = f"NEWS2 {result.total} {band_name(table, result)}"
    if command.elsewhere:
        return joined("Observations taken over from elsewhere", total)
    values = (
        ("respiration", command.resp_rate, "/min"),
        ("SpO2", command.spo2, f"% (scale {number(command.spo2_scale)})"),
        ("pulse", command.pulse, "/min"),
        ("temperature", command.temperature, "°C"),
    )
    told = [f"{name} {number(value)} {unit}" for name, value, unit in values if value is not None]
    if command.systolic is not None or command.diastolic is not None:
        low = "–" if command.diastolic is None else number(command.diastolic)
        high = "–" if command.systolic is None else number(command.systolic)
        told.append(f"BP {high}/{low} mmHg")
    told.append("on oxygen" if command.oxygen else "on air")
    if command.consciousness:
        told.append(CONSCIOUSNESS.get(command.consciousness, command.consciousness))
    return joined("Observations", ", ".join(told), total)


def course_text(command: c.PatientCommand) -> str:
    """What is recorded of the course."""
    match command:
        case c.History():
            on = day(command.started) if command.started else "date not recorded"
            place = f"cycle {number(command.cycle or Decimal(0))}"
            return joined(
                f"Given elsewhere: {place} day {number(command.day or Decimal(0))}",
                on,
                measured(command.given_mg, "mg"),
                f"transcribed from {command.transcribed_from}, not witnessed here",
            )
        case c.Allergies():
            known = command.known or ()
            return f"Known allergies: {', '.join(known)}" if known else "No known allergies"
        case c.Omit():
            place = f"cycle {number(command.cycle or Decimal(0))}"
            return f"Omitted: {place} day {number(command.day or Decimal(0))}: {command.reason}"
        case c.Discontinue():
            by = f"{command.authoriser} ({command.role})"
            return joined("Permanently discontinued", by, command.reason)
