"""A dose in which every name and every free text bears a mark, and a search for the marks.

A mark is a word that nothing else holds. `play` records a whole course through the service;
`copy` writes the same events into another log; `found` looks through every byte of every file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.session.ports import Draft, EventLog, Tick
from tests.session.bench import BAG, PREMEDS, WELL, Bench, bloods, order, yes_to_all

NHS = "9990000018"
MARKS: list[str] = [NHS]


def mark(name: str) -> str:
    """A word that stands for one field."""
    made = f"Qzv{name.title()}Vzq"
    if made not in MARKS:
        MARKS.append(made)
    return made


PATIENT = PatientDetails(
    mark("family"),
    mark("given"),
    date(1961, 7, 4),
    "female",
    NHS,
    hospital_number=mark("hospital"),
    title=mark("title"),
    ward=mark("bed"),
)
SECOND = PatientDetails(mark("other"), "Ida", date(1970, 2, 3), "female", "9990000026")
STAFF = {
    "amy": StaffDetails(mark("amy"), "nurse", mark("registration")),
    "ben": StaffDetails(mark("ben"), "nurse", "98B7654E"),
    "dov": StaffDetails(mark("dov"), "prescriber", "7654321"),
}
ANSWERED = c.Answer({"vod-history": c.Answered("yes", mark("note"))})
MARKED_BAG = replace(BAG, batch=mark("batch"), vial_batches=(mark("vial"),))


def play(bench: Bench) -> None:
    """One dose from registration to completion, with everything that can go wrong; another
    cancelled; a course ended. Every act is accepted.
    """
    for member, details in STAFF.items():
        bench.service.register_staff(details, member)
    bench.patient = bench.service.register_patient(PATIENT, (mark("allergy"),))
    bench.do(c.Allergies((mark("allergy"), mark("latex"))))
    bench.do(order())
    bench.do(yes_to_all(bench.protocol, "start"), ANSWERED, c.Blasts(Decimal(2)))
    bench.do(*bloods(bench.now - timedelta(hours=6)))
    bench.do(c.Bloods("fbc", bench.now - timedelta(hours=1), neutrophils=Decimal("0.5"),
                      platelets=Decimal(90)))  # fmt: skip
    reason = c.Authorise(
        ("neutrophils-low",), mark("authoriser"), "consultant", "written", mark("weighed")
    )
    bench.do(reason, MARKED_BAG, c.BagOut())
    bench.wait(45)
    bench.do(*PREMEDS)
    bench.wait(35)
    bench.do(WELL)
    bench.wait(10)
    bench.do(c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(50)))
    bench.do(c.Start(access=mark("access"), pump=mark("pump")))
    bench.wait(5)
    bench.do(c.Interrupt(mark("interrupt")), c.PumpCheck(Decimal(4), running=False))
    bench.wait(2)
    bench.do(c.Resume(Decimal(50)))
    bench.do(c.Reaction(Decimal(1), (mark("symptom"),), (mark("treatment"),)))
    bench.do(c.ReactionUpdate(Decimal(1), ("fever",), (mark("fluids"),)))
    bench.do(c.ReactionOutcome("resolved", mark("outcome")))
    bench.do(c.Extravasation(mark("arm")), c.NewAccess(mark("access2")))
    bench.do(c.Stop(mark("stop"), Decimal(20)))
    bench.do(c.Addendum(mark("addendum")))
    bench.do(c.Correct(bench.state.entries[0].version, void=False, field="weight_kg", value="66",
                       corrected=order(weight_kg=Decimal(66)), reason=mark("misread")))  # fmt: skip
    bench.do(c.Left("other", mark("informed"), mark("taxi")))
    bench.do(c.Discontinue(mark("progression"), mark("consultant"), "consultant"))
    bench.patient, bench.dose = bench.service.register_patient(SECOND, ()), ""
    bench.do(c.History(Decimal(1), Decimal(1), date(2026, 2, 2), Decimal("1.4"), mark("chart")))
    bench.do(c.Omit(Decimal(1), Decimal(8), mark("omitted")))
    bench.do(order(cycle=Decimal(1), day=Decimal(15), prescribed_mg=Decimal("0.9")))
    bench.do(c.Cancel(mark("cancelled")))


def copy(source: EventLog, target: EventLog) -> None:
    """Writes every event and row of one log into another, one transaction an event."""
    events = sorted(
        (event for name in source.streams("") for event in source.read(name)),
        key=lambda event: event.sequence,
    )
    rows = (*source.patients(), *source.administrations())
    for number, event in enumerate(events):
        draft = Draft(event.stream, event.version - 1, event.actor, event.occurred_at, event.fact)
        tick = Tick(event.recorded_at, number, "boot")
        target.append([draft], tick, rows if event is events[-1] else ())


def found(root: Path, marks: Iterable[str], besides: Iterable[Path] = ()) -> list[str]:
    """Where a mark stands in a file or in its name, as "file: mark"; upper or lower case, in UTF-8
    or UTF-16.
    """
    places: list[str] = []
    skipped = set(besides)
    for path in sorted(path for path in root.rglob("*") if path not in skipped):
        name = str(path.relative_to(root))
        data = path.read_bytes().lower() if path.is_file() else b""
        for one in marks:
            low = one.lower()
            coded = (low.encode(), low.encode("utf-16-le"), low.encode("utf-16-be"))
            if low in name.lower() or any(code in data for code in coded):
                places.append(f"{name}: {one}")
    return places
