"""What the command line does without a window; each command gives its exit status."""

from __future__ import annotations

from pathlib import Path

from inoadmin.bootstrap.headless import Run, ScenarioError, played
from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.saying import DONE, INVALID, MISSED, UNAVAILABLE, complain, put, say
from inoadmin.protocol.loading import ProtocolError, load
from inoadmin.protocol.text import show
from inoadmin.scenario.report import Report, as_json, spoken, tallied
from inoadmin.session.ports import StorageError
from inoadmin.session.service import Service


class UnreadableError(Exception):
    """A file that was named cannot be read or written; the text is the one line to say."""


def read(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        UnreadableError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error


def write(path: Path, data: bytes) -> None:
    """Writes a file.

    Raises:
        UnreadableError: it cannot be written.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error


def simulate(
    file: Path, db: Path | None, pdf: Path | None, json: str | None, protocol: Path | None
) -> int:
    """Plays a scenario and tells what came of it."""
    try:
        protocol_bytes = None if protocol is None else read(protocol)
        with played(read(file), db, protocol_bytes) as (run, service):
            tell(run.report, json)
            if pdf is not None:
                write_records(pdf, run, service)
            return MISSED if run.report.missed else DONE
    except ScenarioError as error:
        complain(f"{file}: {error}")
        return INVALID
    except ProtocolError as error:
        complain(f"{protocol}: {error}")
        return INVALID
    except UnreadableError as error:
        complain(error)
        return INVALID
    except StorageError as error:
        complain(error)
        return UNAVAILABLE


def tell(report: Report, json: str | None) -> None:
    """One line a step for a person, or the JSON, or both in their places."""
    if json == "-":
        put(as_json(report).decode())
        return
    for step in report.steps:
        say(spoken(step))
    say(tallied(report.steps, report.met, report.missed))
    if json is not None:
        write(Path(json), as_json(report))


def write_records(pdf: Path, run: Run, service: Service) -> None:
    """The administration record of each administration: one file, or numbered ones."""
    from inoadmin.bootstrap.records import record_pdf

    single = len(run.administrations) == 1
    for number, administration in enumerate(run.administrations, start=1):
        path = pdf if single else pdf.with_name(f"{pdf.stem}-{number}{pdf.suffix}")
        write(path, record_pdf(service, administration))


def show_protocol(file: Path | None) -> int:
    """Prints a protocol."""
    try:
        put(show(load(shipped_bytes() if file is None else read(file))))
    except (ProtocolError, UnreadableError) as error:
        complain(error)
        return INVALID
    return DONE


def check_protocol(file: Path) -> int:
    """Says whether a protocol file holds."""
    try:
        protocol = load(read(file))
    except (ProtocolError, UnreadableError) as error:
        complain(f"{file}: {error}")
        return INVALID
    identity = protocol.identity
    say(f"{identity.title}, version {identity.version}, {protocol.content_hash}: holds")
    return DONE


def write_downtime_form(file: Path) -> int:
    """Writes the blank form for a dose that cannot be recorded here."""
    from inoadmin.bootstrap.downtime import form_bytes

    try:
        write(file, form_bytes())
    except UnreadableError as error:
        complain(error)
        return INVALID
    return DONE
