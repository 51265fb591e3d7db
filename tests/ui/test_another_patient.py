"""Going to another patient loses nothing typed: it waits on its page, and for nobody else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.ui.lock.typed import unrecorded
from inoadmin.ui.page import Page
from inoadmin.ui.window import MainWindow
from tests.session.bench import SAM, order
from tests.ui import benches
from tests.ui.hands import enter, press
from tests.ui.test_pages_before import BAG


def page_of(window: MainWindow) -> Page:
    page = window.walk.stack.currentWidget()
    assert isinstance(page, Page)
    return page


def typing(qtbot: QtBot) -> tuple[MainWindow, str, str]:
    """A batch is typed for one and not recorded; another has a dose open too."""
    place = benches.preparing()
    bench, here = place.bench, place.bench.patient
    bench.patient = other = bench.service.register_patient(SAM, ())
    bench.dose = ""
    bench.do(order())
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.show()
    window.walk.go("bag")
    page_of(window).form.form.edits["batch"].put("B7")
    return window, here, other


def batch(window: MainWindow) -> object:
    """What stands in the bag's form of the open patient."""
    window.walk.go("bag")
    return page_of(window).form.form.typed()["batch"]


@pytest.mark.parametrize("way", ["card", "board", "desk"])
def test_it_is_there_again_with_its_patient(qtbot: QtBot, way: str) -> None:
    window, here, other = typing(qtbot)
    if way == "board":
        window.bar.board_asked.emit()
        assert window.desk.patient is None
    elif way == "card":
        window.open_patient(other)
    else:
        window.desk.open_patient(other)  # as the reaction key does
    if way != "board":
        assert batch(window) == ""
    assert len(unrecorded(window)) == 1
    window.open_patient(here)
    assert window.walk.step == "bag"
    assert batch(window) == "B7"
    assert len(unrecorded(window)) == 1


def test_what_waits_is_recorded_for_its_own_dose(qtbot: QtBot) -> None:
    window, here, other = typing(qtbot)
    window.open_patient(other)
    window.desk.record(c.Blasts(Decimal(2)))
    window.open_patient(here)
    enter(qtbot, page_of(window), {name: text for name, text in BAG.items() if name != "Batch"})
    press(page_of(window), "Record the bag")
    service = window.desk.service
    doses = {patient: service.current(patient) or "" for patient in (here, other)}
    assert service.administration(doses[here]).bag is not None
    assert service.administration(doses[other]).bag is None


def test_nothing_waits_once_the_nurse_has_signed_out(qtbot: QtBot) -> None:
    window, here, other = typing(qtbot)
    window.open_patient(other)
    window.desk.sign_out()
    assert unrecorded(window) == []
    window.desk.act_as("ben")
    window.open_patient(here)
    assert batch(window) == ""


def test_a_page_on_which_nothing_is_typed_does_not_wait(qtbot: QtBot) -> None:
    window, here, other = typing(qtbot)
    page_of(window).form.form.edits["batch"].put("")
    window.open_patient(other)
    window.open_patient(here)
    assert window.walk.step != "bag"
