"""Tampering with signatures, by hands that can make the chain anew and lack the secret."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from inoadmin.session.ports import Signing
from inoadmin.staff.proving import PepperProver
from inoadmin.store.chain import Envelope
from inoadmin.store.signing import over_of, proof_of, sign, signatures_of
from tests.store.signed import OTHER_PEPPER
from tests.store.tampering import Change, Scene, chained, compact, edited, first, with_body


def on_signatures(change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> Change:
    def changed(row: Envelope) -> Envelope:
        return dataclasses.replace(row, signatures=compact(change(json.loads(row.signatures))))

    return changed


def other_signer_s_name(scene: Scene) -> None:
    rename = on_signatures(lambda found: [{**found[0], "name": "Eve Other"}])
    edited(scene, "start", rename, anew="over")


def moved_signature(scene: Scene) -> None:
    """The first start's signature under the second one."""

    def moved(rows: list[Envelope]) -> list[Envelope]:
        source, target = first(rows, "start"), first(rows, "start", 1)
        rows[target] = dataclasses.replace(rows[target], signatures=rows[source].signatures)
        return chained(rows)

    scene.rewrite(moved)


def removed_signature(scene: Scene) -> None:
    """In the last act that is signed, so that no other signature stands over it."""
    remove: Change = on_signatures(lambda found: [])
    edited(scene, "start", remove, nth=1, anew="chain")


def removed_witness(scene: Scene) -> None:
    edited(scene, "second_check", on_signatures(lambda found: found[:1]), nth=1, anew="over")


def other_pepper(scene: Scene) -> None:
    """An act signed anew by somebody with a secret of their own."""

    def forged(row: Envelope) -> Envelope:
        parts = Signing.__dataclass_fields__
        old = [
            Signing(**{name: getattr(one, name) for name in parts}) for one in signatures_of(row)
        ]
        return sign(dataclasses.replace(row, signatures="[]"), old, PepperProver(OTHER_PEPPER))

    edited(scene, "start", forged, nth=1, anew="chain")


def scribbled_signature(scene: Scene) -> None:
    edited(
        scene,
        "start",
        lambda row: dataclasses.replace(row, signatures='[{"signer":"amy"}]'),
        nth=1,
        anew="chain",
    )


def added_signature(scene: Scene) -> None:
    """Under an entry that bears none."""

    def moved(rows: list[Envelope]) -> list[Envelope]:
        source = rows[first(rows, "start")]
        signature = signatures_of(source)[0]
        target = rows[-1]
        found = dataclasses.replace(signature, over=over_of(target))
        made = dataclasses.replace(found, proof=proof_of(found, PepperProver(OTHER_PEPPER)))
        rows[-1] = dataclasses.replace(target, signatures=compact([dataclasses.asdict(made)]))
        return chained(rows)

    scene.rewrite(moved)


def second_checker_is_the_first(scene: Scene) -> None:
    edited(
        scene,
        "second_check",
        lambda row: with_body(row, '"witness":"ben"', '"witness":"amy"'),
        nth=1,
        anew="over",
    )


def other_registration(scene: Scene) -> None:
    """A member of staff's details as registered, and all that follows made anew."""
    edited(
        scene, "staff_registered", lambda row: with_body(row, "Amy Field", "Eve Other"), anew="over"
    )


ON_SIGNATURES: Final[Mapping[Callable[[Scene], None], str]] = {
    other_signer_s_name: r"^signatures: entry \d+ \(start .* (forged|name that they had then)",
    moved_signature: r"^signatures: entry \d+ \(start .* put here from elsewhere",
    removed_signature: r"^signatures: entry \d+ \(start .* it lacks the signature of amy",
    removed_witness: r"^signatures: entry \d+ \(second_check .* lacks the signature of ben",
    scribbled_signature: r"^signatures: entry \d+ \(start .* are not in their form",
    added_signature: r"^signatures: entry \d+ \(addendum .* (forged|does not have)",
    second_checker_is_the_first: r"^signatures: entry \d+ \(second_check .* (first one|forged)",
    other_registration: r"^signatures: entry \d+ .* (forged|name that they had then)",
}
