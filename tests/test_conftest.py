"""The watch that conftest keeps: a run of small offenders, each of which must fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PASSED_OVER = """
import pytest

@pytest.mark.skip(reason="lazy")
def test_skipped(): ...

def test_skips_inside():
    pytest.skip("lazy")

@pytest.mark.xfail(reason="known")
def test_expects_to_fail():
    assert False

@pytest.mark.xfail(strict=False, reason="known")
def test_passes_unexpectedly(): ...

def test_good(): ...
"""
SKIPPED_WHOLE = """
import pytest
pytest.importorskip("no_such_module")

def test_never(): ...
"""
BROKEN_MODEL = """
from PySide6.QtCore import QStringListModel
from PySide6.QtTest import QAbstractItemModelTester

class Forgetful(QStringListModel):
    more = 0

    def rowCount(self, *parent):
        return super().rowCount(*parent) + self.more

def watched(model):
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)

def test_breaks_a_models_promises(qtbot):
    model = Forgetful(["one"])
    tester = watched(model)
    model.more = 1
    model.insertRow(0)

def test_good_model(qtbot):
    model = Forgetful(["one"])
    tester = watched(model)
    model.insertRow(0)
"""
LEFT_BEHIND = """
import threading
from PySide6.QtCore import QObject, QThread, QTimer, QVariantAnimation, qWarning
from PySide6.QtWidgets import QWidget

KEPT = []

def test_leaves_a_thread(request):
    stop = threading.Event()
    threading.Thread(target=stop.wait, args=(2,)).start()

def test_leaves_a_thread_that_ends_with_the_program():
    stop = threading.Event()
    threading.Thread(target=stop.wait, args=(2,), daemon=True).start()

def test_leaves_a_thread_of_qt(qapp):
    KEPT.append(QThread())
    KEPT[-1].start()

def test_leaves_a_window(qapp):
    KEPT.append(QWidget())

def test_leaves_a_timer(qapp):
    KEPT.append(QTimer())
    KEPT[-1].start(60_000)

def test_leaves_a_timer_in_a_widget_that_stays(qapp):
    KEPT.append(QObject())
    QTimer(KEPT[-1]).start(60_000)

def test_leaves_an_animation(qapp):
    KEPT.append(QVariantAnimation(startValue=0, endValue=1, duration=60_000))
    KEPT[-1].start()

def test_makes_qt_warn(qapp):
    qWarning("beware")

def test_good_with_a_window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    timer = QTimer(widget)
    timer.start(60_000)

def test_good_with_a_cycle(qapp):
    widget = QWidget()
    widget.itself = widget

def test_good_with_a_thread():
    threading.Thread(target=int).start()
"""


def outcomes(folder: Path, text: str) -> tuple[int, str, set[str]]:
    """The exit status, output and names of what failed in a run of its own, in order of writing."""
    (folder / "tests").mkdir()
    (folder / "tests" / "test_offenders.py").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    options = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=folder,
        env={**os.environ, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = re.findall(r"^(?:FAILED|ERROR) .*::(\w+)", done.stdout, re.MULTILINE)
    return done.returncode, done.stdout, set(failed)


def test_a_test_that_is_passed_over_fails_the_run(tmp_path: Path) -> None:
    status, output, failed = outcomes(tmp_path, PASSED_OVER)
    assert status == pytest.ExitCode.TESTS_FAILED
    assert failed == {
        "test_skipped",
        "test_skips_inside",
        "test_expects_to_fail",
        "test_passes_unexpectedly",
    }
    assert "test_skipped is skipped, which no test may be" in output


def test_a_file_that_skips_itself_fails_the_run(tmp_path: Path) -> None:
    status, output, _ = outcomes(tmp_path, SKIPPED_WHOLE)
    assert status == pytest.ExitCode.INTERRUPTED
    assert "test_offenders.py is skipped, which no test may be" in output


def test_a_model_that_breaks_its_promises_fails_its_test(tmp_path: Path) -> None:
    status, output, failed = outcomes(tmp_path, BROKEN_MODEL)
    assert status == pytest.ExitCode.TESTS_FAILED
    assert failed == {"test_breaks_a_models_promises"}
    assert "qabstractitemmodeltester" in output


def test_what_a_test_leaves_behind_fails_it_and_no_other(tmp_path: Path) -> None:
    status, _, failed = outcomes(tmp_path, LEFT_BEHIND)
    assert status == pytest.ExitCode.TESTS_FAILED
    assert failed == {
        "test_leaves_a_thread",
        "test_leaves_a_thread_that_ends_with_the_program",
        "test_leaves_a_thread_of_qt",
        "test_leaves_a_window",
        "test_leaves_a_timer",
        "test_leaves_a_timer_in_a_widget_that_stays",
        "test_leaves_an_animation",
        "test_makes_qt_warn",
    }
