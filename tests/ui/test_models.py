"""Every list that Qt keeps as a model, filled, narrowed and changed under Qt's own tester.

The tester says what breaks a model's promises as a warning of Qt, and a warning fails the test.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.domain.people import StaffDetails
from inoadmin.session.enrolling import enrol
from inoadmin.session.forms.model import Choice
from inoadmin.ui.fields.picking import PickEdit
from inoadmin.ui.looks import Looks
from inoadmin.ui.protocol_pane import ProtocolPane
from inoadmin.ui.record_view import RecordView
from inoadmin.ui.signin import SignInBox
from tests.ui import benches
from tests.ui.benches import Workplace
from tests.ui.dialogs import KINDS, shown
from tests.ui.stages import STAGES

Watch = Callable[[QWidget], list[QAbstractItemModel]]
ZOE = StaffDetails("Zoe Adams", "nurse", "77Z7777Z")
FAIL = QAbstractItemModelTester.FailureReportingMode.Warning
#: The kinds of widget that have a model; each has a test below.
TESTED = {PickEdit, ProtocolPane, RecordView, SignInBox}


def models(root: QWidget) -> Iterator[QAbstractItemModel]:
    """The models of all lists in a widget, those of completers and of what they show included."""
    for view in root.findChildren(QAbstractItemView):
        if view.model() is not None:
            yield view.model()
    for box in root.findChildren(QComboBox):
        yield box.model()
        completer = box.completer()
        if completer is not None:
            yield completer.model()
            yield completer.completionModel()


@pytest.fixture
def watch(qtbot: QtBot) -> Generator[Watch]:
    """Puts a tester on each model of a widget, and takes it away before the widget goes."""
    testers: list[QAbstractItemModelTester] = []
    roots: list[QWidget] = []  # a model that goes before its tester takes the process with it

    def watch(root: QWidget) -> list[QAbstractItemModel]:
        found = {id(model): model for model in models(root)}
        assert found
        roots.append(root)
        testers.extend(QAbstractItemModelTester(model, FAIL) for model in found.values())
        return list(found.values())

    yield watch
    for tester in testers:
        shiboken6.delete(tester)


def owners(root: QWidget) -> set[type]:
    """The program's kinds of widget in which there is a list."""
    views = [*root.findChildren(QAbstractItemView), *root.findChildren(QComboBox)]
    return {owner(view) for view in views}


def owner(widget: QWidget) -> type:
    """The nearest widget around it that is the program's own."""
    at: QWidget | None = widget
    while at is not None and not type(at).__module__.startswith("inoadmin."):
        at = at.parentWidget()
    return type(at)


def test_no_list_is_forgotten(qtbot: QtBot) -> None:
    found: set[type] = set()
    for name in KINDS:
        with shown(qtbot, name) as dialog:
            found |= owners(dialog)
            over = dialog.parentWidget()
            found |= owners(over) if over is not None else set()
    assert found - {QDialog} == TESTED


@pytest.mark.parametrize("stage", ["nothing given", "infusing", "completed"])
def test_the_protocols_sections(qtbot: QtBot, watch: Watch, stage: str) -> None:
    pane = ProtocolPane(STAGES[stage]().desk, Looks())
    qtbot.addWidget(pane)
    (model,) = watch(pane)
    pane.show()
    pane.open_at("Pre-medication")
    assert model.rowCount() > 5
    qtbot.keyClicks(pane.search, "steroid")
    narrowed = model.rowCount()
    qtbot.keyClicks(pane.search, " zzz")
    assert model.rowCount() == 0 < narrowed
    pane.search.clear()
    pane._list.setCurrentRow(2)
    pane.open_at("")
    assert model.rowCount() > narrowed


@pytest.fixture
def place() -> Workplace:
    return benches.asking(benches.preparing())


def test_the_names_of_those_who_sign_in(qtbot: QtBot, watch: Watch, place: Workplace) -> None:
    box = SignInBox(place.desk)
    qtbot.addWidget(box)
    (model,) = watch(box)
    box.show()
    box.begin()
    everybody = model.rowCount()
    qtbot.keyClicks(box.name, "b")
    assert (model.rowCount(), box.chosen) == (1, "ben")
    qtbot.keyClicks(box.name, "zz")
    assert model.rowCount() == 0
    box.name.clear()
    qtbot.keyClick(box.name, Qt.Key.Key_Backspace)
    box.begin("amy")
    enrol(place.bench.service, ZOE, "583921", "max", None)
    place.desk.changed.emit()
    assert (model.rowCount(), box.chosen) == (everybody + 1, "amy")


def test_those_who_check(qtbot: QtBot, watch: Watch) -> None:
    with shown(qtbot, "form: second_check") as dialog:
        picks = [p for p in dialog.findChildren(PickEdit) if p.isVisible()]
        assert picks
        watched = watch(dialog)
        pick = picks[0]
        line = pick.box.lineEdit()
        qtbot.keyClicks(line, "adl")
        assert pick.box.completer().completionCount() > 0
        pick.offer([Choice("amy", "Amy Field"), Choice("zoe", "Zoe Adams")])
        assert pick.box.currentText() == "adl"
        pick.box.completer().setCompletionPrefix("zz")
        assert pick.box.completer().completionCount() == 0
        pick.offer([])
        pick.offer([Choice("zoe", "Zoe Adams")])
        pick.choose("Zoe Adams")
        assert pick.known() == "zoe"
        assert pick.box.model() in watched


def test_the_versions_of_a_record(qtbot: QtBot, watch: Watch) -> None:
    with shown(qtbot, "record, corrected") as view:
        assert isinstance(view, RecordView)
        watch(view)
        assert view.versions.count() == 2
        for place in (1, 0):
            view.versions.setCurrentIndex(place)
            view.versions.activated.emit(place)
