"""What this project uses of the driver."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Value = int | float | str | bytes | None

SQLITE_OK: int
sqlite_version_info: tuple[int, ...]

class Error(Exception):
    sqlite_errorcode: int
    sqlite_errorname: str

class DatabaseError(Error): ...
class OperationalError(DatabaseError): ...
class IntegrityError(DatabaseError): ...
class ProgrammingError(DatabaseError): ...

class Cursor:
    rowcount: int
    def fetchone(self) -> tuple[Value, ...] | None: ...
    def fetchall(self) -> list[tuple[Value, ...]]: ...
    def __iter__(self) -> Iterator[tuple[Value, ...]]: ...

class Connection:
    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Sequence[Value] = ..., /) -> Cursor: ...
    def backup(self, target: Connection, /) -> None: ...
    def close(self) -> None: ...

ConnectionT = TypeVar("ConnectionT", bound=Connection)

def connect(
    database: str,
    timeout: float = ...,
    *,
    isolation_level: str | None = ...,
    uri: bool = ...,
    factory: type[ConnectionT],
) -> ConnectionT: ...
