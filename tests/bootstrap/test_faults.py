"""Every way in which something can break and be caught by nobody, here and in another process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from inoadmin.bootstrap.faults import (
    CRASHES,
    FAULT,
    Guard,
    crash,
    keepers,
    take,
    take_display,
    watching,
)
from inoadmin.bootstrap.guarding import guard
from inoadmin.bootstrap.incidents import Fault, Incident, Incidents
from inoadmin.session.ports import StorageError
from tests.fakes import HandClock

ROOT = Path(__file__).resolve().parents[2]
MARKER = "Zyxxmarker"


@pytest.fixture
def incidents(tmp_path: Path) -> Incidents:
    return keepers(tmp_path / "ward.db", HandClock())[1]


@pytest.fixture
def told(incidents: Incidents) -> list[Incident]:
    heard: list[Incident] = []
    incidents.listen(heard.append)
    return heard


def test_what_a_slot_raises_is_an_incident(
    incidents: Incidents, told: list[Incident], capsys: pytest.CaptureFixture[str]
) -> None:
    with watching(incidents):
        sys.excepthook(ValueError, ValueError(MARKER), None)
    assert [one.fault for one in told] == [Fault("window", ("builtins.ValueError",), ())]
    err = capsys.readouterr().err
    assert err == told[0].sentence + "\n"
    assert MARKER not in err


def test_what_a_thread_raises_is_an_incident(incidents: Incidents, told: list[Incident]) -> None:
    def breaks() -> None:
        raise ValueError(MARKER)

    with watching(incidents):
        thread = threading.Thread(target=breaks)
        thread.start()
        thread.join()
    (one,) = told
    assert (one.fault.kind, one.fault.causes) == ("thread", ("builtins.ValueError",))
    assert one.fault.frames[-1].startswith(f"{__name__}:")


class Untidy:
    def __del__(self) -> None:
        raise ValueError(MARKER)


def test_what_is_raised_while_tidying_up_is_an_incident(
    incidents: Incidents, told: list[Incident]
) -> None:
    with watching(incidents):
        thing = Untidy()
        del thing
        gc.collect()
    assert [one.fault.kind for one in told] == ["cleanup"]


def test_the_hooks_are_as_they_were_afterwards(incidents: Incidents) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    with watching(incidents):
        during = sys.excepthook, threading.excepthook, sys.unraisablehook
    assert not set(before) & set(during)
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_what_the_environment_refused_is_told_in_its_own_words(
    incidents: Incidents, told: list[Incident]
) -> None:
    plain: list[str] = []
    with watching(incidents, plain.append):
        sys.excepthook(StorageError, StorageError("The disk is full. Make room."), None)
    assert plain == ["The disk is full. Make room."]
    assert told == []


@pytest.mark.parametrize("leaving", [KeyboardInterrupt(), SystemExit(3), None])
def test_leaving_is_no_fault(
    incidents: Incidents, told: list[Incident], leaving: BaseException | None
) -> None:
    take(incidents, "window", leaving, lambda _: None)
    assert told == []


def test_a_fault_while_telling_a_fault_is_told_by_rote(
    incidents: Incidents, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(_sentence: str) -> None:
        raise ValueError(MARKER)

    take(incidents, "window", StorageError(MARKER), breaks)
    assert capsys.readouterr().err.startswith("Program fault. What was recorded is on disk.")


def test_a_command_that_breaks_off_says_its_number_and_ends_with_4(
    incidents: Incidents, told: list[Incident], capsys: pytest.CaptureFixture[str]
) -> None:
    with Guard(incidents) as guard:
        raise ValueError(MARKER)
    assert guard.status == FAULT == 4
    (one,) = told
    assert one.ended
    err = capsys.readouterr().err
    assert err == one.sentence + "\n"
    assert "Start the application again." in err


def test_the_report_of_a_command_lies_beside_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = os.umask(0)
    try:
        with guard(tmp_path / "ward.db") as guarded:
            raise ValueError(MARKER)
        assert os.umask(0) == 0  # it is as it was
    finally:
        os.umask(before)
    assert guarded.status == FAULT
    (report,) = (tmp_path / "faults").iterdir()
    assert report.stem in capsys.readouterr().err
    assert MARKER not in report.read_text()
    assert report.stat().st_mode & 0o077 == 0
    assert report.stem in (tmp_path / "log" / "inoadmin.log").read_text()


def test_a_command_that_is_left_is_left(incidents: Incidents, told: list[Incident]) -> None:
    with pytest.raises(SystemExit), Guard(incidents):
        sys.exit(2)
    with Guard(incidents) as guard:
        pass
    assert guard.status == 0
    assert told == []


def test_what_the_display_calls_critical_is_an_incident(
    incidents: Incidents, told: list[Incident]
) -> None:
    take_display(incidents, "qt.qpa.xcb")
    (one,) = told
    assert (one.fault.kind, one.fault.causes) == ("display", ("Qt qt.qpa.xcb",))
    assert any(frame.startswith(f"{__name__}:") for frame in one.fault.frames)


CRASH = """\
Fatal Python error: Segmentation fault

