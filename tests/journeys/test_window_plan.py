"""A nurse plans a start and works to it, through a lock, a restart and the start itself."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Qt

from inoadmin.domain import commands as c
from inoadmin.domain.workplace import StartPlanned
from inoadmin.session.streams import plan_stream
from tests.journeys import beginnings
from tests.journeys.beginnings import SigningBench
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.session.bench import BAG, PREMEDS, STARTS, WELL, minutes, order
from tests.wards import MOORE


def opened(place: Workstation, nurse: Nurse) -> SigningBench:
    """MOORE's dose is open, its bloods and answers in, the bag recorded at 08:00."""
    (bench,) = beginnings.registered(place, MOORE)
    assert isinstance(bench, SigningBench)
    bench.do(order())
    beginnings.answered(bench)
    bench.do(BAG, c.SecondCheck("bag", "ben", BAG.dose_mg))
    nurse.press("Bay 3, *")
    return bench


def plans(place: Workstation, bench: SigningBench) -> list[object]:
    return [event.fact for event in place.log.read(plan_stream(bench.dose))]


def test_a_plan_is_typed_kept_to_and_compared(workstation: Workstation, nurse: Nurse) -> None:
    bench = opened(workstation, nurse)
    entries = len(bench.service.events(bench.dose))
    nurse.sees("Starts that fit: 08:50 to 14:30 (bag life)")
    nurse.press("Type a start…")
    nurse.type_into("Wished start", "07:30")
    nurse.key(Qt.Key.Key_Return)
    nurse.sees("Wished start “07:30”: from now, 08:00, to 03-Mar-2026 08:00")
    assert plans(workstation, bench) == []
    nurse.type_into("Wished start", "09:30")
    nurse.sees("Start 09:30 → home 11:30", "Premedicate 08:30 to 09:00", "Bag out by 08:30")
    nurse.press("Plan MOORE's start")
    assert plans(workstation, bench) == [StartPlanned(bench.dose, STARTS + minutes(90))]
    assert len(bench.service.events(bench.dose)) == entries
    nurse.hears("planned 08:30 to 09:00", "planned 09:30 to 10:30", "planned 10:30 to 11:30")

    workstation.left_alone = True
    workstation.desk.lock("key")
    nurse.sees_no("Start 09:30")
    workstation.left_alone = False
    workstation.unlock()
    nurse.sees("Start 09:30 → home 11:30")

    workstation.restart(timedelta(minutes=10))
    bench.service, bench.log = workstation.service, workstation.log
    workstation.sign_in("Amy Field")
    nurse.press("Bay 3, *")
    nurse.sees("Start 09:30 → home 11:30", "Bag out by 08:30")

    workstation.clock.set_to(STARTS + minutes(28))
    bench.do(c.BagOut())
    workstation.clock.set_to(STARTS + minutes(35))
    bench.do(*PREMEDS)
    nurse.wait(minutes=1)
    nurse.sees(
        "Bag out since 08:28", "Premedication given 08:35", "Starts that fit: 09:18 to 09:35"
    )
    nurse.hears("equilibrating, 08:28 to 09:28, planned 08:30 to 09:30")

    workstation.clock.set_to(STARTS + minutes(91))
    bench.do(WELL, c.SecondCheck("bedside", "ben", BAG.dose_mg, Decimal(50)))
    nurse.wait(seconds=1)
    assert "09:30 has passed, 1min ago: plan anew." in nurse.screen()
    assert bench.act(c.Start()).accepted
    nurse.wait(minutes=5)
    nurse.finds_no("Type another…")
    nurse.hears("50 mL/h, 09:31 to 09:36, to 10:31, 09:36 to 10:31, planned 09:30 to 10:30")


def test_a_plan_that_nothing_can_keep_says_what_would(
    workstation: Workstation, nurse: Nurse
) -> None:
    bench = opened(workstation, nurse)
    bench.do(*PREMEDS)
    nurse.wait(minutes=30)
    nurse.sees(
        "No start fits as things stand.",
        "Premedication of 08:00 counts until 09:00: repeat dexamethasone, chlorphenamine",
        "Then a start fits from 09:20.",
    )
    nurse.press("Type a start…")
    nurse.press("Earliest then: 09:20")
    nurse.press("Plan MOORE's start")
    bench.do(c.BagOut(), *(c.Premed(p.drug, p.dose_mg, p.route, repeat=True) for p in PREMEDS))
    nurse.wait()
    nurse.sees("Start 09:20 → home 11:20", "Starts that fit: 09:20 to 09:30 (premedication)")
    nurse.sees_no("No start fits")
    nurse.press("Type another…")
    nurse.press("Take the plan away")
    nurse.sees_no("Start 09:20 → home 11:20")
    assert plans(workstation, bench)[-1] == StartPlanned(bench.dose, None)
