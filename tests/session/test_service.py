"""The service's own part: writing, telling, trouble with the log, registration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.events import Event, Recorded
from inoadmin.domain.people import StaffDetails
from inoadmin.protocol.loading import load
from inoadmin.session.ports import Draft, StorageError
from inoadmin.session.registration import RegistrationError
from tests.fakes import FakeLog
from tests.protocol.files import DATA
from tests.session.bench import BAG, FIRST, JEAN, SAM, STAFF, WELL, Bench, order


def opened() -> Bench:
    bench = Bench().staffed()
    bench.do(order())
    return bench


def test_listeners_are_told_once_it_is_on_disk() -> None:
    bench = opened()
    told: list[tuple[int, tuple[Event, ...]]] = []
    bench.service.subscribe(lambda events: told.append((bench.log.head().sequence, events)))
    outcome = bench.do(WELL)
    bench.refused(c.BagOut(), by="max")
    bench.refused(c.Start())
    assert [len(events) for _, events in told] == [1, 1]
    assert told[0] == (outcome.events[0].sequence, outcome.events)


def test_a_full_disk_records_nothing_and_shows_nothing() -> None:
    log = FakeLog()
    bench = Bench(log=log).staffed()
    bench.do(order())
    before, head = bench.state, log.head()
    log.fail()
    with pytest.raises(StorageError, match="Nothing was written"):
        bench.act(WELL)
    assert (bench.state, log.head()) == (before, head)
    bench.do(WELL)
    assert len(bench.state.vitals) == 1


def test_what_another_wrote_first_is_read_before_deciding_anew() -> None:
    bench = opened()
    other = bench.another()
    bench.service.findings(bench.dose)
    other.submit(c.BagOut(), actor="ben", patient=bench.patient, administration=bench.dose)
    assert bench.refused(c.BagOut()) == ("out-of-sequence",)
    bench.do(WELL)
    assert len(bench.service.events(bench.dose)) == 3


def test_what_is_unknown_is_a_key_error() -> None:
    bench = opened()
    for ask in (bench.service.administration, bench.service.patient, bench.service.standing):
        with pytest.raises(KeyError):
            ask("nobody")
    with pytest.raises(KeyError):
        bench.act(WELL, dose="nobody")
    with pytest.raises(KeyError):
        bench.act(FIRST, patient="nobody")


def test_the_current_administration_is_the_latest_still_open() -> None:
    bench = Bench().staffed()
    assert bench.service.current(bench.patient) is None
    bench.complete()
    first = bench.dose
    assert bench.service.current(bench.patient) == first
    bench.wait(7 * 24 * 60)
    bench.do(order(day=Decimal(8)))
    assert bench.service.current(bench.patient) == bench.dose != first
    bench.do(c.Cancel("fever"))
    assert bench.service.current(bench.patient) == bench.dose


def test_an_administration_keeps_the_protocol_it_began_with() -> None:
    bench = opened()
    bench.do(BAG)
    data = DATA.replace(b"volume = { value = 50,", b"volume = { value = 60,")
    newer = Bench(log=bench.log, clock=bench.clock, protocol=load(data), data=data)
    newer.patient, newer.dose = bench.patient, bench.dose
    assert newer.service.ward(bench.dose).protocol == bench.protocol
    assert newer.service.ward().protocol == newer.protocol
    assert newer.codes == bench.codes


def test_a_protocol_that_is_gone_is_told() -> None:
    bench = opened()
    events = bench.service.events(bench.dose)
    fact = events[0].fact
    assert isinstance(fact, Recorded)
    assert fact.opening is not None
    lost = replace(fact, opening=replace(fact.opening, protocol_hash="0" * 64))
    draft = Draft("administration/lost", 0, "amy", bench.now, lost)
    bench.log.append([draft], bench.clock.read())
    with pytest.raises(StorageError, match="Restore the database"):
        bench.service.ward("lost")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"nhs_number": "9990000019"}, "valid check digit"),
        ({"nhs_number": "9990000018"}, "is registered already"),
        ({"nhs_number": ""}, "at least one"),
        ({"nhs_number": "", "hospital_number": " "}, "at least one"),
        ({"born": date(2026, 3, 3)}, "is in the future"),
        ({"sex": "other"}, "one of female, male, not known, not specified"),
        ({"family_name": " "}, "family name is missing"),
        ({"given_name": "x" * 201}, "given name has 201 characters"),
    ],
)
def test_who_cannot_be_registered(changes: dict[str, object], says: str) -> None:
    bench = Bench(log=FakeLog("training")).staffed()
    head = bench.log.head()
    with pytest.raises(RegistrationError, match=says):
        bench.service.register_patient(replace(SAM, **changes))
    assert bench.log.head() == head


def test_a_hospital_number_is_one_patients() -> None:
    bench = Bench(log=FakeLog("training")).staffed()
    numbered = replace(SAM, nhs_number="", hospital_number="T1")
    bench.service.register_patient(numbered)
    with pytest.raises(RegistrationError, match="hospital number T1 is registered already"):
        bench.service.register_patient(replace(numbered, hospital_number=" T1 "))
    assert [p.details for p in bench.service.patients()] == [JEAN, numbered]


@pytest.mark.parametrize("details", [StaffDetails("", "nurse"), StaffDetails("Amy", "surgeon")])
def test_which_staff_cannot_be_registered(details: StaffDetails) -> None:
    with pytest.raises(RegistrationError):
        Bench().service.register_staff(details)


def test_a_member_of_staff_who_leaves_records_nothing_more() -> None:
    bench = opened()
    bench.service.register_staff(replace(STAFF["amy"], active=False), "amy")
    assert bench.refused(WELL) == ("not-permitted",)
    assert not bench.service.staff()["amy"].active
    bench.do(WELL, by="ben")


def test_a_scan_fills_what_was_not_typed() -> None:
    bench = opened()
    scanned = replace(BAG, batch="", expiry="", scan="(01)05013457012095(17)270331(10)B77")
    bench.do(scanned)
    assert {"batch-missing", "expiry-missing", "scan-incomplete"}.isdisjoint(bench.codes)
    assert bench.log.administrations()[0].batches == ("B77",)
    assert bench.state.bag is not None
    target = bench.state.bag.version
    bench.do(c.Correct(target, "scan", "", replace(scanned, scan=""), reason="another bag's code"))
    assert {"batch-missing", "expiry-missing"} <= bench.codes
