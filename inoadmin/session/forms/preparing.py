"""The forms of what is recorded before the start: checks, bloods, bag, premedication and so on."""

from __future__ import annotations

from dataclasses import replace

from inoadmin.domain import commands as c
from inoadmin.session.forms.about import CHECKERS, About, choice, moment, tick, yes_no
from inoadmin.session.forms.model import Choice, Field, FormSpec, Kind
from inoadmin.session.forms.moments import EXPIRY_FORM

PANELS = (("fbc", "Full blood count"), ("ue", "Urea and electrolytes"), ("lft", "Liver tests"))
PANEL_FIELDS = {
    "fbc": ("neutrophils", "platelets"),
    "ue": ("crcl", "creatinine_umol_l"),
    "lft": ("bilirubin", "bilirubin_uln", "alt", "alt_uln", "ast", "ast_uln"),
}


def answer(about: About) -> FormSpec:
    """The items asked, each as its assertion; none answered in advance."""
    fields = (
        Field(
            item.code,
            item.assertion,
            Kind.ANSWER,
            choices=(
                # An assertion may be a negative one: "Yes" to it could be read either way.
                Choice("yes", "Confirmed"),
                Choice("no", "Not confirmed"),
                *([Choice("not applicable", "Not applicable")] if item.not_applicable else []),
            ),
            hint=" ".join(
                part
                for part in (
                    item.hint,
                    f"Not applicable: {item.not_applicable}." if item.not_applicable else "",
                )
                if part
            ),
            longest=about.free_text,
            group=item.group,
        )
        for item in about.items
    )
    return about.form("answer", "Checks", c.Answer(), *fields)


def blasts(about: About) -> FormSpec:
    """Peripheral blasts."""
    field = about.number("x10_9_per_l", "Peripheral blasts", "blasts", required=True)
    return about.form("blasts", "Peripheral blasts", c.Blasts(), field)


def bloods(about: About) -> FormSpec:
    """One panel's result."""
    return about.form(
        "bloods",
        "Blood result",
        c.Bloods(),
        choice("panel", "Panel", *PANELS),
        moment("taken", "Sample taken at", required=True),
        about.number("neutrophils", "Neutrophils"),
        about.number("platelets", "Platelets", hint="without transfusion"),
        about.number("crcl", "Creatinine clearance"),
        about.number("creatinine_umol_l", "or creatinine", hint="clearance by Cockcroft-Gault"),
        about.number("bilirubin", "Bilirubin"),
        about.number("bilirubin_uln", "Bilirubin upper limit of normal"),
        about.number("alt", "ALT"),
        about.number("alt_uln", "ALT upper limit of normal"),
        about.number("ast", "AST"),
        about.number("ast_uln", "AST upper limit of normal"),
        yes_no("reviewed", "Result reviewed"),
    )


def panel(about: About, name: str) -> FormSpec:
    """One panel's form, with its own values alone."""
    spec = bloods(about).only("taken", "reviewed", *PANEL_FIELDS[name])
    return replace(spec.starting(panel=name), title=dict(PANELS)[name])


def authorise(about: About) -> FormSpec:
    """Someone with authority lets findings pass."""
    return about.form(
        "authorise",
        "Record an authorisation",
        c.Authorise(),
        about.text("authoriser", "Authorised by", required=True, hint="name"),
        choice(
            "role",
            "Role",
            ("prescriber", "Prescriber"),
            ("consultant", "Consultant"),
            ("pharmacist", "Pharmacist"),
        ),
        choice(
            "means",
            "How it was given",
            ("in person", "In person"),
            ("telephone", "By telephone"),
            ("written", "In writing"),
        ),
        about.text("reason", "Reason", long=True, required=True),
        moment("until", "Good until", hint="if the authoriser said so"),
        Field(
            "limit",
            "Good down or up to",
            Kind.NUMBER,
            hint="if the authoriser named a value, in the unit entered",
        ),
        covered(about, "What is authorised"),
    )


def covered(about: About, label: str) -> Field:
    """The findings covered."""
    return Field("codes", label, Kind.LIST, choices=about.codes, required=True, longest=100)


def confirm(about: About) -> FormSpec:
    """The nurse acknowledges findings."""
    reason = about.text("reason", "Reason", long=True, required=True)
    codes = covered(about, "What is acknowledged")
    return about.form("confirm", "Acknowledge", c.Confirm(), reason, codes)


