"""What a command asks of the window that holds the database, and what the window answers.

One connection carries one request and its replies, each a line of JSON in UTF-8 that ends in a
newline. The request: `{"v":1,"ask":"verify","arguments":{"name":"text"}}`. The replies, as many as
it takes: `{"progress":[done,total]}` and `{"line":"text"}`; the last: `{"status":0,"sentence":""}`
with an exit status of the command line.

Arguments may carry a PIN: nothing here shows, keeps or echoes them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final

import msgspec

VERSION: Final = 1
SHOW: Final = "show"
LONGEST_REQUEST: Final = 65_536  # bytes, the newline included
LONGEST_REPLY: Final = 1_048_576

DONE: Final = 0
INVALID: Final = 2
UNAVAILABLE: Final = 3

_NOT_UNDERSTOOD = "The window did not understand the request. Nothing was done."
_OTHER_VERSION = (
    f"The window understands version {VERSION} of requests, and this one is of another. Nothing "
    "was done. Use the command of the version that the window is of."
)
_STRANGE_REPLY = (
    "The window's answer is not one that this version understands. Everything recorded is kept. "
    "Use the command of the version that the window is of."
)


class MalformedError(Exception):
    """A request that cannot be carried out as it was put; the text is the one line to answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, with its arguments by name."""

    ask: str
    arguments: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an errand has come, in units of its own; `total` 0 while it is not known."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the command's output."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of an errand: the command's exit status, 0 to 3, and what it says on standard error,
    "" for nothing.
    """

    status: int
    sentence: str = ""


Work = Generator[Progress | Line, None, Answer]
# Runs between the window's own events, a piece from yield to yield. A piece takes a few
# milliseconds at most; no transaction is open over a yield, since the window writes in between; it
# is closed early when whoever asked has gone.
Handler = Callable[[Mapping[str, str]], Work]


def request_line(request: Request) -> bytes:
    """A request as it is sent.

    Raises:
        MalformedError: it is too long, or an argument is not text (a file name of other bytes).
    """
    wire = {"v": VERSION, "ask": request.ask, "arguments": dict(request.arguments)}
    try:
        line = msgspec.json.encode(wire) + b"\n"
    except UnicodeEncodeError:
        raise MalformedError(
            "A name with bytes that are not text cannot be handed to the window. Nothing was done. "
            "Use another name, or close the window first."
        ) from None
    if len(line) > LONGEST_REQUEST:
        raise MalformedError("This is too long to be handed to the window. Nothing was done.")
    return line


def read_request(line: bytes) -> Request:
    """A request as it came in, from whoever sent it.

    Raises:
        MalformedError: it is not a request that this version knows how to read.
    """
    try:
        if msgspec.json.decode(line, type=_VersionOnWire).v != VERSION:
            raise MalformedError(_OTHER_VERSION)
        return msgspec.json.decode(line, type=Request)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise MalformedError(_NOT_UNDERSTOOD) from None


def reply_line(reply: Progress | Line | Answer) -> bytes:
    """A reply as it is sent. What is not text in it (a file name of other bytes) is written out."""
    match reply:
        case Progress(done, total):
            wire: dict[str, object] = {"progress": [done, total]}
        case Line(text):
            wire = {"line": _as_text(text)}
        case Answer(status, sentence):
            wire = {"status": status, "sentence": _as_text(sentence)}
    return msgspec.json.encode(wire) + b"\n"


def read_reply(line: bytes) -> Progress | Line | Answer:
    """A reply as it came in.

    Raises:
        MalformedError: it is not a reply that this version knows how to read.
    """
    try:
        wire = msgspec.json.decode(line, type=_ReplyOnWire)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        wire = _ReplyOnWire()
    if wire.status is not None:
        return Answer(wire.status, wire.sentence)
    if wire.line is not None:
        return Line(wire.line)
    if wire.progress is not None:
        return Progress(*wire.progress)
    raise MalformedError(_STRANGE_REPLY)


def whole_lines(heard: bytes) -> tuple[list[bytes], bytes]:
    """The replies that have come whole, each without its newline, and the beginning of the next.

    Raises:
        MalformedError: the next one is longer than any reply.
    """
    *lines, rest = heard.split(b"\n")
    if len(rest) > LONGEST_REPLY:
        raise MalformedError(_STRANGE_REPLY)
    return lines, rest


@dataclass(frozen=True, slots=True)
class _VersionOnWire:
    v: int


@dataclass(frozen=True, slots=True)
class _ReplyOnWire:
    progress: tuple[int, int] | None = None
    line: str | None = None
    status: Annotated[int, msgspec.Meta(ge=0, le=3)] | None = None
    sentence: str = ""


def _as_text(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
