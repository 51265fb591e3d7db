"""Printing and saving: what is in the log, in the file, and told, also when it goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.window import record_of
from inoadmin.session.ports import StorageError
from inoadmin.ui.issuing import Issuing
from tests.record.pages import pages
from tests.ui.records import Chooser, completed, counted

REMEDY = (
    "Everything recorded is kept. See that the printer is on and connected and print again, or "
    "save the record as PDF."
)


class Hall:
    """An issuing with what it tells."""

    def __init__(self, qtbot: QtBot, ask: Chooser | None = None, make: Any = None) -> None:
        self.desk, self.log = completed()
        self.over = QWidget()
        qtbot.addWidget(self.over)
        more: dict[str, Any] = {} if ask is None else {"ask": ask}
        make = make or partial(record_of, self.desk.service)
        self.issuing = Issuing(self.desk, self.desk.administration or "", make, self.over, **more)
        self.told: list[tuple[str, str]] = []
        self.issuing.told.connect(lambda *said: self.told.append(said))

    def print(self, path: Path, copies: int = 1) -> None:
        """Prints into a file, to the end."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(path))
        printer.setCopyCount(copies)
        self.issuing.print_on(printer)
        self.issuing.finish()


class Unreadable:
    """Makes records until the log can no longer be read."""

    def __call__(self, *_asked: object) -> bytes:
        raise StorageError("The log cannot be read. Have the disk looked at.")


def test_it_is_saved_as_the_original_then_as_copies(qtbot: QtBot, tmp_path: Path) -> None:
    hall, path = Hall(qtbot), tmp_path / "INO-000001.pdf"
    hall.issuing.save(str(path))
    assert hall.told == [(f"Original saved as {path}", "good")]
    assert all("Original of version 1, saved" in page for page in pages(path.read_bytes()))
    hall.issuing.save(str(path))
    assert hall.told[-1] == (f"Copy 2 saved as {path}", "good")
    assert all("COPY 2 of version 1, saved" in page for page in pages(path.read_bytes()))
    assert counted(hall.desk) == [(1, "saved", False), (2, "saved", False)]


def test_what_cannot_be_saved_is_told_and_gives_its_number_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    hall = Hall(qtbot)
    hall.issuing.save(str(tmp_path / "no such folder" / "record.pdf"))
    assert hall.told == [("Not saved: No such file or directory. Choose another place.", "alarm")]
    hall.issuing.save(str(tmp_path / "record.pdf"))
    assert counted(hall.desk) == [(1, "saved", True), (1, "saved", False)]


def test_a_file_that_is_there_stays_whole_when_another_cannot_be_saved_over_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    hall, path = Hall(qtbot), tmp_path / "record.pdf"
    path.mkdir()
    (path / "kept").touch()
    hall.issuing.save(str(path))
    assert hall.told[0][0].startswith("Not saved: ")
    assert [found.name for found in tmp_path.iterdir()] == ["record.pdf"]
    assert (path / "kept").exists()


def test_copies_are_jobs_of_their_own_and_each_bears_its_number(
    qtbot: QtBot, tmp_path: Path
) -> None:
    hall = Hall(qtbot)
    hall.print(tmp_path / "paper.pdf", copies=3)
    assert counted(hall.desk) == [(n, "printed", False) for n in (1, 2, 3)]
    assert [words.partition(" sent")[0] for words, _ in hall.told] == [
        "Original",
        "Copy 2",
        "Copy 3",
    ]


def test_it_is_in_the_log_before_it_is_made(qtbot: QtBot, tmp_path: Path) -> None:
    seen: list[list[tuple[int, str, bool]]] = []
    hall: Hall

    def make(*asked: Any) -> bytes:
        seen.append(counted(hall.desk))
        return record_of(hall.desk.service, *asked)

    hall = Hall(qtbot, make=make)
    hall.print(tmp_path / "paper.pdf")
    hall.issuing.save(str(tmp_path / "saved.pdf"))
    assert seen == [[(1, "printed", False)], [(1, "printed", False), (2, "saved", False)]]


