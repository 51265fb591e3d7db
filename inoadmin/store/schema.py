"""The tables of a log, version 1, and what guards them.

Tables: `database` (one row: id, kind, when it was made), `events` (the log), `protocols` (protocol
files by hash), and the projections `patients`, `administrations` and `batches`, which can be
rebuilt from the log. `migrate` adds `events.signatures` and `credentials` (hashes of PINs).
Written in SQL because sqlite-utils makes neither CHECKs nor triggers.

The triggers refuse UPDATE, DELETE and any INSERT that would replace a row, from whatever program.
An insert guard is needed beside the delete guard: INSERT OR REPLACE passes delete triggers on a
connection without `recursive_triggers` (https://www.sqlite.org/lang_conflict.html). The guard on
events also holds the log together: each sequence, version and previous hash is the next one.
"""

from __future__ import annotations

from typing import Final

from inoadmin.store.connection import Connection

APPLICATION_ID: Final = 0x494E4F41  # "INOA"
BASE_VERSION: Final = 1  # of the tables below; migrations build on them
KINDS: Final = ("ward", "training", "scenario")
NO_HASH: Final = "0" * 64

_DDL: Final = (
    """
    CREATE TABLE "database" (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('ward', 'training', 'scenario')),
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE events (
        sequence INTEGER PRIMARY KEY NOT NULL,
        database_id TEXT NOT NULL REFERENCES "database" (id),
        stream TEXT NOT NULL CHECK (stream <> ''),
        version INTEGER NOT NULL,
        kind TEXT NOT NULL,
        kind_version INTEGER NOT NULL,
        occurred_at TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        local_offset_minutes INTEGER NOT NULL,
        boot_id TEXT NOT NULL,
        counter_ns INTEGER NOT NULL,
        actor TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        previous_hash TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
        UNIQUE (stream, version)
    ) STRICT
    """,
    """
    CREATE TABLE protocols (
        hash TEXT PRIMARY KEY NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE patients (
        id TEXT PRIMARY KEY NOT NULL,
        family_name TEXT NOT NULL,
        given_name TEXT NOT NULL,
        nhs_number TEXT NOT NULL,
        hospital_number TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE administrations (
        id TEXT PRIMARY KEY NOT NULL,
        patient TEXT NOT NULL,
        number TEXT NOT NULL,
        cycle INTEGER NOT NULL,
        day INTEGER NOT NULL,
        stage TEXT NOT NULL,
        opened_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX administrations_by_patient ON administrations (patient)",
    """
    CREATE TABLE batches (
        administration TEXT NOT NULL REFERENCES administrations (id) ON DELETE CASCADE,
        batch TEXT NOT NULL,
        UNIQUE (administration, batch)
    ) STRICT
    """,
    "CREATE INDEX batches_by_batch ON batches (batch)",
    """
    CREATE TRIGGER events_follow BEFORE INSERT ON events
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM events)
        OR NEW.version IS NOT
            (SELECT coalesce(max(version), 0) + 1 FROM events WHERE stream = NEW.stream)
        OR NEW.previous_hash IS NOT coalesce(
            (SELECT hash FROM events ORDER BY sequence DESC LIMIT 1), printf('%064d', 0))
        OR EXISTS (SELECT 1 FROM events WHERE hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'events are appended, one after another'); END
    """,
    """
    CREATE TRIGGER protocols_stay_the_same BEFORE INSERT ON protocols
    WHEN EXISTS (SELECT 1 FROM protocols WHERE hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'a protocol is stored once'); END
    """,
    """
    CREATE TRIGGER database_stays_one BEFORE INSERT ON "database"
    WHEN EXISTS (SELECT 1 FROM "database")
    BEGIN SELECT RAISE(ABORT, 'a database is named once'); END
    """,
    *(
        f"""
        CREATE TRIGGER {table}_refuse_{action.lower()} BEFORE {action} ON "{table}"
        BEGIN SELECT RAISE(ABORT, 'what is recorded stays as it is'); END
        """
        for table in ("database", "events", "protocols")
        for action in ("UPDATE", "DELETE")
    ),
)


def lay_out(connection: Connection, database_id: str, kind: str, created_at: str) -> None:
    """Makes every table in an empty database, in one transaction; `created_at` is ISO 8601, UTC.

    Raises:
        DriverError: the driver refused; nothing was written.
    """
    connection.execute("BEGIN IMMEDIATE")
    for statement in _DDL:
        connection.execute(statement)
    connection.execute(
        'INSERT INTO "database" (id, kind, created_at) VALUES (?, ?, ?)',
        (database_id, kind, created_at),
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {BASE_VERSION}")
    connection.execute("COMMIT")
