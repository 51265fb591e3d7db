"""Light and dark: chosen, kept, followed; and everything on the screen turns with them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from inoadmin.ui.looks import CHOICES, Looks
from inoadmin.ui.tokens import DARK, LIGHT
from inoadmin.ui.window import MainWindow
from tests.ui.benches import infusing
from tests.ui.desks import heard


class Kept:
    """Keeps a word in memory."""

    def __init__(self, word: str = "") -> None:
        self.word = word

    def kept(self) -> str:
        return self.word

    def keep(self, choice: str, /) -> None:
        self.word = choice


def test_it_is_light_until_told_otherwise() -> None:
    looks = Looks()
    assert (looks.choice, looks.tokens) == ("system", LIGHT)


@pytest.mark.parametrize(
    ("scheme", "tokens"),
    [(Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Unknown, LIGHT)],
)
def test_it_follows_the_desktop(scheme: Qt.ColorScheme, tokens: object) -> None:
    looks = Looks()
    looks.see(scheme)
    assert looks.tokens is tokens


def test_a_choice_stands_above_the_desktop_and_is_kept() -> None:
    kept = Kept()
    looks = Looks(kept)
    turned = heard(looks.turned)
    looks.choose("dark")
    looks.see(Qt.ColorScheme.Light)
    assert (looks.tokens, kept.word, len(turned)) == (DARK, "dark", 1)
    assert Looks(kept).tokens is DARK
    looks.choose("system")
    assert (looks.tokens, kept.word, len(turned)) == (LIGHT, "system", 2)


def test_a_word_nobody_knows_is_no_choice() -> None:
    assert Looks(Kept("sepia")).choice == "system"
    looks = Looks(Kept())
    with pytest.raises(KeyError):
        looks.choose("sepia")
    assert looks.choice == "system"


def test_the_menu_turns_the_whole_window(qtbot: QtBot) -> None:
    place, looks = infusing(), Looks()
    window = MainWindow(place.desk, looks=looks)
    qtbot.addWidget(window)
    window.show()
    menus = [m for m in window.bar.who.menu().findChildren(QMenu) if "isplay" in m.title()]
    (dark,) = [a for a in menus[0].actions() if a.text() == CHOICES["dark"]]
    window.show_protocol("Administration")
    before = window.pane.text.toHtml()
    dark.trigger()
    assert looks.tokens is DARK
    assert dark.isChecked()
    assert window.pane.text.toHtml() != before
