"""The record as it is looked at: pages, their size, versions, keys; printing as it is seen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.window import record_of
from inoadmin.domain import commands as c
from inoadmin.ui.app import dress
from inoadmin.ui.desk import Desk
from inoadmin.ui.issuing import NO_PRINTER, NO_PRINTING
from inoadmin.ui.record_view import RecordView
from inoadmin.ui.tokens import DARK
from tests.journeys.workstation import dressed
from tests.ui.records import Chooser, button, completed, counted, no_printer, no_printing, view_on

LEFT = Qt.MouseButton.LeftButton
WIDE, CUSTOM = QPdfView.ZoomMode.FitToWidth, QPdfView.ZoomMode.Custom


def corrected(desk: Desk) -> None:
    """The record gets a second version."""
    state = desk.service.administration(desk.administration or "")
    entry = next(e for e in state.entries if isinstance(e.command, c.Start))
    put_right = replace(entry.command, pump="P-7")
    outcome = desk.record(c.Correct(entry.version, "pump", "P-7", put_right, reason="left out"))
    assert outcome is not None
    assert outcome.accepted


def press_keys(qtbot: QtBot, view: RecordView, *keys: Qt.Key) -> list[int]:
    """The page after each key, pressed where the focus is."""
    pages: list[int] = []
    for key in keys:
        qtbot.keyClick(view.focusWidget(), key)
        pages.append(view.page)
    return pages


def test_its_pages_are_turned_one_by_one(qtbot: QtBot) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    back, on = button(view, "&Previous page"), button(view, "&Next page")
    assert (view.page, view.pages, back.isEnabled(), on.isEnabled()) == (1, 4, False, True)
    assert view._place.text() == "Page 1 of 4"
    for _ in range(3):
        qtbot.mouseClick(on, LEFT)
    assert (view.page, back.isEnabled(), on.isEnabled()) == (4, True, False)
    assert view._place.text() == "Page 4 of 4"
    qtbot.mouseClick(back, LEFT)
    assert view.page == 3


def test_the_keyboard_is_on_the_pages_from_the_start_and_turns_them(qtbot: QtBot) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    assert view.focusWidget() is view.paper
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Home)
    assert press_keys(qtbot, view, *keys) == [2, 3, 2, 4, 1]


@pytest.mark.parametrize(
    ("on", "back"), [(Qt.Key.Key_PageDown, Qt.Key.Key_PageUp), (Qt.Key.Key_Down, Qt.Key.Key_Up)]
)
def test_keys_scroll_from_page_to_page(qtbot: QtBot, on: Qt.Key, back: Qt.Key) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    bar, steps = view.paper.verticalScrollBar(), 200
    reached = press_keys(qtbot, view, *[on] * steps)
    assert (reached[-1], bar.value()) == (4, bar.maximum())
    assert sorted(reached) == reached
    assert press_keys(qtbot, view, *[back] * steps)[-1] == 1
    assert bar.value() == 0


def test_a_button_that_goes_off_gives_the_keyboard_to_the_pages(qtbot: QtBot) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    on = button(view, "&Next page")
    on.setFocus()
    for _ in range(3):
        on.click()
    assert view.focusWidget() is view.paper


def test_escape_closes_it(qtbot: QtBot) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    qtbot.keyClick(view.paper, Qt.Key.Key_Escape)
    assert view.isHidden()


def test_pages_become_larger_and_smaller_and_keep_their_place(qtbot: QtBot) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    paper = view.paper
    view.turn(2)
    as_wide = paper.factor()
    button(view, "+").click()
    assert (paper.zoomMode(), paper.factor()) == (CUSTOM, pytest.approx(as_wide * 1.25))
    button(view, "−").click()
    assert paper.factor() == pytest.approx(as_wide)
    button(view, "W&hole page").click()
    assert paper.factor() < as_wide
    for _ in range(40):
        button(view, "−").click()
    assert paper.factor() == pytest.approx(0.25)
    for _ in range(40):
        button(view, "+").click()
    assert paper.factor() == pytest.approx(5)
    button(view, "Page &width").click()
    assert (paper.zoomMode(), paper.factor()) == (WIDE, pytest.approx(as_wide))
    assert view.page == 3


def test_keys_make_pages_larger_and_smaller(qtbot: QtBot) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    ctrl, as_wide = Qt.KeyboardModifier.ControlModifier, view.paper.factor()
    sizes: list[float] = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
        qtbot.keyClick(view.paper, key, ctrl)
        sizes.append(view.paper.factor() / as_wide)
    assert sizes == pytest.approx([1.25, 1.5625, 1.25, 1])


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_it_fits_into_the_window_that_it_stands_over(qtbot: QtBot, size: tuple[int, int]) -> None:
    desk, _ = completed()
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(*size)
    view = RecordView(desk, desk.administration or "", partial(record_of, desk.service), window)
    assert (view.width(), view.height()) <= (size[0] - 40, size[1] - 40)
    assert view.width() >= min(1000, size[0] - 48)
    assert view.minimumSizeHint().width() <= view.width()


def test_the_paper_is_white_in_the_dark(qtbot: QtBot, qapp: QApplication) -> None:
    desk, _ = completed()
    with dressed(qapp):
        dress(qapp, DARK)
        view = view_on(qtbot, desk)
        qtbot.waitUntil(lambda: shades(view)[0] > 0.5)
        _, dark = shades(view)
        assert dark > 0.005
        assert view.paper.palette().dark().color().lightness() < 60


def shades(view: RecordView) -> tuple[float, float]:
    """How much of what is seen of the pages is white, and how much is nearly black."""
    image = view.paper.viewport().grab().toImage()
    spots = [
        image.pixelColor(x, y).lightness()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    ]
    return sum(s > 250 for s in spots) / len(spots), sum(s < 40 for s in spots) / len(spots)


def test_a_screen_reader_has_the_words_of_the_page(qtbot: QtBot) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    assert view.paper.accessibleName() == "Record INO-000001, page 1 of 4"
    assert "Administration record INO-000001, version 1" in view.paper.accessibleDescription()
    view.turn(3)
    assert view.paper.accessibleName() == "Record INO-000001, page 4 of 4"
    assert "Signatures" in view.paper.accessibleDescription()


# --- versions ---------------------------------------------------------------------------------


def test_another_version_is_chosen_shown_and_saved_under_its_number(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk, _ = completed()
    corrected(desk)
    view = view_on(qtbot, desk)
    assert "version 2" in view.paper.accessibleDescription()
    view.turn(1)
    view.versions.setCurrentIndex(1)
    view.versions.activated.emit(1)
    assert view.page == 1
    assert "VERSION 1 of 2, superseded" in view.paper.accessibleDescription()
    view._ask_where()
    (asking,) = view.findChildren(QFileDialog)
    assert [Path(name).name for name in asking.selectedFiles()] == ["INO-000001-v1.pdf"]
    asking.reject()
    view.issuing.save(str(tmp_path / "old.pdf"), view._version)
    assert view._standing.text().startswith("Original of version 1, saved")
    view.versions.setCurrentIndex(0)
    view.versions.activated.emit(0)
    assert view._standing.text().startswith("Not printed or saved yet")


def test_a_version_that_cannot_be_read_leaves_the_one_that_is_shown(qtbot: QtBot) -> None:
    desk, log = completed()
    corrected(desk)
    view = view_on(qtbot, desk)
    log.close()
    view.versions.setCurrentIndex(1)
    view.versions.activated.emit(1)
    assert view._told.text().startswith("The log is closed")
    assert "version 2" in view.paper.accessibleDescription()


def test_one_version_is_not_chosen_from(qtbot: QtBot) -> None:
    desk, _ = completed()
    assert not hasattr(view_on(qtbot, desk), "versions")


# --- printing and saving as it is seen ----------------------------------------------------------


def test_the_button_names_the_patient_and_the_queue_does_not(qtbot: QtBot, tmp_path: Path) -> None:
    desk, _ = completed()
    ask = Chooser(tmp_path / "paper.pdf")
    view = view_on(qtbot, desk, ask)
    assert view._standing.text() == "Not printed or saved yet: the next one is the original."
    qtbot.mouseClick(button(view, "P&rint MOORE's record…"), LEFT)
    assert ask.asked == [("Print MOORE's record", "INO-000001")]
    qtbot.waitUntil(lambda: not view.issuing.busy, timeout=60_000)
    assert view._told.text().startswith("Original sent to")
    assert view._standing.text().endswith("by Amy Field. The next one is copy 2.")


def test_while_it_prints_it_says_how_far_it_is_and_lets_itself_be_used(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk, Chooser(tmp_path / "paper.pdf"))
    printing, saving = button(view, "P&rint"), button(view, "&Save")
    printing.click()
    said: list[str] = []
    view.issuing.progress.connect(lambda *_: said.append(view._told.text()))
    qtbot.waitUntil(lambda: view._told.text() == "Printing page 2 of 4", timeout=60_000)
    assert view._bar.isVisible()
    assert (printing.isEnabled(), saving.isEnabled()) == (False, False)
    press_keys(qtbot, view, Qt.Key.Key_End)
    assert view.page == 4
    view._ask_printer()
    view._ask_where()
    assert not view.findChildren(QFileDialog)
    qtbot.waitUntil(lambda: not view.issuing.busy, timeout=60_000)
    assert list(dict.fromkeys(said)) == [
        "Making the pages",
        *(f"Printing page {n} of 4" for n in (1, 2, 3, 4)),
    ]
    assert not view._bar.isVisible()
    assert (printing.isEnabled(), saving.isEnabled()) == (True, True)
    assert counted(desk) == [(1, "printed", False)]


def test_it_is_printed_to_the_end_when_it_is_closed_meanwhile(qtbot: QtBot, tmp_path: Path) -> None:
    desk, _ = completed()
    path = tmp_path / "paper.pdf"
    view = view_on(qtbot, desk, Chooser(path))
    button(view, "P&rint").click()
    assert view.issuing.busy
    qtbot.keyClick(view.paper, Qt.Key.Key_Escape)
    assert view.isHidden()
    assert path.read_bytes().count(b"/Type /Page\n") == 4


@pytest.mark.qt_log_ignore(r"^QPainter::begin\(\): Returned false", extend=True)
def test_it_stays_open_when_what_it_prints_fails_on_closing(qtbot: QtBot, tmp_path: Path) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk, Chooser(tmp_path / "missing" / "paper.pdf"))
    button(view, "P&rint").click()
    qtbot.keyClick(view.paper, Qt.Key.Key_Escape)
    assert view.isVisible()
    assert view._told.text().startswith("Not printed: the printer does not answer.")
    qtbot.keyClick(view.paper, Qt.Key.Key_Escape)
    assert view.isHidden()


@pytest.mark.parametrize(("ask", "said"), [(no_printer, NO_PRINTER), (no_printing, NO_PRINTING)])
def test_without_a_printer_it_says_so_and_offers_to_save(
    qtbot: QtBot, ask: Chooser, said: str
) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk, ask)
    button(view, "P&rint").click()
    assert view._told.text() == said
    assert view.focusWidget() is button(view, "&Save as PDF…")
    assert counted(desk) == []


def test_saving_names_the_patient_in_its_title_and_the_number_in_the_file(qtbot: QtBot) -> None:
    desk, _ = completed()
    view = view_on(qtbot, desk)
    button(view, "&Save").click()
    (asking,) = view.findChildren(QFileDialog)
    assert asking.windowTitle() == "Save MOORE's record as PDF"
    assert [Path(name).name for name in asking.selectedFiles()] == ["INO-000001.pdf"]
    asking.reject()
    assert counted(desk) == []
