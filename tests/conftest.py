"""What holds for every test: no test is passed over, and nothing is left behind.

A screen is chosen before Qt asks for one. A test that skips itself or expects to fail, fails. A
window, a running timer or animation, or a thread that outlives its test fails it.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

THREAD_GRACE_S = 0.5


def choose_screen() -> None:
    """Gives each worker the display kept for it; without any, Qt paints where nobody looks."""
    displays = os.environ.get("INOADMIN_TEST_DISPLAYS", "").split()
    if displays:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        os.environ["DISPLAY"] = displays[int(worker) % len(displays)]
        os.environ["QT_QPA_PLATFORM"] = "xcb"
    elif not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


choose_screen()
settings.register_profile("ci", derandomize=True, max_examples=100, deadline=None)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile("ci")


def forbid_passing_over(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turns a skip, an expected failure or an unexpected success into a failure that names it."""
    expected = hasattr(report, "wasxfail")
    if report.skipped or expected:
        reason = getattr(report, "wasxfail", "") or report.longrepr
        what = "expected to fail" if expected else "skipped"
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} is {what}, which no test may be: {reason}"
        if expected:
            del report.wasxfail  # pyright: ignore[reportAttributeAccessIssue]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    forbid_passing_over(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    forbid_passing_over(report)
    return report


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Generator[None]:
    """Fails the test that leaves a window, a running timer or a thread."""
    threads = set(threading.enumerate())
    windows = {id(window) for window in open_windows()}
    yield
    left = [*left_threads(threads)]
    if any(id(window) not in windows for window in open_windows()):
        delete_the_doomed()
        left += [repr(window) for window in open_windows() if id(window) not in windows]
    if "qapp" in request.fixturenames:
        left += [repr(thing) for thing in running_clockwork()]
    if left:
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


def left_threads(before: set[threading.Thread]) -> list[str]:
    """The threads that were not there before and do not end by themselves in a moment. One that
    Qt runs without Python's knowledge is clockwork.
    """
    names: list[str] = []
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):
            continue  # Qt's own, which once called into Python
        thread.join(THREAD_GRACE_S)
        if thread.is_alive():
            names.append(repr(thread))
    return names


def open_windows() -> list[Any]:
    """All top-level widgets, shown or not; none where nothing has imported Qt's widgets."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return widgets.QApplication.topLevelWidgets()


def delete_the_doomed() -> None:
    """Lets go of what the test has given up: deferred deletions, and cycles of garbage."""
    core = sys.modules["PySide6.QtCore"]
    gc.collect()
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


def running_clockwork() -> list[Any]:
    """Timers, animations and Qt's threads still running, of those that Python knows; stopped when
    returned, so that the next test is not blamed for them.
    """
    delete_the_doomed()
    core, shiboken = sys.modules["PySide6.QtCore"], sys.modules["shiboken6"]
    kinds = (core.QTimer, core.QAbstractAnimation, core.QThread)
    things = [thing for thing in gc.get_objects() if issubclass(type(thing), kinds)]
    found = [thing for thing in things if shiboken.isValid(thing) and is_running(core, thing)]
    for thing in found:
        if isinstance(thing, core.QThread):
            thing.quit()
            thing.wait()
        else:
            thing.stop()
    return found


def is_running(core: Any, thing: Any) -> bool:
    """Whether a timer, an animation or a thread runs; the one that asks always does."""
    if isinstance(thing, core.QTimer):
        return thing.isActive()
    if isinstance(thing, core.QThread):
        return thing.isRunning() and thing != core.QThread.currentThread()
    return thing.state() == core.QAbstractAnimation.State.Running
