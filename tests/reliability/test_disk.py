"""The disk that keeps what was synced: what may be there after a cut, and what must be."""

from __future__ import annotations

from random import Random

from tests.reliability.disk import SECTOR, Disk
from tests.reliability.tracing import (
    Create,
    FailedSync,
    Link,
    Rename,
    Step,
    Sync,
    Truncate,
    Unlink,
    Write,
)

TRIES = 300


def found(*steps: Step) -> set[tuple[tuple[str, bytes], ...]]:
    """All that cuts leave after these steps in the folder /d."""
    chance, left = Random(1), set[tuple[tuple[str, bytes], ...]]()
    for _ in range(TRIES):
        disk = Disk("/d", chance)
        for step in steps:
            disk.take(step)
        left.add(tuple(sorted(disk.cut().items())))
    return left


NAMED = (Create("/d/a"), Sync("/d"))


def test_what_was_synced_stays() -> None:
    assert found(*NAMED, Write("/d/a", 0, b"one"), Sync("/d/a")) == {(("a", b"one"),)}


def test_what_was_not_synced_may_be_there_or_not() -> None:
    left = found(*NAMED, Write("/d/a", 0, b"1"), Sync("/d/a"), Write("/d/a", 1, b"2"))
    assert left == {(("a", b"1"),), (("a", b"12"),)}


def test_a_name_is_there_for_good_only_after_a_sync_of_its_folder() -> None:
    assert found(Create("/d/a"), Write("/d/a", 0, b"1"), Sync("/d/a")) == {(), (("a", b"1"),)}


def test_writes_arrive_in_any_order() -> None:
    left = found(*NAMED, Write("/d/a", 0, b"1"), Write("/d/a", 1, b"2"))
    assert left == {(("a", data),) for data in (b"", b"1", b"\x002", b"12")}


def test_a_write_may_be_torn_between_its_sectors() -> None:
    left = found(*NAMED, Write("/d/a", 0, b"1" * 2 * SECTOR))
    assert (("a", b"1" * SECTOR),) in left
    assert (("a", b"\0" * SECTOR + b"1" * SECTOR),) in left
    assert {len(data) % SECTOR for ((_, data),) in left} == {0}


def test_a_file_cut_short_may_be_as_before() -> None:
    left = found(*NAMED, Write("/d/a", 0, b"12"), Sync("/d/a"), Truncate("/d/a", 1))
    assert left == {(("a", b"1"),), (("a", b"12"),)}


def test_names_arrive_in_their_order() -> None:
    left = found(*NAMED, Link("/d/a", "/d/b"), Unlink("/d/a"), Create("/d/c"))
    names = {tuple(name for name, _ in files) for files in left}
    assert names == {("a",), ("a", "b"), ("b",), ("b", "c")}


def test_a_file_that_is_renamed_takes_its_data_along() -> None:
    left = found(*NAMED, Write("/d/a", 0, b"1"), Sync("/d/a"), Rename("/d/a", "/d/b"), Sync("/d"))
    assert left == {(("b", b"1"),)}


def test_what_waited_at_a_failed_sync_a_later_one_does_not_bring() -> None:
    left = found(*NAMED, Write("/d/a", 0, b"1"), FailedSync("/d/a"), Sync("/d/a"))
    assert left == {(("a", b""),), (("a", b"1"),)}
