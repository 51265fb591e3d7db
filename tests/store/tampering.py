"""Databases tampered with: a function a tampering, and what it must be told as.

Scene: a database that `signed.work_through` made. The hands here can do all that somebody can who
has the file and even its key: triggers off, the chain made anew. They lack the workstation's
secret. CORPUS: each tampering with a pattern that the line of the first fault must match.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inoadmin.store.chain import Envelope, seal
from inoadmin.store.connection import attach
from inoadmin.store.signing import over_of
from tests.store.conftest import KEY

COLUMNS: Final = tuple(Envelope.__dataclass_fields__)
Change = Callable[[Envelope], Envelope]


@dataclass(frozen=True, slots=True)
class Scene:
    """A database to tamper with."""

    path: Path
    kind: str

    @property
    def key(self) -> bytes | None:
        return KEY if self.kind == "ward" else None

    @contextmanager
    def opened(self) -> Generator[Any]:
        """A connection that nothing keeps from writing, with foreign keys off."""
        connection = attach(self.path, self.key, "mode=rw")
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def unguarded(self) -> Generator[Any]:
        """The triggers are off meanwhile, and as they were afterwards."""
        with self.opened() as connection:
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in triggers:
                connection.execute(f'DROP TRIGGER "{name}"')
            yield connection
            for _, sql in triggers:
                connection.execute(sql)

    def run(self, *statements: str) -> None:
        """Statements past the triggers."""
        with self.unguarded() as connection:
            for statement in statements:
                connection.execute(statement)

    def rewrite(self, change: Callable[[list[Envelope]], list[Envelope]]) -> None:
        """The whole log as `change` gives it."""
        with self.unguarded() as connection:
            rows = connection.execute("SELECT * FROM events ORDER BY sequence").fetchall()
            changed = change([Envelope(*row) for row in rows])
            connection.execute("DELETE FROM events")
            places = ", ".join("?" for _ in COLUMNS)
            connection.executemany(
                f"INSERT INTO events ({', '.join(COLUMNS)}) VALUES ({places})",
                [dataclasses.astuple(row) for row in changed],
            )


def first(rows: list[Envelope], kind: str, nth: int = 0) -> int:
    """Where the nth entry of a kind is in the list."""
    return [n for n, row in enumerate(rows) if row.kind == kind][nth]


def chained(rows: list[Envelope], *, over: bool = False) -> list[Envelope]:
    """The chain made anew: sequences, versions, hashes; with `over`, signatures are turned to the
    entries that they are under now, their proofs left as they were.
    """
    made: list[Envelope] = []
    versions: dict[str, int] = {}
    for number, old in enumerate(rows, start=1):
        versions[old.stream] = versions.get(old.stream, 0) + 1
        row = dataclasses.replace(
            old,
            sequence=number,
            version=versions[old.stream],
            previous_hash=made[-1].hash if made else "0" * 64,
        )
        made.append(seal(turned(row) if over else row))
    return made


def turned(row: Envelope) -> Envelope:
    """The entry with its signatures over what it is now."""
    if row.signatures == "[]":
        return row
    found = [{**one, "over": over_of(row)} for one in json.loads(row.signatures)]
    return dataclasses.replace(row, signatures=compact(found))


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def with_body(row: Envelope, old: str, new: str) -> Envelope:
    assert old in row.body
    return dataclasses.replace(row, body=row.body.replace(old, new))


def other_pulse(row: Envelope) -> Envelope:
    return with_body(row, '"pulse":"72"', '"pulse":"82"')


def edited(scene: Scene, kind: str, change: Change, *, nth: int = 0, anew: str = "") -> None:
    """One entry changed. `anew`: "entry", its hash is made anew; "chain", the chain's; "over", the
    signatures are turned to it as well.
    """

    def rewritten(rows: list[Envelope]) -> list[Envelope]:
        place = first(rows, kind, nth)
        rows[place] = change(rows[place])
        if anew == "entry":
            rows[place] = seal(rows[place])
        return chained(rows, over=anew == "over") if anew in {"chain", "over"} else rows

    scene.rewrite(rewritten)


# --- the log ------------------------------------------------------------------------------------


def payload(scene: Scene) -> None:
    edited(scene, "vitals", other_pulse)


def payload_with_its_hash(scene: Scene) -> None:
    edited(scene, "vitals", other_pulse, anew="entry")


def payload_with_the_chain(scene: Scene) -> None:
    edited(scene, "vitals", other_pulse, anew="chain")


def removed_middle(scene: Scene) -> None:
    scene.rewrite(lambda rows: [row for row in rows if row.sequence != 20])


def removed_middle_with_the_chain(scene: Scene) -> None:
    scene.rewrite(lambda rows: chained([row for row in rows if row.sequence != 20]))


def swapped(scene: Scene) -> None:
    """Two entries exchange their numbers."""

    def exchanged(rows: list[Envelope]) -> list[Envelope]:
        numbers = {20: 21, 21: 20}
        moved = [
            dataclasses.replace(row, sequence=numbers.get(row.sequence, row.sequence))
            for row in rows
        ]
        return sorted(moved, key=lambda row: row.sequence)

    scene.rewrite(exchanged)


def swapped_with_the_chain(scene: Scene) -> None:
    def exchanged(rows: list[Envelope]) -> list[Envelope]:
        rows[19], rows[20] = rows[20], rows[19]
        return chained(rows)

    scene.rewrite(exchanged)


def replaced_row(scene: Scene) -> None:
    """INSERT OR REPLACE where the guards are taken out of the schema table and put back."""
    with scene.opened() as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "CREATE TEMP TABLE guards AS SELECT * FROM sqlite_schema WHERE type = 'trigger'"
        )
        connection.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
        connection.execute("PRAGMA writable_schema = RESET")
        names = ", ".join("'staff/eve'" if name == "actor" else name for name in COLUMNS)
        connection.execute(
            f"INSERT OR REPLACE INTO events SELECT {names} FROM events WHERE sequence = 20"
        )
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_schema SELECT * FROM guards")
        connection.execute("PRAGMA writable_schema = RESET")


def other_time(scene: Scene) -> None:
    edited(scene, "end", lambda row: dataclasses.replace(row, occurred_at=row.recorded_at[:-8]))


def other_time_with_the_chain(scene: Scene) -> None:
    edited(
        scene,
        "start",
        lambda row: dataclasses.replace(row, occurred_at="2026-03-02T09:29:00.000000Z"),
        anew="chain",
    )


def other_actor(scene: Scene) -> None:
    edited(scene, "start", lambda row: dataclasses.replace(row, actor="ben"))


def other_actor_with_the_chain(scene: Scene) -> None:
    edited(scene, "start", lambda row: dataclasses.replace(row, actor="ben"), anew="over")


def leaver_as_actor(scene: Scene) -> None:
    """In the tail, which bears no signature: only the staff's own stream tells."""

    def changed(rows: list[Envelope]) -> list[Envelope]:
        rows[-1] = dataclasses.replace(rows[-1], actor="old")
        return chained(rows)

    scene.rewrite(changed)


IN_THE_LOG: Final[Mapping[Callable[[Scene], None], str]] = {
    payload: r"^chain: entry 27 \(vitals in administration/id-3.* it was changed: its hash is",
    payload_with_its_hash: r"^chain: entry 28 .* it was made to follow the hash",
    payload_with_the_chain: r"^signatures: entry \d+ .* stands over another entry",
    removed_middle: r"^chain: entry 21 .* entry 20 is missing before it",
    removed_middle_with_the_chain: r"^signatures: entry \d+ .* stands over another entry",
    swapped: r"^chain: entry 20 .* its version in the stream is 6, due was 5",
    swapped_with_the_chain: r"^(signatures|content): entry \d+",
    replaced_row: r"^chain: entry 20 .* by staff/eve\): it was changed",
    other_time: r"^chain: entry \d+ \(end in .* it was changed",
    other_time_with_the_chain: r"^signatures: entry \d+ \(start .* stands over another entry",
    other_actor: r"^chain: entry \d+ \(start .* by ben\): it was changed",
    other_actor_with_the_chain: r"^signatures: entry \d+ \(start .* (forged|lacks)",
    leaver_as_actor: r"^signatures: entry \d+ .* its actor \(old\) was no active member of staff",
}
