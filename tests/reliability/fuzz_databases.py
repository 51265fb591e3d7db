"""Restored databases: the file of a small log, damaged as disks, copies and hands do it.

It is refused with a sentence, found unsound when it is looked at, or holds exactly the same events.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from inoadmin.session.ports import StorageError
from inoadmin.store.chain import Envelope
from tests.fakes import FakeIds, HandClock
from tests.reliability.checking import unsound
from tests.reliability.driving import STARTS, Round, open_at, service_over
from tests.reliability.fuzz_files import in_one_line

PAGE = 4096
ACTS = 30


def plain(chance: Random, folder: Path) -> str:
    """One damaged file of a plain log."""
    return restored("scenario", chance, folder)


def keyed(chance: Random, folder: Path) -> str:
    """One damaged file of a keyed log."""
    return restored("ward", chance, folder)


@cache
def whole(kind: str) -> tuple[bytes, tuple[Envelope, ...]]:
    """A log's file after some acts, closed, and what it holds."""
    with TemporaryDirectory() as place:
        path, clock, ids = Path(place) / "log.db", HandClock(STARTS), FakeIds()
        log = open_at(path, kind, clock, ids)
        nurse = Round(service_over(log, clock, ids), clock, Random(0))
        for _ in range(ACTS):
            nurse.go_on()
        rows = tuple(log.envelopes())
        log.close()
        return path.read_bytes(), rows


def restored(kind: str, chance: Random, folder: Path) -> str:
    """Damages the file, opens it as the application does and reads all of it."""
    data, rows = whole(kind)
    other = whole("scenario" if kind == "ward" else "ward")[0]
    for left in folder.iterdir():
        left.unlink()
    path = folder / "restored.db"
    path.write_bytes(damaged(data, other, chance))
    try:
        log = open_at(path, kind, HandClock(STARTS))
    except StorageError as error:
        in_one_line(error)
        return "refused"
    try:
        if unsound(log):
            return "found unsound"
        read = tuple(log.envelopes())
        streams = {row.stream for row in rows}
        counted = sum(len(log.read(stream)) for stream in streams)
    except StorageError:
        return "unreadable"
    finally:
        log.close()
    assert read == rows, "other events than were recorded"
    assert counted == len(rows), "events missing from their streams"
    return "the same events"


def damaged(data: bytes, other: bytes, chance: Random) -> bytes:
    """A file's bytes after one or several accidents."""
    ways: tuple[Callable[[bytearray, Random], None], ...] = (
        bits_flipped,
        bits_flipped,
        bits_flipped,
        in_the_head,
        stretch_overwritten,
        cut_off,
        pages_swapped,
        page_repeated,
        text_replaced,
    )
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        chance.choice(ways)(made, chance)
    if chance.random() < 0.02:
        at = chance.randrange(0, len(made) + 1, PAGE)
        made[at : at + PAGE] = other[at : at + PAGE]
    return bytes(made)


def bits_flipped(data: bytearray, chance: Random) -> None:
    """One to four bytes changed."""
    for _ in range(chance.randint(1, 4)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def in_the_head(data: bytearray, chance: Random) -> None:
    """A byte of the file's own description, or of the first page's, changed."""
    at = chance.randrange(min(len(data), chance.choice((100, PAGE)))) if data else 0
    data[at : at + 1] = bytes([chance.randrange(256)])


def stretch_overwritten(data: bytearray, chance: Random) -> None:
    """Zeros or noise over up to two pages."""
    at, length = chance.randint(0, len(data)), chance.randint(1, 2 * PAGE)
    fill = bytes(length) if chance.random() < 0.5 else chance.randbytes(length)
    end = min(at + length, len(data))
    data[at:end] = fill[: end - at]


def cut_off(data: bytearray, chance: Random) -> None:
    """The end is missing, at a page's edge or within."""
    at = chance.randint(0, len(data))
    del data[at // PAGE * PAGE if chance.random() < 0.5 else at :]


def pages_swapped(data: bytearray, chance: Random) -> None:
    """Two pages change places."""
    pages = len(data) // PAGE
    if pages < 2:
        return
    one, two = (PAGE * n for n in chance.sample(range(pages), 2))
    data[one : one + PAGE], data[two : two + PAGE] = data[two : two + PAGE], data[one : one + PAGE]


def page_repeated(data: bytearray, chance: Random) -> None:
    """A page stands in another's place."""
    pages = len(data) // PAGE
    if pages:
        one, two = PAGE * chance.randrange(pages), PAGE * chance.randrange(pages)
        data[one : one + PAGE] = data[two : two + PAGE]


def text_replaced(data: bytearray, chance: Random) -> None:
    """A word that a plain log holds is another of the same length."""
    one = chance.choice((b"amy", b"ben", b"2026-03-02", b"1.4", b"yes", b"scenario", b"events"))
    at = data.find(one, chance.randint(0, len(data)))
    if at >= 0:
        data[at : at + len(one)] = bytes(byte ^ 1 for byte in one)
