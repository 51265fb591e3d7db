from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inoadmin.bootstrap.start import has_display, start_window

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "minimal:enable_fonts"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_opened(
    environment: dict[str, str], platform: str, there: bool
) -> None:
    assert has_display(environment, platform) is there


def test_without_a_display_one_line_names_what_can_be_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert start_window(None) == 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "inoadmin simulate" in told


def inoadmin(tmp_path: Path, code: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs a few lines in a process of their own, with a ward of its own and no screen."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "TZ": "Europe/London",
        "INOADMIN_DB": str(tmp_path / "data" / "ward.db"),
        "INOADMIN_KEY_FILE": str(tmp_path / "keys" / "ward.key"),
        **more,
    }
    (tmp_path / "data").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


PAINTED = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from inoadmin.bootstrap import shell, window

class Watch(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and isinstance(thing, window.MainWindow):
            QTimer.singleShot(0, told)
        return False

def told():
    print(*sorted(sys.modules))
    QApplication.exit(0)

dress = shell.dress
def watched(app, tokens):
    dress(app, tokens)
    app.watch = Watch()
    app.installEventFilter(app.watch)
shell.dress = watched
sys.exit(window.run_window(None))
"""


def test_nothing_slow_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    made = inoadmin(tmp_path, PAINTED)
    assert (made.returncode, made.stderr) == (0, "")
    again = inoadmin(tmp_path, PAINTED)
    assert (again.returncode, again.stderr) == (0, "")
    modules = set(again.stdout.split())
    assert "inoadmin.ui.window" in modules
    slow = {"sqlite_utils", "reportlab", "biip", "argon2", "inoadmin.scenario"}
    slow.add("PySide6.QtMultimedia")
    assert slow & modules == set()


TOLD_TO_LEAVE = PAINTED.replace(
    "QApplication.exit(0)", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
)


def test_told_to_leave_it_closes_the_database_and_leaves(tmp_path: Path) -> None:
    left = inoadmin(tmp_path, TOLD_TO_LEAVE)
    assert (left.returncode, left.stderr) == (0, "")
    left_over = {file.name for file in (tmp_path / "data").iterdir()}
    assert left_over == {"ward.db", "log", "faults"}
    assert "closed" in (tmp_path / "data" / "log" / "inoadmin.log").read_text()


REFUSED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from inoadmin.bootstrap import shell, window

def close():
    tops = QApplication.topLevelWidgets()
    (box,) = [w for w in tops if isinstance(w, window.RefusedDialog)]
    print(box.accessibleDescription())
    box.accept()

dress = shell.dress
def watched(app, tokens):
    dress(app, tokens)
    app.timer = QTimer(singleShot=True, interval=0)
    app.timer.timeout.connect(close)
    app.timer.start()
shell.dress = watched
sys.exit(window.run_window(None))
"""


def test_a_database_that_cannot_be_used_is_told_in_a_window_and_a_line(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ward.db").write_bytes(b"no database at all" * 400)
    (tmp_path / "data" / "ward.db").chmod(0o644)
    refused = inoadmin(tmp_path, REFUSED)
    assert refused.returncode == 3
    assert "Traceback" not in refused.stderr
    # The offscreen platform tells what it cannot do; a real screen says none of it.
    told = [line for line in refused.stderr.splitlines() if not line.startswith("This plugin")]
    (line,) = told
    assert line in " ".join(refused.stdout.split())
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "data").glob("ward.db*")] == [0o644]


@pytest.mark.parametrize("platform", ["xcb", "wayland", "none-such"])
def test_a_screen_that_is_not_there_is_told_in_a_line(tmp_path: Path, platform: str) -> None:
    # the wayland library itself speaks up where the session has no folder
    screen = {"DISPLAY": ":7777", "WAYLAND_DISPLAY": "none", "XDG_RUNTIME_DIR": str(tmp_path)}
    code = "import sys; from inoadmin.cli import main; sys.exit(main([]))"
    ended = inoadmin(tmp_path, code, QT_QPA_PLATFORM=platform, **screen)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.startswith("The window cannot be opened: ")
    assert ended.stderr.count("\n") == 1
    assert not (tmp_path / "data" / "ward.db").exists()


def test_what_others_may_read_is_mended_before_the_window_is_there(tmp_path: Path) -> None:
    assert inoadmin(tmp_path, PAINTED).returncode == 0
    files = [tmp_path / "keys" / "ward.key", tmp_path / "data" / "ward.db"]
    for file in files:
        file.chmod(0o644)
    assert inoadmin(tmp_path, PAINTED).returncode == 0
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
