"""Backups with random damage: each is refused in words, or holds the very same log.

`fuzz` can be called with a larger count and another seed for a long run.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import attach
from inoadmin.store.recovery import open_recovery
from inoadmin.store.soundness import Words, checking, envelopes_of, run
from tests.store.conftest import Opener
from tests.store.examples import append
from tests.store.rooms import EMPTY_SHA256, Room

WORDS = Words("Cannot use the copy", "Take another.", "Nothing was changed.")
PAGE = 4096

Mutation = Callable[[random.Random, bytearray], None]


def flip(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def overwrite(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    length = chance.choice((1, 2, 4, 16, 512, PAGE))
    fill = chance.choice((bytes(length), b"\xff" * length, chance.randbytes(length)))
    data[start : start + length] = fill[: len(data) - start]


def cut(chance: random.Random, data: bytearray) -> None:
    del data[
        chance.choice((chance.randrange(len(data)), chance.randrange(len(data)) & ~(PAGE - 1))) :
    ]


def grow(chance: random.Random, data: bytearray) -> None:
    data += chance.randbytes(chance.choice((1, 100, PAGE)))


def swap_pages(chance: random.Random, data: bytearray) -> None:
    one, other = (PAGE * chance.randrange(len(data) // PAGE) for _ in range(2))
    data[one : one + PAGE], data[other : other + PAGE] = (
        data[other : other + PAGE],
        data[one : one + PAGE],
    )


def drop_page(chance: random.Random, data: bytearray) -> None:
    start = PAGE * chance.randrange(len(data) // PAGE)
    del data[start : start + PAGE]


def shift(chance: random.Random, data: bytearray) -> None:
    place = chance.randrange(len(data))
    if chance.random() < 0.5:
        del data[place]
    else:
        data.insert(place, chance.randrange(256))


MUTATIONS: tuple[Mutation, ...] = (
    flip,
    flip,
    flip,
    overwrite,
    overwrite,
    cut,
    grow,
    swap_pages,
    drop_page,
    shift,
)


def entries(path: Path, key: bytes | None) -> list[object]:
    connection = attach(path, key, "mode=ro&immutable=1")
    try:
        return list(envelopes_of(connection))
    finally:
        connection.close()


def fuzz(file: Path, key: bytes | None, count: int, seed: int = 1) -> tuple[int, int]:
    """Damages a copy of `file` `count` times. Returns how many were refused, and how many passed.

    Fails when anything but StorageError comes out, when a log passes that is not the one that was
    written, or, with a key, when any changed byte passes.
    """
    chance, whole = random.Random(seed), file.read_bytes()
    wanted, damaged = entries(file, key), file.with_name("damaged.db")
    refused = passed = 0
    for _ in range(count):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2))):
            if len(data) >= PAGE:
                chance.choice(MUTATIONS)(chance, data)
        if data == whole:
            continue
        damaged.write_bytes(data)
        try:
            run(checking(damaged, key, WORDS))
        except StorageError as error:
            if "\n" in str(error):
                raise AssertionError(f"more than one line: {error}") from error
            refused += 1
            continue
        if key is not None and data[: len(whole)] != whole:
            raise AssertionError("a change of a keyed file passed")
        if entries(damaged, key) != wanted:
            raise AssertionError("another log passed")
        passed += 1
    return refused, passed


def fuzz_recovery(file: Path, recovery_key: str, count: int, seed: int = 1) -> int:
    """Damages a recovery file; returns how many were refused. The rest gave the same secrets."""
    chance, whole = random.Random(seed), file.read_bytes()
    wanted, refused = open_recovery(file, recovery_key), 0
    damaged = file.with_name("damaged.recovery")
    for _ in range(count):
        data = bytearray(whole)
        chance.choice(MUTATIONS)(chance, data)
        damaged.write_bytes(data)
        try:
            found = open_recovery(damaged, recovery_key)
        except StorageError:
            refused += 1
        else:
            if found != wanted:
                raise AssertionError("other secrets passed")
    return refused


@pytest.fixture
def keyed(tmp_path: Path) -> tuple[Room, str]:
    room = Room(tmp_path / "room")
    return room, room.write(6)


def test_damaged_backups_of_a_ward(keyed: tuple[Room, str]) -> None:
    room, _ = keyed
    file = room.back_up().path
    refused, passed = fuzz(file, room.secrets().key, 300)
    assert refused > 280
    assert passed <= 20


def test_damaged_plain_copies(opener: Opener, tmp_path: Path) -> None:
    log = opener("log.db", "training")
    append(log, 6)
    log.keep_protocol(EMPTY_SHA256, b"")
    log.close()
    refused, passed = fuzz(tmp_path / "log.db", None, 300)
    assert refused > passed > 0


def test_damaged_recovery_files(keyed: tuple[Room, str]) -> None:
    room, recovery_key = keyed
    file = room.database.with_name("ward.db.recovery")
    assert fuzz_recovery(file, recovery_key, 200) > 100
