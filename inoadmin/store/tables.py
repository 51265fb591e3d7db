"""A typed face for sqlite-utils, for the work that is rare: migrating and rebuilding.

Importing sqlite-utils costs some 65 ms, so this module is imported where it is used. Its table
inserts cost a third more than the connection's, so appends go without it. What it may not be used
for on tables with triggers: `transform`, which drops them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, cast

from sqlite_utils import Database

from inoadmin.store.connection import Connection, Value

if TYPE_CHECKING:
    import sqlite3


class _Emptied(Protocol):
    """What sqlite-utils types too vaguely."""

    def delete_where(self) -> object: ...


class Tables:
    """The tables behind a connection; every method joins the transaction that is open."""

    def __init__(self, connection: Connection) -> None:
        # the driver's connection is sqlite3's by behaviour, not by type
        self._database = Database(cast("sqlite3.Connection", connection), recursive_triggers=False)

    def replace_all(self, table: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Empties an existing table and fills it with `rows`, in their order."""
        target = self._database.table(table)
        cast("_Emptied", target).delete_where()
        target.insert_all([dict(row) for row in rows])

    def add_column(
        self, table: str, column: str, kind: type[str] | type[int] | type[bytes]
    ) -> None:
        """Adds a column of `kind` to an existing table, empty in every row."""
        self._database.table(table).add_column(column, kind)

    def create_index(self, table: str, columns: Iterable[str]) -> None:
        """Indexes `columns` of an existing table."""
        self._database.table(table).create_index(list(columns))

    def columns(self, table: str) -> tuple[str, ...]:
        """The names of a table's columns, in order."""
        return tuple(self._database.table(table).columns_dict)

    def names(self) -> tuple[str, ...]:
        """The names of all tables."""
        return tuple(self._database.table_names())

    def is_strict(self, table: str) -> bool:
        """Whether a table enforces its column types."""
        return bool(self._database.table(table).strict)
