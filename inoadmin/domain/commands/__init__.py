"""What staff can ask for.

One frozen class a command; the fields are the scenario format's, in Decimal and aware UTC instants.
A field left out is None; its default is worked out from the state, so that it follows a correction
of the value it was taken from. `KINDS` maps the public names to the classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inoadmin.domain.commands.course import Allergies, Discontinue, History, Omit
from inoadmin.domain.commands.infusing import (
    Addendum,
    Cancel,
    Complete,
    End,
    Extravasation,
    Handover,
    Interrupt,
    Left,
    NewAccess,
    PumpCheck,
    Rate,
    Reaction,
    ReactionOutcome,
    ReactionUpdate,
    Resume,
    Start,
    Stop,
)
from inoadmin.domain.commands.preparing import (
    Answer,
    Answered,
    Authorise,
    Bag,
    BagOut,
    Blasts,
    Bloods,
    Confirm,
    Open,
    Premed,
    Reading,
    SecondCheck,
    Vitals,
)

__all__ = [
    "KINDS",
    "Act",
    "Addendum",
    "AdministrationCommand",
    "Allergies",
    "Answer",
    "Answered",
    "Authorise",
    "Bag",
    "BagOut",
    "Blasts",
    "Bloods",
    "Cancel",
    "Command",
    "Complete",
    "Confirm",
    "Correct",
    "Discontinue",
    "End",
    "Extravasation",
    "Handover",
    "History",
    "Interrupt",
    "Left",
    "NewAccess",
    "Omit",
    "Open",
    "PatientCommand",
    "Premed",
    "PumpCheck",
    "Rate",
    "Reaction",
    "ReactionOutcome",
    "ReactionUpdate",
    "Reading",
    "Resume",
    "SecondCheck",
    "Start",
    "Stop",
    "Vitals",
    "kind_of",
]

PatientCommand = History | Allergies | Omit | Discontinue
AdministrationCommand = (
    Answer
    | Blasts
    | Bloods
    | Authorise
    | Confirm
    | Bag
    | BagOut
    | Premed
    | SecondCheck
    | Vitals
    | Start
    | Interrupt
    | Resume
    | Rate
    | PumpCheck
    | Reaction
    | ReactionUpdate
    | ReactionOutcome
    | Extravasation
    | NewAccess
    | Stop
    | End
    | Left
    | Handover
    | Complete
    | Cancel
    | Addendum
)
Act = PatientCommand | Open | AdministrationCommand  # all that can be recorded and corrected


@dataclass(frozen=True, slots=True)
class Correct:
    """Puts a recorded act right. `corrected` is the whole act as it should have been, with only
    `field` changed; it is None when the time alone is corrected (`field` "occurred") or on `void`.
    `target` is the act's version in its stream; `value` is the new value as text, for the reader.
    """

    target: int
    field: str = ""
    value: str = ""
    corrected: Act | None = None
    occurred_at: datetime | None = None
    void: bool = False
    reason: str = ""


Command = Act | Correct

KINDS: Mapping[str, type[Act]] = {
    "history": History,
    "allergies": Allergies,
    "omit": Omit,
    "discontinue": Discontinue,
    "open": Open,
    "answer": Answer,
    "blasts": Blasts,
    "bloods": Bloods,
    "authorise": Authorise,
    "confirm": Confirm,
    "bag": Bag,
    "bag_out": BagOut,
    "premed": Premed,
    "second_check": SecondCheck,
    "vitals": Vitals,
    "start": Start,
    "interrupt": Interrupt,
    "resume": Resume,
    "rate": Rate,
    "pump_check": PumpCheck,
    "reaction": Reaction,
    "reaction_update": ReactionUpdate,
    "reaction_outcome": ReactionOutcome,
    "extravasation": Extravasation,
    "new_access": NewAccess,
    "stop": Stop,
    "end": End,
    "left": Left,
    "handover": Handover,
    "complete": Complete,
    "cancel": Cancel,
    "addendum": Addendum,
}


def kind_of(command: Command) -> str:
    """The public name of a command ("bag_out")."""
    if isinstance(command, Correct):
        return "correct"
    return next(name for name, cls in KINDS.items() if cls is type(command))
