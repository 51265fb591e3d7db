"""The steps of an administration: which are done, which can be worked on, which comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from inoadmin.domain.findings.base import Finding, Severity
from inoadmin.domain.state import Administration, Stage
from inoadmin.session.present.findings import STEP_OF, STEPS, TITLES
from inoadmin.session.service import Service

_PREPARING = STEPS[: STEPS.index("infusion")]
_STATE_WORDS = {
    "done": "done",
    "current": "shown now",
    "open": "can be recorded now",
    "later": "comes later",
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step. `state`: "done", "current" (the one shown), "open" or "later"; `done` tells the
    shown one's too.
    """

    step: str
    title: str
    state: str
    done: bool

    @property
    def label(self) -> str:
        """The title, ticked when done."""
        return f"✓ {self.title}" if self.done else self.title

    @property
    def spoken(self) -> str:
        """For a screen reader: "Bag: done, shown now"."""
        said = _STATE_WORDS[self.state]
        return f"{self.title}: {'done, ' if self.done and self.state == 'current' else ''}{said}"


def steps(service: Service, administration: str, shown: str) -> tuple[StepRow, ...]:
    """All steps in order; `shown` is the page that is open."""
    state = service.administration(administration)
    found = service.findings(administration)
    done, workable = done_steps(state, found), open_steps(state.stage)
    rows: list[StepRow] = []
    for step in STEPS:
        if step == shown:
            now = "current"
        elif step in done:
            now = "done"
        else:
            now = "open" if step in workable else "later"
        rows.append(StepRow(step, TITLES[step], now, step in done))
    return tuple(rows)


def next_step(service: Service, administration: str) -> str:
    """The step to go on with: the first that can be recorded now and is not done."""
    state = service.administration(administration)
    done = done_steps(state, service.findings(administration))
    workable = open_steps(state.stage)
    return next((s for s in STEPS if s in workable and s not in done), "signoff")


def open_steps(stage: Stage) -> Collection[str]:
    """The steps whose recording makes sense in a stage."""
    match stage:
        case Stage.PREPARING:
            return _PREPARING
        case Stage.INFUSING | Stage.INTERRUPTED:
            return ("infusion",)
        case Stage.OBSERVING:
            return ("observation", "signoff")
        case Stage.COMPLETED | Stage.CANCELLED | Stage.VOIDED:
            return ()


def done_steps(state: Administration, found: tuple[Finding, ...]) -> frozenset[str]:
    """The steps that ask for nothing more."""
    shut = {STEP_OF.get(f.code) for f in found if f.severity is not Severity.NOTE}
    clear = {step for step in open_steps(state.stage) if step not in shut}
    match state.stage:
        case Stage.PREPARING:
            return frozenset(clear - {"start"})
        case Stage.INFUSING | Stage.INTERRUPTED:
            return frozenset(_PREPARING)
        case Stage.OBSERVING:
            return frozenset({*_PREPARING, "infusion", *(clear - {"signoff"})})
        case Stage.COMPLETED:
            return frozenset(STEPS)
        case Stage.CANCELLED | Stage.VOIDED:
            return frozenset()
