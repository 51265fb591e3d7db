"""Tampering with what reading passes over: numbers before the first, fields and spaces that no
reader asks for, one PIN for two.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

from inoadmin.store.chain import Envelope, seal
from tests.store.tampering import Change, Scene, chained, compact, edited, first, with_body
from tests.store.tampering_beside import Tampering


def put_in_before(scene: Scene, kind: str, number: int, change: Change) -> None:
    """Another entry of a kind, the next of its stream, whole in itself, numbered before all."""

    def added(rows: list[Envelope]) -> list[Envelope]:
        source = rows[first(rows, kind)]
        version = max(row.version for row in rows if row.stream == source.stream) + 1
        row = dataclasses.replace(
            change(source), sequence=number, version=version, previous_hash="0" * 64
        )
        return [seal(row), *rows]

    scene.rewrite(added)


def observations_before_the_first(scene: Scene) -> None:
    """The application folds them; the chain that begins at 1 does not know them."""
    put_in_before(scene, "vitals", 0, lambda row: with_body(row, '"pulse":"72"', '"pulse":"82"'))


def manager_before_the_first(scene: Scene) -> None:
    put_in_before(
        scene,
        "staff_registered",
        -(2**63),
        lambda row: with_body(row, '"role":"nurse"', '"role":"manager"'),
    )


def on_last_signed(change: Callable[[str], str]) -> Tampering:
    """In the last act that is signed, so that no other signature stands over it."""

    def tampering(scene: Scene) -> None:
        def changed(row: Envelope) -> Envelope:
            return dataclasses.replace(row, signatures=change(row.signatures))

        edited(scene, "start", changed, nth=1, anew="chain")

    return tampering


def more_in_a_signature(scene: Scene) -> None:
    on_last_signed(lambda text: text.replace("{", '{"remark":"as told",', 1))(scene)


def spaces_in_a_signature(scene: Scene) -> None:
    on_last_signed(lambda text: text.replace(":", ": "))(scene)


def spaces_at_the_end(scene: Scene) -> None:
    """In the tail, which no signature stands over."""
    edited(
        scene, "addendum", lambda row: dataclasses.replace(row, body=f"{row.body} "), anew="chain"
    )


def said_twice_at_the_end(scene: Scene) -> None:
    """Of a key that stands twice, readers differ in which one they take."""
    edited(
        scene,
        "addendum",
        lambda row: with_body(row, '{"text"', '{"text":"Not settled.","text"'),
        anew="chain",
    )


def more_at_the_end(scene: Scene) -> None:
    edited(
        scene,
        "addendum",
        lambda row: with_body(row, '{"text"', '{"to":"nobody","text"'),
        anew="chain",
    )


def one_pin_for_two(scene: Scene) -> None:
    """Ben's hash for Amy, with an entry that says so."""

    def added(rows: list[Envelope]) -> list[Envelope]:
        version = max(row.version for row in rows if row.stream == "staff/amy") + 1
        row = dataclasses.replace(
            rows[first(rows, "pin_set")],
            sequence=len(rows) + 1,
            stream="staff/amy",
            version=version,
            body=compact({"fingerprint": sha256(hashed.encode()).hexdigest()}),
            previous_hash=rows[-1].hash,
        )
        return [*rows, seal(row)]

    with scene.opened() as connection:
        sql = "SELECT hash FROM credentials WHERE member = 'ben'"
        (hashed,) = connection.execute(sql).fetchone()
        connection.execute("UPDATE credentials SET hash = ? WHERE member = 'amy'", (hashed,))
    scene.rewrite(added)


def no_signature_and_no_pin(scene: Scene) -> None:
    """The whole log as if nobody had ever had a PIN."""
    scene.rewrite(
        lambda rows: chained(
            [dataclasses.replace(row, signatures="[]") for row in rows if row.kind != "pin_set"]
        )
    )
    scene.run("DELETE FROM credentials")


SMUGGLED: Final[Mapping[Tampering, str]] = {
    observations_before_the_first: r"^chain: entry 0 \(vitals in .* put in before the first entry$",
    manager_before_the_first: r"^chain: entry -9223372036854775808 \(staff_regis.* put in before ",
    more_in_a_signature: r"^signatures: entry \d+ \(start .* not as this program writes them$",
    spaces_in_a_signature: r"^signatures: entry \d+ \(start .* not as this program writes them$",
    spaces_at_the_end: r"^content: entry \d+ \(addendum .* not as this program writes it$",
    said_twice_at_the_end: r"^content: entry \d+ \(addendum .* not as this program writes it$",
    more_at_the_end: r"^content: entry \d+ \(addendum .* not as this program writes it$",
    one_pin_for_two: r"^credentials: amy and ben have one and the same hash of a PIN",
}
