"""What the program tells the shell: its exit status, its lines, and one line when it refuses.

What a command does matters more than what it says: where its words cannot be written, it goes on.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

DONE: Final = 0
MISSED: Final = 1
INVALID: Final = 2
UNAVAILABLE: Final = 3
STOPPED: Final = 130  # by the keyboard; what a shell gives for it


def say(line: str) -> None:
    """One line on standard output."""
    put(line + "\n")


def put(text: str) -> None:
    """Text on standard output, written out at once.

    Where it cannot be, one line says so and the rest is dropped; where its reader has gone, as with
    `| head`, the rest is dropped without a word.
    """
    if sys.stdout is None:  # closed by whoever started this
        return
    try:
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:  # names of files, or "≤" on a terminal of few letters
            code = sys.stdout.encoding
            sys.stdout.write(text.encode(code, "backslashreplace").decode(code))
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_the_rest()
    except OSError as error:
        _drop_the_rest()
        complain(
            f"What is said here cannot be written ({error.strerror or error}). The command itself "
            "goes on; its exit status holds."
        )


def complain(sentence: object) -> None:
    """One line on standard error; nothing where there is none, as without a terminal on Windows."""
    line = " ".join(str(sentence).split()) + "\n"
    with suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(line)
            sys.stderr.flush()


def _drop_the_rest() -> None:
    """What is still waiting to be written, at the end of the program too, goes nowhere
    (https://docs.python.org/3/library/signal.html#note-on-sigpipe).
    """
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
