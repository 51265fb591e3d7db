"""The file and its tables: whether they are whole, and as this program makes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, cast
from uuid import UUID

from inoadmin.store.codec import instant_from, instant_text
from inoadmin.store.connection import Connection, DriverError, attach
from inoadmin.store.migrate import MIGRATIONS, Migration, migrate, newest
from inoadmin.store.schema import APPLICATION_ID, BASE_VERSION, KINDS, lay_out
from inoadmin.store.trouble import opening, refusal
from inoadmin.store.verdict import FILE, IDENTITY, PROJECTIONS, SCHEMA, Fault, plain

Schema = Mapping[tuple[str, str], tuple[str, str]]  # by type and name: its table, its SQL

_FINDINGS_TOLD: Final = 5  # of a damaged file; there may be one for every page
_UNTOUCHED: Final = "Nothing was changed."
_DATED: Final = 7  # the version of UUID that begins with a time
_MAKING: Final = timedelta(minutes=1)  # between choosing a name and laying out the tables
_WHAT: Final = {"table": "table", "index": "index", "trigger": "trigger", "view": "view"}


@dataclass(frozen=True, slots=True)
class Named:
    """What a database says of itself; `database_id` and `kind` are empty when it does not."""

    database_id: str
    kind: str
    schema: int


def sealed_faults(connection: Connection) -> Iterator[Fault]:
    """Pages of a keyed database whose authentication code does not hold."""
    yield from _findings(connection, "PRAGMA cipher_integrity_check", "")


def structure_faults(connection: Connection) -> Iterator[Fault]:
    """Damage to the structure of tables and indexes."""
    yield from _findings(connection, f"PRAGMA integrity_check({_FINDINGS_TOLD})", "ok")


def length_faults(connection: Connection) -> Iterator[Fault]:
    """Bytes behind the last page of a plain database, or too few of them; nothing while a
    write-ahead log is open.
    """
    (listed, *_) = connection.execute("SELECT file FROM pragma_database_list").fetchall()
    path = Path(str(listed[0]))
    beside = Path(f"{path}-wal")
    if beside.exists() and beside.stat().st_size:
        return
    due = _number(connection, "page_count") * _number(connection, "page_size")
    length = path.stat().st_size
    if length != due:
        yield _damage(f"it has {length} bytes, its pages {due}")


def reference_faults(connection: Connection) -> Iterator[Fault]:
    """Rows that refer to rows that are not there."""
    try:
        rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    except DriverError as error:
        yield _damage(error)
        return
    for table, other in dict.fromkeys((str(row[0]), str(row[2])) for row in rows):
        check = IDENTITY if other == "database" else PROJECTIONS
        yield Fault(check, f"rows of {plain(table)} refer to rows of {plain(other)} that are gone")


def identity_faults(
    connection: Connection, named: Named, keyed: bool, first: str | None
) -> Iterator[Fault]:
    """What the database says of itself; `first` is when its first entry was recorded."""
    application = _number(connection, "application_id")
    if application != APPLICATION_ID:
        yield Fault(
            IDENTITY,
            f"its application id was changed (found {application}, due was {APPLICATION_ID})",
        )
    rows = connection.execute('SELECT id, kind, created_at FROM "database"').fetchall()
    if len(rows) != 1:
        yield Fault(IDENTITY, f"it must name itself once, and does so {len(rows)} times")
    if rows and named.kind not in KINDS:
        yield Fault(IDENTITY, f'its kind "{plain(named.kind)}" is none that this program makes')
    if keyed and named.kind in KINDS and named.kind != "ward":
        yield Fault(
            IDENTITY,
            f'its kind was changed (found "{named.kind}", due was "ward": no other is encrypted)',
        )
    for *_, created_at in rows:
        if not is_instant(str(created_at)):
            yield Fault(
                IDENTITY, f"the time it was made was changed ({plain(created_at)} is no time)"
            )
        elif first is not None and str(created_at) > first:
            yield Fault(
                IDENTITY,
                f"the time it was made was changed ({plain(created_at)} is after its first entry, "
                f"{plain(first)})",
            )
        else:
            yield from _not_of_its_name(named.database_id, str(created_at))


def _not_of_its_name(database_id: str, created_at: str) -> Iterator[Fault]:
    made = made_at(database_id)
    if made is not None and abs(instant_from(created_at) - made) > _MAKING:
        yield Fault(
            IDENTITY,
            f"the time it was made was changed ({plain(created_at)}; by its id it was "
            f"{instant_text(made)})",
        )


def made_at(database_id: str) -> datetime | None:
    """When a database was made, with which its id begins; None for one that was made by an earlier
    version, or in a scenario, whose id does not tell.
    """
    try:
        name = UUID(database_id)
    except ValueError:
        return None
    if name.version != _DATED:
        return None
    return datetime.fromtimestamp((name.int >> 80) / 1000, UTC)


def schema_faults(connection: Connection, named: Named) -> Iterator[Fault]:
    """Tables, indexes and triggers that are gone, changed or added."""
    found = schema_of(connection)
    fitting = [n for n in range(BASE_VERSION, newest() + 1) if schema_made(n) == found]
    if named.schema in fitting:
        return
    if fitting:
        yield Fault(
            SCHEMA,
            f"its schema version was changed (found {named.schema}, its tables are those of "
            f"version {fitting[-1]})",
        )
        return
    due = schema_made(min(max(named.schema, BASE_VERSION), newest()))
    for key in sorted(due.keys() | found.keys(), key=_rank):
        kind, name = _WHAT.get(key[0], "object"), plain(key[1])
        if key not in found:
            yield Fault(SCHEMA, f'the {kind} "{name}" is gone')
        elif key not in due:
            yield Fault(SCHEMA, f'the {kind} "{name}" was added, which this program never makes')
        elif found[key] != due[key]:
            yield Fault(SCHEMA, f'the {kind} "{name}" was changed')


def named_by(connection: Connection, path: Path) -> Named:
    """What the database behind a connection says of itself.

    Raises:
        StorageError: it is none of this program's, or a newer one's.
        DriverError: it cannot be read.
    """
    found = schema_of(connection)
    if not {("table", "events"), ("table", "database")} & found.keys():
        raise refusal(
            opening(path), "this is no database of this program", "Name another file.", _UNTOUCHED
        )
    schema = _number(connection, "user_version")
    known = any(schema_made(n) == found for n in range(BASE_VERSION, newest() + 1))
    if schema > newest() and not known:
        raise refusal(
            opening(path),
            f"a newer version of this program wrote it (schema {schema}, known here up to "
            f"{newest()})",
            "Check it with the newer version.",
            _UNTOUCHED,
        )
    row = None
    if ("table", "database") in found:
        row = connection.execute('SELECT id, kind FROM "database"').fetchone()
    database_id, kind = cast("tuple[object, object]", row or ("", ""))
    return Named(str(database_id), str(kind), schema)


def schema_of(connection: Connection) -> Schema:
    """Every table, index, trigger and view, as the file describes it."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return {(str(kind), str(name)): (str(table), str(sql)) for kind, name, table, sql in rows}


