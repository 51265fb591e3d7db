"""What a process does to one folder, taken from strace: every write with its data, every sync.

Sync, Write, Truncate, Create, Link, Rename, Unlink: one call that succeeded, in order; FailedSync:
a sync that strace made fail; Said: a line that the process wrote to its output. A call that could
change a file in a way that is not told here is an error, so that nothing is passed over.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

NAMING = "open,openat,creat,link,linkat,rename,renameat,renameat2,unlink,unlinkat,symlink,symlinkat"
WRITING = "write,pwrite64,truncate,ftruncate,fsync,fdatasync"
FOREIGN = "writev,pwritev,pwritev2,fallocate,sync_file_range,copy_file_range,sendfile"

_LINE = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)(.*)$", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_FD = re.compile(r"^(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>?")


class CannotTraceError(Exception):
    """strace is missing, may not trace here, or told something that is not understood."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes written at an offset."""

    path: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut or grown to a size."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """A file's data, or a folder's names, put on disk."""

    path: str


@dataclass(frozen=True, slots=True)
class FailedSync:
    """A sync that was answered with an error."""

    path: str


@dataclass(frozen=True, slots=True)
class Create:
    """A new, empty file."""

    path: str


@dataclass(frozen=True, slots=True)
class Link:
    """One more name for a file."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rename:
    """A file under another name, in the place of what bore it."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """A name taken away."""

    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line on the process's output."""

    line: str


Step = Write | Truncate | Sync | FailedSync | Create | Link | Rename | Unlink | Said


def strace(output: Path, *options: str) -> list[str]:
    """The beginning of a command line that traces what follows it.

    Raises:
        CannotTraceError: there is no strace.
    """
    program = shutil.which("strace")
    if program is None:
        raise CannotTraceError("strace is needed and not installed (Debian's package strace)")
    return [program, "-f", "--seccomp-bpf", "-qq", "-o", str(output), *options]


def run_traced(command: Sequence[str], output: Path, *options: str) -> tuple[int, list[str]]:
    """Runs a command under strace; its status, and the lines that it said.

    Raises:
        CannotTraceError: strace could not trace it.
    """
    line = [*strace(output, *options), *command]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout.splitlines()
    if not said:
        raise CannotTraceError(
            f"the traced process said nothing (status {done.returncode}); strace needs leave to"
            f" trace (ptrace), which a container may have to be given: {done.stderr.strip()}"
        )
    return done.returncode, said


def record(command: Sequence[str], folder: Path, output: Path, *injected: str) -> list[Step]:
    """Everything that a command does in a folder, in order, with what it says; `injected` are
    further options of strace.

    Raises:
        CannotTraceError: it could not be traced or not be understood.
    """
    traced = f"trace={NAMING},{WRITING},{FOREIGN}"
    status, _ = run_traced(
        command, output, "-y", "-xx", "-s", str(1 << 20), "-e", traced, *injected
    )
    if status:
        raise CannotTraceError(f"the traced process ended with {status}")
    with output.open(encoding="latin-1") as lines:
        return list(steps_of(lines, str(folder)))


def steps_of(lines: Iterator[str], folder: str) -> Iterator[Step]:
    """The steps in a trace that concern a folder, and what was said."""
    known: set[str] = set()
    marked = "".join(f"\\x{byte:02x}" for byte in os.fsencode(folder))
    for line in lines:
        said = " write(1<" in line
        if not said and marked not in line:
            continue
        if "<unfinished" in line or " resumed>" in line:
            raise CannotTraceError(f"two threads at once: {line[:200]}")
        match = _LINE.match(line)
        if match is None:
            raise CannotTraceError(f"not understood: {line[:200]}")
        call, arguments, result = match[1], match[2], int(match[3])
        if result < 0:
            if "(INJECTED)" in match[4] and call in {"fsync", "fdatasync"}:
                yield FailedSync(_opened(arguments))
            continue
        if said:
            data, _ = _data(arguments)
            yield from (Said(text) for text in data.decode().splitlines())
            continue
        yield from _step(call, arguments, result, known)


def _step(call: str, arguments: str, result: int, known: set[str]) -> Iterator[Step]:
    """One call as a step; an opening is one only when it makes or empties a file."""
    if call in {"open", "openat", "creat"}:
        path = _names(arguments)[-1]
        if path not in known and ("O_CREAT" in arguments or call == "creat"):
            known.add(path)
            yield Create(path)
        elif "O_TRUNC" in arguments or call == "creat":
            yield Truncate(path, 0)
    elif call in {"link", "linkat", "rename", "renameat", "renameat2"}:
        old, new = _names(arguments)
        known.add(new)
        if "link" in call:
            yield Link(old, new)
        else:
            known.discard(old)
            yield Rename(old, new)
    elif call in {"unlink", "unlinkat"}:
        path = _names(arguments)[-1]
        known.discard(path)
        yield Unlink(path)
    elif call in {"fsync", "fdatasync"}:
        yield Sync(_opened(arguments))
    elif call == "pwrite64":
        data, rest = _data(arguments)
        yield Write(_opened(arguments), int(rest.rsplit(",", 1)[1]), data[:result])
    elif call == "ftruncate":
        yield Truncate(_opened(arguments), int(arguments.rsplit(",", 1)[1]))
    else:
        raise CannotTraceError(f"a way of writing that is not expected: {call}({arguments[:200]}")


def _opened(arguments: str) -> str:
    match = _FD.match(arguments)
    if match is None:
        raise CannotTraceError(f"no file: {arguments[:200]}")
    return os.fsdecode(_bytes(match[2]))


def _names(arguments: str) -> list[str]:
    return [os.fsdecode(_bytes(match[1])) for match in _TEXT.finditer(arguments)]


def _data(arguments: str) -> tuple[bytes, str]:
    match = _TEXT.search(arguments)
    if match is None or match[2]:
        raise CannotTraceError(f"data was left out: {arguments[:200]}")
    return _bytes(match[1]), arguments[match.end() :]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def program() -> str:
    """The Python that runs this."""
    return sys.executable
