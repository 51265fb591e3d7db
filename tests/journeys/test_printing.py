"""The record printed through a real queue: what comes out, what the queue tells of it, and what is
said when there is no printer or it is gone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from inoadmin.bootstrap.downtime import form_bytes
from tests.journeys.print_server import ENOUGH_S, QUEUE, PrintServer, wait_until
from tests.record.likeness import likeness, page_count, rendered

ROOT = Path(__file__).resolve().parents[2]
NAMES = (b"moore", b"jean", b"9990000018", b"999 000 0018", b"t123456")
NOT_ACCEPTING = 'Destination "ward" is not accepting jobs'
A4_AT_72 = (595, 842)


class Window:
    """The application in another process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.pages: int = self._hear()["pages"]

    def do(self, act: str) -> dict[str, Any]:
        """What came of an act."""
        assert self._process.stdin is not None
        self._process.stdin.write(act + "\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the window has gone"
        return json.loads(line)


@pytest.fixture
def folder() -> Generator[Path]:
    """A folder with a short name, since a socket's must be."""
    with tempfile.TemporaryDirectory(prefix="queue-") as name:
        yield Path(name)


@contextmanager
def window(server: PrintServer, folder: Path) -> Generator[Window]:
    """The record is on the screen; nothing of the process is left."""
    folder.mkdir()
    with (folder / "said").open("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.printing_nurse", str(folder)],
            cwd=ROOT,
            env={**server.environment, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        overdue = threading.Timer(5 * ENOUGH_S, process.kill)
        overdue.start()
        try:
            yield Window(process)
            process.communicate("leave\n", timeout=ENOUGH_S)
            assert process.returncode == 0
        except BaseException:
            said.seek(0)
            sys.stderr.write(said.read())
            raise
        finally:
            overdue.cancel()
            overdue.join()
            process.kill()
            process.communicate()


def test_the_record_comes_out_of_the_queue_and_the_queue_tells_no_name(
    qapp: QGuiApplication, folder: Path
) -> None:
    place = folder / "queue"
    place.mkdir()
    with PrintServer(place) as server, window(server, folder / "ward") as shown:
        once = shown.do("print")
        wait_until(lambda: len(server.completed()) == 1, "the job is printed")
        assert len(server.documents()) == 1
        twice = shown.do("print 2")
        wait_until(lambda: len(server.completed()) == 3, "the other jobs are printed")
        pages = shown.pages
    assert (once["title"], once["printer"]) == ("Print MOORE's record", QUEUE)
    assert f"Original sent to {QUEUE}. Look whether all its pages came out." in once["screen"]
    assert f"Copy 3 sent to {QUEUE}." in twice["screen"]
    assert twice["log"] == [[n, "printed", False] for n in (1, 2, 3)]

    expected = [(folder / "ward" / f"expected-{n}.pdf").read_bytes() for n in (1, 2, 3)]
    for sent, made in zip(server.documents(), expected, strict=True):
        assert page_count(sent) == page_count(made) == pages
        for page in range(pages):
            assert likeness(sent, made, dpi=200, page=page) < 0.01
            assert rendered(sent, dpi=72, page=page).size().toTuple() == A4_AT_72
    assert likeness(server.documents()[0], expected[1], dpi=200) > 0.02  # it tells copies apart

    for _, _, title, copies, *_ in server.told():
        assert (title, copies) == ("INO-000001", "1")
    for kept in server.attributes():
        assert value_of(kept, b"job-name") == b"INO-000001"
        assert value_of(kept, b"media") == b"A4"
        assert value_of(kept, b"sides") == b"two-sided-long-edge"
    for path in server.written():
        told = path.name.lower().encode() + b"\n" + path.read_bytes().lower()
        assert not [name for name in NAMES if name in told], path


def test_a_printer_that_has_gone_is_told_and_its_number_is_free(folder: Path) -> None:
    place = folder / "queue"
    place.mkdir()
    with PrintServer(place) as server, window(server, folder / "ward") as shown:
        server.ask("cupsreject", QUEUE)
        refused = shown.do("print")
        server.ask("cupsaccept", QUEUE)
        printed = shown.do("print, locked meanwhile")
        wait_until(lambda: len(server.completed()) == 1, "the job is printed")
    assert f"Not printed: {NOT_ACCEPTING}. Everything recorded is kept." in refused["screen"]
    assert refused["log"] == [[1, "printed", True]]
    assert printed["log"] == [[1, "printed", True], [1, "printed", False]]
    assert f"Original sent to {QUEUE}." in printed["screen"]
    assert len(server.documents()) == 1
    assert "Locked" in printed["covered"]
    assert not any(told in printed["covered"] for told in ("MOORE", "INO-000001", "999 000"))


def test_the_blank_form_comes_out_under_its_own_name(qapp: QGuiApplication, folder: Path) -> None:
    place = folder / "queue"
    place.mkdir()
    with PrintServer(place) as server, window(server, folder / "ward") as shown:
        seen = shown.do("form")
        wait_until(lambda: len(server.completed()) == 1, "the job is printed")
    assert seen["title"] == "Print the blank form"
    assert "Sent to the printer. Look whether all pages came out." in seen["screen"]
    assert seen["log"] == []
    assert [title for _, _, title, *_ in server.told()] == ["inoadmin blank form"]
    (sent,) = server.documents()
    assert page_count(sent) == page_count(form_bytes()) == 4
    assert likeness(sent, form_bytes(), dpi=200) < 0.01


def test_without_a_printer_there_is_no_dialog_and_it_is_said(folder: Path) -> None:
    nowhere = PrintServer(folder / "nowhere")  # never started
    with window(nowhere, folder / "ward") as shown:
        seen = shown.do("no printer")
    assert "No printer is set up on this computer. Nothing was printed." in seen["screen"]
    assert "No printer is set up on this computer. Save the form and print" in seen["screen"]
    assert seen["sheet"] == [
        "No printer is set up on this computer: write the key down, or save it."
    ]
    assert seen["log"] == []


def value_of(attributes: bytes, name: bytes) -> bytes:
    """An attribute's value as IPP writes it: length and name, length and value."""
    named = len(name).to_bytes(2, "big") + name
    place = attributes.find(named)
    if place < 0:
        return b""
    at = place + len(named)
    length = int.from_bytes(attributes[at : at + 2], "big")
    return attributes[at + 2 : at + 2 + length]
