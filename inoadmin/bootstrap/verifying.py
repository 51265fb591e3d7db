"""`inoadmin verify`: whether a database is as this program wrote it.

Exit status: 0 it holds; 1 it does not; 2 an end of the log was typed wrongly; 3 the database could
not be opened. A readable copy that is looked at away from its workstation holds as far as it can
be looked at, and a line says what could not be: that is 0 too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from inoadmin.bootstrap.asking import ask_holder
from inoadmin.bootstrap.saying import DONE, INVALID, UNAVAILABLE, complain, say
from inoadmin.session.errands import Answer, Line, Progress, Work
from inoadmin.session.ports import HeldError, Prover, StorageError
from inoadmin.staff.proving import PepperProver
from inoadmin.store.copies import backups_in
from inoadmin.store.identity import last_head
from inoadmin.store.keys import Secrets, load_or_create_secrets
from inoadmin.store.log import SqliteLog
from inoadmin.store.places import database_path, heads_path, key_path
from inoadmin.store.schema import KINDS
from inoadmin.store.signing import Unkeyed
from inoadmin.store.soundness import Steps
from inoadmin.store.vault import KeyringVault
from inoadmin.store.verdict import CHECKS, HEADS, Counts, Verdict
from inoadmin.store.verify import ProverOf, id_of, unread, verifying
from inoadmin.store.verify_heads import MistypedHeadError, SeenEnd, read_head
from inoadmin.store.verify_opening import DamagedError, is_plain, looked_at

VERIFY: Final = "verify"  # what the window is asked

TAMPERED: Final = 1
_TOLD: Final = 40  # faults; one edit can make thousands, and the first ones say where it began
_BETWEEN_HEADS: Final = "\n"
_NONE_GIVEN: Final = "none given"
_KEPT = "seen last by this workstation"
_DOES_NOT_HOLD: Final = (
    "The database is not as this program wrote it. Nothing was changed. Keep the file as it is, "
    "record on paper, and have a backup that holds looked for: inoadmin verify --db BACKUP."
)


def verify(
    db: Path | None,
    heads: Sequence[str],
    *,
    copy: bool = False,
    environment: Mapping[str, str] = os.environ,
    out: Callable[[str], None] | None = None,
) -> int:
    """Looks at the database (default: the ward's) and tells what was found; the exit status.

    `heads` are ends of its log as printed on records; `copy` says that it is an earlier copy, which
    may end before what this workstation saw last. A database that a window holds is looked at by
    that window. Nothing told names a patient.
    """
    tell = out or say
    path = database_path(environment, db)
    try:
        printed = [read_head(head) for head in heads]
    except MistypedHeadError as error:
        complain(error)
        return INVALID
    try:
        answer = _answer(path, printed, copy, environment, tell)
    except HeldError as error:
        asked = {"heads": _BETWEEN_HEADS.join(heads)}
        answer = ask_holder(error, path, VERIFY, asked, out=tell, progress=_ignore)
    except DamagedError as error:
        answer = _followed(telling(unread(error)), tell)
    except StorageError as error:
        answer = Answer(UNAVAILABLE, str(error))
    if answer.sentence:
        complain(answer.sentence)
    return answer.status


def verify_open_log(
    log: SqliteLog, arguments: Mapping[str, str], prover: Prover | None, heads_file: Path
) -> Work:
    """The same for the window that holds the database; `heads_file` as `places.heads_path`."""
    try:
        given = arguments.get("heads", "").split(_BETWEEN_HEADS)
        seen = [read_head(head) for head in given if head]
        if log.kind == "ward":
            seen += kept_ends(heads_file, log.database_id, own=True, copy=False)
        steps = verifying(
            log.connection,
            log.path,
            keyed=log.kind == "ward",
            prover_of=provers(prover),
            seen=seen,
        )
        return (yield from reporting(steps))
    except MistypedHeadError as error:
        return Answer(INVALID, str(error))
    except StorageError as error:
        return Answer(UNAVAILABLE, str(error))


def reporting(steps: Steps[Verdict]) -> Work:
    """Drives a check, passing on how far it is, and puts what it found into lines."""
    while True:
        try:
            yield Progress(*next(steps))
        except StopIteration as ended:
            verdict: Verdict = ended.value
            break
    return (yield from telling(verdict))


def telling(verdict: Verdict) -> Work:
    """What was found, in lines."""
    for line in lines_of(verdict):
        yield Line(line)
    return Answer(DONE) if verdict.holds else Answer(TAMPERED, _DOES_NOT_HOLD)


def lines_of(verdict: Verdict) -> Iterator[str]:
    """A line a check, what could not be looked at, then where the log ends or what is wrong."""
    details: Mapping[str, str] = {} if verdict.unread else _details(verdict)
    for check in CHECKS:
        said = _said_of(check, verdict)
        told = check in details and said != _NONE_GIVEN
        yield f"{check}: {said}" + (f" ({details[check]})" if told else "")
    if not verdict.unread:
        yield from _limits(verdict.counts)
    head = f"head {verdict.head.sequence}:{verdict.head.hash}"
    if verdict.holds:
        yield f"holds: {_count(verdict.counts.entries, 'entry', 'entries')}, {head}"
        return
    yield f"DOES NOT HOLD: {_count(len(verdict.faults), 'fault', 'faults')}, the first one first"
    for fault in verdict.faults[:_TOLD]:
        yield fault.line
    if len(verdict.faults) > _TOLD:
        yield f"and {len(verdict.faults) - _TOLD} more"


def _said_of(check: str, verdict: Verdict) -> str:
    """How one check went."""
    wrong = sum(fault.check == check for fault in verdict.faults)
    if wrong:
        return _count(wrong, "fault", "faults")
    if verdict.unread:
        return "not looked at"
    return _NONE_GIVEN if check == HEADS and not verdict.counts.heads else "holds"


def provers(own: Prover | None) -> ProverOf:
    """Whose proofs a log's signatures must bear: only a ward's are made with a secret."""

    def prover_of(kind: str) -> Prover | None:
        if kind == "ward":
            return own
        return Unkeyed() if kind in KINDS else None

    return prover_of


def kept_ends(heads_file: Path, database_id: str, *, own: bool, copy: bool) -> list[SeenEnd]:
    """What this workstation saw last of the database. One that it knows only others of was
    exchanged, when it is its `own`: its key opens it, or it lies where the ward's database does; a
    readable copy elsewhere may be any workstation's.

    Raises:
        StorageError: the file with what was seen cannot be read.
    """
    seen = last_head(heads_file, database_id)
    if seen is None and own and not copy:
        seen = last_head(heads_file)
    if seen is None:
        return []
    return [SeenEnd(seen.hash, seen.sequence, _KEPT, seen.database_id, may_be_later=copy)]


def _answer(
    path: Path,
    printed: Sequence[SeenEnd],
    copy: bool,
    environment: Mapping[str, str],
    say: Callable[[str], None],
) -> Answer:
    """Looks at the database at `path`, which nobody holds."""
    plain, key_file = is_plain(path), key_path(environment)
    secrets = _secrets(key_file, path, must=not plain)
    key = None if plain or secrets is None else secrets.key
    with looked_at(path, key) as connection:
        database_id = id_of(connection)
        elsewhere = plain and path != database_path(environment)
        earlier = copy or elsewhere or path in backups_in(path.parent, database_id)
        kept = kept_ends(heads_path(key_file), database_id, own=not elsewhere, copy=earlier)
        known = not plain or bool(kept)
        own = PepperProver(secrets.pepper) if secrets is not None and known else None
        steps = verifying(
            connection, path, keyed=not plain, prover_of=provers(own), seen=[*printed, *kept]
        )
        return _followed(reporting(steps), say)


def _secrets(key_file: Path, path: Path, *, must: bool) -> Secrets | None:
    """This workstation's secrets; for a database that is not encrypted only if they are there."""
    if not must and not key_file.exists():
        return None
    try:
        return load_or_create_secrets(key_file, path, KeyringVault(), may_move=False)
    except StorageError:
        if must:
            raise
        return None


def _followed(work: Work, say: Callable[[str], None]) -> Answer:
    """Drives what a window would, to its end."""
    while True:
        try:
            reply = next(work)
        except StopIteration as ended:
            answer: Answer = ended.value
            return answer
        if isinstance(reply, Line):
            say(reply.text)


def _details(verdict: Verdict) -> Mapping[str, str]:
    counts = verdict.counts
    return {
        "schema": f"version {verdict.schema}",
        "identity": verdict.kind,
        "chain": _count(counts.entries, "entry", "entries"),
        "signatures": _count(counts.signatures, "signature", "signatures"),
        "credentials": _count(counts.credentials, "hash of a PIN", "hashes of PINs"),
        "protocols": _count(counts.protocols, "protocol", "protocols"),
        "projections": _count(counts.rows, "row", "rows"),
        "heads": _count(counts.heads, "end seen elsewhere", "ends seen elsewhere"),
    }


def _limits(counts: Counts) -> Iterable[str]:
    """What could not be looked at, or cannot be told from the database alone."""
    if counts.unproven:
        yield (
            "not checked: the proofs of "
            f"{_count(counts.unproven, 'signature', 'signatures')}, for which the secret of the "
            "workstation that made them is needed; everything else was checked"
        )
    if counts.unasked:
        acts = _count(counts.unasked, "act", "acts")
        yield f"not signed: {acts} from before anybody here had a PIN"
    if counts.credentials_left_out:
        yield "a readable copy: it holds no hashes of PINs"
    if not counts.heads:
        yield (
            "not checked: whether its end was cut off; give an end printed on a record with --head"
        )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _ignore(_done: int, _total: int) -> None: ...
