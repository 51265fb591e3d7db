"""In which stage each command applies (the scenario format's table).

The fold passes over an act that does not apply, just as a command would have been refused: so a
correction gives the state that would be, had the act been recorded so.
"""

from __future__ import annotations

from collections.abc import Mapping

from inoadmin.domain import commands as c
from inoadmin.domain.state import OPEN_STAGES, Administration, Stage

_RUNNING = frozenset({Stage.INFUSING, Stage.INTERRUPTED})
_ANY = frozenset(Stage)

STAGES: Mapping[type[c.Act], frozenset[Stage]] = {
    c.Answer: OPEN_STAGES,
    c.Blasts: OPEN_STAGES,
    c.Bloods: OPEN_STAGES,
    c.Authorise: OPEN_STAGES,
    c.Confirm: OPEN_STAGES,
    c.Premed: OPEN_STAGES,
    c.Vitals: OPEN_STAGES,
    c.SecondCheck: OPEN_STAGES,
    c.BagOut: OPEN_STAGES,
    c.Handover: OPEN_STAGES,
    c.Bag: OPEN_STAGES,
    c.Start: frozenset({Stage.PREPARING}),
    c.Cancel: frozenset({Stage.PREPARING}),
    c.Interrupt: frozenset({Stage.INFUSING}),
    c.Rate: frozenset({Stage.INFUSING}),
    c.End: frozenset({Stage.INFUSING}),
    c.Resume: frozenset({Stage.INTERRUPTED}),
    c.PumpCheck: _RUNNING,
    c.Extravasation: _RUNNING,
    c.Stop: _RUNNING,
    c.Reaction: _RUNNING | {Stage.OBSERVING},
    c.ReactionUpdate: OPEN_STAGES,
    c.ReactionOutcome: OPEN_STAGES,
    c.NewAccess: OPEN_STAGES,
    c.Left: frozenset({Stage.OBSERVING}),
    c.Complete: frozenset({Stage.OBSERVING}),
    c.Addendum: _ANY,
}


def inapplicable(state: Administration, command: c.Act) -> str | None:
    """Why a command does not apply in the stage; None when it does."""
    if state.stage not in STAGES.get(type(command), frozenset[Stage]()):
        return f"does not apply while {state.stage}"
    match command:
        case c.Bag():
            late = state.bags and state.stage not in {Stage.PREPARING, Stage.INTERRUPTED}
            return "a bag can be replaced while preparing or interrupted" if late else None
        case c.PumpCheck():
            stands = command.running and state.stage is Stage.INTERRUPTED
            return "the infusion is interrupted: resume it first" if stands else None
        case _:
            return None
