from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from inoadmin.store.log import SqliteLog
from tests.fakes import HandClock
from tests.store.conftest import Opener
from tests.store.examples import MORNING, append, draft


@pytest.fixture
def log(opener: Opener) -> SqliteLog:
    return opener()


def test_an_envelope_says_who_when_and_by_which_clock(log: SqliteLog) -> None:
    clock = HandClock(datetime(2026, 3, 2, 8, 5, tzinfo=UTC))
    log.append([draft(text="é")], clock.read())
    (envelope,) = log.envelopes()
    found = dataclasses.asdict(envelope)
    assert len(found.pop("hash")) == 64
    assert found == {
        "sequence": 1,
        "database_id": "database-1",
        "stream": "administration/a1",
        "version": 1,
        "kind": "addendum",
        "kind_version": 1,
        "occurred_at": "2026-03-02T08:00:00.000000Z",
        "recorded_at": "2026-03-02T08:05:00.000000Z",
        "local_offset_minutes": 0,
        "boot_id": "boot-1",
        "counter_ns": 1_000_000_000,
        "actor": "staff/amy",
        "body": '{"command":{"text":"é"},"typed":false,"used":[],"unresolved":[],"seen":[],'
        '"shown":[],"opening":null}',
        "previous_hash": "0" * 64,
        "signatures": "[]",
    }


@pytest.mark.parametrize(
    ("instant", "minutes"),
    [
        (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 29, 1, 0, 0, tzinfo=UTC), 60),
        (datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC), 60),
        (datetime(2026, 10, 25, 1, 0, 0, tzinfo=UTC), 0),
    ],
)
def test_the_local_offset_follows_summer_time(
    log: SqliteLog, instant: datetime, minutes: int
) -> None:
    log.append([draft(at=MORNING)], HandClock(instant).read())
    assert [envelope.local_offset_minutes for envelope in log.envelopes()] == [minutes]


def test_each_envelope_holds_the_hash_before_it(log: SqliteLog) -> None:
    append(log, 3)
    envelopes = list(log.envelopes())
    assert [e.previous_hash for e in envelopes[1:]] == [e.hash for e in envelopes[:-1]]
    assert log.head().hash == envelopes[-1].hash
