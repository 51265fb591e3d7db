"""The recovery key, and the file beside the database that it opens.

The key is 130 random bits as 26 characters of Crockford's base 32
(https://www.crockford.com/base32.html), followed by two check characters: the number modulo 1021, a
prime, so that a wrong character or two that changed places are always noticed. It is shown once and
stored nowhere. Its file is a small SQLCipher database that holds the secrets; SQLCipher's own
message authentication code guards it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from pathlib import Path
from typing import Final, cast

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import DriverError, attach
from inoadmin.store.files import make_private, new_name_beside, put_in_place, sync_file
from inoadmin.store.keys import Secrets, bring_back_secrets
from inoadmin.store.places import recovery_path
from inoadmin.store.soundness import opens
from inoadmin.store.trouble import NOT_A_DATABASE, from_driver, from_system, primary_code, refusal
from inoadmin.store.vault import Vault

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS: Final = 26
_CHECK_CHARACTERS: Final = 2
_MODULUS: Final = 1021
_GROUP: Final = 4
_ALIKE: Final = str.maketrans("OIL", "011")
_NAMES: Final = ("key", "pepper", "next-key", "next-pepper")
_UNCHANGED: Final = "Nothing was changed."


class MistypedError(StorageError):
    """What was typed is no recovery key at all: a slip of the fingers or the eye."""


class WrongRecoveryKeyError(StorageError):
    """A recovery key, but not the one of this file."""


def new_recovery_key() -> str:
    """A recovery key that nobody has had before: seven groups of four characters."""
    characters = "".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS))
    whole = characters + _check(characters)
    return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def read_recovery_key(typed: str) -> str:
    """The recovery key's 26 characters. Case, blanks and dashes, O for 0, I and L for 1 are
    forgiven.

    Raises:
        MistypedError: a character is missing, too many, unknown or wrong.
    """
    kept = (c for c in unicodedata.normalize("NFKC", typed).upper() if not _is_between(c))
    text = "".join(kept).translate(_ALIKE)
    attempt = "Cannot read the recovery key"
    remedy = "Compare it with the printed one and type it again."
    wanted = _CHARACTERS + _CHECK_CHARACTERS
    unknown = [character for character in text if character not in _ALPHABET]
    if unknown:
        reason = f'"{unknown[0]}" never stands in one'
    elif len(text) != wanted:
        reason = f"it has {len(text)} characters and should have {wanted}"
    elif _check(text[:_CHARACTERS]) != text[_CHARACTERS:]:
        reason = "one of its characters is wrong"
    else:
        return text[:_CHARACTERS]
    raise MistypedError(str(refusal(attempt, reason, remedy, _UNCHANGED)))


def make_recovery(found: Secrets, database: Path, recovery_key: str | None = None) -> str:
    """Writes the recovery file beside `database`; an earlier one, and its key, hold no longer.

    Returns the recovery key in groups: a new one, unless one is given.

    Raises:
        MistypedError: the one given is none.
        StorageError: the file cannot be written; an earlier one is as before.
    """
    shown = recovery_key or new_recovery_key()
    key = _key_of(read_recovery_key(shown))
    path = recovery_path(database.absolute())
    attempt, safe = f"Cannot make the recovery file {path}", "The earlier one, if any, still holds."
    made = new_name_beside(path)
    try:
        make_private(made)
        _write(made, key, found)
        sync_file(made)
        put_in_place(made, path)
    except DriverError as error:
        raise from_driver(attempt, error, safe) from error
    except OSError as error:
        raise from_system(attempt, error, safe) from error
    finally:
        for left_over in (made, Path(f"{made}-journal")):
            left_over.unlink(missing_ok=True)
    return shown


def open_recovery(place: Path, recovery_key: str) -> Secrets:
    """The secrets in a recovery file; `place` is the file, or the database or backup beside it.

    Raises:
        MistypedError: what was typed is no recovery key.
        WrongRecoveryKeyError: it is another one than the file's, or the file is damaged.
        StorageError: there is no such file, or it cannot be read.
    """
    key = _key_of(read_recovery_key(recovery_key))
    path = place if place.suffix == ".recovery" else recovery_path(place)
    attempt = f"Cannot open the recovery file {path}"
    if not path.is_file():
        raise refusal(
            attempt,
            "it does not exist",
            "Bring it back from a backup, where it lies beside each copy.",
            _UNCHANGED,
        )
    try:
        return _from_rows(_rows(path, key))
    except DriverError as error:
        if primary_code(error) != NOT_A_DATABASE:
            raise from_driver(attempt, error, _UNCHANGED) from error
        line = refusal(
            attempt,
            "this recovery key does not open it: it is an earlier one or another database's, or "
            "the file is damaged",
            "Look for the newest printed recovery key, or take the recovery file beside a backup.",
            _UNCHANGED,
        )
        raise WrongRecoveryKeyError(str(line)) from error
    except (KeyError, ValueError, TypeError) as error:
        raise refusal(
            attempt, "it does not hold a key", "Take the one beside a backup.", _UNCHANGED
        ) from error


def restore_secrets(
    recovery_key: str, database: Path, path: Path, vault: Vault, *, may_move: bool = True
) -> Secrets:
    """Brings lost secrets back from the recovery file beside `database`, for the key's `path`.

    What lies at `path` is kept under another name.

    Raises:
        StorageError: as `open_recovery`; or the recovered key does not open the database, or cannot
            be kept.
    """
    found = open_recovery(recovery_path(database), recovery_key)
    for candidate in (found.pending, Secrets(found.key, found.pepper)):
        if candidate is not None and opens(database, candidate.key):
            bring_back_secrets(path, database, candidate, vault, may_move=may_move)
            return candidate
    raise refusal(
        f"Cannot unlock {database}",
        "the recovery file beside it holds another database's key",
        "Restore the newest backup together with the recovery file beside it.",
        _UNCHANGED,
    )


def _check(characters: str) -> str:
    number = 0
    for character in characters:
        number = number * len(_ALPHABET) + _ALPHABET.index(character)
    high, low = divmod(number % _MODULUS, len(_ALPHABET))
    return _ALPHABET[high] + _ALPHABET[low]


def _is_between(character: str) -> bool:
    """Blanks, dashes and marks that have no width, as pasted and typed texts have them."""
    return character == "_" or re.match(r"Z|C|Pd", unicodedata.category(character)) is not None


def _key_of(characters: str) -> bytes:
    """The file's key. So many random bits need no stretching."""
    return hashlib.sha256(f"inoadmin recovery file 1 {characters}".encode("ascii")).digest()


def _write(path: Path, key: bytes, found: Secrets) -> None:
    values = [found.key, found.pepper]
    if found.pending is not None:
        values += [found.pending.key, found.pending.pepper]
    connection = attach(path, key, "mode=rw")
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "CREATE TABLE secrets (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT"
        )
        for name, value in zip(_NAMES, values, strict=False):
            connection.execute("INSERT INTO secrets (name, value) VALUES (?, ?)", (name, value))
        connection.execute("COMMIT")
    finally:
        connection.close()


def _rows(path: Path, key: bytes) -> dict[str, bytes]:
    connection = attach(path, key, "mode=ro&immutable=1")
    try:
        found = connection.execute("SELECT name, value FROM secrets").fetchall()
    finally:
        connection.close()
    return dict(cast("list[tuple[str, bytes]]", found))


def _from_rows(rows: dict[str, bytes]) -> Secrets:
    pending = None
    if "next-key" in rows:
        pending = Secrets(rows["next-key"], rows["next-pepper"])
    return Secrets(rows["key"], rows["pepper"], pending)
