"""What every log does, in memory or on disk, plain or keyed."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from inoadmin.domain.events import Event, Fact
from inoadmin.session.ports import (
    ConflictError,
    CredentialRow,
    Draft,
    EventLog,
    Signing,
    StorageError,
)
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from tests.fakes import FakeIds, FakeLog, HandClock
from tests.store.conftest import KEY, LONDON
from tests.store.examples import ANY_FACT, DOSE, MOORE, MORNING, append, draft, note, texts

Log = FakeLog | SqliteLog


@pytest.fixture(params=["fake", "plain", "keyed"])
def log(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Generator[Log]:
    if request.param == "fake":
        yield FakeLog("ward", "database-1")
        return
    kind, key = ("ward", KEY) if request.param == "keyed" else ("training", None)
    opened = open_log(
        tmp_path / "log.db", kind, LONDON, clock=clock, ids=FakeIds("database"), key=key
    )
    yield opened
    opened.close()


def test_a_new_log_is_empty(log: EventLog) -> None:
    assert log.kind in {"ward", "training"}
    assert log.database_id == "database-1"
    assert log.head().sequence == 0
    assert log.head().hash == "0" * 64
    assert log.read("administration/a1") == ()
    assert log.streams("") == ()
    assert log.patients() == ()
    assert log.administrations() == ()
    assert log.protocol_bytes("abc") is None


def test_what_is_appended_is_read(log: EventLog, clock: HandClock) -> None:
    clock.advance(timedelta(minutes=5))
    first, second = log.append(
        [draft(version=0, text="a"), draft(version=1, text="b")], clock.read()
    )
    assert first == Event(
        stream="administration/a1",
        version=1,
        sequence=1,
        actor="staff/amy",
        occurred_at=MORNING,
        recorded_at=MORNING + timedelta(minutes=5),
        fact=note("a"),
    )
    assert (second.version, second.sequence) == (2, 2)
    assert log.read("administration/a1") == (first, second)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fact=ANY_FACT)
def test_any_fact_is_read_as_it_was_written(log: EventLog, fact: Fact) -> None:
    stream = "settings"
    version = len(log.read(stream))
    (written,) = log.append([Draft(stream, version, "amy", MORNING, fact)], HandClock().read())
    assert log.read(stream)[-1] == written
    assert written.fact == fact


def test_instants_come_back_in_utc(log: EventLog, clock: HandClock) -> None:
    summer = datetime(2026, 7, 1, 9, 30, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    (written,) = log.append([draft(at=summer)], clock.read())
    (read,) = log.read("administration/a1")
    assert written == read
    assert read.occurred_at.isoformat() == "2026-07-01T08:30:00.000005+00:00"
    assert {read.occurred_at.tzinfo, written.occurred_at.tzinfo, read.recorded_at.tzinfo} == {UTC}


AMY = Signing("amy", "Amy Field", "nurse", "12A3456E", "started the infusion")
PIA = Signing("pia", "Pia Lund", "pharmacist", "2071234", "second check", temporary=True)


def test_signatures_come_back_as_they_were_put(log: EventLog, clock: HandClock) -> None:
    signed = dataclasses.replace(draft(), signings=(AMY, PIA))
    written = log.append([signed, draft(version=1)], clock.read())
    other = dataclasses.replace(draft(version=2), signings=(AMY,))
    written += log.append([other], clock.read())
    assert log.read("administration/a1") == written
    first, none, second = (event.signatures for event in written)
    assert none == ()
    for signature, signing in zip(first, (AMY, PIA), strict=True):
        for name in Signing.__dataclass_fields__:
            assert getattr(signature, name) == getattr(signing, name)
        assert len(signature.over) == len(signature.proof) == 64
    assert first[0].over == first[1].over
    assert first[0].proof != first[1].proof
    # the same signature under another entry is another one
    assert (second[0].over, second[0].proof) != (first[0].over, first[0].proof)


def test_a_signature_changes_the_head(log: EventLog, clock: HandClock) -> None:
    log.append([dataclasses.replace(draft(), signings=(AMY,))], clock.read())
    assert log.head().sequence == 1
    assert log.head().hash != log.read("administration/a1")[0].signatures[0].over


def test_the_last_tick_is_that_of_the_last_entry(log: EventLog, clock: HandClock) -> None:
    assert log.last_tick() is None
    append(log, 2)
    clock.advance(timedelta(minutes=5))
    clock.reboot(timedelta(hours=1))
    tick = clock.read()
    log.append([draft("patient/p1")], tick)
    assert log.last_tick() == tick
    log.append([], clock.read(), [MOORE])
    assert log.last_tick() == tick


def test_the_hash_of_a_pin_is_kept_and_renewed(log: Log, clock: HandClock) -> None:
    assert log.credential("amy") is None
    log.append([draft()], clock.read(), [CredentialRow("amy", "one"), CredentialRow("ben", "two")])
    log.append([draft(version=1)], clock.read(), [CredentialRow("amy", "three")])
    assert (log.credential("amy"), log.credential("ben")) == ("three", "two")
    # what can be made from the log again is; a hash cannot
    log.rebuild([])
    assert log.credential("amy") == "three"


def test_a_refused_append_keeps_no_hash_of_a_pin(log: EventLog, clock: HandClock) -> None:
    with pytest.raises(ConflictError):
        log.append([draft(version=3)], clock.read(), [CredentialRow("amy", "one")])
    assert log.credential("amy") is None


def test_streams_go_side_by_side(log: EventLog, clock: HandClock) -> None:
    tick = clock.read()
    log.append([draft("patient/p1"), draft("administration/a2"), draft("administration/a1")], tick)
    log.append([draft("administration/a2", 1)], tick)
    assert log.streams("administration/") == ("administration/a2", "administration/a1")
    assert log.streams("patient/p1") == ("patient/p1",)
    assert log.streams("") == ("patient/p1", "administration/a2", "administration/a1")
    assert log.streams("staff/") == ()
    assert log.streams("administration/%") == ()
    assert [event.sequence for event in log.read("administration/a2")] == [2, 4]


def test_a_prefix_is_taken_as_it_is_written(log: EventLog, clock: HandClock) -> None:
    log.append([draft("staff/Amy"), draft("staff/amy"), draft("staff/zoë")], clock.read())
    assert log.streams("staff/a") == ("staff/amy",)
    assert log.streams("staff/z") == ("staff/zoë",)


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_stream_at_another_version_is_a_conflict(
    log: EventLog, clock: HandClock, expected: int
) -> None:
    append(log, 2)
    head = log.head()
    with pytest.raises(ConflictError):
        log.append([draft("patient/p1"), draft(version=expected)], clock.read(), [MOORE])
    assert log.head() == head
    assert log.read("patient/p1") == ()
    assert log.patients() == ()
    append(log, 1)
    assert texts(log) == ["Note 1", "Note 2", "Note 3"]


def test_drafts_of_one_stream_must_follow_one_another(log: EventLog, clock: HandClock) -> None:
    with pytest.raises(ConflictError):
        log.append([draft(version=0), draft(version=0)], clock.read())
    assert log.read("administration/a1") == ()


def test_the_head_is_the_last_event_and_every_append_changes_its_hash(log: EventLog) -> None:
    hashes = [log.head().hash]
    for number in range(1, 4):
        append(log, 1)
        assert log.head().sequence == number
        hashes.append(log.head().hash)
    assert len(set(hashes)) == 4
    assert {len(text) for text in hashes} == {64}


def test_the_head_after_each_entry_is_kept(log: EventLog) -> None:
    heads = [log.head()]
    for _ in range(3):
        append(log, 1)
        heads.append(log.head())
    assert [log.head_at(number) for number in range(4)] == heads
    assert log.head_at(4).sequence == 0


def test_an_append_of_nothing_writes_nothing(log: EventLog, clock: HandClock) -> None:
    assert log.append([], clock.read()) == ()
    assert log.head().sequence == 0


def test_projected_rows_are_found(log: EventLog, clock: HandClock) -> None:
    log.append([draft()], clock.read(), [MOORE, DOSE])
    assert log.patients() == (MOORE,)
    assert log.administrations() == (DOSE,)
    assert log.administrations("p1") == (DOSE,)
    assert log.administrations("p2") == ()


def test_a_row_is_renewed_in_its_place(log: EventLog, clock: HandClock) -> None:
    other = dataclasses.replace(MOORE, id="p2", family_name="FIELD")
    log.append([draft()], clock.read(), [MOORE, other, DOSE])
    married = dataclasses.replace(MOORE, family_name="STONE")
    infusing = dataclasses.replace(DOSE, stage="infusing", batches=("B3",))
    log.append([], clock.read(), [married, infusing])
    assert log.patients() == (married, other)
    assert log.administrations() == (infusing,)


def test_administrations_come_in_order_of_opening(log: EventLog, clock: HandClock) -> None:
    later = dataclasses.replace(DOSE, id="a2", opened_at=MORNING + timedelta(microseconds=1))
    same = dataclasses.replace(later, id="a0", patient="p2", batches=())
    log.append([], clock.read(), [later, same, DOSE])
    assert log.administrations() == (DOSE, later, same)
    assert log.administrations("p1") == (DOSE, later)


def test_a_batch_named_twice_is_kept_once(log: EventLog, clock: HandClock) -> None:
    log.append([], clock.read(), [dataclasses.replace(DOSE, batches=("B2", "B1", "B2"))])
    assert log.administrations() == (DOSE,)


def test_rebuilding_replaces_every_row(log: Log, clock: HandClock) -> None:
    log.append([draft()], clock.read(), [MOORE, DOSE])
    other = dataclasses.replace(MOORE, id="p2")
    renewed = dataclasses.replace(DOSE, stage="completed", batches=("B9",))
    log.rebuild([other, dataclasses.replace(renewed, stage="infusing"), renewed])
    assert log.patients() == (other,)
    assert log.administrations() == (renewed,)
    assert log.head().sequence == 1
    log.rebuild([])
    assert log.patients() == ()
    assert log.administrations() == ()


def test_a_protocol_is_kept_once(log: EventLog) -> None:
    log.keep_protocol("abc", b"\x00first")
    log.keep_protocol("abc", b"\x00first")
    with pytest.raises(StorageError, match="stored under"):
        log.keep_protocol("abc", b"second")
    assert log.protocol_bytes("abc") == b"\x00first"
    assert log.protocol_bytes("abd") is None


def test_a_closed_log_refuses(log: EventLog, clock: HandClock) -> None:
    log.close()
    log.close()
    for use in (
        lambda: log.append([draft()], clock.read()),
        lambda: log.read("administration/a1"),
        lambda: log.streams(""),
        log.head,
        log.patients,
        log.administrations,
        lambda: log.keep_protocol("abc", b""),
        lambda: log.protocol_bytes("abc"),
        lambda: log.credential("amy"),
        log.last_tick,
    ):
        with pytest.raises(StorageError):
            use()
