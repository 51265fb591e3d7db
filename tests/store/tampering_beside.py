"""Tampering with what lies beside the log: tables and triggers, names, projections, hashes of PINs,
protocols; and with where the log ends, which only somebody who saw its end can tell.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Final

from inoadmin.session.ports import Signing
from inoadmin.store.chain import Envelope
from inoadmin.store.signing import Unkeyed, sign, signatures_of
from tests.store.tampering import Scene, chained, compact

OTHER_ID: Final = "4b1c7a52-0000-4000-8000-00000000000f"
Tampering = Callable[[Scene], None]


# --- the schema ---------------------------------------------------------------------------------


def in_schema(scene: Scene, *statements: str) -> None:
    with scene.opened() as connection:
        for statement in statements:
            connection.execute(statement)


def dropped_trigger(scene: Scene) -> None:
    in_schema(scene, "DROP TRIGGER events_refuse_update")


def changed_trigger(scene: Scene) -> None:
    in_schema(
        scene,
        "DROP TRIGGER events_refuse_delete",
        'CREATE TRIGGER events_refuse_delete BEFORE DELETE ON "events"'
        " BEGIN SELECT RAISE(IGNORE); END",
    )


def added_trigger(scene: Scene) -> None:
    in_schema(
        scene,
        "CREATE TRIGGER quiet AFTER INSERT ON patients BEGIN DELETE FROM batches; END",
    )


def dropped_table(scene: Scene) -> None:
    in_schema(scene, "DROP TABLE batches")


def dropped_log(scene: Scene) -> None:
    in_schema(scene, "DROP TABLE events")


def changed_table(scene: Scene) -> None:
    in_schema(scene, "ALTER TABLE patients ADD COLUMN note TEXT")


def added_table(scene: Scene) -> None:
    in_schema(scene, "CREATE TABLE notes (text TEXT)")


def dropped_index(scene: Scene) -> None:
    in_schema(scene, "DROP INDEX batches_by_batch")


def other_version(scene: Scene) -> None:
    in_schema(scene, "PRAGMA user_version = 1")


def later_version(scene: Scene) -> None:
    in_schema(scene, "PRAGMA user_version = 9")


def other_application(scene: Scene) -> None:
    in_schema(scene, "PRAGMA application_id = 7")


# --- names --------------------------------------------------------------------------------------


def other_kind(scene: Scene) -> None:
    kind = "training" if scene.kind == "ward" else "ward"
    scene.run(f"UPDATE \"database\" SET kind = '{kind}'")


def no_name(scene: Scene) -> None:
    scene.run('DELETE FROM "database"')


def two_names(scene: Scene) -> None:
    scene.run(f'INSERT INTO "database" SELECT \'{OTHER_ID}\', kind, created_at FROM "database"')


def made_later(scene: Scene) -> None:
    scene.run("UPDATE \"database\" SET created_at = '2027-01-01T00:00:00.000000Z'")


def other_id(scene: Scene) -> None:
    scene.run(f"UPDATE \"database\" SET id = '{OTHER_ID}'")


def other_id_with_the_chain(scene: Scene) -> None:
    other_id(scene)
    scene.rewrite(
        lambda rows: chained([dataclasses.replace(row, database_id=OTHER_ID) for row in rows])
    )


# --- projections, hashes, protocols --------------------------------------------------------------


def other_name_in_patients(scene: Scene) -> None:
    scene.run("UPDATE patients SET family_name = 'OTHER' WHERE id = 'id-1'")


def no_patient(scene: Scene) -> None:
    scene.run("DELETE FROM patients WHERE id = 'id-1'")


def one_patient_more(scene: Scene) -> None:
    scene.run("INSERT INTO patients VALUES ('id-9', 'A', 'B', '', 'C')")


def other_stage(scene: Scene) -> None:
    scene.run("UPDATE administrations SET stage = 'completed' WHERE id = 'id-5'")


def other_opening(scene: Scene) -> None:
    scene.run("UPDATE administrations SET opened_at = '2026-03-02T07:00:00.000000Z'")


def no_administration(scene: Scene) -> None:
    scene.run("DELETE FROM administrations WHERE id = 'id-5'")


def other_batch(scene: Scene) -> None:
    scene.run("UPDATE batches SET batch = 'B9' WHERE administration = 'id-5'")


def no_batch(scene: Scene) -> None:
    scene.run("DELETE FROM batches WHERE administration = 'id-5'")


def batch_of_nobody(scene: Scene) -> None:
    scene.run("INSERT INTO batches VALUES ('id-77', 'B1')")


def exchanged_hashes(scene: Scene) -> None:
    """Ben signs as Amy with his own PIN."""
    scene.run(
        "UPDATE credentials SET hash = (SELECT hash FROM credentials WHERE member = 'ben')"
        " WHERE member = 'amy'"
    )


def no_hash(scene: Scene) -> None:
    scene.run("DELETE FROM credentials WHERE member = 'amy'")


def one_hash_more(scene: Scene) -> None:
    scene.run("INSERT INTO credentials VALUES ('eve', 'fake$141592')")


def other_protocol(scene: Scene) -> None:
    scene.run("UPDATE protocols SET bytes = CAST(bytes || x'0A' AS BLOB)")


def no_protocol(scene: Scene) -> None:
    scene.run("DELETE FROM protocols")


BESIDE_THE_LOG: Final[Mapping[Tampering, str]] = {
    dropped_trigger: r'^schema: the trigger "events_refuse_update" is gone$',
    changed_trigger: r'^schema: the trigger "events_refuse_delete" was changed$',
    added_trigger: r'^schema: the trigger "quiet" was added, which this program never makes$',
    dropped_table: r'^schema: the table "batches" is gone$',
    dropped_log: r'^schema: the table "events" is gone$',
    changed_table: r'^schema: the table "patients" was changed$',
    added_table: r'^schema: the table "notes" was added',
    dropped_index: r'^schema: the index "batches_by_batch" is gone$',
    other_version: r"^schema: its schema version was changed \(found 1, .* those of version 2\)$",
    later_version: r"^schema: its schema version was changed \(found 9, .* those of version 2\)$",
    other_application: r"^identity: its application id was changed \(found 7, due was \d+\)$",
    other_kind: r"^signatures: entry 17 .* not made with this workstation's secret",
    no_name: r"^identity: it must name itself once, and does so 0 times$",
    two_names: r"^identity: it must name itself once, and does so 2 times$",
    made_later: r"^identity: the time it was made was changed \(2027-",
    other_id: r"^chain: entry 1 .* it bears another database's id",
    other_id_with_the_chain: r"^signatures: entry \d+ .* stands over another entry",
    other_name_in_patients: r"^projections: in the table patients the row id-1 was changed: its "
    r"family_name$",
    no_patient: r"^projections: in the table patients the row id-1 is missing$",
    one_patient_more: r"^projections: in the table patients the row id-9 is there, and no entry",
    other_stage: r"^projections: .* row id-5 was changed: its stage \(completed, due was inf",
    other_opening: r"^projections: .* administrations the row id-3 was changed: its opened_at",
    no_administration: r"^projections: rows of batches refer to rows of administrations that are",
    other_batch: r"^projections: in the table batches the row id-5 B1 is missing$",
    no_batch: r"^projections: in the table batches the row id-5 B1 is missing$",
    batch_of_nobody: r"^projections: rows of batches refer to rows of administrations that are",
    exchanged_hashes: r"^credentials: the hash of amy's PIN was exchanged \(its fingerprint",
    no_hash: r"^credentials: the hash of amy's PIN is gone$",
    one_hash_more: r"^credentials: there is a hash of a PIN for eve, who was never given one$",
    other_protocol: r"^protocols: the stored protocol [0-9a-f]{16}… was changed",
    no_protocol: r"^protocols: entry \d+ \(open in .* its protocol [0-9a-f]{16}… is not stored$",
}


# --- the end ------------------------------------------------------------------------------------


def cut_tail(scene: Scene) -> None:
    scene.rewrite(lambda rows: rows[:-2])


def written_anew_at_the_end(scene: Scene) -> None:
    """The last entries bear no signature: anybody who has the key can make them again."""

    def changed(rows: list[Envelope]) -> list[Envelope]:
        body = json.loads(rows[-1].body)
        body["command"]["text"] = "Not settled."
        rows[-1] = dataclasses.replace(rows[-1], body=compact(body))
        return chained(rows)

    scene.rewrite(changed)


def all_written_anew(scene: Scene) -> None:
    """In a log without a secret anybody can make every signature again."""
    other_id(scene)

    def signed_anew(rows: list[Envelope]) -> list[Envelope]:
        made: list[Envelope] = []
        for row in rows:
            names = Signing.__dataclass_fields__
            signings = [
                Signing(**{name: getattr(one, name) for name in names})
                for one in signatures_of(row)
            ]
            plain = dataclasses.replace(
                row,
                database_id=OTHER_ID,
                signatures="[]",
                previous_hash=made[-1].hash if made else "0" * 64,
            )
            made.append(sign(plain, signings, Unkeyed()))
        return made

    scene.rewrite(signed_anew)
