"""A database as the first version of this program made it: no signatures, no hashes of PINs."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from inoadmin.store.chain import Envelope, hash_of
from inoadmin.store.connection import attach
from inoadmin.store.files import make_private
from inoadmin.store.schema import lay_out
from tests.store.conftest import KEY
from tests.store.signed import ID
from tests.store.tampering import Scene

#: What was added to bodies since: to whose, and below which key.
ADDED = {
    "staff_registered": ("details", ("sact_until", "temporary")),
    "second_check": ("command", ("dose_read_mg", "rate_read_ml_h")),
}
CREATED_AT = "2026-03-02T07:59:00.000000Z"


def make_old(source: Scene, path: Path, kind: str) -> None:
    """Writes what the scenario `source` holds into a database of schema 1 and of `kind`."""
    make_private(path)
    with source.opened() as given:
        rows = given.execute("SELECT * FROM events WHERE stream <> 'settings' ORDER BY sequence")
        entries = as_before([Envelope(*row) for row in rows])
        tables = {
            table: given.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
            for table in ("protocols", "patients", "administrations", "batches")
        }
    connection: Any = attach(path, KEY if kind == "ward" else None, "mode=rw")
    lay_out(connection, ID, kind, CREATED_AT)
    for entry in entries:
        values = [getattr(entry, name) for name in Envelope.__dataclass_fields__][:-1]
        places = ", ".join("?" for _ in values)
        connection.execute(f"INSERT INTO events VALUES ({places})", values)
    for table, found in tables.items():
        for row in found:
            places = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO {table} VALUES ({places})", row)
    connection.close()


def as_before(rows: list[Envelope]) -> list[Envelope]:
    """The entries in their old shapes, chained."""
    made: list[Envelope] = []
    for number, row in enumerate(rows, start=1):
        body = json.loads(row.body)
        version = row.kind_version
        if row.kind in ADDED:
            below, names = ADDED[row.kind]
            version = 1
            for name in names:
                del body[below][name]
        plain = dataclasses.replace(
            row,
            sequence=number,
            database_id=ID,
            kind_version=version,
            body=json.dumps(body, separators=(",", ":"), ensure_ascii=False),
            previous_hash=made[-1].hash if made else "0" * 64,
            signatures="[]",
        )
        made.append(dataclasses.replace(plain, hash=hash_of(plain)))
    return made