@pytest.mark.qt_log_ignore(r"^QPainter::begin\(\): Returned false", extend=True)
def test_a_printer_that_does_not_answer_is_told_and_the_number_is_free(
    qtbot: QtBot, tmp_path: Path
) -> None:
    hall = Hall(qtbot)
    hall.print(tmp_path / "missing" / "paper.pdf", copies=2)
    assert hall.told == [(f"Not printed: the printer does not answer. {REMEDY}", "alarm")]
    hall.print(tmp_path / "paper.pdf")
    assert counted(hall.desk) == [(1, "printed", True), (1, "printed", False)]


@pytest.mark.parametrize("lock", [True, False])
def test_without_anybody_here_nothing_leaves(qtbot: QtBot, tmp_path: Path, lock: bool) -> None:
    ask = Chooser(tmp_path / "paper.pdf")
    hall = Hall(qtbot, ask)
    if lock:
        hall.desk.locked = True
    else:
        hall.desk.act_as(None)
    hall.issuing.print()
    hall.issuing.save(str(tmp_path / "saved.pdf"))
    hall.print(tmp_path / "paper.pdf")
    assert [words for words, _ in hall.told] == [
        "Not printed: sign in first.",
        "Not saved: sign in first.",
        "Not printed: sign in first.",
    ]
    assert (ask.asked, counted(hall.desk), list(tmp_path.iterdir())) == ([], [], [])


def test_who_has_signed_in_since_the_dialog_opened_is_who_prints(
    qtbot: QtBot, tmp_path: Path
) -> None:
    hall = Hall(qtbot)
    hall.desk.act_as("ben")
    hall.print(tmp_path / "paper.pdf")
    assert hall.issuing.standing(None).startswith("Original of version 1, printed")
    assert "by Ben Okoro" in hall.issuing.standing(None)


def test_a_manager_gets_none(qtbot: QtBot, tmp_path: Path) -> None:
    hall = Hall(qtbot)
    hall.desk.act_as("nobody")
    hall.print(tmp_path / "paper.pdf")
    hall.issuing.save(str(tmp_path / "saved.pdf"))
    assert [words.partition(". ")[0] for words, _ in hall.told] == ["Not printed", "Not saved"]
    assert list(tmp_path.iterdir()) == []


def save(hall: Hall, path: Path) -> None:
    hall.issuing.save(str(path))


def print_(hall: Hall, path: Path) -> None:
    hall.print(path)


BOTH = pytest.mark.parametrize(("act", "what"), [(save, "Not saved. "), (print_, "Not printed. ")])


@BOTH
def test_a_full_disk_keeps_it_back(
    qtbot: QtBot, tmp_path: Path, act: Callable[[Hall, Path], None], what: str
) -> None:
    hall = Hall(qtbot)
    hall.log.fail()
    act(hall, tmp_path / "record.pdf")
    assert [words for words, _ in hall.told] == [
        f"{what}The disk is full. Nothing was written. Make room and try again."
    ]
    assert (counted(hall.desk), list(tmp_path.iterdir())) == ([], [])


@BOTH
def test_a_record_that_cannot_be_made_gives_its_number_back(
    qtbot: QtBot, tmp_path: Path, act: Callable[[Hall, Path], None], what: str
) -> None:
    hall = Hall(qtbot, make=Unreadable())
    act(hall, tmp_path / "record.pdf")
    said = f"{what}The log cannot be read. Have the disk looked at."
    assert hall.told == [(said, "alarm")]
    assert [failed for *_, failed in counted(hall.desk)] == [True]
    assert list(tmp_path.iterdir()) == []


def test_a_failure_that_the_disk_refuses_too_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    hall: Hall

    def make(*_asked: object) -> bytes:
        hall.log.fail()
        return b"%PDF-"

    hall = Hall(qtbot, make=make)
    hall.issuing.save(str(tmp_path / "missing" / "record.pdf"))
    ((words, tone),) = hall.told
    assert words.endswith("The log counts it all the same: original does not exist.")
    assert (tone, counted(hall.desk)) == ("alarm", [(1, "saved", False)])