def bag(about: About) -> FormSpec:
    """A bag, typed from its label or scanned."""
    rules = about.ward.protocol.bag
    longest = int(about.ward.protocol.ranges["batch"].high)
    usual = f"blank: {rules.volume.value} {rules.volume.unit}"
    return about.form(
        "bag",
        "Bag",
        c.Bag(),
        Field(
            "scan",
            "Scan the label's code",
            Kind.SCAN,
            hint="if it has one; typing by hand below is as good",
            longest=about.free_text,
        ),
        about.text("product", "Product on the label", hint=" or ".join(rules.product_names)),
        Field("batch", "Batch", Kind.TEXT, hint=f"up to {longest} characters", longest=longest),
        Field("expiry", "Expiry", Kind.EXPIRY, hint=EXPIRY_FORM),
        about.number("dose_mg", "Dose on the label"),
        about.number("volume_ml", "Volume", hint=usual),
        about.text("diluent", "Diluent", hint=f"blank: {' or '.join(rules.diluents)}"),
        moment("reconstituted", "Reconstituted at", hint="if known"),
        yes_no(
            "label_matches",
            "Patient's name, date of birth and number on the label are this patient's",
        ),
        yes_no("inspected", "Inspected: intact, no particles, no leak"),
        yes_no("light_protected", "Protected from light"),
        yes_no("refrigerated", "Came from the fridge and must warm up"),
        about.listed("vial_batches", "Vial batches", hint="if known, each on a line"),
    )


def bag_out(about: About) -> FormSpec:
    """The bag came out of the fridge."""
    latest = tick("latest", "At the latest then", hint="when the exact time is not known")
    return about.form("bag_out", "Out of the fridge", c.BagOut(), latest)


def premed(about: About) -> FormSpec:
    """A premedication."""
    return about.form(
        "premed",
        "Premedication",
        c.Premed(),
        about.text("drug", "Drug", required=True),
        about.number("dose_mg", "Dose", "premed_mg", required=True),
        choice("route", "Route", ("PO", "Oral (PO)"), ("IV", "Intravenous (IV)")),
        tick("repeat", "This repeats an earlier dose of its class"),
    )


def second_check(about: About) -> FormSpec:
    """A check by two; the second checker reads for themselves, so nothing is shown in advance."""
    return about.form(
        "second_check",
        "Check by two",
        c.SecondCheck(),
        choice("subject", "What was checked", ("bag", "The bag"), ("bedside", "At the bedside")),
        about.member(
            "witness", "Second checker", CHECKERS, but=about.actor, required=True, temporary=True
        ),
        about.number("dose_read_mg", "Dose read by the second checker", "dose_mg"),
        about.number("rate_read_ml_h", "Rate read by the second checker", "rate_ml_h"),
    )


def check_of(about: About, subject: str) -> FormSpec:
    """The check of the "bag" or at the "bedside": the second checker reads the dose from the bag's
    label, or dose and rate from the pump.
    """
    spec = second_check(about).starting(subject=subject)
    if subject == "bag":
        spec = spec.only("witness", "dose_read_mg").needing("dose_read_mg")
        spec = spec.labelled(dose_read_mg="Second checker reads the dose on the bag")
        return replace(spec, title="Second check of the bag")
    spec = spec.only("witness", "dose_read_mg", "rate_read_ml_h")
    spec = spec.needing("dose_read_mg", "rate_read_ml_h").labelled(
        dose_read_mg="Second checker reads the dose on the pump",
        rate_read_ml_h="Second checker reads the rate on the pump",
    )
    return replace(spec, title="Bedside check by two")


def vitals(about: About) -> FormSpec:
    """A set of observations, perhaps partial, or a total from elsewhere."""
    return about.form(
        "vitals",
        "Observations",
        c.Vitals(),
        about.number("resp_rate", "Respiration"),
        about.number("spo2", "Oxygen saturation (SpO2)"),
        yes_no("oxygen", "Air or oxygen", words=("On oxygen", "On air")),
        Field(
            "spo2_scale",
            "SpO2 scale",
            Kind.CHOICE,
            choices=(Choice("1", "Scale 1"), Choice("2", "Scale 2")),
            limits=about.ward.protocol.ranges["spo2_scale"],
            unset="Scale 1, unless chosen",
        ),
        about.number("systolic", "Systolic"),
        about.number("diastolic", "Diastolic"),
        about.number("pulse", "Pulse"),
        about.number("temperature", "Temperature"),
        choice(
            "consciousness",
            "Consciousness",
            ("A", "Alert"),
            ("C", "New confusion"),
            ("V", "Voice"),
            ("P", "Pain"),
            ("U", "Unresponsive"),
            required=False,
            unset="Not observed",
        ),
        tick("elsewhere", "NEWS2 total taken over from elsewhere"),
        about.number("total", "NEWS2 total", "news2_total", hint="only when taken over"),
    )
