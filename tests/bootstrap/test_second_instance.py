"""Two real processes and one database: the second brings the first to the front, or asks it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bootstrap.instance import PIN
from tests.doors import short_folder

ROOT = Path(__file__).resolve().parents[2]
RUN = [sys.executable, "-W", "error", "-m", "tests.bootstrap.instance"]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Generator[Path]:
    """The session's folder, which all processes of a test share."""
    with short_folder() as made:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(made))
        yield made


@contextmanager
def window(database: Path) -> Generator[subprocess.Popen[str]]:
    """A process that holds the database and listens, until its input ends."""
    with subprocess.Popen(
        [*RUN, "window", str(database)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            # resumed, in case that it was stopped; nothing to one that has ended
            process.send_signal(signal.SIGCONT)
            assert process.communicate(timeout=30) == ("", "")


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def run(database: Path, task: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUN, task, str(database), *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_second_instance_brings_the_first_to_the_front(session: Path, tmp_path: Path) -> None:
    with window(tmp_path / "ward.db") as first:
        for _ in range(2):
            second = run(tmp_path / "ward.db", "second")
            assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
            assert said(first) == "shown"
    assert list(session.iterdir()) == []
    alone = run(tmp_path / "ward.db", "second")
    assert (alone.returncode, alone.stdout) == (0, "opened\n")


def test_by_another_name_it_is_the_same_database(session: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(tmp_path)
    with window(tmp_path / "ward.db") as first:
        assert run(tmp_path / "linked" / "ward.db", "second").returncode == 0
        assert said(first) == "shown"


def test_a_command_is_done_by_the_window(session: Path, tmp_path: Path) -> None:
    with window(tmp_path / "ward.db") as first:
        done = run(tmp_path / "ward.db", "command", "verify")
        assert said(first) == "told pin"
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["0 of 0", "1 of 1", "0 events"]
    assert done.stderr == "The first bad event is 7.\n"
    assert PIN not in done.stdout + done.stderr


def test_another_sessions_command_finds_nobody_and_says_so(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window(tmp_path / "ward.db"), short_folder() as other:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(other))
        done = run(tmp_path / "ward.db", "command", "verify")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    assert "in use by another window or program" in done.stderr


def test_a_window_that_hangs_is_told_and_does_nothing_later(session: Path, tmp_path: Path) -> None:
    with window(tmp_path / "ward.db") as first:
        first.send_signal(signal.SIGSTOP)
        command = run(tmp_path / "ward.db", "command", "verify")
        second = run(tmp_path / "ward.db", "second")
        first.send_signal(signal.SIGCONT)
        assert said(first) == "shown"
        assert run(tmp_path / "ward.db", "second").returncode == 0
        assert said(first) == "shown"
    assert (command.returncode, second.returncode) == (3, 3)
    assert "that does not answer. Nothing was done." in command.stderr


def test_what_a_killed_window_leaves_is_in_nobodys_way(session: Path, tmp_path: Path) -> None:
    with window(tmp_path / "ward.db") as first:
        done = run(tmp_path / "ward.db", "command", "die")
        assert first.wait(timeout=30) == -signal.SIGKILL
    assert done.returncode == 3
    assert done.stdout.startswith("0 of 0\n")
    assert "was closed before this was finished" in done.stderr
    assert len(list(session.iterdir())) == 1
    with window(tmp_path / "ward.db") as next_one:
        assert run(tmp_path / "ward.db", "second").returncode == 0
        assert said(next_one) == "shown"
    assert list(session.iterdir()) == []


def test_only_its_owner_can_reach_it(session: Path, tmp_path: Path) -> None:
    with window(tmp_path / "ward.db"):
        (address,) = session.iterdir()
        assert address.is_socket()
        assert (address.stat().st_mode | session.stat().st_mode) & 0o077 == 0
        assert address.stat().st_uid == os.getuid()
