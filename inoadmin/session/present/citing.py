"""Where the protocol is opened: at the section that the step, or the form in front, rests on.

Each is a citation of the protocol file's own: a figure's, or an open finding's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from inoadmin.protocol.model import Number, Protocol
from inoadmin.session.present.findings import finding_rows
from inoadmin.session.present.reading import cited
from inoadmin.session.service import Service

#: The figure that a step turns on.
_STEPS: Final[Mapping[str, Callable[[Protocol], Number]]] = {
    "": lambda p: p.regimen.later_cycle_after,
    "checks": lambda p: p.bloods.validity,
    "dose": lambda p: p.dosing.level_first,
    "bag": lambda p: p.bag.volume,
    "premedication": lambda p: p.premedication.opens_after,
    "start": lambda p: p.start.equilibration,
    "infusion": lambda p: p.start.infusion,
    "observation": lambda p: p.observation.observe,
    "signoff": lambda p: p.observation.observe,
}
#: The figure that a form turns on, where it is another than its step's.
_FORMS: Final[Mapping[str, Callable[[Protocol], Number]]] = {
    "bag": lambda p: p.bag.volume,
    "bag_out": lambda p: p.bag.volume,
    "premed": lambda p: p.premedication.opens_after,
    "bloods": lambda p: p.bloods.neutrophils_min,
    "blasts": lambda p: p.bloods.blasts_max,
    "open": lambda p: p.regimen.later_cycle_after,
    "history": lambda p: p.regimen.later_cycle_after,
    "omit": lambda p: p.dosing.omit_after,
    "discontinue": lambda p: p.dosing.discontinue_after,
}
#: The finding whose sentence a form answers.
_ANSWERS: Final[Mapping[str, str]] = {
    "extravasation": "extravasation-open",
    "new_access": "extravasation-open",
    "reaction": "reaction-severe",
    "reaction_update": "reaction-severe",
    "reaction_outcome": "reaction-severe",
}
#: Steps of many subjects: what is open there comes first.
_MANY: Final = frozenset({"checks", "dose", "signoff"})


def step_citation(service: Service, administration: str | None, step: str) -> str:
    """What a step cites ("" is the course's page): in one of many subjects the gravest finding that
    keeps something shut there, if the protocol has words on it, else the figure that it turns on.
    """
    protocol = service.ward(administration).protocol
    if administration is not None and step in _MANY:
        for row in finding_rows(service, administration, step):
            if row.severity != "note" and cited(protocol, row.citation):
                return row.citation
    return _STEPS[step if administration is not None else ""](protocol).citation


def form_citation(
    service: Service, administration: str | None, kind: str, codes: Sequence[str] = ()
) -> str:
    """What a form cites: what it covers or answers, or the figure it turns on; "" where it has
    nothing of its own.
    """
    protocol = service.ward(administration).protocol
    for code in (*codes, _ANSWERS.get(kind, "")):
        wording = protocol.findings.get(code)
        if wording is not None and cited(protocol, wording.citation):
            return wording.citation
    return _FORMS[kind](protocol).citation if kind in _FORMS else ""
