"""A ward's keyed database with marked data in it, and the ways in which something can break there.

Each way holds a mark when it breaks: in what was asked for, in a variable, in the error's message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Never

import pytest

from inoadmin.bootstrap.faults import about
from inoadmin.bootstrap.incidents import Incidents
from inoadmin.bootstrap.journal import Journal
from inoadmin.bootstrap.records import record_pdf
from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.ports import StorageError
from inoadmin.session.registration import RegistrationError
from inoadmin.session.service import Service
from inoadmin.store.keys import load_or_create_secrets
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from inoadmin.store.vault import KeyringVault
from tests.bootstrap.marked import MARKED_BAG, MARKS, copy, found, mark, play
from tests.fakes import FakeIds, HandClock
from tests.protocol.files import DATA, shipped
from tests.session.bench import LONDON, STARTS, Bench

NOBODY = mark("nobody")
UNRECORDED = {NOBODY, mark("folder"), mark("scan")}


class Breaking:
    """A scanner that breaks while it holds what was scanned."""

    def read(self, text: str, gtins: object, separators: object = ()) -> Never:
        held = {"scanned": text}
        raise ValueError(f"no code: {held}")


class Ward:
    """A ward's keyed database with a marked course in it, log and reports beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / mark("folder") / "ward.db"
        self.key = folder / "keys" / "ward.key"
        self.path.parent.mkdir()
        self.clock = HandClock(STARTS)
        self.journal = Journal(self.path, self.clock)
        letters = (f"{number:04d}" for number in count(1))
        self.incidents = Incidents(
            self.path,
            self.clock,
            self.journal,
            lambda: list(about()),
            lambda: next(letters),
        )
        self.log = self.opened()
        self.journal.opened(self.log.database_id, "ward", 1, 0)
        bench = Bench(clock=HandClock(STARTS))
        play(bench)
        copy(bench.log, self.log)
        self.clock.set_to(bench.now)
        self.incidents.recorded(self.log.head().sequence)
        self.service = self.service_with(GS1Scanner())

    def opened(self) -> SqliteLog:
        key = load_or_create_secrets(self.key, self.path, KeyringVault(), may_move=False).key
        ids = FakeIds("database")
        return open_log(self.path, "ward", LONDON, clock=self.clock, ids=ids, key=key)

    def service_with(self, scanner: Any) -> Service:
        return Service(self.log, self.clock, FakeIds("x"), scanner, shipped(), DATA, LONDON)

    def marks(self) -> list[str]:
        """All marks but that of the folder, which the test itself made."""
        return [one for one in MARKS if one != mark("folder")]

    def places(self) -> list[str]:
        """Where marks stand, in every file here; the folder's own name only inside files."""
        inside = [one for path in self.folder.iterdir() for one in found(path, self.marks())]
        in_folder = found(self.path.parent, [mark("folder")]) + found(self.key.parent, MARKS)
        return inside + in_folder

    def written(self) -> str:
        """Journal and reports."""
        texts = [*self.path.parent.glob("log/*"), *self.path.parent.glob("faults/INC-*.txt")]
        return "\n".join(path.read_text() for path in texts)


def refused_registration(ward: Ward) -> None:
    details = PatientDetails(mark("family"), NOBODY, date(2999, 1, 1), "female", "1234567890")
    with pytest.raises(RegistrationError):
        ward.service.register_patient(details)
    ward.service.register_patient(replace(details, given_name="\ud800"))


def refused_opening(ward: Ward) -> None:
    wrong = ward.path.with_name(f"{NOBODY}.db")
    wrong.mkdir()
    try:
        with pytest.raises(StorageError) as refused:
            open_log(wrong, "ward", LONDON, clock=ward.clock, ids=FakeIds(), key=b"x" * 32)
        ward.journal.refused(refused.value)
        assert NOBODY in str(refused.value)
    finally:
        wrong.rmdir()
    raise refused.value


def full_disk(ward: Ward) -> None:
    log: Any = ward.log
    behind = log._connection
    pages = behind.execute("PRAGMA page_count").fetchone()[0]
    behind.execute(f"PRAGMA max_page_count = {pages}")
    try:
        while True:
            ward.service.call_reaction(mark("amy"))
    except StorageError as error:
        ward.journal.not_done("recording", error)
        raise
    finally:
        behind.execute("PRAGMA max_page_count = 1000000")


def broken_scanner(ward: Ward) -> None:
    patient = ward.log.patients()[0].id
    bag = replace(MARKED_BAG, scan=mark("scan"))
    ward.service_with(Breaking()).submit(bag, actor="amy", patient=patient)


def broken_domain(ward: Ward) -> None:
    wrong: Any = mark("family")
    history = c.History(cycle=wrong, transcribed_from=mark("chart"))
    ward.service.submit(history, actor="amy", patient=ward.log.patients()[0].id)


def broken_record(ward: Ward) -> None:
    record_pdf(ward.service, mark("family"))


def unknown_patient(ward: Ward) -> None:
    ward.service.patient(mark("given"))


def broken_codec(ward: Ward) -> None:
    wrong: Any = mark("family")
    ward.log.append([wrong], ward.clock.read())


BREAKING: list[Callable[[Ward], None]] = [
    refused_registration,
    broken_scanner,
    broken_domain,
    broken_record,
    unknown_patient,
    broken_codec,
]
ENVIRONMENT: list[Callable[[Ward], None]] = [refused_opening, full_disk]
