from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.ui.app import dress, font
from inoadmin.ui.palette import palette
from inoadmin.ui.tokens import DARK, LIGHT, Tokens
from inoadmin.ui.widgets import label, retone, rule


@pytest.fixture
def undressed(qapp: QApplication) -> Generator[QApplication]:
    """What the application looked like before, put back afterwards."""
    sheet, before, was = qapp.styleSheet(), QFont(qapp.font()), qapp.palette()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setFont(before)
    qapp.setPalette(was)


def test_dressed_it_has_the_tokens_colours(undressed: QApplication) -> None:
    dress(undressed, DARK)
    assert undressed.palette().color(QPalette.ColorRole.Window).name() == DARK.page
    assert DARK.accent in undressed.styleSheet()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_disabled_can_still_be_read(tokens: Tokens) -> None:
    made = palette(tokens)
    disabled = QPalette.ColorGroup.Disabled
    assert made.color(disabled, QPalette.ColorRole.Text).name() == tokens.on_disabled
    assert made.color(QPalette.ColorRole.Text).name() == tokens.text


def test_figures_are_of_one_width(qapp: QApplication) -> None:
    assert QFont.Tag("tnum") in font().featureTags()


def test_a_label_is_plain_text_whatever_it_says(qtbot: QtBot) -> None:
    made = label("<b>bold</b>", "title", "alarm", wrap=True)
    qtbot.addWidget(made)
    assert isinstance(made, QLabel)
    assert made.textFormat().name == "PlainText"
    assert (made.property("role"), made.property("tone"), made.wordWrap()) == (
        "title",
        "alarm",
        True,
    )


def test_a_tone_changes_the_looks(qtbot: QtBot, undressed: QApplication) -> None:
    dress(undressed, LIGHT)
    made = label("words")
    qtbot.addWidget(made)
    retone(made, "alarm")
    made.ensurePolished()
    assert made.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.alarm
    line = rule()
    qtbot.addWidget(line)
    assert line.property("role") == "line"


def test_targets_are_as_large_as_promised(qtbot: QtBot, undressed: QApplication) -> None:
    dress(undressed, LIGHT)
    for kind, least in (("", 32), ("primary", 44), ("danger", 32), ("step", 32), ("pill", 32)):
        button = QPushButton("Word")
        button.setProperty("kind", kind)
        qtbot.addWidget(button)
        button.ensurePolished()
        assert button.sizeHint().height() >= least, kind
