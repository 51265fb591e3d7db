"""What each act on the running infusion says."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.flow import default_rate, first_bag
from inoadmin.domain.state import Administration
from inoadmin.session.present.words import joined, number, rate, volume


def infusion_text(ward: Ward, state: Administration, command: c.Act) -> str:
    """What happened to the running infusion."""
    match command:
        case c.Start():
            return start_text(ward, state, command)
        case c.Interrupt():
            return f"Interrupted: {command.reason}"
        case c.Resume():
            at = (
                f"at {rate(command.rate_ml_h)}"
                if command.rate_ml_h is not None
                else "at the last rate"
            )
            return joined(f"Resumed {at}", happened(command.already_happened, command.reason))
        case c.Rate():
            return f"Rate changed to {rate(command.rate_ml_h or Decimal(0))}"
        case c.PumpCheck():
            shows = volume(command.volume_ml) if command.volume_ml is not None else "no volume read"
            return f"Pump shows {shows}, {'running' if command.running else 'STOPPED'}"
        case c.Reaction():
            grade = (
                f"grade {number(command.grade)}" if command.grade is not None else "not yet graded"
            )
            return joined(
                f"Reaction, {grade}", ", ".join(command.symptoms), treated(command.treatment)
            )
        case c.ReactionUpdate():
            grade = f"grade {number(command.grade)}" if command.grade is not None else ""
            said = joined(grade, ", ".join(command.symptoms), treated(command.treatment))
            return f"Reaction update: {said}"
        case c.ReactionOutcome():
            return joined(f"Reaction {command.outcome}", command.note)
        case c.Extravasation():
            return joined("Extravasation", command.note)
        case c.NewAccess():
            return joined("New venous access", command.note)
        case c.Stop():
            given = command.volume_given_ml
            told = f"{volume(given)} given" if given is not None else "volume given as estimated"
            return joined("Stopped for good", told, command.reason)
        case _:
            return "Infusion ended"


def start_text(ward: Ward, state: Administration, command: c.Start) -> str:
    """The start with its rate, access and pump."""
    usual = default_rate(ward.protocol, first_bag(state))
    at = rate(usual if command.rate_ml_h is None else command.rate_ml_h)
    return joined(
        f"Infusion started at {at}",
        "" if command.light_protected else "NOT PROTECTED FROM LIGHT",
        f"access {command.access}" if command.access else "",
        f"pump {command.pump}" if command.pump else "",
        happened(command.already_happened, command.reason),
    )


def happened(already: bool, reason: str) -> str:
    """That an act was recorded as already happened, and why."""
    return f"recorded as already happened: {reason}" if already else ""


def treated(treatment: tuple[str, ...]) -> str:
    """The treatments given."""
    return f"treated with {', '.join(treatment)}" if treatment else ""
