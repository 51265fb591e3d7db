"""A trace read: every write and sync in the folder in order, and nothing passed over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.reliability.tracing import (
    CannotTraceError,
    Create,
    FailedSync,
    Link,
    Rename,
    Said,
    Step,
    Sync,
    Truncate,
    Unlink,
    Write,
    record,
    steps_of,
)

PROGRAM = """
import os, sys
folder = sys.argv[1]
made = os.open(folder + "/a", os.O_CREAT | os.O_RDWR)
os.pwrite(made, b"one\\n\\xff", 5)
os.ftruncate(made, 7)
os.fsync(made)
os.write(1, b"kept 1\\n")
os.link(folder + "/a", folder + "/b")
os.unlink(folder + "/a")
os.rename(folder + "/b", folder + "/c")
within = os.open(folder, os.O_RDONLY)
os.fsync(within)
"""


def hexed(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def test_what_a_process_does_is_told_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    a, b, c = (str(folder / name) for name in "abc")
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    expected: list[Step] = [
        Create(a),
        Write(a, 5, b"one\n\xff"),
        Truncate(a, 7),
        Sync(a),
        Said("kept 1"),
        Link(a, b),
        Unlink(a),
        Rename(b, c),
        Sync(str(folder)),
    ]
    assert record(command, folder, tmp_path / "trace") == expected


@pytest.mark.parametrize(
    "line",
    [
        f'7 write(3<{hexed("/d/a")}>, "{hexed("x")}", 1) = 1',
        f'7 pwrite64(3<{hexed("/d/a")}>, "{hexed("x")}"..., 1, 0) = 1',
        f"7 pwrite64(3<{hexed('/d/a')}>, <unfinished ...>",
        f"7 fallocate(3<{hexed('/d/a')}>, 0, 0, 4096) = 0",
    ],
)
def test_a_way_of_writing_that_is_not_expected_is_an_error(line: str) -> None:
    with pytest.raises(CannotTraceError):
        list(steps_of(iter([line]), "/d"))


def test_a_call_that_failed_did_nothing_but_a_sync_that_was_made_to_fail_is_told() -> None:
    close = f"7 ftruncate(3<{hexed('/d/a')}>, 7) = -1 EIO (Input/output error)"
    sync = f"7 fsync(3<{hexed('/d/a')}>) = -1 EIO (Input/output error) (INJECTED)"
    assert list(steps_of(iter([close, sync]), "/d")) == [FailedSync("/d/a")]


def test_a_process_that_cannot_be_traced_is_no_silence(tmp_path: Path) -> None:
    with pytest.raises(CannotTraceError, match="said nothing"):
        record([sys.executable, "-c", "pass"], tmp_path, tmp_path / "trace")
