from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.session.present.findings import FindingRow, finding_rows
from inoadmin.ui.capped import Capped
from inoadmin.ui.findings_panel import FindingsPanel
from tests.ui.desks import desk_at, heard

MISSING = FindingRow(
    "premed-missing",
    "authorise",
    "Premedication not given: antipyretic.",
    "Pre-medication",
    ("Advice for the nurse",),
    "form:premed",
    "Record premedication…",
    "authorise",
    "Authorise…",
)
STOP = FindingRow("bedside-check-missing", "stop", "No bedside check.", "practice")


def panel_of(qtbot: QtBot, *rows: FindingRow) -> FindingsPanel:
    desk, _ = desk_at(30)
    panel = FindingsPanel(desk, "What keeps the start shut (2)")
    qtbot.addWidget(panel)
    panel.show_rows(rows)
    panel.show()
    return panel


def button(panel: FindingsPanel, text: str) -> QPushButton:
    (found,) = [b for b in panel.findChildren(QPushButton) if b.text() == text]
    return found


def test_the_rows_as_shown(qtbot: QtBot) -> None:
    assert panel_of(qtbot, STOP, MISSING).texts() == (
        "stop | No bedside check. | practice",
        "authorise | Premedication not given: antipyretic. | Pre-medication"
        " | [Record premedication…] [Authorise…]",
    )


def test_each_button_sends_its_row_with_the_way_that_was_pressed(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, MISSING)
    got = heard(panel.resolve)
    for text in ("Record premedication…", "Authorise…"):
        qtbot.mouseClick(button(panel, text), Qt.MouseButton.LeftButton)
    assert [row.resolution for row in got] == ["form:premed", "authorise"]


def test_a_citation_leads_to_the_protocol(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, MISSING)
    got = heard(panel.cite)
    qtbot.mouseClick(button(panel, "Pre-medication"), Qt.MouseButton.LeftButton)
    assert got == ["Pre-medication"]


def test_new_words_in_the_same_rows_keep_the_button_and_its_focus(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, STOP, MISSING)
    before = button(panel, "Authorise…")
    before.setFocus()
    later = FindingRow(**{**fields_of(MISSING), "sentence": "Premedication not given: none."})
    panel.show_rows((STOP, later))
    assert button(panel, "Authorise…") is before
    assert "Premedication not given: none." in panel.texts()[1]


def fields_of(row: FindingRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in FindingRow.__slots__}


def test_rows_that_go_are_gone(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, STOP, MISSING)
    panel.show_rows((STOP,))
    assert panel.texts() == ("stop | No bedside check. | practice",)


def test_a_screen_reader_hears_all_of_it(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, STOP, MISSING)
    assert panel.accessibleName() == "What keeps the start shut (2)"
    assert panel.accessibleDescription() == (
        "Must be put right: No bedside check.. "
        "Needs an authorisation: Premedication not given: antipyretic."
    )


def test_the_edge_has_the_gravest_tone(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, MISSING)
    assert panel.property("tone") == "warn"
    panel.show_rows((STOP, MISSING))
    assert panel.property("tone") == "alarm"
    panel.show_rows(())
    assert panel.property("tone") == "calm"


def test_real_findings_are_shown_in_words(qtbot: QtBot) -> None:
    desk, here = desk_at(30)
    panel = FindingsPanel(desk, "")
    qtbot.addWidget(panel)
    panel.show_rows(finding_rows(here.service, here.administration()))
    assert any("No bedside check" in text for text in panel.texts())
    assert not any("{" in text for text in panel.texts())


def test_a_heading_alone_has_its_height(qtbot: QtBot) -> None:
    panel = panel_of(qtbot)
    capped = Capped(panel, 190)
    qtbot.addWidget(capped)
    capped.resize(500, 300)
    capped.show()
    capped.fit()
    assert capped.height() > panel.fontMetrics().height()


def test_the_focus_goes_to_the_first_way_to_put_something_right(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, STOP, MISSING)
    panel.activateWindow()
    assert panel.take_focus()
    assert panel.focusWidget() is button(panel, "Record premedication…")
    assert not panel_of(qtbot, STOP).take_focus()
