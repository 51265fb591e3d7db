"""The doses of a course as lines: given here, given elsewhere, omitted, and how each ended."""

from __future__ import annotations

from dataclasses import dataclass

from inoadmin.domain.course import Opening
from inoadmin.session.present import words
from inoadmin.session.service import Service


@dataclass(frozen=True, slots=True)
class DoseLine:
    """One dose. `administration` names the one recorded here, None for any other."""

    when: str
    dose: str
    told: str
    administration: str | None = None


def dose_lines(service: Service, patient: str) -> tuple[DoseLine, ...]:
    """All doses known, in order, then what was omitted and whether treatment was discontinued."""
    course = service.course(patient)
    lines = [line_of(service, opening) for opening in course.openings]
    for entry in course.patient.omissions:
        told = entry.command
        lines.append(
            DoseLine(
                words.day(entry.occurred_at.astimezone(service.zone).date()),
                f"Cycle {int(told.cycle or 0)} day {int(told.day or 0)}",
                f"omitted: {told.reason}" if told.reason else "omitted",
            )
        )
    if course.discontinued:
        reasons = "; ".join(e.command.reason for e in course.patient.discontinued)
        lines.append(DoseLine("", "Treatment", f"permanently discontinued. {reasons}".strip()))
    return tuple(lines)


def line_of(service: Service, opening: Opening) -> DoseLine:
    """One opening."""
    dose = f"Cycle {opening.cycle} day {opening.day}"
    if opening.transcribed is not None:
        when = "" if opening.started is None else words.day(opening.started)
        return DoseLine(when, dose, "given elsewhere: transcribed, not witnessed here")
    state = service.administration(opening.id)
    when = words.moment(opening.at, service.zone)
    return DoseLine(when, dose, f"{state.stage}, record {state.about.number}", opening.id)