Current thread 0x00007f1c (most recent call first):
  File "/home/zyxxmarker/lib/python3.11/site-packages/inoadmin/ui/window.py", line 12 in paint
  File "C:\\Users\\Zyxxmarker\\thing.py", line 3 in <module>

Extension modules: shiboken6.Shiboken (total: 1)
"""


def test_a_crash_is_told_without_paths() -> None:
    frames = ("thing:<module>:3", "inoadmin.ui.window:paint:12")
    assert crash(CRASH.splitlines()) == Fault("crash", ("Segmentation fault",), frames)
    assert crash([MARKER]) == Fault("crash", ("(other)",), ())
    assert crash([]) is None


CRASHING = """
import ctypes, sys
from pathlib import Path
from inoadmin.bootstrap.faults import watching
from inoadmin.bootstrap.incidents import Incidents
from inoadmin.bootstrap.journal import Journal
from inoadmin.clock import SystemClock
database, clock = Path(sys.argv[1]), SystemClock()
incidents = Incidents(database, clock, Journal(database, clock), list)
incidents.listen(lambda incident: print(incident.sentence))

def fall_over():
    ctypes.string_at(0)

with watching(incidents):
    if sys.argv[2] == "fall":
        fall_over()
"""


def test_a_crash_is_told_when_the_application_is_next_started(tmp_path: Path) -> None:
    def run(what: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", CRASHING, str(tmp_path / "ward.db"), what]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    fell = run("fall")
    assert fell.returncode < 0
    (raw,) = (tmp_path / "faults").glob(CRASHES)
    assert raw.stat().st_size
    assert raw.stat().st_mode & 0o777 == 0o600
    started = run("start")
    assert started.returncode == 0
    assert "the application stopped suddenly when it last ran" in started.stdout
    assert list((tmp_path / "faults").glob(CRASHES)) == []
    (path,) = (tmp_path / "faults").glob("INC-*.txt")
    assert "Segmentation fault" in path.read_text()
    assert "__main__" not in path.read_text()
    assert ":fall_over:" in path.read_text()
    assert "/" not in path.read_text()
    assert run("start").stdout == ""


def test_files_of_runs_that_were_killed_do_not_pile_up(
    incidents: Incidents, told: list[Incident], tmp_path: Path
) -> None:
    (tmp_path / "faults").mkdir()
    for number in range(9):
        path = tmp_path / "faults" / f"crash-{number}.raw"
        path.touch()
        os.utime(path, (number, number))
    with watching(incidents):
        left = {path.name for path in (tmp_path / "faults").glob(CRASHES)}
    assert left == {f"crash-{number}.raw" for number in (4, 5, 6, 7, 8, os.getpid())}
    assert told == []


SLOT = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from inoadmin.bootstrap.faults import watching
from inoadmin.bootstrap.incidents import Incidents
from inoadmin.bootstrap.journal import Journal
from inoadmin.clock import SystemClock
database, clock = Path(sys.argv[1]), SystemClock()
incidents = Incidents(database, clock, Journal(database, clock), list)
app = QCoreApplication([])

class Breaking:
    def slot(self):
        name = "Zyxxmarker"
        raise ValueError(name)

breaking, beats = Breaking(), []
timer = QTimer(interval=0)
timer.timeout.connect(breaking.slot)
timer.timeout.connect(lambda: beats.append(1) or len(beats) > 20 and app.exit(7))
with watching(incidents):
    timer.start()
    sys.exit(app.exec())
"""


def test_a_slot_of_the_real_thing_breaks_again_and_again(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOT, str(tmp_path / "ward.db")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 7  # the application went on
    assert "Traceback" not in ended.stderr
    assert MARKER not in ended.stderr
    (path,) = (tmp_path / "faults").glob("INC-*.txt")
    assert ":Breaking.slot:" in path.read_text()
    journal = (tmp_path / "log" / "inoadmin.log").read_text()
    assert journal.splitlines()[-1].endswith("happened 21 times")
