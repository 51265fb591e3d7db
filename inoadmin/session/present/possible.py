"""Which acts apply now: what a button is on for."""

from __future__ import annotations

from collections.abc import Callable

from inoadmin.domain import commands as c
from inoadmin.domain.sequence import misplaced
from inoadmin.domain.state import Stage
from inoadmin.session.service import Service

_COURSE = frozenset({"history", "omit", "discontinue", "allergies"})
#: What an act needs to be looked at with; its values are not judged here.
_EXAMPLES: dict[str, c.Act] = {
    "pump_check": c.PumpCheck(running=False),
    "premed": c.Premed(repeat=True),
    "second_check": c.SecondCheck("bedside"),
}


def possible(service: Service, administration: str | None) -> Callable[[str], bool]:
    """Tells of a command's public name whether the act applies at this stage."""
    if administration is None:
        return lambda kind: kind in _COURSE
    protocol = service.ward(administration).protocol
    state = service.administration(administration)

    def applies(kind: str) -> bool:
        if kind in _COURSE:
            return True
        if kind == "open":
            return state.stage is not Stage.VOIDED
        act = _EXAMPLES.get(kind) or c.KINDS[kind]()
        return misplaced(protocol, state, act) is None

    return applies
