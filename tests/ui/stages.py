"""Every stage that a dose can be in, by name: what the pictures and the sizes are taken of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from tests.session.bench import BAG, FIRST, PREMEDS, SAM, WELL, bloods, yes_to_all
from tests.ui import benches
from tests.ui.benches import Workplace

Made = Callable[[], Workplace]
BAG_OUT = (BAG, c.BagOut())


def no_dose() -> Workplace:
    """A patient who is registered, and no more."""
    place = benches.bare()
    place.desk.open_patient(place.bench.patient)
    return place


def checked() -> Workplace:
    """Checks answered, bloods and bag recorded; nothing given."""
    place = benches.preparing()
    bench = place.bench
    bench.do(yes_to_all(bench.protocol, "start"), c.Blasts(Decimal(2)))
    bench.do(*bloods(bench.now - timedelta(hours=5)))
    bench.do(BAG, c.SecondCheck("bag", "ben", Decimal("1.4")))
    return place


def warming() -> Workplace:
    """The bag out for ten minutes, nothing given."""
    place = checked()
    place.bench.do(c.BagOut())
    place.bench.wait(10)
    return place


def premedicated(minutes: float) -> Workplace:
    """So many minutes after the last premedication, ten more after the bag came out."""
    place = warming()
    place.bench.do(*PREMEDS)
    place.bench.wait(minutes)
    return place


def planned() -> Workplace:
    """A start is wished that nothing can keep: the longest that is said of a plan."""
    place = benches.preparing()
    bench = place.bench
    bench.do(replace(BAG, expiry="2026-03-02T09:00"), *PREMEDS)
    bench.wait(30)
    place.desk.plan_start(bench.now + timedelta(minutes=45))
    return place


def overdue() -> Workplace:
    """The infusion should have ended seven minutes ago."""
    place = benches.infusing()
    place.bench.wait(52)
    return place


def observed() -> Workplace:
    """The hour is over, and all that it asks for is recorded; nobody has signed."""
    place = benches.observing()
    bench = place.bench
    bench.wait(30)
    bench.do(WELL, yes_to_all(bench.protocol, "complete"))
    bench.wait(32)
    bench.do(WELL)
    return place


def left() -> Workplace:
    """Gone twenty minutes into the hour."""
    place = benches.observing()
    place.bench.wait(20)
    place.bench.do(c.Left("against advice", "Dr Adler", "own transport"))
    return place


def voided() -> Workplace:
    """Opened for the wrong patient."""
    place = benches.preparing()
    place.bench.do(c.Correct(1, void=True, reason="another patient"))
    return place


STAGES: dict[str, Made] = {
    "no dose open": no_dose,
    "nothing given": benches.preparing,
    "checked": checked,
    "bag warming": warming,
    "planned": planned,
    "window not open": lambda: premedicated(10),
    "window open": lambda: premedicated(40),
    "window closing": lambda: premedicated(54),
    "window passed": lambda: premedicated(70),
    "startable": benches.startable,
    "infusing": benches.infusing,
    "infusion overdue": overdue,
    "interrupted": benches.interrupted,
    "reaction open": benches.reacting,
    "observing": benches.observing,
    "observed": observed,
    "left": left,
    "completed": benches.completed,
    "cancelled": benches.cancelled,
    "voided": voided,
}


def signed_in(place: Workplace) -> Workplace:
    """The same where everybody has a PIN, so that the screen can be locked."""
    return benches.asking(place)


def called() -> Workplace:
    """A reaction was called by key, and nobody has said whose it is."""
    place = signed_in(benches.infusing())
    place.bench.service.call_reaction("amy")
    return place


def nobody() -> Workplace:
    """Nobody is signed in."""
    place = signed_in(benches.infusing())
    place.desk.sign_out()
    return place


LOCKED: dict[str, Made] = {
    "locked, infusing": lambda: signed_in(benches.infusing()),
    "locked, reaction open": lambda: signed_in(benches.reacting()),
    "locked, reaction called": called,
    "locked, no dose": lambda: signed_in(no_dose()),
    "nobody signed in": nobody,
}


def several() -> Workplace:
    """Patients in different stages, two with similar names, one whose dose has ended."""
    place = benches.observing()
    bench = place.bench
    for number, (name, acts) in enumerate(OTHERS.items()):
        details = replace(SAM, family_name=name, nhs_number="", hospital_number=f"T{number}")
        bench.patient, bench.dose = bench.service.register_patient(details, ()), ""
        bench.do(*acts)
    bench.wait(12)
    return place


OTHERS = {
    "MOOR": (FIRST, *BAG_OUT),
    "HILL": (FIRST, *BAG_OUT, *PREMEDS),
    "STONE": (FIRST, c.Cancel("the prescription was withdrawn")),
    "WREN": (),
}
