"""The session's lock and sleep, heard over a bus of the test's own with real signals."""

from __future__ import annotations

import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from inoadmin.ui.lock.system import SystemWatch, session_path
from tests.ui.desks import heard

NAME = "inoadmin-test"
LOGIND = "org.freedesktop.login1"


@pytest.fixture
def address(tmp_path: Path) -> Generator[str]:
    """A bus that nobody else is on; its daemon is the only process started, and ended."""
    socket = f"unix:path={tmp_path / 'bus'}"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={socket}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def bus(address: str) -> Generator[QDBusConnection]:
    yield QDBusConnection.connectToBus(address, NAME)
    QDBusConnection.disconnectFromBus(NAME)


@pytest.fixture
def other(address: str) -> Generator[QDBusConnection]:
    """Somebody else on the bus, who tells."""
    yield QDBusConnection.connectToBus(address, "other")
    QDBusConnection.disconnectFromBus("other")


def send(
    other: QDBusConnection, path: str, interface: str, member: str, *arguments: object
) -> None:
    """Sends a signal."""
    message = QDBusMessage.createSignal(path, interface, member)
    message.setArguments(list(arguments))
    assert other.send(message)


def test_the_screen_saver_locks(qtbot: QtBot, bus: QDBusConnection, other: QDBusConnection) -> None:
    watch = SystemWatch()
    watch.listen(bus, bus)
    got, back = heard(watch.locking), heard(watch.unlocked)
    for saver in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
        for active in (True, False):
            send(other, "/" + saver.replace(".", "/"), saver, "ActiveChanged", active)
    qtbot.waitUntil(lambda: len(back) == 2)
    assert got == ["session", "session"]


def test_logind_tells_of_lock_and_sleep(
    qtbot: QtBot,
    bus: QDBusConnection,
    other: QDBusConnection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    assert other.registerService(LOGIND)
    watch = SystemWatch()
    watch.listen(bus, bus)
    got, back = heard(watch.locking), heard(watch.unlocked)
    for path, name, member, arguments in (
        ("/session/_33", "Session", "Lock", []),
        ("/session/_32", "Session", "Lock", []),
        ("/session/_32", "Session", "Unlock", []),
        ("", "Manager", "PrepareForSleep", [True]),
        ("", "Manager", "PrepareForSleep", [False]),
        ("/session/_32", "Session", "Unlock", []),
    ):
        send(other, f"/org/freedesktop/login1{path}", f"{LOGIND}.{name}", member, *arguments)
    qtbot.waitUntil(lambda: len(back) == 2)
    assert got == ["session", "sleep"]


def test_a_bus_that_is_not_there_is_no_error() -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    watch = SystemWatch()
    watch.listen(nowhere, nowhere)
    assert heard(watch.locking) == []


@pytest.mark.parametrize(
    ("session", "path"),
    [
        ("", ""),
        ("2", "/org/freedesktop/login1/session/_32"),
        ("c1", "/org/freedesktop/login1/session/c1"),
        ("a-b", "/org/freedesktop/login1/session/a_2db"),
    ],
)
def test_a_session_is_named_as_logind_names_it(session: str, path: str) -> None:
    assert session_path(session) == path
