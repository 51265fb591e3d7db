"""What a step expected against what came of it: a sentence for every expectation missed.

Each `expect…` key of a step is one expectation, `expect_timers` as a whole too. A step that names
no outcome and is refused counts as one missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from inoadmin.scenario.correcting import as_text
from inoadmin.scenario.model import Expectations

TimerFields = Mapping[str, str | int | datetime | None]


@dataclass(frozen=True, slots=True)
class After:
    """How things stand after a step. `codes`: of its refusal; None when it was accepted.

    `findings` are the codes unresolved at the next gate; `timers` name their fields as the
    scenario format does.
    """

    codes: tuple[str, ...] | None = None
    stage: str | None = None
    findings: tuple[str, ...] = ()
    timers: Mapping[str, TimerFields] = field(default_factory=dict[str, TimerFields])


@dataclass(frozen=True, slots=True)
class Judgement:
    """How many expectations were met, and a sentence for each that was missed."""

    met: int = 0
    missed: tuple[str, ...] = ()


def judge(expects: Expectations, after: After) -> Judgement:
    """Compare what was expected of a step with how things stand after it."""
    results = tuple(_results(expects, after))
    missed = tuple(result for result in results if result)
    return Judgement(len(results) - len(missed), missed)


def _results(expects: Expectations, after: After) -> Iterable[str]:
    """Give one text for each expectation: empty when met, else the sentence."""
    if expects.outcome is not None:
        yield _outcome(expects.outcome, after.codes)
    if expects.includes is not None:
        yield _includes(expects.includes, after.codes)
    if expects.outcome is None and expects.includes is None and after.codes is not None:
        yield f"It was refused, with {_listed(after.codes)}."
    if expects.stage is not None:
        yield _stage(expects.stage, after.stage)
    if expects.findings is not None:
        yield _findings(expects.findings, after.findings)
    if expects.findings_include is not None:
        yield _findings_include(expects.findings_include, after.findings)
    if expects.timers is not None:
        yield _timers(expects.timers, after.timers)


def _outcome(wanted: str | tuple[str, ...], codes: tuple[str, ...] | None) -> str:
    if isinstance(wanted, str):
        return "" if codes is None else f"Expected accepted, was refused with {_listed(codes)}."
    if codes is None:
        return f"Expected a refusal with {_listed(wanted)}, was accepted."
    if set(codes) == set(wanted):
        return ""
    return f"Expected a refusal with {_listed(wanted)}, was refused with {_listed(codes)}."


def _includes(wanted: tuple[str, ...], codes: tuple[str, ...] | None) -> str:
    if codes is None:
        return f"Expected a refusal that includes {_listed(wanted)}, was accepted."
    if set(wanted) <= set(codes):
        return ""
    return f"Expected a refusal that includes {_listed(wanted)}, was refused with {_listed(codes)}."


def _stage(wanted: str, stage: str | None) -> str:
    return "" if wanted == stage else f"Expected stage {wanted}, is {stage or 'none'}."


def _findings(wanted: tuple[str, ...], findings: tuple[str, ...]) -> str:
    if set(wanted) == set(findings):
        return ""
    return f"Expected findings {_listed(wanted)}, there stand {_listed(findings)}."


def _findings_include(wanted: tuple[str, ...], findings: tuple[str, ...]) -> str:
    if set(wanted) <= set(findings):
        return ""
    return f"Expected findings that include {_listed(wanted)}, there stand {_listed(findings)}."


def _timers(
    wanted: Mapping[str, Mapping[str, str | Decimal | datetime]],
    timers: Mapping[str, TimerFields],
) -> str:
    """Compare the named fields only: instants as instants, seconds as numbers."""
    nothing: TimerFields = {}
    differing = [
        f"{name} {key} {as_text(value)}, is {as_text(timers.get(name, nothing).get(key)) or 'none'}"
        for name, fields in wanted.items()
        for key, value in fields.items()
        if timers.get(name, nothing).get(key) != value
    ]
    return f"Expected timer {'; '.join(differing)}." if differing else ""


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) or "nothing"
