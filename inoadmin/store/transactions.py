"""All or nothing, and never in doubt without saying so: how the log's connection is used.

Transactions: `reading` turns the driver's errors into plain words; `writing` commits everything
inside it or nothing.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import Connection, DriverError
from inoadmin.store.presence import Presence
from inoadmin.store.trouble import FULL, IO_ERROR, from_driver, primary_code

_NOTHING_WRITTEN = "Nothing of this entry was written; what was recorded before is safe."
_LEAVE_OPEN = (
    "Record on paper and leave the application open: earlier entries can still be read and printed "
    "here, or saved: inoadmin backup FOLDER."
)


class Transactions:
    """Of one connection to the database at `path`."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._in_doubt: StorageError | None = None
        self._presence = Presence(path)

    @contextmanager
    def reading(self) -> Generator[None]:
        """Reads inside it.

        Raises:
            StorageError: the log cannot be read.
        """
        try:
            yield
        except DriverError as error:
            raise from_driver(
                f"Cannot read the log {self._path}", error, "Nothing was changed."
            ) from error

    @contextmanager
    def writing(self) -> Generator[None]:
        """Everything inside is on disk afterwards, or nothing of it is.

        Raises:
            StorageError: the environment refused; nothing was written, or the text says that this
                is in doubt.
        """
        if self._in_doubt is not None:
            if not self._unsynced_is_forgotten():
                raise self._in_doubt
            self._in_doubt = None
        self._refuse_if_lost("Nothing of this entry was written.")
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except DriverError as error:
            self._roll_back()
            if primary_code(error) in {IO_ERROR, FULL} and not self._unsynced_is_forgotten():
                self._in_doubt = self._doubt()
                raise self._in_doubt from error
            raise from_driver(self._attempt, error, _NOTHING_WRITTEN) from error
        except UnicodeEncodeError as error:
            self._roll_back()
            raise StorageError(
                f"{self._attempt}: a text holds a character that cannot be stored. "
                f"{_NOTHING_WRITTEN} Type the text again."
            ) from error
        except BaseException:
            self._roll_back()
            raise
        self._refuse_if_lost("It is not certain that this entry is kept.")

    def _refuse_if_lost(self, safe: str) -> None:
        """What goes into a file without its name is lost when that is closed."""
        lost = self._presence.lost()
        if lost is not None:
            raise StorageError(
                f"{self._attempt}: {lost.name} is no longer where it was opened (deleted, "
                f"moved or replaced). {safe} {_LEAVE_OPEN}"
            )

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except DriverError:
            self._in_doubt = self._doubt()

    def _unsynced_is_forgotten(self) -> bool:
        """After a failed write or sync the refused entry may lie whole in the write-ahead log,
        where a restart would take it for committed. Emptying that file makes the refusal true.
        """
        try:
            answer = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except DriverError:
            return False
        return answer is not None and answer[0] == 0

    def _doubt(self) -> StorageError:
        return StorageError(
            f"{self._attempt}: the disk is full or failing, and the last entry could not be taken "
            "back for certain. What was recorded before it is safe. Record on paper, have the disk "
            "looked at, start the application again and see whether the last entry is there."
        )

    @property
    def _attempt(self) -> str:
        return f"Cannot write to the log {self._path}"
