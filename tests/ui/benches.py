"""A bench with a desk: one workstation, Amy acting, Jean's dose open at some stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.ui.desk import Desk
from inoadmin.ui.page import Page
from tests.fakes import FakeHasher, FakeLog
from tests.session import bench as bench_module
from tests.session.bench import BAG, FIRST, PREMEDS, WELL, Bench, yes_to_all

PageT = TypeVar("PageT", bound=Page)


@dataclass
class Workplace:
    """The bench and the desk on it."""

    bench: Bench
    desk: Desk

    def page(self, qtbot: QtBot, kind: type[PageT]) -> PageT:
        """A page, shown, that follows the desk as the window's pages do."""
        page = kind(self.desk)
        qtbot.addWidget(page)
        page.resize(800, 640)
        page.show()
        page.refresh()
        self.desk.changed.connect(page.refresh)
        return page

    def tick(self, minutes: float) -> None:
        """Time goes by, and the window is told."""
        self.bench.wait(minutes)
        self.desk.tick()


PINS = {"amy": "482915", "ben": "731904", "pia": "264071", "dov": "918264", "max": "350917"}


def asking(place: Workplace) -> Workplace:
    """What was played so far was signed unasked; from now on everyone is asked for their PIN."""
    for member, pin in PINS.items():
        place.bench.service.accounts.set_pin(member, pin, member)
    assert isinstance(place.bench.log, FakeLog)
    place.bench.log.become("ward")
    place.desk.changed.emit()
    return place


def bare() -> Workplace:
    """Amy acts; a patient is registered, without a dose."""
    bench = Bench(hasher=FakeHasher()).staffed()
    desk = Desk(bench.service)
    desk.act_as("amy")
    return Workplace(bench, desk)


def preparing() -> Workplace:
    """Opened, nothing else."""
    place = bare()
    place.bench.do(FIRST)
    place.desk.open_patient(place.bench.patient)
    return place


def startable() -> Workplace:
    """Everything is recorded that a start needs."""
    place = preparing()
    bench = place.bench
    bench.do(yes_to_all(bench.protocol, "start"))
    bench.do(*bench_module.bloods(bench.now - timedelta(hours=5)))
    bench.do(c.Blasts(Decimal(2)), BAG, c.SecondCheck("bag", "ben", Decimal("1.4")), c.BagOut())
    bench.wait(20)
    for premed in PREMEDS:
        bench.do(premed)
    bench.wait(40)
    bench.do(WELL, c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(50)))
    return place


def infusing() -> Workplace:
    """Started 15 minutes ago at 50 mL/h."""
    place = startable()
    place.bench.do(c.Start(Decimal(50)))
    place.bench.wait(15)
    return place


def observing() -> Workplace:
    """Ended just now, with a set of observations during and after."""
    place = infusing()
    place.bench.do(WELL)
    place.bench.wait(45)
    place.bench.do(c.End(), WELL)
    return place


def interrupted() -> Workplace:
    """Interrupted three minutes ago."""
    place = infusing()
    place.bench.do(c.Interrupt("line occluded"))
    place.bench.wait(3)
    return place


def reacting() -> Workplace:
    """A reaction was reported a minute ago; it has no grade yet."""
    place = infusing()
    place.bench.do(c.Reaction())
    place.bench.wait(1)
    return place


def completed() -> Workplace:
    """Signed off."""
    place = observing()
    bench = place.bench
    bench.wait(30)
    bench.do(WELL, yes_to_all(bench.protocol, "complete"))
    bench.wait(30)
    bench.do(WELL, c.Complete())
    return place


def cancelled() -> Workplace:
    """Given up before the start."""
    place = preparing()
    place.bench.do(c.Cancel("the prescription was withdrawn"))
    return place
