"""The same sequences on the log that a workstation has."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings

from inoadmin.session.ports import EventLog
from inoadmin.store.opening import open_log
from tests.fakes import FakeIds, HandClock
from tests.session.bench import LONDON
from tests.session.test_any_sequence import Sequences


class SequencesOnDisk(Sequences):
    """As `Sequences`, each in a database of its own."""

    def make_log(self) -> EventLog:
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "log.db"
        return open_log(path, "scenario", LONDON, clock=HandClock(), ids=FakeIds("database"))

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


TestSequencesOnDisk = SequencesOnDisk.TestCase
TestSequencesOnDisk.settings = settings(
    max_examples=settings().max_examples // 10, stateful_step_count=25
)
