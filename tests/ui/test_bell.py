from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from inoadmin.ui.bell import AlarmBell, Beeper
from inoadmin.ui.desk import Desk
from tests.session.timed import HOUR, SECOND, Timed, at


class Heard:
    """A ringer and its memory."""

    def __init__(self, kept: frozenset[str] | None = None) -> None:
        self.sounds: list[str] = []
        self.kept = kept

    def ring(self, priority: str, /) -> None:
        self.sounds.append(priority)

    def heard(self) -> frozenset[str] | None:
        return self.kept

    def keep(self, keys: frozenset[str]) -> None:
        self.kept = keys


def bell_on(bench: Timed, heard: Heard) -> tuple[Desk, AlarmBell]:
    desk = Desk(bench.service)
    desk.timekeeper = bench.keeper
    return desk, AlarmBell(desk, heard, heard)


def test_what_began_during_sleep_is_heard_once_the_gravest_alone(qapp: QApplication) -> None:
    bench, heard = at("infusing"), Heard(frozenset())
    desk, _bell = bell_on(bench, heard)
    desk.tick()
    bench.clock.advance(HOUR)
    for _ in range(3):
        desk.tick()
        bench.clock.advance(SECOND)
    assert heard.sounds == ["medium"]
    assert heard.kept is not None
    assert {key.split("/")[1] for key in heard.kept} == {"vitals", "infusion"}


def test_a_locked_screen_rings_as_any_other(qapp: QApplication) -> None:
    bench, heard = at("infusing"), Heard(frozenset())
    desk, _bell = bell_on(bench, heard)
    desk.act_as("amy")
    desk.lock("key")
    bench.clock.advance(HOUR)
    desk.tick()
    assert heard.sounds == ["medium"]


def test_a_program_opened_again_rings_nothing_that_was_heard(qapp: QApplication) -> None:
    bench, heard = at("infusing"), Heard(frozenset())
    desk, _bell = bell_on(bench, heard)
    bench.clock.advance(HOUR)
    desk.tick()
    bench.program_restarts()
    later = Heard(heard.kept)
    again, _other = bell_on(bench, later)
    again.tick()
    assert later.sounds == []


def test_without_a_memory_all_that_stands_rings(qapp: QApplication) -> None:
    bench, heard = at("infusing"), Heard()
    desk = Desk(bench.service)
    AlarmBell(desk, heard, parent=desk)
    bench.clock.advance(HOUR)
    desk.tick()
    assert heard.sounds == ["medium"]


def test_the_beeper_is_the_desktop_s_bell(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    Beeper().ring("high")
    assert beeps == [1]
