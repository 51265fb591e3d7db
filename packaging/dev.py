#!/usr/bin/env python3
"""Runs and tests the program from a checkout, with nothing but Python 3.11 at hand.

    python3 packaging/dev.py run [arguments of inoadmin]
    python3 packaging/dev.py test [arguments of pytest]

Either makes `.venv` in the checkout, installs what `requirements.lock` names and checks the system
libraries that Qt needs: as root on a Debian or Ubuntu what is missing is installed, otherwise the
line to type is printed. `test` without arguments runs everything and stops at the first failure;
with arguments it runs pytest with those alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
WORKERS = 2
PURE = ("inoadmin/domain/*", "inoadmin/protocol/*")

INSTALL = ("install", "--quiet", "--no-input", "--disable-pip-version-check")

PIP_PACKAGES = ("python3-venv",)
QT_PACKAGES = (
    *("libgl1", "libegl1", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "fonts-dejavu-core"),
    *("libxkbcommon0", "libxkbcommon-x11-0", "libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4"),
    *("libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0"),
    *("libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1", "libpulse0", "libcups2"),
)
TEST_PACKAGES = (
    *(*QT_PACKAGES, "xvfb", "git", "strace", "util-linux", "mount"),
    *("dbus-daemon", "gnome-keyring", "cups-daemon", "cups-client"),
    *("pulseaudio", "pulseaudio-utils"),
    *("openbox", "at-spi2-core", "gir1.2-atspi-2.0", "python3-gi"),
)

NO_DISPLAY = (
    "no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open here; "
    "`inoadmin simulate SCENARIO` needs none: python3 packaging/dev.py run simulate SCENARIO"
)


class CannotError(Exception):
    """Something outside the project is missing; the text says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Runs the named verb and returns the exit status."""
    verbs: dict[str, Callable[[Sequence[str]], int]] = {"run": run, "test": test}
    if not arguments or arguments[0] not in verbs:
        print("usage: python3 packaging/dev.py run|test [arguments]", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036
        print("dev.py: Python 3.11 or newer is needed", file=sys.stderr)
        return 1
    os.chdir(ROOT)
    try:
        return verbs[arguments[0]](arguments[1:])
    except CannotError as error:
        print(f"dev.py: {error}", file=sys.stderr)
    except subprocess.CalledProcessError as error:
        line = shlex.join(str(part) for part in error.cmd)
        print(f"dev.py: ended with {error.returncode}: {line}", file=sys.stderr)
    except KeyboardInterrupt:
        print("dev.py: interrupted", file=sys.stderr)
    return 1


def run(arguments: Sequence[str]) -> int:
    """Starts the program; without a display only its commands that open no window."""
    display = has_display(os.environ)
    if not arguments and not display:
        raise CannotError(NO_DISPLAY)
    prepare(QT_PACKAGES if display else ())
    return subprocess.run([PYTHON, "-m", "inoadmin", *arguments], check=False).returncode


def test(arguments: Sequence[str]) -> int:
    """Runs every check, or pytest with the given arguments; 0 when all passed."""
    prepare(TEST_PACKAGES)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", "")]),
        "VIRTUAL_ENV": str(VENV),
        "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
    }
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    steps = [("pytest", [PYTHON, "-m", "pytest", *arguments])] if arguments else full_test()
    with ExitStack() as stack:
        shown = [stack.enter_context(virtual_display()) for _ in range(WORKERS)]
        # One screen a worker: windows that share one take the keyboard focus from each other.
        environment["INOADMIN_TEST_DISPLAYS"] = " ".join(filter(None, shown))
        started = time.monotonic()
        for name, command in steps:
            print(f"\n=== {name}", flush=True)
            status = subprocess.run(
                command, check=False, env=environment, stdin=subprocess.DEVNULL
            ).returncode
            if status:
                print(f"\n=== FAILED: {name} (exit {status})", flush=True)
                return status
        print(f"\n=== passed in {time.monotonic() - started:.0f} s", flush=True)
    return 0


def full_test() -> list[tuple[str, list[str | Path]]]:
    """The steps of a whole test, named, in order; the quick ones first."""
    return [
        ("ruff check", [BIN / "ruff", "check", "."]),
        ("ruff format", [BIN / "ruff", "format", "--check", "."]),
        ("import contracts", [BIN / "lint-imports", "--no-logo"]),
        ("pyright", [BIN / "pyright", "--pythonpath", PYTHON]),
        (
            "pytest",
            [PYTHON, "-m", "pytest", "-q", "-n", str(WORKERS), "--cov", "--cov-report="],
        ),
        (
            "coverage of domain and protocol: every branch",
            [
                PYTHON,
                "-m",
                "coverage",
                "report",
                "--include=" + ",".join(PURE),
                "--fail-under=100",
            ],
        ),
    ]


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can open: always outside Linux; there, when a display is named."""
    if not sys.platform.startswith("linux"):
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in named)


