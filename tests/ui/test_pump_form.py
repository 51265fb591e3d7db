"""A pump reading is held against the bag while it is typed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.pages.infusion import InfusionPage
from tests.ui.benches import infusing
from tests.ui.hands import dialog, enter, press, shown

AGAIN = "More than the bag's 50 mL: read the pump again. It would count as all of it."


@pytest.mark.parametrize(("read", "warned"), [("49.9", False), ("50", False), ("50.1", True)])
def test_more_than_the_bag_is_asked_to_be_read_again(qtbot: QtBot, read: str, warned: bool) -> None:
    page = infusing().page(qtbot, InfusionPage)
    press(page, "Pump shows…")
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Volume infused of this bag": read})
    assert (AGAIN in shown(asking)) == warned
    assert ("Estimated until now" in shown(asking)) != warned
    asking.reject()
