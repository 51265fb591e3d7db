"""Whatever the service made holds, of any age and after any interruption; and whatever bit of it is
changed is told.
"""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.session.ports import HeldError, StorageError
from inoadmin.store.exporting import export_plain
from inoadmin.store.verdict import FILE
from inoadmin.store.verify_opening import looked_at
from tests.fakes import FakeIds, HandClock
from tests.session.bench import STAFF, STARTS, yes_to_all
from tests.session.test_any_sequence import Sequences
from tests.store.conftest import KEY
from tests.store.looking import KINDS, Originals, lines, verdict
from tests.store.old import make_old
from tests.store.signed import SigningBench, log_at
from tests.store.tampering import Scene

TABLES = (
    "database",
    "events",
    "protocols",
    "patients",
    "administrations",
    "batches",
    "credentials",
)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return Originals(tmp_path_factory.mktemp("originals"))


def dump(scene: Scene) -> list[Any]:
    """All that is recorded, but when the database was made: that is held against nothing."""
    with scene.opened() as connection:
        named = connection.execute('SELECT id, kind FROM "database"').fetchall()
        rest = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES[1:]]
        return [named, *rest]


# --- what was made as it should be ----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ward", "training"])
def test_a_database_of_the_first_schema_holds_before_and_after_it_is_brought_up_to_date(
    originals: Originals, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "old.db"
    make_old(originals.copy("scenario", tmp_path), path, kind)
    found = verdict(path, kind)
    assert (lines(found), found.schema) == ([], 1)
    assert (found.counts.signatures, found.counts.unasked) == (0, 9)
    log = log_at(path, kind, HandClock(STARTS))
    log.close()
    found = verdict(path, kind)
    assert (lines(found), found.schema, found.counts.unasked) == ([], 2, 9)


def test_an_older_database_goes_on_with_signatures(originals: Originals, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    make_old(originals.copy("scenario", tmp_path), path, "ward")
    clock = HandClock(STARTS)
    bench = SigningBench(log_at(path, "ward", clock), clock, ids=FakeIds("new"))
    bench.service.accounts.set_pin("amy", "718293", "max")
    bench.service.accounts.set_pin("ben", "829304", "max")
    dose, state = "id-5", bench.service.administration("id-5")
    clock.set_to(state.recorded_until)
    bench.patient, bench.dose = state.patient, dose
    bench.wait(50)
    bench.do(c.End(), yes_to_all(bench.protocol, "complete"))
    bench.log.close()
    found = verdict(path, "ward")
    assert lines(found) == []
    assert (found.counts.signatures, found.counts.unasked) == (1, 9)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_power_cut_left_beside_a_database_belongs_to_it(tmp_path: Path, kind: str) -> None:
    clock, after = HandClock(STARTS), tmp_path / "after"
    after.mkdir()
    bench = SigningBench(log_at(tmp_path / "log.db", kind, clock), clock)
    bench.staffed()
    bench.infuse()
    for name in ("log.db", "log.db-wal"):
        shutil.copyfile(tmp_path / name, after / name)
    head = bench.log.head()
    bench.log.close()
    before = {path.name: path.read_bytes() for path in after.iterdir()}
    found = verdict(after / "log.db", kind)
    assert (lines(found), found.head) == ([], head)
    assert {path.name: path.read_bytes() for path in after.iterdir()} == before


@pytest.mark.parametrize("kind", KINDS)
def test_looking_leaves_the_folder_as_it_was(
    originals: Originals, tmp_path: Path, kind: str
) -> None:
    scene = originals.copy(kind, tmp_path)
    before = scene.path.read_bytes()
    verdict(scene.path, kind)
    assert scene.path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [scene.path]


def test_a_database_that_is_held_is_not_looked_at(tmp_path: Path) -> None:
    log = log_at(tmp_path / "log.db", "ward", HandClock(STARTS))
    with pytest.raises(HeldError), looked_at(tmp_path / "log.db", KEY):
        pass
    log.close()


def test_a_readable_copy_holds_without_the_hashes_of_pins(
    originals: Originals, tmp_path: Path
) -> None:
    scene, copy = originals.copy("ward", tmp_path), tmp_path / "copy.db"
    with scene.opened() as connection:
        export_plain(connection, copy, key=KEY)
    found = verdict_of_copy(copy)
    assert lines(found) == []
    assert (found.counts.credentials_left_out, found.counts.unproven) == (True, 11)
    plain = Scene(copy, "training")
    plain.run("INSERT INTO credentials VALUES ('amy', 'fake$718293')")
    assert any("the hash of ben's PIN is gone" in line for line in lines(verdict_of_copy(copy)))


def verdict_of_copy(path: Path) -> Any:
    """A ward's log that is not encrypted, looked at without the secret."""
    return verdict(path, "training", secret=False)


# --- whatever is changed --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_any_column_of_any_row_is_told(originals: Originals, kind: str) -> None:
    """But of an earlier time at which the database was made: that is held against nothing."""

    @settings(max_examples=settings().max_examples)
    @given(data=st.data())
    def told(data: st.DataObject) -> None:
        with TemporaryDirectory() as folder:
            scene = originals.copy(kind, Path(folder))
            change_one(scene, data)
            assert lines(verdict(scene.path, kind))

    told()


def change_one(scene: Scene, data: st.DataObject) -> None:
    with scene.unguarded() as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        filled = [
            table
            for table in TABLES
            if connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() != (0,)
        ]
        table = data.draw(st.sampled_from(filled))
        rows = connection.execute(f'SELECT rowid FROM "{table}" ORDER BY rowid').fetchall()
        (row,) = data.draw(st.sampled_from(rows))
        sql = "SELECT name FROM pragma_table_info(?)"
        columns = [name for (name,) in connection.execute(sql, (table,))]
        column = data.draw(st.sampled_from(columns))
        (old,) = connection.execute(
            f'SELECT {column} FROM "{table}" WHERE rowid = ?', (row,)
        ).fetchone()
        new = data.draw(other_than(old, column))
        try:
            connection.execute(f'UPDATE "{table}" SET {column} = ? WHERE rowid = ?', (new, row))
        except dbapi2.IntegrityError:
            assume(False)


def other_than(old: Any, column: str) -> st.SearchStrategy[Any]:
    if column == "created_at":
        return st.just("2026-03-02T08:00:00.000001Z")
    if column == "kind":
        return st.sampled_from(["ward", "training", "scenario"]).filter(lambda new: new != old)
    if isinstance(old, int):
        return st.integers(-(2**62), 2**62).filter(lambda new: new != old)
    if isinstance(old, bytes):
        return st.binary().filter(lambda new: new != old)
    near = st.sampled_from([f"{old} ", old[:-1], old.upper(), old.replace("1", "2"), "[]"])
    return (near | st.text()).filter(lambda new: new != old)


@pytest.mark.parametrize("kind", KINDS)
def test_a_byte_turned_on_any_page_is_told_or_changes_nothing(
    originals: Originals, tmp_path: Path, kind: str
) -> None:
    """A keyed page is sealed to its last byte; a plain one has room that holds nothing."""
    scene = originals.copy(kind, tmp_path)
    whole, recorded = scene.path.read_bytes(), dump(scene)
    for page in range(len(whole) // 4096):
        for place in (8, 60, 2050, 4000, 4095):
            data = bytearray(whole)
            data[page * 4096 + place] ^= 0x10
            scene.path.write_bytes(data)
            try:
                found = verdict(scene.path, kind)
            except StorageError:
                continue
            if kind == "ward":
                assert found.faults[0].check == FILE
            elif found.holds:
                assert dump(scene) == recorded


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("added", [b"x", bytes(4096), b"hidden" * 4096])
def test_what_hangs_on_behind_the_last_page_is_told(
    originals: Originals, tmp_path: Path, kind: str, added: bytes
) -> None:
    scene = originals.copy(kind, tmp_path)
    with scene.path.open("ab") as file:
        file.write(added)
    assert verdict(scene.path, kind).faults[0].check == FILE


def test_another_ward_s_database_does_not_open(originals: Originals, tmp_path: Path) -> None:
    scene = originals.copy("ward", tmp_path)
    with scene.opened() as connection:
        connection.execute(f"PRAGMA rekey = \"x'{bytes(32).hex()}'\"")
    with pytest.raises(StorageError, match="this workstation's key does not open it"):
        verdict(scene.path, "ward")


def test_what_is_no_database_of_this_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "recipes.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.commit()
    raw.close()
    with pytest.raises(StorageError, match="this is no database of this program"):
        verdict(path, "scenario")
    path.write_bytes(b"Not a database. " * 512)
    with pytest.raises(StorageError):
        verdict(path, "scenario")


class SequencesThatHold(Sequences):
    """Whatever can be done in a service, its database holds."""

    def submit(self, command: c.Command, by: str, at: datetime | None) -> None:
        if self.bench.dose or isinstance(command, c.PatientCommand | c.Open):
            outcome = self.bench.act(command, by, at)
            if outcome.accepted and isinstance(command, c.Open):
                self.doses[self.bench.patient] = self.bench.dose

    def make_log(self) -> Any:
        self.folder = TemporaryDirectory()
        return log_at(Path(self.folder.name) / "log.db", "scenario", HandClock(STARTS))

    def teardown(self) -> None:
        super().teardown()
        found = verdict(Path(self.folder.name) / "log.db", "scenario")
        self.folder.cleanup()
        assert lines(found) == []


TestSequencesThatHold = SequencesThatHold.TestCase
TestSequencesThatHold.settings = settings(
    max_examples=settings().max_examples // 10, stateful_step_count=25
)


def test_whoever_may_sign_signs_and_a_leaver_s_old_signatures_hold(tmp_path: Path) -> None:
    """A temporary second checker, a pharmacist, a corrected witness, and somebody who has left."""
    clock = HandClock(STARTS)
    bench = SigningBench(log_at(tmp_path / "log.db", "ward", clock), clock)
    bench.staffed()
    guest = StaffDetails("Gwen Locum", "nurse", "77G7777E", temporary=True)
    bench.service.register_staff(guest, "ben", "max")
    bench.infuse()
    bench.do(yes_to_all(bench.protocol, "complete"), by="pia")
    checked = bench.state.checks[-1]
    right = replace(checked.command, witness="pia")
    bench.do(c.Correct(checked.version, "witness", "pia", right, reason="slip"))
    bench.do(c.Stop("drug-reaction"))
    bench.do(c.Discontinue("Reaction", "Dov Adler", "prescriber"))
    bench.service.register_staff(replace(STAFF["amy"], active=False), "amy", "max")
    bench.log.close()
    found = verdict(tmp_path / "log.db", "ward")
    assert lines(found) == []
    assert found.counts.signatures == 8
