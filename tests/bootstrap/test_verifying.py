"""`inoadmin verify` as it is called: its lines and its exit status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from inoadmin.bootstrap.commands import simulate
from inoadmin.bootstrap.verifying import verify, verify_open_log
from inoadmin.domain.commands import Addendum
from inoadmin.session.errands import Answer, Line, Progress
from inoadmin.session.ports import Head
from inoadmin.staff.proving import PepperProver
from inoadmin.store.exporting import export_plain
from inoadmin.store.files import make_private
from inoadmin.store.identity import remember_head
from inoadmin.store.places import heads_path
from tests.fakes import FakeIds, HandClock
from tests.record.pages import pages
from tests.session.bench import STARTS
from tests.store.conftest import KEY
from tests.store.looking import Originals, verdict
from tests.store.signed import ID, PEPPER, SigningBench, log_at, work_through
from tests.store.tampering import Scene, payload
from tests.store.tampering_beside import OTHER_ID, cut_tail
from tests.wards import SCENARIOS

CORRECTED = SCENARIOS / "11-weight-corrected.toml"


@dataclass
class Desk:
    """A workstation: a database, its secrets, and what the command said."""

    folder: Path
    scene: Scene
    said: list[str] = field(default_factory=list[str])

    @property
    def key_file(self) -> Path:
        return self.folder / "secrets" / "ward.key"

    @property
    def environment(self) -> Mapping[str, str]:
        return {"INOADMIN_KEY_FILE": str(self.key_file), "INOADMIN_DB": str(self.scene.path)}

    def verify(self, *heads: str, db: Path | None = None, copy: bool = False) -> int:
        self.said.clear()
        return verify(db, heads, copy=copy, environment=self.environment, out=self.said.append)

    def remember(self, head: Head, database_id: str = ID) -> None:
        remember_head(heads_path(self.key_file), database_id, head, STARTS)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return Originals(tmp_path_factory.mktemp("originals"))


def desk_with(originals: Originals, folder: Path, kind: str) -> Desk:
    (folder / "data").mkdir()
    (folder / "secrets").mkdir()
    desk = Desk(folder, originals.copy(kind, folder / "data"))
    secrets = f"key={KEY.hex()}\npepper={PEPPER.hex()}\nstays-in-this-file\n"
    make_private(desk.key_file, secrets.encode())
    return desk


@pytest.fixture
def ward(originals: Originals, tmp_path: Path) -> Desk:
    return desk_with(originals, tmp_path, "ward")


@pytest.mark.parametrize("kind", ["ward", "training", "scenario"])
def test_a_line_a_check_and_where_the_log_ends(
    originals: Originals, tmp_path: Path, kind: str
) -> None:
    desk = desk_with(originals, tmp_path, kind)
    before = desk.scene.path.read_bytes()
    assert desk.verify() == 0
    head = verdict(desk.scene.path, kind).head
    assert desk.said[0] == "file: holds"
    assert desk.said[1:4] == [
        "schema: holds (version 2)",
        f"identity: holds ({kind})",
        f"chain: holds ({head.sequence} entries)",
    ]
    assert desk.said[9] == "heads: none given"
    assert desk.said[-2].startswith("not checked: whether its end was cut off")
    assert desk.said[-1] == f"holds: {head.sequence} entries, head {head.sequence}:{head.hash}"
    assert desk.scene.path.read_bytes() == before


def test_a_printed_end_is_held_against_the_log(ward: Desk) -> None:
    head = verdict(ward.scene.path, "ward").head
    grouped = " ".join(head.hash[n : n + 8] for n in range(0, 64, 8))
    for printed in (
        f"{head.sequence}:{head.hash}",
        head.hash.upper(),
        grouped,
        head.hash[:12],
        f"{head.sequence}: {head.hash[:16]}",
        f"INO-000001 v1 {head.hash}",
    ):
        assert ward.verify(printed) == 0, printed
        assert "heads: holds (1 end seen elsewhere)" in ward.said
    cut_tail(ward.scene)
    assert ward.verify() == 0
    assert ward.verify(grouped) == 1
    assert ward.said[-1].endswith("the log was cut or written anew after it was printed")


def test_the_end_as_printed_is_copied_from_the_record_in_one_piece(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db, pdf = tmp_path / "log.db", tmp_path / "record.pdf"
    assert simulate(CORRECTED, db, pdf, None, None) == 0
    (printed,) = re.findall(r"\b[0-9]+:[0-9a-f]{64}\b", " ".join(pages(pdf.read_bytes())))
    assert verify(db, [printed], environment={}) == 0
    assert "heads: holds (1 end seen elsewhere)" in capsys.readouterr().out
    Scene(db, "scenario").run(
        "DELETE FROM events WHERE sequence = (SELECT max(sequence) FROM events)",
        "UPDATE administrations SET stage = 'preparing'",
    )
    assert verify(db, [], environment={}) == 0
    assert verify(db, [printed], environment={}) == 1


@pytest.mark.parametrize("typed", ["", "12", "0123456789a", "twelve:0123456789ab", "g" * 64])
def test_what_is_no_end_is_a_slip_of_the_hand(
    ward: Desk, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ward.verify(typed) == 2
    assert ward.said == []
    assert capsys.readouterr().err.count("\n") == 1


def test_the_first_bad_entry_comes_first(ward: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    payload(ward.scene)
    ward.scene.run("UPDATE patients SET family_name = 'OTHER'")
    assert ward.verify() == 1
    assert "chain: 1 fault (55 entries)" in ward.said
    at = ward.said.index("DOES NOT HOLD: 3 faults, the first one first")
    assert ward.said[at + 1].startswith("chain: entry 27 (vitals in administration/id-3, recorded")
    assert ward.said[at + 2].startswith("projections: ")
    assert "Keep the file as it is" in capsys.readouterr().err
    assert not any("MOORE" in line or "OTHER" in line or "Jean" in line for line in ward.said)


def test_what_the_workstation_saw_last_must_be_there(ward: Desk) -> None:
    head = verdict(ward.scene.path, "ward").head
    ward.remember(head)
    assert ward.verify() == 0
    cut_tail(ward.scene)
    assert ward.verify() == 1
    assert ward.said[-1].endswith("written anew after it was seen last by this workstation")
    assert ward.verify(copy=True) == 0


def test_a_database_exchanged_for_another_whole_one(ward: Desk) -> None:
    ward.remember(verdict(ward.scene.path, "ward").head)
    ward.scene.path.unlink()
    work_through(ward.scene.path, "ward", OTHER_ID)
    assert ward.verify() == 1
    assert ward.said[-1].startswith("heads: this is another database than the one seen last by")


@pytest.mark.parametrize("name", ["", "nul\0", "x" * 5000, "ward.db/ward.db"])
def test_a_place_that_can_hold_no_database_is_told_in_a_line(
    ward: Desk, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ward.verify(db=ward.folder / "data" / name) == 3
    assert (ward.said, capsys.readouterr().err.count("\n")) == ([], 1)


@pytest.mark.parametrize("kind", ["ward", "scenario"])
@pytest.mark.parametrize("left", [4096, 0.5, -4096])
def test_a_file_cut_short_does_not_hold_and_nothing_else_is_said_to(
    originals: Originals, tmp_path: Path, kind: str, left: float
) -> None:
    desk = desk_with(originals, tmp_path, kind)
    whole = desk.scene.path.read_bytes()
    length = int(left * len(whole)) if left == 0.5 else int(left) % len(whole)
    desk.scene.path.write_bytes(whole[:length])
    assert desk.verify() == 1
    assert desk.said[0] == "file: 1 fault"
    assert desk.said[-1].startswith("file: the file is damaged (")
    assert not any("holds" in line for line in desk.said)
    assert desk.scene.path.stat().st_size == length


def test_a_schema_that_cannot_be_read_does_not_hold(ward: Desk) -> None:
    """Two triggers of one name, of which the second might do nothing."""
    with ward.scene.opened() as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "INSERT INTO sqlite_schema SELECT type, name, tbl_name, rootpage, "
            "replace(sql, 'BEGIN', 'WHEN 0 BEGIN') FROM sqlite_schema "
            "WHERE name = 'events_refuse_delete'"
        )
    assert ward.verify() == 1
    assert ward.said[-1].startswith("file: the file is damaged (malformed database schema")


def test_a_plain_database_in_the_ward_s_place_was_exchanged(
    originals: Originals, tmp_path: Path
) -> None:
    """Elsewhere it may be looked at; where the ward's lies, it is not the one seen last."""
    desk = desk_with(originals, tmp_path, "scenario")
    elsewhere = desk.folder / "data" / "elsewhere.db"
    elsewhere.write_bytes(desk.scene.path.read_bytes())
    desk.remember(Head(7, "a" * 64), OTHER_ID)
    assert desk.verify(db=elsewhere) == 0
    assert desk.verify() == 1
    assert desk.said[-1].startswith("heads: this is another database than the one seen last by")
    assert desk.verify(db=desk.scene.path) == 1


