"""Asks the window that holds the database, over its local socket."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inoadmin.bootstrap.address import door_address
from inoadmin.bootstrap.saying import DONE, INVALID, UNAVAILABLE
from inoadmin.bootstrap.talking import Talk, dial
from inoadmin.session.errands import (
    SHOW,
    Answer,
    Line,
    MalformedError,
    Progress,
    Request,
    read_reply,
    request_line,
    whole_lines,
)
from inoadmin.session.ports import HeldError, StorageError

_SUMMONS: Final = 10
_BETWEEN_SUMMONS_S: Final = 0.2

_NOBODY = (
    "The database is in use by another window or program of this computer, and that does not "
    "answer. Nothing was done. Close it, then run the command again."
)
_SILENT = (
    "The window has stopped answering. Everything recorded is kept; whether this was finished is "
    "not known. Look at the window, then run the command again."
)
_CLOSED = (
    "The window was closed before this was finished. Everything recorded is kept. Run the command "
    "again."
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for the first sign of the window, then from sign to sign."""

    first_s: float = 2.0
    between_s: float = 10.0


def ask(
    address: str | None,
    what: str,
    arguments: Mapping[str, str],
    *,
    out: Callable[[str], None],
    progress: Callable[[int, int], None],
    patience: Patience,
) -> Answer | None:
    """Asks the window at `address`; None when nobody answers there.

    `out` gets the command's lines, `progress` how much of how much is done (0 of 0: not known),
    both as they come. File names in the arguments are absolute: the window has a folder of its own.
    """
    try:
        request = request_line(Request(what, arguments))
    except MalformedError as error:
        return Answer(INVALID, str(error))
    talk = dial(address, patience.first_s)
    if talk is None:
        return None
    try:
        return _converse(talk, request, out, progress, patience)
    finally:
        talk.close()


def ask_holder(
    trouble: StorageError,
    database: Path,
    what: str,
    arguments: Mapping[str, str],
    *,
    out: Callable[[str], None],
    progress: Callable[[int, int], None],
    patience: Patience | None = None,
) -> Answer:
    """What comes of a command whose database could not be opened because of `trouble`: the window
    that holds it is asked to do it instead.

    Raises:
        StorageError: the trouble itself, when it is not that the database is held.
    """
    answer = None
    if isinstance(trouble, HeldError):
        answer = ask(
            door_address(database, os.environ),
            what,
            arguments,
            out=out,
            progress=progress,
            patience=patience or Patience(),
        )
    return settled(trouble, answer)


def settled(trouble: StorageError, answer: Answer | None) -> Answer:
    """The end of a command whose database could not be opened: the holder's answer, or that it
    gave none.

    Raises:
        StorageError: the trouble itself, when it is not that the database is held.
    """
    if not isinstance(trouble, HeldError):
        raise trouble
    return Answer(UNAVAILABLE, _NOBODY) if answer is None else answer


def summon(
    database: Path,
    *,
    pause: Callable[[float], None] = time.sleep,
    patience: Patience | None = None,
    attempts: int = _SUMMONS,
) -> bool:
    """Brings the window that holds `database` to the front; whether it was there to be brought.

    One that is only just starting is waited for, for two seconds in 10 `attempts`.
    """
    address = door_address(database, os.environ)
    waiting = patience or Patience(first_s=5.0)
    for attempt in range(attempts):
        if attempt:
            pause(_BETWEEN_SUMMONS_S)
        talk = dial(address, waiting.first_s)
        if talk is not None:
            break
    else:
        return False
    _let_others_come_to_front()
    try:
        request = request_line(Request(SHOW))
        answer = _converse(talk, request, _ignore_line, _ignore_progress, waiting)
    finally:
        talk.close()
    return answer is not None and answer.status == DONE


def _converse(
    talk: Talk,
    request: bytes,
    out: Callable[[str], None],
    progress: Callable[[int, int], None],
    patience: Patience,
) -> Answer | None:
    """Sends the request and follows the replies to the last; None when not one comes."""
    for reply in _replies(talk, request, patience):
        match reply:
            case Answer():
                return reply
            case Line(text):
                out(text)
            case Progress(done, total):
                progress(done, total)
    return None


def _replies(talk: Talk, request: bytes, patience: Patience) -> Iterator[Progress | Line | Answer]:
    """The replies as they come, an answer as the last of them; none when no sign comes at all."""
    heard = b""
    answered = False
    ending = _CLOSED
    try:
        talk.send(request)
        while chunk := talk.receive(patience.between_s if answered else patience.first_s):
            lines, heard = whole_lines(heard + chunk)
            for line in lines:
                answered = True
                yield read_reply(line)
    except MalformedError as error:
        answered, ending = True, str(error)
    except TimeoutError:
        ending = _SILENT
    except OSError:
        pass  # closed, in other words
    if answered:
        yield Answer(UNAVAILABLE, ending)


def _let_others_come_to_front() -> None:
    """Windows lets only the program just started put a window in front, unless that one yields."""
    if sys.platform == "win32":
        import ctypes

        anyone = -1  # ASFW_ANY
        ctypes.WinDLL("user32").AllowSetForegroundWindow(anyone)


def _ignore_line(_text: str) -> None: ...


def _ignore_progress(_done: int, _total: int) -> None: ...