@contextmanager
def virtual_display() -> Generator[str]:
    """A screen of its own for as long as the block lasts; an empty name when there is no Xvfb."""
    server = shutil.which("Xvfb")
    if server is None:
        yield ""
        return
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "1920x1200x24"]
    command += ["-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(
        command,
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield f":{number}" if number else ""
    finally:
        process.terminate()
        process.wait()


def prepare(system_packages: Sequence[str]) -> None:
    """Sees to the system's packages, and that `.venv` holds what the lock names and the project;
    quick when all is there.
    """
    no_pip = not has_module("ensurepip") and not has_module("pip")
    require_system((*system_packages, *PIP_PACKAGES) if no_pip else system_packages)
    place = f"{sys.version}\n{ROOT}"
    locked = fingerprint(place, LOCK)
    if stamp("locked") != locked or not PYTHON.exists():
        print(f"=== installing the lock into {VENV.name}", flush=True)
        pip = make_environment()
        # The lock names everything: pip must not look further, where a newer release of something
        # that is asked for with an extra would end it ("versions pinned with ==").
        locked_only = ("--no-deps", "--require-hashes", "--only-binary=:all:")
        call(*pip, *INSTALL, *locked_only, "-r", LOCK)
        (VENV / "locked").write_text(locked, encoding="utf-8")
    project = fingerprint(place, ROOT / "pyproject.toml")
    if stamp("project") != project:
        # On its own, since `--require-hashes` refuses `-e .`.
        call(PYTHON, "-m", "pip", *INSTALL, "--no-deps", "--no-build-isolation", "-e", ROOT)
        call(PYTHON, "-m", "pip", "check", "--quiet")
        (VENV / "project").write_text(project, encoding="utf-8")


def stamp(name: str) -> str:
    """What was last installed under that name; empty when nothing was."""
    path = VENV / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def fingerprint(place: str, *paths: Path) -> str:
    """A hash of this Python and this place with the files that decide what is installed."""
    digest = hashlib.sha256(place.encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def call(*command: str | Path) -> None:
    """Runs a command that must succeed and asks nothing."""
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def make_environment() -> list[str | Path]:
    """Makes `.venv` anew and returns the command that runs pip for it.

    A minimal Debian has `venv` but neither `ensurepip` nor pip, so that `prepare` asked for the
    former. Where only the system has a pip, that will do: it can work on another Python.
    """
    shutil.rmtree(VENV, ignore_errors=True)
    own_pip = has_module("ensurepip") or not has_module("pip")
    call(sys.executable, "-m", "venv", *([] if own_pip else ["--without-pip"]), VENV)
    if own_pip:
        return [PYTHON, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", PYTHON]


def has_module(name: str) -> bool:
    """Whether this Python can import the module."""
    return importlib.util.find_spec(name) is not None


def require_system(packages: Iterable[str]) -> None:
    """Sees to it that the Debian packages are installed; does nothing on another system.

    Raises:
        CannotError: some are missing and this is not root, with the line to type.
    """
    query = shutil.which("dpkg-query")
    if query is None:
        return
    form = "${db:Status-Status}|${Package}|${Provides}\n"
    listed = subprocess.run(
        [query, "-W", "-f", form], check=True, capture_output=True, text=True
    ).stdout
    lacking = missing(packages, listed)
    if not lacking:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *lacking]
    if os.geteuid() != 0:
        raise CannotError(
            "system packages are missing; type: sudo apt-get update && sudo " + shlex.join(install)
        )
    print("=== installing system packages: " + " ".join(lacking), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command, needed in ((["apt-get", "update"], False), (install, True)):
        subprocess.run(
            [*command, "-qq", "-o", "Dpkg::Use-Pty=0"],
            check=needed,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


def missing(packages: Iterable[str], listed: str) -> list[str]:
    """The packages that `dpkg-query` does not list as installed, in the order asked.

    `listed` has a line "status|name|what it provides" a package. A renamed library counts: Ubuntu
    24.04 and Debian 13 have libglib2.0-0t64, which provides libglib2.0-0.
    """
    present: set[str] = set()
    for line in listed.splitlines():
        status, name, provides = line.split("|", 2)
        if status == "installed":
            present.add(name)
            present.update(part.split()[0] for part in provides.split(",") if part.strip())
    return [package for package in packages if package not in present]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