def test_a_database_under_another_key_cannot_be_opened(
    ward: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with ward.scene.opened() as connection:
        connection.execute(f"PRAGMA rekey = \"x'{bytes(32).hex()}'\"")
    assert ward.verify() == 3
    assert "this workstation's key does not open it" in capsys.readouterr().err
    assert ward.verify(db=ward.folder / "data" / "nowhere.db") == 3
    assert "there is no such file" in capsys.readouterr().err


def test_a_readable_copy_says_what_could_not_be_looked_at(ward: Desk) -> None:
    copy = ward.folder / "data" / "copy.db"
    with ward.scene.opened() as connection:
        export_plain(connection, copy, key=KEY)
    assert ward.verify(db=copy) == 0
    assert any("the proofs of 11 signatures, for which" in line for line in ward.said)
    assert "a readable copy: it holds no hashes of PINs" in ward.said
    # at the workstation that knows the database the proofs are looked at
    ward.remember(verdict(ward.scene.path, "ward").head)
    assert ward.verify(db=copy) == 0
    assert not any("the proofs of" in line for line in ward.said)


def test_a_database_that_somebody_holds_and_nobody_answers_for(
    ward: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    log = log_at(ward.scene.path, "ward", HandClock(STARTS))
    assert ward.verify() == 3
    assert "does not answer" in capsys.readouterr().err
    log.close()


def test_the_window_that_holds_it_looks_at_it_while_entries_are_added(ward: Desk) -> None:
    clock = HandClock(STARTS)
    log = log_at(ward.scene.path, "ward", clock)
    bench = SigningBench(log, clock, ids=FakeIds("new"))
    bench.patient, bench.dose = "id-4", "id-5"
    clock.set_to(bench.state.recorded_until)
    head = log.head()
    ward.remember(head)
    work = verify_open_log(
        log,
        {"heads": f"{head.sequence}:{head.hash}"},
        PepperProver(PEPPER),
        heads_path(ward.key_file),
    )
    replies: list[Progress | Line] = []
    while True:
        try:
            replies.append(next(work))
        except StopIteration as ended:
            answer = ended.value
            break
        if isinstance(reply := replies[-1], Progress) and reply.done < reply.total:
            bench.do(Addendum("In between."))
    assert answer == Answer(0)
    added = log.head().sequence - head.sequence
    assert added > 5
    last = replies[-1]
    assert isinstance(last, Line)
    assert last.text.startswith(f"holds: {head.sequence + added} entries")
    log.close()
