from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.session.present.course import dose_lines
from tests.wards import Visit, Ward, ward


def act(here: Ward, command: c.Command) -> None:
    outcome = here.service.submit(command, actor="amy", patient=here.patients[0])
    assert outcome.accepted, outcome.reasons


def drawn(here: Ward) -> list[str]:
    lines = dose_lines(here.service, here.patients[0])
    return [f"{line.when} | {line.dose} | {line.told}" for line in lines]


def test_the_course_lists_doses_here_and_elsewhere_in_their_order() -> None:
    here = ward(Visit("01-clean.toml"), at=timedelta(hours=5))
    act(
        here,
        c.History(
            Decimal(1), Decimal(8), date(2026, 2, 20), Decimal("0.9"), "notes of another ward"
        ),
    )
    assert drawn(here) == [
        "20-Feb-2026 | Cycle 1 day 8 | given elsewhere: transcribed, not witnessed here",
        "02-Mar-2026 08:00 | Cycle 1 day 1 | completed, record INO-000001",
    ]


def test_omissions_and_the_end_of_treatment_follow() -> None:
    here = ward(Visit("01-clean.toml"), at=timedelta(hours=5))
    act(here, c.Omit(Decimal(1), Decimal(8), "toxicity"))
    act(here, c.Discontinue("no response", "Dr Adler", "consultant"))
    assert drawn(here)[1:] == [
        "02-Mar-2026 | Cycle 1 day 8 | omitted: toxicity",
        " | Treatment | permanently discontinued. no response",
    ]
