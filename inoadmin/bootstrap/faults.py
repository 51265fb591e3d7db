"""Catches what nobody else catches, so that each fault of the program's own becomes an incident.

Python's three hooks (PySide prints what a slot raises through the first), the command's own
outermost call, and crashes below Python, which `faulthandler` writes into a file. What the
environment refused is no fault: it is told in its own words.

The traceback that Python would print is never printed: its last line is the exception's message,
which may hold what was typed, and standard error often ends in a file.
"""

from __future__ import annotations

import faulthandler
import os
import re
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from inoadmin.bootstrap.incidents import Fault, Incidents, Kind, named, place, shortened
from inoadmin.bootstrap.journal import Journal
from inoadmin.bootstrap.privacy import FILE, make_private_folder
from inoadmin.bootstrap.saying import STOPPED, complain
from inoadmin.session.ports import Clock, StorageError

FAULT: Final = 4  # the exit status of a command that broke off
CRASHES: Final = "crash-*.raw"
_KEPT_EMPTY: Final = 5
_LAST_RESORT: Final = (
    "Program fault. What was recorded is on disk. Start the application again; if it happens "
    "again, record on paper and report it."
)
_STOPPED: Final = "Stopped before the end. What was recorded is on disk; nothing half-made stays."
_SIGNALS: Final = (
    "Segmentation fault",
    "Aborted",
    "Bus error",
    "Illegal instruction",
    "Floating-point exception",
    "access violation",
    "stack overflow",
)
_CRASH_FRAME: Final = re.compile(r'^  File "(?P<path>.*)", line (?P<line>\d+) in (?P<function>.*)$')
Say = Callable[[str], None]


@contextmanager
def watching(incidents: Incidents, plain: Say = complain) -> Generator[None]:
    """Within it whatever is raised and caught by nobody becomes an incident.

    `plain` is told the sentence of what the environment refused. Afterwards the hooks are as they
    were.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def in_window(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        take(incidents, "window", error, plain)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        take(incidents, "thread", args.exc_value, plain)

    def in_cleanup(args: sys.UnraisableHookArgs) -> None:
        take(incidents, "cleanup", args.exc_value, plain)

    sys.excepthook, threading.excepthook, sys.unraisablehook = in_window, in_thread, in_cleanup
    with ExitStack() as leaving:
        leaving.callback(incidents.close)
        leaving.enter_context(watching_crashes(incidents))
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook, sys.unraisablehook = before


def take(incidents: Incidents, kind: Kind, error: BaseException | None, plain: Say) -> None:
    """Takes an exception in, whatever it is; raises nothing."""
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        return
    taken = False
    with suppress(Exception):
        if isinstance(error, StorageError):
            plain(str(error))
        else:
            complain(incidents.take(kind, error).sentence)
        taken = True
    if not taken:
        complain(_LAST_RESORT)


def take_display(incidents: Incidents, category: str) -> None:
    """Takes in what Qt called critical: its category, and where the program was."""
    import inspect

    frame, frames = inspect.currentframe(), list[str]()
    while frame is not None:
        frames.append(place(frame, frame.f_lineno))
        frame = frame.f_back
    fault = Fault("display", (f"Qt {named(category)}",), shortened(frames[::-1]))
    with suppress(Exception):
        complain(incidents.take_fault(fault).sentence)


class Guard:
    """The outermost call of a command: `with guard: …`. What it raises is told by its number, and
    `status` is 4 then, instead of a traceback and 1. Stopped by the keyboard it says so: 130.
    """

    def __init__(self, incidents: Incidents) -> None:
        self._incidents = incidents
        self.status = 0

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        if isinstance(error, KeyboardInterrupt):
            self.status = STOPPED
            complain(_STOPPED)
            return True
        if not isinstance(error, Exception):
            return False
        self.status, told = FAULT, _LAST_RESORT
        with suppress(Exception):
            told = self._incidents.take("command", error, ended=True).sentence
        complain(told)
        return True


@contextmanager
def watching_crashes(incidents: Incidents) -> Generator[None]:
    """Within it a crash below Python leaves its stack in a file of this process in `faults/`.

    What earlier runs left is taken in first. A raw stack names files by their paths: it is turned
    into a report without them, and deleted, when the application is next started.
    """
    folder = incidents.folder
    if folder is None or not make_private_folder(folder):
        yield
        return
    take_crashes(incidents, folder)
    path = folder / f"crash-{os.getpid()}.raw"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE)
    except OSError:
        yield
        return
    was = faulthandler.is_enabled()
    with os.fdopen(descriptor, "wb") as file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()
            if was and sys.__stderr__ is not None:
                faulthandler.enable(sys.__stderr__)
    with suppress(OSError):
        path.unlink()


def take_crashes(incidents: Incidents, folder: Path) -> None:
    """Takes in the stacks that earlier runs left. Empty files are of runs that were killed or still
    go on: of those the newest stay.
    """
    empty: list[Path] = []
    for path in sorted(folder.glob(CRASHES), key=lambda each: each.lstat().st_mtime_ns):
        with suppress(OSError):
            found = crash(path.read_text("utf-8", "replace").splitlines())
            if found is None:
                empty.append(path)
            else:
                incidents.take_fault(found)
                path.unlink()
    for path in empty[:-_KEPT_EMPTY]:
        with suppress(OSError):
            path.unlink()


def crash(lines: Sequence[str]) -> Fault | None:
    """What faulthandler wrote, as a fault; None when it wrote nothing."""
    if not lines:
        return None
    cause = next((known for known in _SIGNALS if known in lines[0]), "(other)")
    frames = [
        f"{module_of(found['path'])}:{named(found['function'])}:{found['line']}"
        for line in lines
        if (found := _CRASH_FRAME.match(line))
    ]
    # faulthandler has the innermost first
    return Fault("crash", (cause,), shortened(frames[::-1]))


def module_of(path: str) -> str:
    """A file's module: with its package when it is ours, else its own name alone."""
    parts = path.replace("\\", "/").removesuffix(".py").split("/")
    ours = len(parts) - 1 - parts[::-1].index("inoadmin") if "inoadmin" in parts else -1
    return named(".".join(parts[ours:]) if ours >= 0 else parts[-1])


def keepers(database: Path | None, clock: Clock) -> tuple[Journal, Incidents]:
    """The journal and the incidents beside a database; None: told, but written nowhere."""
    journal = Journal(database, clock)
    return journal, Incidents(database, clock, journal, lambda: list(about()))


def about() -> Iterator[str]:
    """Versions and platform, as lines of a report. Nothing of the computer's or a user's name."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    with suppress(PackageNotFoundError):
        yield f"inoadmin: {version('inoadmin')}"
    yield f"Python: {platform.python_version()}"
    yield f"Qt: {loaded('PySide6.QtCore', 'qVersion')}"
    yield f"SQLite: {loaded('sqlcipher3.dbapi2', 'sqlite_version')}"
    yield f"Platform: {platform.system()} {platform.release()} {platform.machine()}"


def loaded(module: str, name: str) -> str:
    """A library's version, when it is loaded: a report imports nothing more."""
    found: object = getattr(sys.modules.get(module), name, None)
    version = found() if callable(found) else found
    return str(version) if version else "not loaded"
