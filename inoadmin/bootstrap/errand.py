"""Commands on the ward's database: done here, or by the window that has it open.

An errand is a generator over the open log, so that the window can go on between its steps; see
`session.errands`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from inoadmin.bootstrap.address import door_address
from inoadmin.bootstrap.asking import Patience, ask, ask_holder
from inoadmin.bootstrap.saying import INVALID, UNAVAILABLE, complain, say
from inoadmin.bootstrap.ward import Ward, open_ward, ward_place
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.session.errands import Answer, Line, MalformedError, Progress, Work
from inoadmin.session.ports import HeldError, StorageError

Errand = Callable[[Ward, Mapping[str, str]], Work]


def carry_out(what: str, errand: Errand, db: Path | None, arguments: Mapping[str, str]) -> int:
    """Does an errand on the ward's database, or has the window do it that holds it; the exit
    status. File names in the arguments are absolute.
    """
    place = ward_place(os.environ, db)
    try:
        answer = (
            _here(errand, arguments, db)
            if place.database.exists()
            else _gone(place.database, what, arguments)
        )
    except HeldError as trouble:
        answer = ask_holder(trouble, place.database, what, arguments, out=say, progress=show)
    except StorageError as trouble:
        answer = Answer(UNAVAILABLE, str(trouble))
    if answer.sentence:
        complain(answer.sentence)
    return answer.status


def _gone(database: Path, what: str, arguments: Mapping[str, str]) -> Answer:
    """A window may have it open yet, though the file is deleted or moved: then only there can what
    it holds be saved.
    """
    address, patience = door_address(database, os.environ), Patience()
    asked = ask(address, what, arguments, out=say, progress=show, patience=patience)
    return asked or Answer(INVALID, missing(database))


def missing(database: Path) -> str:
    """What is said of a database that is not there; a command makes none."""
    return f"{database}: there is no such database. Nothing was changed."


def _here(errand: Errand, arguments: Mapping[str, str], db: Path | None) -> Answer:
    """The errand on a database that nobody has open."""
    zone, _ = local_zone(system_names(os.environ))
    ward = open_ward(ward_place(os.environ, db), zone)
    try:
        return followed(errand(ward, arguments))
    except MalformedError as error:
        return Answer(INVALID, str(error))
    finally:
        ward.close()


def followed(work: Work) -> Answer:
    """Drives an errand to its end, saying what it says."""
    while True:
        try:
            reply = next(work)
        except StopIteration as ended:
            answer: Answer = ended.value
            return answer
        match reply:
            case Line(text=text):
                say(text)
            case Progress(done=done, total=total):
                show(done, total)


def show(done: int, total: int) -> None:
    """How far it is, where a person is looking."""
    if sys.stderr is None or not sys.stderr.isatty():
        return
    sys.stderr.write("\r\x1b[K" if done >= total else f"\r{100 * done // total} %")
    sys.stderr.flush()
