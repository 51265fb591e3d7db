"""Plays a scenario through the session service, as the window would.

Runner holds the service that is open now and where each step's record lies; `play` runs all steps
and shapes the report. `restart_application` closes the service and opens another on the same log.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inoadmin.domain import commands as c
from inoadmin.scenario.clock import ScenarioClock
from inoadmin.scenario.correcting import corrected
from inoadmin.scenario.expecting import After, judge
from inoadmin.scenario.model import (
    CorrectStep,
    Look,
    RestartApplication,
    Scenario,
    ScenarioError,
    Step,
)
from inoadmin.scenario.outcome import administration_line
from inoadmin.scenario.report import Report, StepLine, instant, timer_fields
from inoadmin.session.accounts import Proof
from inoadmin.session.outcome import Outcome
from inoadmin.session.registration import RegistrationError
from inoadmin.session.service import Service


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step's record lies: its patient, administration (None: the patient's) and version."""

    patient: str
    administration: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Run:
    """A played scenario: the report, and the administrations in order of opening."""

    report: Report
    administrations: tuple[str, ...]


def unasked(_command: c.Command, _actor: str) -> Sequence[Proof]:
    """Nobody types a PIN."""
    return ()


class Runner:
    """Plays one scenario. `reopen` closes the service and gives a new one on the same log; `sign`
    gives the proofs for what an actor records, where the log asks for any: a scenario's does not.
    """

    def __init__(
        self,
        scenario: Scenario,
        service: Service,
        clock: ScenarioClock,
        reopen: Callable[[], Service],
        sign: Callable[[c.Command, str], Sequence[Proof]] = unasked,
    ) -> None:
        self.service = service
        self._scenario = scenario
        self._clock = clock
        self._reopen = reopen
        self._sign = sign
        self._patients: dict[str, str] = {}
        self._opened: dict[str, list[str]] = {}
        self._order: list[str] = []
        self._places: dict[int, Place] = {}

    def register(self) -> None:
        """Registers patients and staff.

        Raises:
            ScenarioError: one that the application refuses.
        """
        for key, member in self._scenario.staff.items():
            try:
                self.service.register_staff(member, key)
            except RegistrationError as error:
                raise ScenarioError(f"staff.{key}: {error}") from error
        for key, patient in self._scenario.patients.items():
            try:
                registered = self.service.register_patient(patient.details, patient.allergies)
            except RegistrationError as error:
                raise ScenarioError(f"patients.{key}: {error}") from error
            self._patients[key] = registered
            self._opened[registered] = []

    def play(self) -> Run:
        """Runs every step and shapes the report.

        Raises:
            StorageError: the log could not be written.
        """
        lines: list[StepLine] = []
        met = missed = 0
        for step in self._scenario.steps:
            line, step_met = self._step(step)
            lines.append(line)
            met, missed = met + step_met, missed + len(line.missed)
        keys = {patient: key for key, patient in self._patients.items()}
        shaped = tuple(administration_line(self.service, name, keys) for name in self._order)
        report = Report(self._scenario.title, tuple(lines), shaped, met, missed)
        return Run(report, tuple(self._order))

    def _step(self, step: Step) -> tuple[StepLine, int]:
        """Runs one step and holds what came of it against what was expected."""
        self._clock.move_to(step.at)
        patient = self._patients.get(step.patient or "")
        outcome = self._act(step, patient)
        codes = None if outcome is None or outcome.accepted else outcome.codes
        after = self._after(step, patient, outcome, codes)
        judgement = judge(step.expects, after)
        line = StepLine(
            index=step.index,
            at=instant(step.at),
            by=step.by,
            command=step.name,
            outcome="accepted" if codes is None else "refused",
            codes=codes or (),
            stage=after.stage,
            missed=judgement.missed,
            notes=tuple(note.code for note in outcome.notes) if outcome else (),
        )
        return line, judgement.met

    def _act(self, step: Step, patient: str | None) -> Outcome | None:
        """Carries the step out; None for those that record nothing."""
        command = step.command
        match command:
            case RestartApplication():
                self.service = self._reopen()
                return None
            case Look():
                return None
            case _:
                assert patient is not None and step.by is not None  # noqa: PT018, S101 - loaded so
        if isinstance(command, CorrectStep):
            return self._correct(step, command, patient, step.by)
        own = isinstance(command, c.PatientCommand | c.Open)
        target = None if own else self._target(step, patient)
        outcome = self.service.submit(
            command,
            actor=step.by,
            patient=patient,
            administration=target,
            occurred=step.occurred,
            proofs=self._sign(command, step.by),
        )
        if outcome.accepted:
            self._remember(step, patient, outcome)
        return outcome

    def _target(self, step: Step, patient: str) -> str | None:
        """The administration that a step is for; None when there is none."""
        if step.administration is None:
            return self.service.current(patient)
        opened = self._opened[patient]
        return opened[step.administration] if 0 <= step.administration < len(opened) else None

    def _remember(self, step: Step, patient: str, outcome: Outcome) -> None:
        """Keeps where an accepted step's record lies."""
        version = outcome.events[-1].version
        self._places[step.index] = Place(patient, outcome.administration, version)
        if isinstance(step.command, c.Open) and outcome.administration is not None:
            self._opened[patient].append(outcome.administration)
            self._order.append(outcome.administration)

    def _correct(self, step: Step, correction: CorrectStep, patient: str, actor: str) -> Outcome:
        """Corrects the record of an earlier step; a step without one gives no target."""
        place = self._places.get(-1 if correction.of is None else correction.of)
        if place is None:
            place = Place(patient, self._target(step, patient), 0)
        corrected = self._corrected(correction, place)
        return self.service.submit(
            corrected,
            actor=actor,
            patient=place.patient,
            administration=place.administration,
            occurred=step.occurred,
            proofs=self._sign(corrected, actor),
        )

    def _corrected(self, correction: CorrectStep, place: Place) -> c.Correct:
        """The correction with the act as it should have been; a field that does not fit gives an
        act of None, which the domain refuses by name.
        """
        bare = c.Correct(
            place.version, correction.field, void=correction.void, reason=correction.reason
        )
        if correction.void:
            return bare
        value = str(correction.value)
        if correction.field == "occurred":
            return c.Correct(
                place.version,
                "occurred",
                value,
                occurred_at=correction.instant,
                reason=correction.reason,
            )
        act = self._recorded(place)
        try:
            new = correction.value if correction.instant is None else correction.instant
            put_right = None if act is None else corrected(act, correction.field, new)
        except ValueError:
            return bare
        return c.Correct(
            place.version, correction.field, value, put_right, reason=correction.reason
        )

    def _recorded(self, place: Place) -> c.Act | None:
        """The act at a place, as it stands now."""
        if place.administration is None:
            entries = self.service.patient(place.patient).entries
            return next((e.command for e in entries if e.version == place.version), None)
        entry = self.service.administration(place.administration).entry(place.version)
        return None if entry is None else entry.command

    def _after(
        self,
        step: Step,
        patient: str | None,
        outcome: Outcome | None,
        codes: tuple[str, ...] | None,
    ) -> After:
        """How things stand after the step."""
        target = outcome.administration if outcome else None
        if target is None and patient is not None:
            target = self._target(step, patient)
        if target is None:
            return After(codes)
        stage = self.service.administration(target).stage
        if not step.expects.of_state:
            return After(codes, stage)
        return After(
            codes,
            stage,
            tuple(finding.code for finding in self.service.findings(target)),
            {
                name: timer_fields(name, timer)
                for name, timer in self.service.timers(target).items()
            },
        )
