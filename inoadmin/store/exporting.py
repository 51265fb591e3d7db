"""A readable copy: the whole log in a plain database, for sqlite-utils, Datasette and the like.

Hashes of PINs are left out before anything is written unencrypted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from inoadmin.session.ports import Head
from inoadmin.store.connection import Connection, DriverError, attach
from inoadmin.store.files import discard, make_private, new_name_beside, publish, sync_file
from inoadmin.store.soundness import Steps, Words, checking, head_of, run
from inoadmin.store.trouble import from_driver, from_system

_SAFE: Final = "The log is unchanged and nothing readable was written."


def export_plain(connection: Connection, target: Path, *, key: bytes | None) -> Head:
    """As `exporting_plain`, at one go."""
    return run(exporting_plain(connection, target, key=key))


def exporting_plain(connection: Connection, target: Path, *, key: bytes | None) -> Steps[Head]:
    """Copies the log behind `connection`, which `key` opens, into the new plain file `target`.

    Tables, triggers, application id and schema version are kept; `credentials` is empty. Returns
    the last entry that the copy holds.

    Raises:
        StorageError: the target exists or cannot be written, or the copy is not whole; nothing of
            it stays.
    """
    target = target.absolute()
    words = Words(f"Cannot export to {target}", "Name another place.", _SAFE)
    if target.exists() or target.is_symlink():
        raise words.refusal("a file of that name is there already")
    if not target.parent.is_dir():
        raise words.refusal(f"the folder {target.parent} does not exist")
    keyed = new_name_beside(target)
    # not a hidden name: what a cut leaves of it can be read by anyone and has to be seen
    plain = target.with_name(f"{target.name}.unfinished")
    discard(plain)
    try:
        head = head_of(connection)
        make_private(keyed)
        make_private(plain)
        connection.execute("VACUUM INTO ?", (str(keyed),))
        _write_plain(keyed, plain, key)
        sync_file(plain)
        sound = yield from checking(plain, None, words)
        if sound.head != head:
            raise words.refusal("the copy does not end where the log ended")
        publish(plain, target)
    except FileExistsError as error:
        raise words.refusal("a file of that name has just appeared") from error
    except DriverError as error:
        raise from_driver(words.attempt, error, _SAFE) from error
    except OSError as error:
        raise from_system(words.attempt, error, _SAFE) from error
    finally:
        discard(keyed)
        discard(plain)
    return head


def _write_plain(keyed: Path, plain: Path, key: bytes | None) -> None:
    copy = attach(keyed, key, "mode=rw")
    try:
        copy.execute("PRAGMA temp_store = MEMORY")
        _empty_credentials(copy)
        version = copy.execute("PRAGMA user_version").fetchone() or (0,)
        application = copy.execute("PRAGMA application_id").fetchone() or (0,)
        copy.execute("ATTACH ? AS plain KEY ''", (str(plain),))
        copy.execute("PRAGMA plain.journal_mode = MEMORY")
        copy.execute("SELECT sqlcipher_export('plain')").fetchone()
        copy.execute(f"PRAGMA plain.application_id = {application[0]}")
        copy.execute(f"PRAGMA plain.user_version = {version[0]}")
        copy.execute("DETACH plain")
    finally:
        copy.close()


def _empty_credentials(copy: Connection) -> None:
    """Empties the table, past triggers that may guard it, and puts those back."""
    here = "FROM sqlite_schema WHERE tbl_name = 'credentials'"
    if not copy.execute(f"SELECT 1 {here} AND type = 'table'").fetchone():
        return
    triggers = copy.execute(f"SELECT name, sql {here} AND type = 'trigger'").fetchall()
    for name, _ in triggers:
        copy.execute(f'DROP TRIGGER "{name}"')
    copy.execute("DELETE FROM credentials")
    for _, sql in triggers:
        copy.execute(cast("str", sql))
