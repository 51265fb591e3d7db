"""What a screen reader is told when something changes: once a change, never because time went by.

Scene: what stands at a moment. Telling: what was told last; compares the next scene with it. Where
another patient, step or gate is shown, its heading is told and no finding by itself. Sentences that
only count on ("for 4min", then "for 5min") are no change: a finding is known by its code and
severity, an act by its version, an alarm by its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from inoadmin.session.present.alarms import Alarm, alarms
from inoadmin.session.present.findings import STEPS, TITLES, FindingRow, finding_rows, heading
from inoadmin.session.present.lines import Line, lines
from inoadmin.session.present.locked import discreet_alarms
from inoadmin.session.present.words import full_name
from inoadmin.session.service import Service

_MANY = 3  # from so many on they are counted, not read out
_REPORTED = frozenset({"reaction", "called"})  # whoever reports one is there already


@dataclass(frozen=True, slots=True)
class Told:
    """One announcement. `urgent`: it may interrupt what is being read out."""

    text: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands. `step` is the page that is shown, "" for another; `acts` the recorded acts."""

    patient: str = ""
    name: str = ""
    step: str = ""
    stage: str = ""
    findings: tuple[FindingRow, ...] = ()
    acts: tuple[Line, ...] = ()

    @property
    def gate(self) -> str:
        """What stands over the findings, "" where no gate is ahead."""
        return heading(self.stage, self.findings)

    @property
    def where(self) -> str:
        """The step that is shown, and its place among the others."""
        if not self.step:
            return "Course" if self.patient else ""
        return f"{TITLES[self.step]}, step {STEPS.index(self.step) + 1} of {len(STEPS)}"


def scene(service: Service, patient: str | None, administration: str | None, step: str) -> Scene:
    """What stands now for the open patient."""
    if patient is None:
        return Scene()
    name = full_name(service.patient(patient).details)
    if administration is None:
        return Scene(patient, name)
    state, ward = service.administration(administration), service.ward(administration)
    found = finding_rows(service, administration)
    acts = lines(ward, service.staff(), state)
    return Scene(f"{patient}/{administration}", name, step, str(state.stage), found, acts)


@dataclass
class Telling:
    """Of one window."""

    _before: Scene = field(default_factory=Scene)
    _rung: frozenset[str] = frozenset()

    def leave(self) -> None:
        """Nothing is shown any more: what is shown next is new."""
        self._before = Scene()

    def tell(self, now: Scene) -> tuple[Told, ...]:
        """What changed in what is shown, in one sentence or more, as a single announcement."""
        before, self._before = self._before, now
        if before == now:
            return ()
        said = [*recorded(before, now), *moved(before, now)]
        if before.patient == now.patient and before.stage == now.stage:
            said += turned(before, now)
        elif now.gate:
            said.append(now.gate)
        text = ". ".join(part.rstrip(".") for part in said if part)
        return (Told(f"{text}."),) if text else ()

    def ring(self, service: Service, at: datetime, *, discreetly: bool) -> tuple[Told, ...]:
        """Each alarm that begins, gravest first; on a covered screen as anybody may hear it."""
        standing = alarms(service, at)
        begun = [a for a in standing if a.key not in self._rung and a.code not in _REPORTED]
        self._rung = frozenset(alarm.key for alarm in standing)
        return tuple(rung(alarm) for alarm in (discreet_alarms(begun) if discreetly else begun))


def rung(alarm: Alarm) -> Told:
    """An alarm as it is announced."""
    return Told(f"Alarm, {alarm.priority}: {alarm.line}.", urgent=alarm.priority == "high")


def recorded(before: Scene, now: Scene) -> list[str]:
    """What was recorded, put right or voided since."""
    if before.patient != now.patient:
        return []
    known = {act.version: act for act in before.acts}
    new = [act for act in now.acts if act.version not in known]
    put_right = [
        act
        for act in now.acts
        if act.version in known and len(act.corrected) > len(known[act.version].corrected)
    ]
    if len(new) >= _MANY:
        return [f"Recorded: {len(new)} entries"]
    said = [f"Recorded: {act.what}, {act.when}" for act in new]
    return said + [f"Corrected: {act.what}, {act.corrected[-1]}" for act in put_right]


def moved(before: Scene, now: Scene) -> list[str]:
    """That another patient or step is shown."""
    if before.patient != now.patient:
        return [now.name, now.where] if now.patient else ["No patient is open"]
    return [now.where] if before.step != now.step else []


def turned(before: Scene, now: Scene) -> list[str]:
    """Findings that came and went at the same gate, and how many keep it shut then."""
    was, are = by_key(before.findings), by_key(now.findings)
    come = [row for key, row in are.items() if key not in was]
    gone = [row for key, row in was.items() if key not in are]
    if not come and not gone:
        return []
    said = [f"{row.kind}: {row.sentence}" for row in come]
    if len(come) >= _MANY:
        said = [f"{len(come)} more findings"]
    left = [f"No longer: {row.sentence}" for row in gone]
    if len(gone) >= _MANY:
        left = [f"{len(gone)} findings are gone"]
    return [*said, *left, now.gate]


def by_key(rows: Sequence[FindingRow]) -> dict[tuple[str, str], FindingRow]:
    """The rows by what they are known by."""
    return {(row.code, row.severity): row for row in rows}
