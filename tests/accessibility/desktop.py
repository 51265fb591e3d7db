"""A desktop of its own for the real application: screen, window manager, both buses, registry.

Desktop: all of it, in a folder; everything that was started in it is ended with it, what daemons
started themselves too: each bears the desktop's name in its environment. Not one step waits
longer than `PATIENCE_S`.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZE = "1280x860x24"  # a ward's screen and the window's title
PATIENCE_S = 30.0
_POLL_S = 0.05
_MARK = "INOADMIN_TEST_DESKTOP"
_LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core"))
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's bindings of AT-SPI belong to it


class DesktopError(Exception):
    """Something of the desktop is not there, or did not start."""


class Desktop:
    """The desktop's environment, and what runs on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        runtime, home = folder / "run", folder / "home"
        for each in (runtime, home):
            each.mkdir(mode=0o700)
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.environment: dict[str, str] = {
            **kept,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            _MARK: str(folder),
        }

    def begin(self) -> None:
        """Starts the screen, its window manager, the session's bus and the one of accessibility."""
        self.environment["DISPLAY"] = ":" + self._answer(
            "Xvfb", "-displayfd", "{}", "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"
        )
        self.start("openbox")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._answer(
            "dbus-daemon", "--session", "--nofork", "--print-address={}"
        )
        self.start(str(launcher()), "--launch-immediately")

    def start(self, *command: str, output: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """Starts a program on this desktop; what it complains of goes to the folder's `said`."""
        found = shutil.which(command[0])
        if found is None:
            raise DesktopError(f"{command[0]} is needed and not there")
        with (self.folder / "said").open("ab") as said:
            process = subprocess.Popen(
                [found, *command[1:]],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE if output == subprocess.PIPE else subprocess.DEVNULL,
                stdout=output,
                stderr=said,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def said(self) -> str:
        """What the programs complained of."""
        return (self.folder / "said").read_text("utf-8", "replace")

    def end(self) -> None:
        """Ends what was started, the latest first, then whatever of it is left."""
        for process in reversed(self._started):
            process.terminate()
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        for number in left_of(self.folder):
            os.kill(number, signal.SIGKILL)
        until = time.monotonic() + PATIENCE_S
        while left_of(self.folder) and time.monotonic() < until:
            time.sleep(_POLL_S)

    def _answer(self, *command: str) -> str:
        """Starts a server that writes a line to the descriptor named in place of "{}"."""
        reading, writing = os.pipe()
        found = shutil.which(command[0])
        if found is None:
            raise DesktopError(f"{command[0]} is needed and not there")
        with (self.folder / "said").open("ab") as said:
            process = subprocess.Popen(
                [found, *(part.format(writing) for part in command[1:])],
                env=self.environment,
                pass_fds=[writing],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        self._started.append(process)
        os.close(writing)
        with os.fdopen(reading) as answer:
            ready, _, _ = select.select([answer], [], [], PATIENCE_S)
            line = answer.readline().strip() if ready else ""
        if not line:
            raise DesktopError(f"{command[0]} did not start: {self.said()}")
        return line


def launcher() -> Path:
    """The program that makes the accessibility bus, where this distribution keeps it."""
    first, folder = _LAUNCHERS
    found = first if first.exists() else folder / first.name
    if not found.exists():
        raise DesktopError("at-spi-bus-launcher is needed and not there (at-spi2-core)")
    return found


def left_of(folder: Path) -> list[int]:
    """The processes that were started on this folder's desktop and still run."""
    mark, found = f"{_MARK}={folder}".encode(), []
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            environment = (place / "environ").read_bytes()
        except OSError:
            continue  # gone, or somebody else's
        if mark in environment.split(b"\0"):
            found.append(int(place.name))
    return found


@contextmanager
def desktop(folder: Path) -> Generator[Desktop]:
    """A desktop for as long as the block lasts."""
    made = Desktop(folder)
    try:
        made.begin()
        yield made
    finally:
        made.end()


def application(on: Desktop, ward: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Starts the application on a desktop, with the ward's own places in its environment."""
    on.environment.update(ward)
    return on.start(sys.executable, "-m", "inoadmin")


def reading(on: Desktop, script: Path, arguments: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    """Starts a screen reader's part on a desktop; it is spoken with over its two pipes."""
    return on.start(SYSTEM_PYTHON, "-B", str(script), *arguments, output=subprocess.PIPE)
