"""A failing disk under the real process: nothing kept is lost, and each refusal is told plainly."""

from __future__ import annotations

import pytest

from tests.reliability.faults import SYNCS, WRITES, Fault, on_full_disk, ordered, with_error
from tests.reliability.station import Orders

ORDERS = Orders(acts=40)


def told_and_kept(fault: Fault) -> Fault:
    """Something failed, was told, and nothing is wrong."""
    assert fault.told.sentences, f"{fault.name}: nothing failed"
    assert fault.wrong == []
    return fault


@pytest.mark.parametrize("when", ["4", "30", "30+"])
def test_an_error_at_a_sync(when: str) -> None:
    told_and_kept(with_error(SYNCS, "EIO", when, ORDERS))


@pytest.mark.parametrize("when", ["20", "160", "160+"])
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_an_error_at_a_write(error: str, when: str) -> None:
    told_and_kept(with_error(WRITES, error, when, ORDERS))


def test_a_log_that_cannot_be_made_is_not_there() -> None:
    fault = told_and_kept(with_error(SYNCS, "EIO", "4", ORDERS))
    assert "No log was created" in fault.told.sentences[0]
    assert fault.verdict.events == 0


def test_after_one_error_the_work_goes_on() -> None:
    fault = told_and_kept(with_error(SYNCS, "EIO", "30", ORDERS))
    assert len(fault.told.sentences) == 1
    assert len(fault.told.kept) > 30


def test_a_full_file_system_of_a_mebibyte() -> None:
    fault = told_and_kept(on_full_disk(Orders(acts=400)))
    assert len(fault.told.kept) > 20


@pytest.mark.parametrize("room", [1, 12])
def test_no_page_more(room: int) -> None:
    fault = told_and_kept(ordered(Orders(acts=60, page_room=room)))
    assert "the disk is full" in fault.told.sentences[0]


@pytest.mark.parametrize("kilobytes", [0, 400])
def test_no_byte_beyond_a_file_size(kilobytes: int) -> None:
    told_and_kept(ordered(Orders(acts=60, file_bytes=kilobytes * 1024)))
