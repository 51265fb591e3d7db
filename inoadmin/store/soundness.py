"""Whether a database is whole, looked at from its first page to its last entry.

The checks can be driven in slices: `checking` is a generator that yields how far it is, as (done,
total), and returns what it found, so that a window's events are served in between. `run` drives one
to its end.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from inoadmin.session.ports import Head, StorageError
from inoadmin.store.chain import Envelope, Links
from inoadmin.store.connection import Connection, DriverError, attach
from inoadmin.store.files import copy_private, discard, new_name_beside
from inoadmin.store.migrate import MIGRATIONS, Migration, newest
from inoadmin.store.opening import Identity, identify
from inoadmin.store.schema import APPLICATION_ID, NO_HASH
from inoadmin.store.trouble import (
    CORRUPT,
    NOT_A_DATABASE,
    from_driver,
    from_system,
    opening,
    primary_code,
)
from inoadmin.store.trouble import refusal as refused_in_words
from inoadmin.store.verify_schema import schema_made, schema_of

Result = TypeVar("Result")
Progress = tuple[int, int]  # done, of a total
Steps = Generator[Progress, None, Result]

SLICE: Final = 256  # entries looked at in one step
_STEPS_BEFORE_ENTRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What is said when a database is not whole: what was attempted, what to do, what is safe."""

    attempt: str
    remedy: str
    safe: str

    def refusal(self, reason: str) -> StorageError:
        """The refusal for a reason, in one line."""
        return refused_in_words(self.attempt, reason, self.remedy, self.safe)

    def damaged(self, detail: object) -> StorageError:
        """The refusal of a file whose bytes are not as they were written."""
        return self.refusal(f"the file is damaged ({detail})")


@dataclass(frozen=True, slots=True)
class Sound:
    """A database that is whole."""

    identity: Identity
    head: Head


def run(steps: Steps[Result]) -> Result:
    """Drives a generator of steps to its end and gives its result."""
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            return cast("Result", ended.value)


def opens(path: Path, key: bytes | None) -> bool:
    """Whether the database at `path` is one of this program's and goes with the key.

    Raises:
        StorageError: the file cannot be read at all.
    """
    if _opens(path, key, "mode=ro&immutable=1"):
        return True
    companion = Path(f"{path}-wal")
    if not companion.is_file() or companion.stat().st_size == 0:
        return False
    # a first page torn by a power cut is whole again once the write-ahead log is played in; that
    # is tried on a copy, since it would change a file that is not this key's
    made = new_name_beside(path)
    try:
        copy_private(path, made)
        copy_private(companion, Path(f"{made}-wal"))
        return _opens(made, key, "mode=rw")
    except OSError as error:
        raise from_system(opening(path), error, "Nothing was changed.") from error
    finally:
        discard(made)


def _opens(path: Path, key: bytes | None, flags: str) -> bool:
    connection = attach(path, key, flags)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        return connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    except DriverError as error:
        if primary_code(error) not in {NOT_A_DATABASE, CORRUPT}:
            raise from_driver(opening(path), error, "Nothing was changed.") from error
        return primary_code(error) == CORRUPT
    finally:
        connection.close()


def checking(
    path: Path, key: bytes | None, words: Words, migrations: Sequence[Migration] = MIGRATIONS
) -> Steps[Sound]:
    """Looks at everything in a database that nobody writes to: every page's authentication code
    (with a key), the structure, the tables and triggers, every entry's place in the chain, and that
    each protocol's bytes are those of its name. Its schema may be older, not newer.

    Raises:
        StorageError: in `words`, naming the first thing that is not as it was written.
    """
    connection = attach(path, key, "mode=ro&immutable=1")
    try:
        return (yield from _checking(connection, key is not None, words, path, migrations))
    except DriverError as error:
        raise words.damaged(error) from error
    finally:
        connection.close()


def _checking(
    connection: Connection, keyed: bool, words: Words, path: Path, migrations: Sequence[Migration]
) -> Steps[Sound]:
    identity = identify(connection, path)
    if identity.version > newest(migrations):
        raise words.refusal(f"a newer version of this program wrote it (schema {identity.version})")
    total = _STEPS_BEFORE_ENTRIES + _count(connection)
    yield 0, total
    if keyed:
        for (finding,) in connection.execute("PRAGMA cipher_integrity_check"):
            raise words.damaged(finding)
    yield 1, total
    for (finding,) in connection.execute("PRAGMA integrity_check(1)"):
        if finding != "ok":
            raise words.damaged(" ".join(str(finding).split()))
    yield 2, total
    _compare_schema(connection, identity.version, words, migrations)
    _check_protocols(connection, words)
    yield _STEPS_BEFORE_ENTRIES, total
    links = Links(identity.database_id)
    for number, envelope in enumerate(envelopes_of(connection), start=1):
        if breaks := links.follow(envelope):
            raise words.refusal(f"entry {number} of its log is not as it was written: {breaks[0]}")
        if number % SLICE == 0:
            yield _STEPS_BEFORE_ENTRIES + number, total
    yield total, total
    return Sound(identity, links.head)


def head_of(connection: Connection) -> Head:
    """The last entry of the log behind a connection."""
    row = connection.execute(
        "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return Head(0, NO_HASH) if row is None else Head(*cast("tuple[int, str]", row))


def envelopes_of(connection: Connection) -> Iterator[Envelope]:
    """All rows of the log, by their columns' names, since migrations add columns at the end."""
    names = [
        cast("str", name)
        for (name,) in connection.execute("SELECT name FROM pragma_table_info('events')")
    ]
    known = set(Envelope.__dataclass_fields__)
    for row in connection.execute("SELECT * FROM events ORDER BY sequence"):
        fields: dict[str, Any] = dict(zip(names, row, strict=True))
        yield Envelope(**{name: value for name, value in fields.items() if name in known})


def _count(connection: Connection) -> int:
    row = connection.execute("SELECT count(*) FROM events").fetchone()
    return cast("int", row[0]) if row else 0


def _check_protocols(connection: Connection, words: Words) -> None:
    for name, data in connection.execute("SELECT hash, bytes FROM protocols"):
        if sha256(cast("bytes", data)).hexdigest() != name:
            raise words.refusal(f"the stored protocol {name} is not as it was written")


def _compare_schema(
    connection: Connection, version: int, words: Words, migrations: Sequence[Migration]
) -> None:
    """Holds tables, indexes and triggers against those that this program makes."""
    wanted, found = schema_made(version, migrations), schema_of(connection)
    for kind, name in sorted(wanted.keys() | found.keys()):
        if wanted.get((kind, name)) != found.get((kind, name)):
            raise words.refusal(f'its {kind} "{name}" is not as this program makes it')
