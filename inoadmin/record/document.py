"""The administration record: state, course and events to sections. Pure.

`document` puts the sections in their order: deviations come right after who and what.
"""

from __future__ import annotations

from dataclasses import replace
from unicodedata import bidirectional

from inoadmin.domain import commands as c
from inoadmin.domain.state import Stage
from inoadmin.protocol.text import past_review
from inoadmin.record.blocks import Banner, Document, Section
from inoadmin.record.judging import before_voiding
from inoadmin.record.sections.bags import bags
from inoadmin.record.sections.bloods import bloods
from inoadmin.record.sections.checks import checks
from inoadmin.record.sections.completion import about, addenda, observation
from inoadmin.record.sections.deviations import deviations_section
from inoadmin.record.sections.dosing import dosing, earlier
from inoadmin.record.sections.infusion import infusion
from inoadmin.record.sections.observations import observations
from inoadmin.record.sections.premedication import premedication
from inoadmin.record.sections.reactions import reactions
from inoadmin.record.sections.signatures import signatures
from inoadmin.record.sections.timekeeping import timekeeping
from inoadmin.record.sections.whom import STAGES, whom
from inoadmin.record.sources import Sources, corrections_of, entries
from inoadmin.record.versions import ENDED
from inoadmin.session.issuing import issue_words
from inoadmin.session.present.words import age, allergies, day, full_name, nhs_number, sex, weekday

TRAINING = "TRAINING"
_HASH_SHOWN = 12
_REASON_SHOWN = 80
_ORIGINAL_SHOWN = 90


def document(src: Sources) -> Document:
    """The whole record of an administration, at any stage."""
    src = before_voiding(src)
    sections: tuple[Section | None, ...] = (
        whom(src),
        deviations_section(src),
        timekeeping(src),
        checks(src),
        bloods(src),
        dosing(src),
        earlier(src),
        bags(src),
        premedication(src),
        infusion(src),
        observations(src),
        reactions(src),
        observation(src),
        addenda(src),
        signatures(src),
        about(src),
    )
    number = src.state.about.number
    return Document(
        number=number,
        heading=f"Administration record {number}, version {src.state.record_version}",
        dated=f"{weekday(src.day)} {day(src.day)}, times are local ({src.ward.zone})",
        banner=banner(src),
        status=status(src),
        footer=footer(src),
        sections=tuple(section for section in sections if section is not None),
        mark=TRAINING if src.kind == "training" else "",
    )


def banner(src: Sources) -> Banner:
    """Whose record it is, in the order of the NHS patient banner."""
    details = src.patient.details
    facts = [
        ("Born", f"{day(details.born)} ({age(details.born, src.day)})"),
        ("Gender", sex(details.sex)),
        ("NHS No.", nhs_number(details.nhs_number) or "not recorded"),
    ]
    if details.hospital_number:
        facts.append(("Hospital No.", details.hospital_number))
    return Banner(name_of(src), tuple(facts), allergies(src.patient.allergies))


def name_of(src: Sources) -> str:
    """SURNAME, Given (Title); the surname stays first where it is written from right to left."""
    details = src.patient.details
    family = details.family_name
    if any(bidirectional(char) in {"R", "AL"} for char in family):
        details = replace(details, family_name=f"{family}\u200e")
    return full_name(details)


def status(src: Sources) -> tuple[str, ...]:
    """What every page shouts: what it is not, how it stands, which copy it is."""
    stage = src.state.stage
    said = [src.superseded] if src.superseded else []
    if src.kind == "training":
        said.append(f"{TRAINING}, not a patient record")
    elif src.kind == "scenario":
        said.append("SCENARIO, not a patient record")
    if stage not in ENDED:
        said.append(f"UNFINISHED: {STAGES[stage]}, as it stood {src.when(src.at)}")
    elif stage is not Stage.COMPLETED:
        said.append(" ".join([STAGES[stage].upper(), *reason_of(src)]))
    if src.issue is not None and src.issue.copy > 1:
        said.append(issue_words(src.issue, src.ward.zone))
    return tuple(said)


def reason_of(src: Sources) -> list[str]:
    """Why it was given up, in brackets; a long reason stands in the first section alone."""
    if src.state.stage is Stage.VOIDED:
        about = corrections_of(src, src.state.opening)
        reasons = [known.fact.reason for known in about if known.fact.void]
    else:
        reasons = [e.command.reason for e in entries(src, c.Cancel) if not e.void]
    short = [" ".join(reason.split()) for reason in reasons[-1:]]
    return [f"({reason})" for reason in short if reason and len(reason) <= _REASON_SHOWN]


def footer(src: Sources) -> tuple[str, ...]:
    """Protocol and software, and which paper this is, where it is the first."""
    identity = src.protocol.identity
    overdue = past_review(src.protocol, src.at.astimezone(src.ward.zone).date())
    review = "; PROTOCOL PAST ITS REVIEW DATE" if overdue else ""
    return (
        f"Protocol: {identity.title}, version {identity.version},"
        f" {src.protocol.content_hash[:_HASH_SHOWN]}",
        f"inoadmin {src.software}{review}{original(src)}",
    )


def original(src: Sources) -> str:
    """That it is the original, and by whom; a long name is cut, the log has it in full."""
    if src.issue is None or src.issue.copy > 1:
        return ""
    words = issue_words(src.issue, src.ward.zone)
    return f"; {words if len(words) <= _ORIGINAL_SHOWN else words[:_ORIGINAL_SHOWN] + '…'}"
