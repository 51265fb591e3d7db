"""`inoadmin demo` as a process of its own, with folders of its own and no screen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inoadmin.cli import main
from tests.doors import short_folder

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = Path(__file__).parents[1] / "scenarios" / "01-clean.toml"

#: Runs the command line; `shown` is called with each window of the application once it is seen,
#: `told` with each dialog but the one that is there while patients are made.
DRIVEN = """
import os, signal, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from inoadmin.bootstrap import shell, window
from inoadmin.cli import main

class Watch(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and not thing.property("seen"):
            if isinstance(thing, window.MainWindow):
                thing.setProperty("seen", True)
                QTimer.singleShot(0, lambda: shown(thing))
            elif isinstance(thing, QDialog) and type(thing).__name__ != "Preparing":
                thing.setProperty("seen", True)
                QTimer.singleShot(0, lambda: told(thing))
        return False

def say(*words):
    print(*words, flush=True)

def shown(window):
    say(window.windowTitle())
    QApplication.exit(0)

def told(dialog):
    say(dialog.accessibleName(), "/", dialog.accessibleDescription())
    dialog.accept()

dress = shell.dress
def watched(app, tokens):
    dress(app, tokens)
    app.watch = Watch()
    app.installEventFilter(app.watch)
shell.dress = watched
"""
RUN = "\nsys.exit(main(sys.argv[1:]))\n"


@pytest.fixture
def environment(tmp_path: Path) -> Generator[dict[str, str]]:
    """A user who has never started anything; the ward's places are named as a ward might."""
    for name in ("data", "config", "ward"):
        (tmp_path / name).mkdir(mode=0o700)
    with short_folder() as runtime:
        yield {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "TZ": "Europe/London",
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_RUNTIME_DIR": str(runtime),
            "INOADMIN_DB": str(tmp_path / "ward" / "ward.db"),
            "INOADMIN_KEY_FILE": str(tmp_path / "config" / "ward.key"),
        }


def run(
    environment: dict[str, str], *arguments: str, code: str = ""
) -> subprocess.CompletedProcess[str]:
    """One start, to its end; `code` says otherwise what is done when a window is seen."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", DRIVEN + code + RUN, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@contextmanager
def running(
    environment: dict[str, str], *arguments: str, code: str
) -> Generator[subprocess.Popen[str]]:
    """One start that stays until it is told to leave; its window is on the screen."""
    started = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", DRIVEN + code + RUN, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert started.stdout is not None
        assert started.stdout.readline() == "open\n"
        yield started
    finally:
        started.send_signal(signal.SIGTERM)
        assert started.wait(timeout=60) == 0
        for end in (started.stdout, started.stderr):
            if end is not None:
                end.close()


STAY = """
def shown(window):
    say("open")
"""


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a refusal."""
    plugin = "This plugin"  # what the offscreen platform says of itself
    (line,) = [one for one in done.stderr.splitlines() if not one.startswith(plugin)]
    return line


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder with what is in it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_it_opens_a_practice_database_and_touches_nothing_of_the_ward_s(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    done = run(environment, "demo")
    assert (done.returncode, done.stdout) == (0, "TRAINING: inoadmin\n")
    assert done.stderr.replace("This plugin does not support propagateSizeHints()\n", "") == ""
    made = [name for name in files(tmp_path) if "/log/" not in name]
    assert made == ["data/inoadmin-practice/practice.db"]
    database = tmp_path / "data" / "inoadmin-practice" / "practice.db"
    assert database.stat().st_mode & 0o777 == 0o600
    assert database.parent.stat().st_mode & 0o777 == 0o700
    assert main(["verify", "--db", str(database)]) == 0


SIGNED_IN = """
def shown(window):
    from PySide6.QtTest import QTest
    from PySide6.QtCore import Qt
    pin = window.lock.box.pin
    say(window.lock.pins.text())
    QTest.keyClicks(pin, "135790")
    QTest.keyClick(pin, Qt.Key.Key_Return)
    QApplication.processEvents()
    say("; ".join(window.board.texts()))
    QApplication.exit(0)
"""


def test_nobody_needs_a_manual_to_be_in_use(environment: dict[str, str]) -> None:
    done = run(environment, "demo", code=SIGNED_IN)
    pins, board = done.stdout.splitlines()
    assert pins.startswith("Practice PIN 135790: Amy Field, Ben Okoro")
    for stage in (
        "reaction open",
        "start window, opens in 1",
        "start window open, closes in 1",
        "infusing, 3",
        "observing, 2",
        "no dose open",
    ):
        assert stage in board


AFRESH = """
seen = []
def shown(window):
    seen.append(window)
    say(window.desk.service.log.database_id)
    if len(seen) == 1:
        window.training.ask_afresh()
    else:
        QApplication.exit(0)

def told(dialog):
    dialog.beginning.click()
"""


def test_it_goes_on_the_same_day_and_begins_afresh_when_asked(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    name = "def shown(window):\n    say(window.desk.service.log.database_id)\n"
    name += "    QApplication.exit(0)\n"
    first, again = (run(environment, "demo", code=name).stdout for _ in range(2))
    assert first == again
    fresh = run(environment, "demo", "--fresh", code=name).stdout
    assert fresh != first
    within = run(environment, "demo", code=AFRESH)
    assert within.returncode == 0
    before, after = within.stdout.splitlines()
    assert before == fresh.strip() != after
    kept = tmp_path / "data" / "inoadmin-practice"
    assert {"practice.db", "practice-earlier.db"} <= {path.name for path in kept.iterdir()}
    assert main(["verify", "--db", str(kept / "practice-earlier.db")]) == 0


def test_a_place_can_be_named_before_the_command_or_after_it(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    assert run(environment, "demo", "--db", str(tmp_path / "one.db")).returncode == 0
    assert run(environment, "--db", str(tmp_path / "two.db"), "demo").returncode == 0
    assert (tmp_path / "one.db").is_file()
    assert (tmp_path / "two.db").is_file()
    assert not (tmp_path / "data" / "inoadmin-practice").exists()


def test_a_second_start_brings_the_window_to_the_front(environment: dict[str, str]) -> None:
    with running(environment, "demo", code=STAY):
        for more in ((), ("--fresh",)):
            second = run(environment, "demo", *more)
            assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_a_ward_s_database_is_refused(tmp_path: Path, environment: dict[str, str]) -> None:
    ward = environment["INOADMIN_DB"]
    assert run(environment).stdout == "inoadmin\n"
    before = contents(tmp_path)
    assert {Path(ward), Path(environment["INOADMIN_KEY_FILE"])} < set(before)
    refused = run(environment, "demo", "--db", ward)
    assert refused.returncode == 3
    assert "encrypted, as a ward's log is" in told(refused)
    assert refused.stdout == f"Practice cannot begin / {told(refused)}\n"
    assert contents(tmp_path) == before
    with running(environment, code=STAY):
        refused = run(environment, "demo", "--db", ward)
        assert refused.returncode == 3
        assert "encrypted, as a ward's log is" in told(refused)


def test_a_practice_database_is_refused_by_all_else(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    practice = str(tmp_path / "practice.db")
    assert run(environment, "demo", "--db", practice).returncode == 0
    with running(environment, "demo", "--db", practice, code=STAY):
        refused = run(environment, "--db", practice)
        assert refused.returncode == 3
        assert f"inoadmin demo --db {practice}" in told(refused)
    refused = run(environment, "--db", practice)
    assert refused.returncode == 3
    assert 'of kind "training"' in told(refused)
    played = run(environment, "simulate", str(SCENARIO), "--db", practice)
    assert (played.returncode, played.stdout) == (3, "")
    assert 'of kind "training"' in told(played)
    assert files(tmp_path / "config") == []


def test_without_a_display_one_line_says_so(environment: dict[str, str]) -> None:
    bare = {k: v for k, v in environment.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    refused = run({**bare, "QT_QPA_PLATFORM": ""}, "demo")
    assert refused.returncode == 3
    assert "No display" in told(refused)
