"""Every control that the keyboard reaches has a name, in every stage, page and dialog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.session.present.findings import STEPS
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.findings_panel import FindingsPanel
from inoadmin.ui.pages.acts import ActButtons
from inoadmin.ui.people import asked_dialog
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import Bench
from tests.ui import benches
from tests.ui.benches import Workplace
from tests.ui.spoken import nameless, shown, told
from tests.ui.test_sizes import STAGES

Role, Text = QAccessible.Role, QAccessible.Text
WAY = ("Ward", "Manager", "Recovery key", "Those who record")
ASKED = ("patient", "staff", "temporary", "pin", "settings", "open", "history", "omit")


@contextmanager
def window_on(place: Workplace) -> Iterator[MainWindow]:
    """The window on an open dose; its dialogs are gone with it."""
    window = MainWindow(place.desk)
    window.show()
    place.desk.open_patient(place.bench.patient, place.bench.dose)
    QApplication.processEvents()
    try:
        yield window
    finally:
        window.deleteLater()


def dialogs(window: QWidget) -> list[QDialog]:
    QApplication.processEvents()
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def shut(window: QWidget) -> None:
    """Closes what is open, and lets go of it."""
    for dialog in dialogs(window):
        dialog.done(0)
        dialog.deleteLater()
    QApplication.sendPostedEvents(None, 52)


def pressed(page: QWidget, window: MainWindow) -> Iterator[str]:
    """Presses every button of a page that opens a dialog, one after the other."""
    for acts in page.findChildren(ActButtons):
        for act in acts._acts:
            if acts.buttons[act.text].isVisible():
                acts.ask(act)
                yield act.text
    for lines in page.findChildren(EntryLines):
        for line in lines._shown[:1]:
            lines.correct(line)
            yield f"correct {line.kind}"
    for panel in page.findChildren(FindingsPanel):
        for row in [widget.row for widget in panel._rows if widget.isVisible()]:
            if row.button and not row.resolution.startswith("go:"):
                panel.resolve.emit(row)
                yield f"resolve {row.code}"


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_of_every_stage(qtbot: QtBot, stage: str) -> None:
    with window_on(STAGES[stage]()) as window:
        found: dict[str, list[str]] = {}
        for step in STEPS:
            window.walk.go(step)
            found[step] = nameless(window)
        window.walk.show_course()
        found["course"] = nameless(window)
        assert {place: names for place, names in found.items() if names} == {}


@pytest.mark.parametrize("stage", ["startable", "interrupted", "reaction open", "observing"])
def test_every_dialog_of_every_stage(qtbot: QtBot, stage: str) -> None:
    with window_on(STAGES[stage]()) as window:
        found: dict[str, list[str]] = {}
        asked = 0
        for step in STEPS:
            window.walk.go(step)
            page = window.walk.stack.currentWidget()
            assert page is not None
            for what in pressed(page, window):
                for dialog in dialogs(window):
                    asked += 1
                    found[f"{step}: {what}"] = nameless(dialog)
                    assert dialog.windowTitle()
                shut(window)
        assert asked
        assert {place: names for place, names in found.items() if names} == {}


@pytest.mark.parametrize("what", ASKED)
def test_every_dialog_that_is_asked_for_by_name(qtbot: QtBot, what: str) -> None:
    place = benches.completed()
    place.desk.act_as("max" if what in {"staff", "settings"} else "amy")
    dialog = asked_dialog(what, place.desk)
    dialog.show()
    assert nameless(dialog) == []
    dialog.deleteLater()


def test_where_one_signs_in_and_where_nobody_has_been_yet(qtbot: QtBot) -> None:
    place = benches.asking(benches.infusing())
    place.desk.act_as(None)
    with window_on(place) as window:
        assert "Report a reaction — F9" in told(window, Role.Button)
        assert nameless(window) == []
    first = Bench(log=FakeLog("ward"), hasher=FakeHasher())
    window = MainWindow(Desk(first.service))
    window.show()
    steps = window.first
    for number in range(steps.steps.count()):
        steps._show(number)
        assert nameless(window) == []
        now = [one for one in shown(window) if one.text(Text.Description) == "current step"]
        assert [one.text(Text.Name) for one in now] == [
            f"{number + 1}, {WAY[number]}: current step"
        ]
    window.deleteLater()


def test_the_protocol_beside_it(qtbot: QtBot) -> None:
    with window_on(benches.startable()) as window:
        window.show_protocol()
        assert nameless(window) == []


def test_the_current_step_is_the_selected_tab_and_says_so(qtbot: QtBot) -> None:
    with window_on(benches.startable()) as window:
        window.walk.go("bag")
        tabs = [one for one in shown(window) if one.role() == Role.PageTab]
        assert len(tabs) == len(STEPS)
        chosen = [one for one in tabs if one.state().selected]
        assert [(one.text(Text.Name), one.text(Text.Description)) for one in chosen] == [
            ("Bag: done, shown now", "current step")
        ]
        for one in tabs:
            if one not in chosen:
                assert one.text(Text.Description) == ""


def test_the_clocks_can_be_read(qtbot: QtBot) -> None:
    with window_on(benches.infusing()) as window:
        names = [one.text(Text.Name) for one in shown(window)]
        (running,) = [name for name in names if name.startswith("Infusion, 45:00, due to end at")]
        assert running.endswith("estimated, pump not connected")


def test_a_nameless_control_would_be_found(qtbot: QtBot) -> None:
    bare = QWidget()
    qtbot.addWidget(bare)
    line, button = QLineEdit(bare), QPushButton("Press", bare)
    bare.show()
    (found,) = nameless(bare)
    assert "QLineEdit" in found
    line.setAccessibleName("Weight")
    assert nameless(bare) == []
    button.setText("")
    assert len(nameless(bare)) == 1
