from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from inoadmin.ui.banner import BannerView
from inoadmin.ui.looks import Looks
from tests.ui.desks import desk_at
from tests.wards import MOORE, Visit


def test_it_says_who_the_open_patient_is(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    banner = BannerView(desk, Looks())
    qtbot.addWidget(banner)
    assert banner.accessibleDescription().startswith("MOORE, Jean (Mrs); Born 04-Jul-1961 (64y)")
    assert "inotuzumab ozogamicin</span> — 1.4 mg in 50 mL" in banner._what.text()


def test_it_is_gone_with_the_patient(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    banner = BannerView(desk, Looks())
    qtbot.addWidget(banner)
    desk.open_patient(None)
    assert banner.isHidden()


def test_a_name_or_an_allergy_is_never_read_as_markup(qtbot: QtBot) -> None:
    odd = replace(MOORE, family_name="<b>&", hospital_number="<i>1")
    desk, _ = desk_at(20, Visit("01-clean.toml", odd, allergies=("<u>nuts & bolts",)))
    banner = BannerView(desk, Looks())
    qtbot.addWidget(banner)
    assert banner._name.text().startswith("<B>&, Jean")
    assert banner._name.textFormat().name == "PlainText"
    assert "&lt;i&gt;1" in banner._who.text()
    assert "&lt;u&gt;nuts &amp; bolts" in banner._what.text()
