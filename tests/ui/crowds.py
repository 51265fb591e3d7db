"""A window on which everything that can stand above the page stands at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from inoadmin.domain import commands as c
from inoadmin.session.practice.clock import PracticeClock
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.looks import Looks
from inoadmin.ui.tokens import DARK
from inoadmin.ui.training.band import Practising
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeLog, FakeMemory, FakeRinger, HandClock
from tests.session.bench import BAG, FIRST, PREMEDS, SAM
from tests.session.timed import HOUR, MINUTE, Timed, at
from tests.ui.benches import PINS, Workplace

FULL = "The disk is full. Nothing was changed. Make room and try again."


class Chosen:
    """Dark was chosen the last time."""

    def kept(self) -> str:
        return "dark"

    def keep(self, choice: str, /) -> None:
        """Nothing is chosen here."""


def dark(desk: Desk) -> MainWindow:
    """The window in its dark colours."""
    looks = Looks(Chosen())
    assert looks.tokens is DARK
    return MainWindow(desk, looks=looks)


def belled(desk: Desk) -> MainWindow:
    """The window with a bell that works."""
    return MainWindow(desk, bell=AlarmBell(desk, FakeRinger(), FakeMemory({}), desk))


def training(desk: Desk) -> MainWindow:
    """The window of a practice database, with the bar that lets time run."""
    service = desk.service
    assert isinstance(service.log, FakeLog)
    for member, pin in PINS.items():
        service.accounts.set_pin(member, pin, member)
    service.log.become("training")
    clock = PracticeClock(HandClock(), service.now())
    return MainWindow(desk, practising=Practising(clock, lambda: None))


def crowd() -> Workplace:
    """Several patients with alarms of each priority; the computer was off for five minutes in the
    infusion of the one who is open, its clock stands an hour ahead, a reaction was called.
    """
    bench: Timed = at("infusing")
    first = bench.patient, bench.dose
    for name in ("HILL", "STONE", "WREN"):
        details = replace(SAM, family_name=name, nhs_number="", hospital_number=name)
        bench.patient, bench.dose = bench.service.register_patient(details, ()), ""
        bench.do(FIRST, BAG, c.BagOut(), *PREMEDS)
    bench.patient, bench.dose = first
    bench.clock.advance(55 * MINUTE)
    bench.do(c.Reaction())
    bench.computer_restarts(5 * MINUTE)
    bench.clock.step(HOUR)
    bench.keeper.tick()
    bench.service.call_reaction("amy")
    desk = Desk(bench.service)
    desk.timekeeper = bench.keeper
    desk.act_as("amy")
    return Workplace(bench, desk)


def crowded(desk: Desk) -> MainWindow:
    """The window on all that: nothing can be heard, and the disk is full."""
    ringer = FakeRinger()
    ringer.breaks("there is no loudspeaker")
    window = MainWindow(desk, bell=AlarmBell(desk, ringer, FakeMemory({}), desk))
    window.trouble.tell(FULL)
    desk.tick()
    QApplication.processEvents()
    return window
