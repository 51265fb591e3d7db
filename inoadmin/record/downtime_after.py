"""The downtime form from the premedication on: infusion, reactions, observations, signatures."""

from __future__ import annotations

from inoadmin.protocol.model import PremedOption, Protocol
from inoadmin.record.blanks import Field, Fields, Grid, Part, Ticks
from inoadmin.record.downtime_words import (
    INITIALS,
    TIME,
    YES_NO,
    cited,
    measured,
    note,
    ticked,
)
from inoadmin.session.present.words import number

_PEOPLE = 5  # rows of the table of signatures
_OBSERVED = 9  # sets after the first
_HAPPENED = ("Started", *("",) * 6, "Ended")


def premedication(protocol: Protocol) -> Part:
    """What was given when, and the window between the two limits."""
    rules = protocol.premedication
    rows = [(*option_words(option), "", "", "") for option in rules.options]
    return Part(
        "Premedication",
        (
            Grid(
                ("Class", "Drug, dose and route", "Dose given", "Time given", "Given by"),
                (*rows, ("repeat", rules.repeat_drug, "", "", "")),
                (9, 18, 8, 8, 10),
            ),
            Fields(
                (
                    (
                        Field("Last one given", 3),
                        Field(f"+ {measured(rules.opens_after)}: start from", 4),
                        Field("First one given", 3),
                        Field(f"+ {measured(rules.closes_after)}: start at the latest", 4),
                    ),
                )
            ),
            note(
                f"One of each class. The infusion starts {measured(rules.opens_after)} after the "
                f"last one at the earliest ({rules.opens_after.citation}) and "
                f"{measured(rules.closes_after)} after the first one at the latest "
                f"({rules.closes_after.citation}). {rules.repeat_drug.capitalize()} again after "
                f"{cited(rules.repeat_after)} at the earliest."
            ),
        ),
        fresh=True,
    )


def option_words(option: PremedOption) -> tuple[str, str]:
    """A drug's class, and the drug with dose and route."""
    doses = " to ".join(number(d) for d in sorted({option.dose_min_mg, option.dose_max_mg}))
    return option.drug_class, f"{option.drug} {doses} mg {option.route} ({option.citation})"


def infusion(protocol: Protocol) -> Part:
    """Start, interruptions, restarts, readings and the end, each with the pump's volume."""
    rules = protocol.infusion
    return Part(
        "Infusion",
        (
            Fields(
                (
                    (
                        Field("Access site", 4),
                        Field("Pump No.", 3),
                        Field("Protected from light while it runs", 5, YES_NO),
                    ),
                )
            ),
            Grid(
                (
                    "What",
                    TIME,
                    "Pump: volume given, mL",
                    "Rate, mL/h",
                    "Reason, remarks",
                    INITIALS,
                ),
                tuple((what, "", "", "", "", "") for what in _HAPPENED),
                (11, 6, 10, 7, 19, 6),
            ),
            note(
                "One line for each start, interruption, restart, change of rate, pump reading, new "
                "bag, extravasation and stop, read from the pump each time. Expected length "
                f"{cited(protocol.start.infusion)}; shorter by {cited(rules.short_by)} or longer "
                f"by {cited(rules.long_by)}: write down why."
            ),
        ),
    )


def observations(protocol: Protocol) -> Part:
    """The sets of observations."""
    start, every = protocol.start, protocol.observation
    head = (TIME, "Resp.", "SpO2 %", "Scale 1 or 2", "Air or O2", "Systolic", "Diastolic",
            "Pulse", "ACVPU", "Temp. \u00b0C", "NEWS2 total", INITIALS)  # fmt: skip
    return Part(
        "Observations",
        (
            Grid(
                head, (("",) * len(head),) * (1 + _OBSERVED), (6, 4, 5, 5, 5, 5, 5, 4, 5, 5, 5, 5)
            ),
            note(
                f"First set within {cited(start.baseline_observations)} before the start, then "
                f"every {cited(every.every_infusing)} during the infusion and every "
                f"{cited(every.every_observing)} afterwards. Scored with the ward's own NEWS2 "
                f"chart ({protocol.news2.citation}); before the start a total of "
                f"{number(start.news2_total.value)} or a single {number(start.news2_single.value)} "
                f"({start.news2_total.citation}) is for the prescriber. Resp.: breaths/min; blood "
                "pressure: mmHg; pulse: beats/min; ACVPU: alert, confused, voice, pain, "
                "unresponsive."
            ),
        ),
        fresh=True,
    )


def reactions(protocol: Protocol) -> Part:
    """Reactions, with the grades as the protocol words them."""
    rules = protocol.infusion
    grades = "; ".join(f"{grade}: {meaning.lower()}" for grade, meaning in rules.grades.items())
    return Part(
        "Reactions",
        (
            Grid(
                (
                    TIME,
                    "Pump stopped",
                    "Symptoms",
                    "Grade",
                    "Treatment, with times",
                    "How it went, time",
                ),
                (("",) * 6,) * 2,
                (6, 7, 16, 5, 18, 12),
                lines=2,
            ),
            note(
                "Stop the pump first. Anaphylaxis: follow the anaphylaxis protocol. CTCAE "
                f"{rules.ctcae_version}, {grades}. Grade {number(rules.severe_grade.value)} or "
                f"more: no restart, treatment ends permanently ({rules.severe_grade.citation}). "
                "Restarting is a medical decision: write down who decided, and the rate. Symptoms: "
                f"{', '.join(rules.symptoms)}."
            ),
        ),
    )


def completion(protocol: Protocol) -> Part:
    """The hour afterwards, and what is asked before the dose is signed off."""
    after = [item for item in protocol.items if item.gate == "complete"]
    return Part(
        "Observation hour and completion",
        (
            Fields(
                (
                    (
                        Field("Infusion ended", 3),
                        Field("Volume given", 3, (), "mL"),
                        Field("Observed until", 3),
                        Field("Left earlier: time, reason, who was told", 8),
                    ),
                )
            ),
            note(f"Observed for at least {cited(protocol.observation.observe)} after the end."),
            Ticks("Before signing off", tuple(ticked(item) for item in after)),
        ),
    )


def signatures() -> Part:
    """Everyone who wrote on the form, and the entry into the workstation later."""
    return Part(
        "Remarks, handover, signatures",
        (
            Grid(("Remarks and handover, with times", INITIALS), (("", ""),) * 3, (50, 6)),
            signed(("Name", "Role", "Registration", "Signature", INITIALS, "Date, time")),
            Fields(
                (
                    (
                        Field("Entered later as already happened, by", 5),
                        Field("Date, time", 3),
                        Field("Record INO-", 3),
                        Field("Compared by", 4),
                    ),
                )
            ),
        ),
    )


def signed(head: tuple[str, ...]) -> Grid:
    """Everyone's name, role, registration and signature."""
    return Grid(head, (("",) * len(head),) * _PEOPLE, (16, 10, 9, 13, 6, 9))
