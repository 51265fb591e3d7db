"""The application's own log: what it did, never what was recorded.

One line a message: the time in UTC, the process, and a sentence from a fixed set in which only
counts, durations and checked words vary. There is no way to write a text of one's own, so that no
name, path or message of an error gets in. Nothing here depends on `logging`, which would cost the
first window 10 ms and let every library write along.

A journal that cannot be written is silent: the log of the ward's own facts is what matters.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

from inoadmin.bootstrap.privacy import FILE, LOG_FOLDER, make_private_folder
from inoadmin.session.ports import Clock

NAME: Final = "inoadmin.log"
MOST_BYTES: Final = 256 * 1024
KEPT: Final = 4  # older files beside the one that is written
_VERSION: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}([a-z]{1,4}[0-9]{0,4})?", re.ASCII)
_NUMBER: Final = re.compile(r"INC-[0-9]{8}-[0-9A-Z]{4}", re.ASCII)
_CLASS: Final = re.compile(r"[A-Z][A-Za-z0-9]{0,59}", re.ASCII)
_HEX: Final = re.compile(r"[0-9a-f]{8}", re.ASCII)
_ODD: Final = "(other)"

KINDS: Final = frozenset({"ward", "training", "scenario"})
ENDINGS: Final = frozenset({"closed", "program fault", "told to leave"})
DOINGS: Final = frozenset({"recording", "reading", "backup", "restore", "check", "export"})
FAULTS: Final = frozenset({"window", "thread", "cleanup", "display", "crash", "command"})
Kind = Literal["ward", "training", "scenario"]
Ending = Literal["closed", "program fault", "told to leave"]
Doing = Literal["recording", "reading", "backup", "restore", "check", "export"]


class Journal:
    """Writes lines into `log/inoadmin.log` beside a database; None: nowhere."""

    def __init__(self, beside: Path | None, clock: Clock) -> None:
        self._clock = clock
        self._folder = None if beside is None else beside.parent / LOG_FOLDER
        self._started_ns = clock.read().counter_ns

    @property
    def path(self) -> Path | None:
        """The file that is written."""
        return None if self._folder is None else self._folder / NAME

    def started(self) -> None:
        """The application was started."""
        self._write("started")

    def opened(self, database_id: str, kind: Kind, schema: int, sequence: int) -> None:
        """A database was opened; `sequence` is its last entry's."""
        self._write(
            f"opened database {fragment(database_id)}, {one_of(kind, KINDS)}, "
            f"schema {int(schema)}, entry {int(sequence)}, {self._age_ms()} ms after the start"
        )

    def shown(self, version: str) -> None:
        """The window is on the screen; the version is told here because it takes time to find."""
        known = shaped(version, _VERSION)
        self._write(f"version {known}, window shown {self._age_ms()} ms after the start")

    def refused(self, error: BaseException) -> None:
        """The database could not be opened; of the error its class alone is kept."""
        self._write(f"refused to open the database: {class_of(error)}")

    def not_done(self, doing: Doing, error: BaseException) -> None:
        """The environment kept something from being done."""
        self._write(f"not done, {one_of(doing, DOINGS)}: {class_of(error)}")

    def backed_up(self, sequence: int, took: timedelta) -> None:
        """A backup was written and verified."""
        self._write(f"backup made to entry {int(sequence)} in {took / timedelta(seconds=1):.1f} s")

    def incident(self, number: str, kind: str, sequence: int | None) -> None:
        """A program fault; its report bears the number."""
        known = "unknown" if sequence is None else str(int(sequence))
        self._write(f"incident {shaped(number, _NUMBER)}, {one_of(kind, FAULTS)}, entry {known}")

    def repeated(self, number: str, times: int) -> None:
        """The same fault again, so many times in this run."""
        self._write(f"incident {shaped(number, _NUMBER)} happened {int(times)} times")

    def mended(self, count: int, open_still: int) -> None:
        """Files were found that others could open."""
        self._write(f"files open to others: {int(count)} mended, {int(open_still)} not")

    def stepped(self, by: timedelta) -> None:
        """The wall clock was set."""
        self._write(f"wall clock stepped by {by / timedelta(seconds=1):+.1f} s")

    def ended(self, how: Ending, sequence: int | None = None) -> None:
        """The application ends."""
        known = "" if sequence is None else f", entry {int(sequence)}"
        seconds = self._age_ms() // 1000
        self._write(f"ended: {one_of(how, ENDINGS)}{known}, {seconds} s after the start")

    def _age_ms(self) -> int:
        return (self._clock.read().counter_ns - self._started_ns) // 1_000_000

    def _write(self, sentence: str) -> None:
        """Appends one line in one write, so that two processes do not mix theirs."""
        folder = self._folder
        if folder is None or not make_private_folder(folder):
            return
        now = self._clock.read().now.strftime("%Y-%m-%dT%H:%M:%SZ")
        line = f"{now} {os.getpid()} {sentence}\n".encode("ascii", "replace")
        with suppress(OSError):
            turn_over(folder / NAME, len(line))
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            descriptor = os.open(folder / NAME, flags, FILE)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)


def shaped(text: str, pattern: re.Pattern[str]) -> str:
    """A version, a number or a class's name; what does not look like one is not told."""
    return text if pattern.fullmatch(text) else _ODD


def one_of(text: str, known: frozenset[str]) -> str:
    """A word of a fixed set; any other is not told."""
    return text if text in known else _ODD


def fragment(database_id: str) -> str:
    """The first eight hexadecimal digits of a database's name."""
    return shaped(database_id[:8], _HEX)


def class_of(error: BaseException) -> str:
    """What kind of error it is; its text may name a path or a person and is not kept."""
    return shaped(type(error).__name__, _CLASS)


def turn_over(path: Path, more: int) -> None:
    """Begins a new file when the line would make this one too long; the oldest is dropped.

    Raises:
        OSError: the system refused.
    """
    if not path.exists() or path.stat().st_size + more <= MOST_BYTES:
        return
    for number in range(KEPT, 0, -1):
        older = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number}"))
