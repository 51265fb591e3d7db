"""No file that the application writes outside the ward's encrypted database holds patient data.

Marked names and texts go through everything that can be written or can break; then every byte of
every file is searched. The same search finds each mark in a plain database.
"""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, qCritical
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.faults import take_display, watching
from inoadmin.bootstrap.privacy import belongings, keep_private, mend
from inoadmin.bootstrap.records import record_pdf
from inoadmin.scan.wristband import read_wristband
from inoadmin.session.registration import RegistrationError
from inoadmin.store.opening import open_log
from inoadmin.ui.desk import Desk
from inoadmin.ui.hearing import Relay, hear_qt
from inoadmin.ui.window import MainWindow
from tests.bootstrap.breaking import BREAKING, ENVIRONMENT, NOBODY, UNRECORDED, Ward
from tests.bootstrap.marked import MARKS, NHS, found, mark, play
from tests.fakes import FakeIds, HandClock
from tests.session.bench import LONDON, STARTS, Bench

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Ward]:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = os.umask(0o022)
    keep_private()
    try:
        made = Ward(tmp_path)
        yield made
        made.log.close()
    finally:
        os.umask(before)


def window_on(ward: Ward, qtbot: QtBot) -> MainWindow:
    """The window on the marked patients, wired to what hears faults."""
    desk = Desk(ward.service)
    window = MainWindow(
        desk,
        make_record=lambda administration: record_pdf(ward.service, administration),
        read_wristband=read_wristband,
    )
    relay = Relay(window)
    relay.incident.connect(window.trouble.tell_incident)
    ward.incidents.listen(lambda one: relay.incident.emit(one.number, one.sentence))
    qtbot.addWidget(window)
    window.show()
    desk.open_patient(ward.log.patients()[0].id)
    QCoreApplication.processEvents()
    return window


def test_the_search_finds_every_mark_in_a_plain_database(tmp_path: Path) -> None:
    """Without this the other tests would pass on a search that finds nothing."""
    clock = HandClock(STARTS)
    log = open_log(tmp_path / "s.db", "scenario", LONDON, clock=clock, ids=FakeIds("database"))
    try:
        play(Bench(log=log, clock=clock))
        wal = found(tmp_path, MARKS)
    finally:
        log.close()
    recorded = set(MARKS) - UNRECORDED
    assert len(recorded) > 30
    for places in (wal, found(tmp_path, MARKS)):
        assert {place.partition(": ")[2] for place in places} == recorded


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_search_finds_a_mark_however_it_is_written(tmp_path: Path, code: str) -> None:
    (tmp_path / "a").write_bytes(b"\x07\x00" + mark("family").upper().encode(code) + b"\x00")
    (tmp_path / f"report-{mark('given')}").touch()
    assert len(found(tmp_path, MARKS)) == 2


def test_an_encrypted_database_holds_no_mark_before_and_after_it_is_closed(ward: Ward) -> None:
    assert Path(f"{ward.path}-wal").stat().st_size > 10_000
    assert ward.places() == []
    assert mark("family") in {row.family_name for row in ward.log.patients()}
    ward.log.close()
    assert ward.places() == []
    ward.log = ward.opened()


@pytest.mark.parametrize("breaks", [*BREAKING, *ENVIRONMENT], ids=lambda one: one.__name__)
def test_what_breaks_in_a_slot_leaves_no_mark(
    ward: Ward,
    breaks: Callable[[Ward], None],
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: list[str] = []
    window = window_on(ward, qtbot)
    button = QPushButton(window)
    button.clicked.connect(lambda: breaks(ward))
    with watching(ward.incidents, told.append):
        button.click()
        button.click()
        QCoreApplication.processEvents()
    if breaks in ENVIRONMENT:
        assert len(told) == 2
    else:
        assert "incident INC-20260302-0001, window" in ward.written()
        assert "happened 2 times" in ward.written()
        assert "Program fault INC-20260302-0001" in window.trouble.text()
    err = capsys.readouterr().err.lower()
    assert [one for one in MARKS if one.lower() in err] == []
    assert ward.places() == []


def test_threads_qt_and_scans_leave_no_mark(
    ward: Ward, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    window = window_on(ward, qtbot)

    def breaks() -> None:
        name = mark("family")
        raise ValueError(name)

    with watching(ward.incidents):
        thread = threading.Thread(target=breaks, name=mark("given"))
        thread.start()
        thread.join()
        undo = hear_qt(lambda category: take_display(ward.incidents, category))
        try:
            qCritical(mark("family"))
        finally:
            undo()
        window.scans.take(NHS)
        window.scans.take(f"]d2{NOBODY}")
        button = QPushButton(window)
        button.clicked.connect(lambda: window.desk.open_patient(NOBODY))
        button.click()
        crash_file = ward.path.parent / "faults" / "crash-1.raw"
        with crash_file.open("ab") as file:
            faulthandler.dump_traceback(file)
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    with watching(ward.incidents):
        pass  # takes in what the crash left
    kinds = {line for line in ward.written().splitlines() if line.startswith("Kind: ")}
    assert kinds == {"Kind: thread", "Kind: display", "Kind: window", "Kind: crash"}
    assert [one for one in MARKS if one.lower() in capsys.readouterr().err.lower()] == []
    assert ward.places() == []


def test_reports_hold_no_path_and_no_line_of_source(ward: Ward) -> None:
    with watching(ward.incidents):
        for breaks in BREAKING:
            try:
                breaks(ward)
            except (ValueError, TypeError, AttributeError, KeyError, RegistrationError) as error:
                ward.incidents.take("window", error)
    assert "inoadmin.domain." in ward.written()
    assert "inoadmin.store.log:" in ward.written()
    reports = list(ward.path.parent.glob("faults/INC-*.txt"))
    assert len(reports) == len(BREAKING)
    for report in reports:
        body = report.read_text().partition("Stack, innermost last")[2]
        assert "/" not in report.read_text().replace("module:function:line", "")
        assert "raise" not in body
        assert " = " not in body


def test_everything_written_is_its_owners_alone(ward: Ward) -> None:
    ward.incidents.take("window", ValueError())
    own = [ward.key, ward.key.parent]
    assert mend(belongings(ward.path, own, own_folder=True)).mended == 0
    for path in (*ward.path.parent.rglob("*"), *ward.key.parent.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_scenario_file_that_is_wrong_leaves_its_words_on_the_screen_alone(
    tmp_path: Path,
) -> None:
    text = (ROOT / "tests" / "scenarios" / "01-clean.toml").read_text("utf-8")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text.replace('sex = "female"', f'sex = "{mark("family")}"'), "utf-8")
    assert mark("family") in wrong.read_text("utf-8")
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    for folder in (home, temporary):
        folder.mkdir()
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "TMPDIR": str(temporary),
    }
    ended = subprocess.run(
        [sys.executable, "-m", "inoadmin", "simulate", str(wrong)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert found(tmp_path, MARKS, [wrong]) == []
