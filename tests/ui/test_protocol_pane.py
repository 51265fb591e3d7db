from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inoadmin.ui.looks import Looks
from inoadmin.ui.protocol_pane import ProtocolPane
from tests.ui.desks import desk_at, heard


def pane_of(qtbot: QtBot) -> ProtocolPane:
    desk, _ = desk_at(20)
    pane = ProtocolPane(desk, Looks())
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    pane.show()
    return pane


def test_it_opens_at_what_is_cited(qtbot: QtBot) -> None:
    pane = pane_of(qtbot)
    pane.open_at("Pre-medication")
    assert pane.text.toPlainText().startswith("Pre-medication\n")
    assert pane._review.text() == "Protocol past its review date (Nov-2020)"


def test_a_citation_of_no_section_says_what_it_is(qtbot: QtBot) -> None:
    pane = pane_of(qtbot)
    pane.open_at("practice")
    assert pane._note.text().startswith("practice: common nursing practice")


def test_what_the_source_gets_wrong_stands_in_its_place(qtbot: QtBot) -> None:
    pane = pane_of(qtbot)
    pane.open_at("Indication")
    assert "The source: NICE TA514." in pane.text.toPlainText()
    assert pane._list.currentItem().text() == "Indication ▲"


def test_a_search_leaves_the_sections_that_have_the_words(qtbot: QtBot) -> None:
    pane = pane_of(qtbot)
    pane.open_at()
    qtbot.keyClicks(pane.search, "dexamethasone")
    listed = [pane._list.item(row).text() for row in range(pane._list.count())]
    assert "Pre-medication" in listed
    assert "ICD-10 codes" not in listed
    qtbot.keyClicks(pane.search, " zebra")
    assert pane._list.count() == 0
    assert pane.text.toPlainText() == "Nothing in the protocol has these words."


def test_escape_closes_it(qtbot: QtBot) -> None:
    pane = pane_of(qtbot)
    got = heard(pane.closed)
    pane.activateWindow()  # without a window manager nothing else does
    pane.search.setFocus()
    qtbot.waitUntil(pane.isActiveWindow)
    qtbot.keyClick(pane.search, Qt.Key.Key_Escape)
    assert len(got) == 1
