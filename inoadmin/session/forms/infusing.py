"""The forms of what is recorded from the start on."""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.session.forms.about import CHECKERS, About, choice, happened, yes_no
from inoadmin.session.forms.model import Choice, Field, FormSpec, Kind

OTHER = "other"


def start(about: About) -> FormSpec:
    """The infusion starts."""
    return about.form(
        "start",
        "Start",
        c.Start(),
        about.number("rate_ml_h", "Rate", hint="blank: the whole bag over the usual time"),
        yes_no("light_protected", "Bag and line protected from light"),
        about.text("access", "Venous access", hint="site, such as: left forearm cannula"),
        about.text("pump", "Pump", hint="its number"),
        *happened("The start"),
    )


def interrupt(about: About) -> FormSpec:
    """The infusion is interrupted."""
    reason = about.text("reason", "Reason", long=True, required=True)
    return about.form("interrupt", "Interrupt", c.Interrupt(), reason)


def resume(about: About) -> FormSpec:
    """The infusion goes on."""
    return about.form(
        "resume",
        "Resume",
        c.Resume(),
        about.number("rate_ml_h", "Rate", hint="blank: the last rate"),
        yes_no("light_protected", "Bag and line protected from light"),
        *happened("The resumption"),
    )


def rate(about: About) -> FormSpec:
    """The rate is changed."""
    field = about.number("rate_ml_h", "New rate", "rate_ml_h", required=True)
    return about.form("rate", "Change the rate", c.Rate(), field)


def pump_check(about: About) -> FormSpec:
    """What the pump shows."""
    return about.form(
        "pump_check",
        "What the pump shows",
        c.PumpCheck(),
        about.number("volume_ml", "Volume infused of this bag", "pump_volume_ml"),
        yes_no("running", "The pump is running"),
    )


def grade(about: About) -> Field:
    """CTCAE's grade, each with what it means."""
    infusion = about.ward.protocol.infusion
    choices = tuple(
        Choice(value, f"Grade {value}: {meaning}") for value, meaning in infusion.grades.items()
    )
    return Field(
        "grade",
        f"Grade (CTCAE {infusion.ctcae_version})",
        Kind.CHOICE,
        choices=choices,
        limits=about.ward.protocol.ranges["grade"],
        unset="Not yet graded",
    )


def reaction_fields(about: About) -> tuple[Field, ...]:
    """Grade, symptoms and treatment."""
    symptoms = tuple(
        Choice(word, word.capitalize())
        for word in about.ward.protocol.infusion.symptoms
        if word != OTHER
    )
    return (
        grade(about),
        about.listed("symptoms", "Symptoms", choices=symptoms),
        about.listed(
            "treatment",
            "Treatment and who was called",
            hint="one a line: drug, dose, route, time",
        ),
    )


def reaction(about: About) -> FormSpec:
    """A reaction."""
    return about.form("reaction", "Reaction", c.Reaction(), *reaction_fields(about))


def reaction_update(about: About) -> FormSpec:
    """More about the latest open reaction."""
    fields = reaction_fields(about)
    return about.form("reaction_update", "Reaction: more", c.ReactionUpdate(), *fields)


def reaction_outcome(about: About) -> FormSpec:
    """How the open reactions stand."""
    return about.form(
        "reaction_outcome",
        "Reaction: outcome",
        c.ReactionOutcome(),
        choice(
            "outcome",
            "Outcome",
            ("resolved", "Resolved"),
            ("improved", "Improved to grade 1"),
            ("ongoing", "Ongoing"),
            ("transferred", "Transferred"),
        ),
        about.text("note", "Note", long=True),
    )


def extravasation(about: About) -> FormSpec:
    """The drug left the vein."""
    note = about.text("note", "What was seen and done", long=True)
    return about.form("extravasation", "Extravasation", c.Extravasation(), note)


def new_access(about: About) -> FormSpec:
    """New venous access."""
    note = about.text("note", "Site of the new access")
    return about.form("new_access", "New access", c.NewAccess(), note)


def stop(about: About) -> FormSpec:
    """The infusion is ended early."""
    return about.form(
        "stop",
        "Stop for good",
        c.Stop(),
        about.text("reason", "Reason", long=True, required=True),
        about.number(
            "volume_given_ml", "Volume given of this bag", "pump_volume_ml", hint="blank: estimated"
        ),
    )


def end(about: About) -> FormSpec:
    """The infusion has run to its end."""
    return about.form("end", "End", c.End())


def left(about: About) -> FormSpec:
    """The patient left early."""
    return about.form(
        "left",
        "Left before the hour was over",
        c.Left(),
        choice(
            "reason",
            "Reason",
            ("against advice", "Against advice"),
            ("transferred", "Transferred"),
            ("died", "Died"),
            ("other", "Other"),
        ),
        about.text("informed", "Who was informed", required=True),
        about.text("note", "Note", long=True),
    )


def handover(about: About) -> FormSpec:
    """Another nurse becomes responsible."""
    to = about.member("to", "Handed over to", ("nurse",), but=about.responsible, required=True)
    return about.form("handover", "Hand over", c.Handover(), to)


def complete(about: About) -> FormSpec:
    """The administration is signed off."""
    needed = about.ward.protocol.settings.countersignature
    witness = about.member(
        "witness",
        "Countersigned by",
        CHECKERS,
        but=about.actor,
        unset="" if needed else "Nobody (not required on this ward)",
    )
    return about.form("complete", "Sign off", c.Complete(), witness)


def cancel(about: About) -> FormSpec:
    """Given up before the start."""
    reason = about.text("reason", "Reason", long=True, required=True)
    return about.form("cancel", "Cancel this administration", c.Cancel(), reason)


def addendum(about: About) -> FormSpec:
    """A text added to the record."""
    words = about.text("text", "Addition to the record", long=True, required=True)
    return about.form("addendum", "Add to the record", c.Addendum(), words)