def schema_made(version: int, migrations: Sequence[Migration] = MIGRATIONS) -> Schema:
    """The same, as this program makes it at a schema version."""
    made = attach(Path("schema"), None, "mode=memory")
    try:
        lay_out(made, "", "scenario", "")
        migrate(made, BASE_VERSION, migrations[: version - BASE_VERSION])
        return schema_of(made)
    finally:
        made.close()


def is_instant(text: str) -> bool:
    """Whether a text is a time as this program writes it."""
    try:
        return instant_text(instant_from(text)) == text
    except ValueError:
        return False


def _rank(key: tuple[str, str]) -> tuple[int, str]:
    """Tables first, then what stands on them."""
    return (("table", "trigger").index(key[0]) if key[0] in {"table", "trigger"} else 2), key[1]


def _findings(connection: Connection, statement: str, good: str) -> Iterator[Fault]:
    try:
        rows = connection.execute(statement).fetchall()[:_FINDINGS_TOLD]
    except DriverError as error:
        yield _damage(error)
        return
    for (finding,) in rows:
        if finding != good:
            yield _damage(finding)


def _damage(finding: object) -> Fault:
    return Fault(FILE, f"the file is damaged ({plain(finding)})")


def _number(connection: Connection, pragma: str) -> int:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return cast("int", row[0]) if row else 0
