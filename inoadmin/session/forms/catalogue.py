"""Every command's form by the command's public name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inoadmin.session.forms import course, infusing, people, preparing
from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec

FORMS: Mapping[str, Callable[[About], FormSpec]] = {
    "history": course.history,
    "allergies": course.allergies,
    "omit": course.omit,
    "discontinue": course.discontinue,
    "open": course.opening,
    "answer": preparing.answer,
    "blasts": preparing.blasts,
    "bloods": preparing.bloods,
    "authorise": preparing.authorise,
    "confirm": preparing.confirm,
    "bag": preparing.bag,
    "bag_out": preparing.bag_out,
    "premed": preparing.premed,
    "second_check": preparing.second_check,
    "vitals": preparing.vitals,
    "start": infusing.start,
    "interrupt": infusing.interrupt,
    "resume": infusing.resume,
    "rate": infusing.rate,
    "pump_check": infusing.pump_check,
    "reaction": infusing.reaction,
    "reaction_update": infusing.reaction_update,
    "reaction_outcome": infusing.reaction_outcome,
    "extravasation": infusing.extravasation,
    "new_access": infusing.new_access,
    "stop": infusing.stop,
    "end": infusing.end,
    "left": infusing.left,
    "handover": infusing.handover,
    "complete": infusing.complete,
    "cancel": infusing.cancel,
    "addendum": infusing.addendum,
    "patient": people.patient,
    "staff": people.member,
}


def form_for(kind: str, about: About) -> FormSpec:
    """The form of a command, of a "patient" or of a member of "staff"."""
    return FORMS[kind](about)
