"""The ward's secrets: the database's key and the pepper, 256 random bits each.

They lie outside the database: in the account's keyring where the operating system has one, else in
a file that only its owner may read. They keep a stolen disk image or a copied database file from
being read, and PINs from being guessed from it. They do not keep out whoever can sign in to this
account.

The file is there in both cases. It holds the secrets, or one line that says that the keyring does
and under which name: so a lost key is told apart from a first start, and where the file is used the
keyring is asked once, at the first start, and never again.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import KEY_BYTES
from inoadmin.store.files import (
    make_private,
    new_name_beside,
    publish,
    replace_private,
    sync_folder,
)
from inoadmin.store.opening import is_held
from inoadmin.store.places import rekeyed_path
from inoadmin.store.soundness import opens
from inoadmin.store.trouble import from_system, refusal
from inoadmin.store.vault import Vault, VaultError

_SECRET = rf"([0-9a-f]{{{2 * KEY_BYTES}}})"
_KEY_ALONE = re.compile(rf"{_SECRET}\n?")
_SECRETS = re.compile(
    rf"key={_SECRET}\npepper={_SECRET}\n"
    rf"(?:next-key={_SECRET}\nnext-pepper={_SECRET}\n)?(stays-in-this-file\n)?"
)
_MARKER = re.compile(r"keyring=([0-9a-f]{16})\n")
_STAYS = "stays-in-this-file\n"
_UNLOCK = "open the database with its recovery key: inoadmin unlock --recovery-key"


@dataclass(frozen=True, slots=True)
class Secrets:
    """The database's key and the pepper, 32 bytes each.

    `pending` are those that come to hold once the database has been exchanged for one under them:
    until that is done both are kept, and the database shows which ones it goes with.
    """

    key: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    pending: Secrets | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file says: the secrets, or the name of the keyring's entry."""

    secrets: Secrets | None = None
    entry: str = ""
    stays: bool = False
    without_pepper: bool = False


def new_secrets() -> Secrets:
    """Secrets that nobody has had before."""
    return Secrets(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))


def load_or_create_secrets(
    path: Path, database: Path, vault: Vault, *, may_move: bool = True
) -> Secrets:
    """The secrets that go with `database`, made anew only while it does not exist.

    `path` is the file's. With `may_move` they move from it into a usable `vault` the first time;
    without (the owner has named a file) they stay where they are. A change of key that was cut
    short is brought to its end, unless another process is at it.

    Raises:
        StorageError: the secrets are missing though their database is there, are unreadable,
            malformed or open to others, lie in the database's folder, or cannot be made; or the
            keyring that holds them is locked or gone.
    """
    path, database = path.absolute(), database.absolute()
    attempt = _attempt(path)
    _refuse_place(path, database, attempt)
    try:
        if not path.exists():
            _refuse_second_key(attempt, database)
            _create(path, new_secrets())
        kept = _read(path, attempt)
        if kept.without_pepper and kept.secrets is not None:
            replace_private(path, _text(kept.secrets).encode("ascii"))
            kept = _Kept(kept.secrets)
        found = kept.secrets or _from_vault(kept.entry, vault, attempt)
        settled = _settled(found, database)
        if settled != found:
            keep_secrets(path, settled, vault)
            rekeyed_path(database).unlink(missing_ok=True)
        if kept.secrets is not None and may_move and not kept.stays:
            _move(path, settled, vault)
    except OSError as error:
        raise from_system(attempt, error, "The database was not touched.") from error
    return settled


def keep_secrets(path: Path, changed: Secrets, vault: Vault) -> None:
    """Keeps changed secrets where the old ones are; at any moment the old or the new are there.

    A keyring's entry is not written over, since not every keyring can do that in one step: a new
    one is made, and the file names it from then on.

    Raises:
        StorageError: they cannot be kept; the old ones still are.
    """
    attempt = f"Cannot keep the key {path}"
    try:
        kept = _read(path, attempt)
        if not kept.entry:
            text = _text(changed) + (_STAYS if kept.stays else "")
            replace_private(path, text.encode("ascii"))
            return
        entry = _put(changed, vault)
        replace_private(path, _marker(entry))
        with suppress(VaultError):
            vault.drop(kept.entry)
    except VaultError as error:
        raise _refused_by_vault(attempt, str(error)) from error
    except OSError as error:
        raise from_system(attempt, error, "The secrets are as before.") from error


def bring_back_secrets(
    path: Path, database: Path, found: Secrets, vault: Vault, *, may_move: bool = True
) -> None:
    """Keeps secrets that had been lost. What lies at `path` is kept under another name.

    Raises:
        StorageError: they cannot be kept.
    """
    path, database = path.absolute(), database.absolute()
    attempt = _attempt(path)
    _refuse_place(path, database, attempt)
    try:
        if path.exists() or path.is_symlink():
            path.rename(free_name(path))
            sync_folder(path.parent)
        _create(path, found)
        if may_move:
            _move(path, found, vault)
    except OSError as error:
        raise from_system(attempt, error, "The database was not touched.") from error


def free_name(path: Path) -> Path:
    """A name beside `path` for secrets that hold no longer."""
    number = 1
    while (name := path.with_name(f"{path.name}.kept-{number}")).exists():
        number += 1
    return name


def _attempt(path: Path) -> str:
    return f"Cannot use the key {path}"


def _refuse_place(path: Path, database: Path, attempt: str) -> None:
    if path.resolve().is_relative_to(database.parent.resolve()):
        raise refusal(
            attempt,
            f"it would lie with the database in {database.parent}, so that a copy of that folder "
            "could be read",
            "Name a place for the key outside that folder.",
            "Nothing was changed.",
        )


def _refuse_second_key(attempt: str, database: Path) -> None:
    if database.exists() or database.is_symlink():
        raise refusal(
            attempt,
            f"the file is missing, and the database {database} cannot be read without it",
            f"Bring the key file back from its backup, or {_UNLOCK}; a new key would not open "
            "the database.",
            "The database is unchanged and no key was made.",
        )


def _create(path: Path, made_now: Secrets) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = new_name_beside(path)
    make_private(made, _text(made_now).encode("ascii"))
    try:
        publish(made, path)
    except FileExistsError:
        pass  # another process was first: its secrets are the ones
    finally:
        made.unlink(missing_ok=True)


def _read(path: Path, attempt: str) -> _Kept:
    _refuse_open_to_others(path, attempt)
    text = path.read_bytes().decode("ascii", "replace")
    if marked := _MARKER.fullmatch(text):
        return _Kept(entry=marked[1])
    if old := _KEY_ALONE.fullmatch(text):
        alone = Secrets(bytes.fromhex(old[1]), secrets.token_bytes(KEY_BYTES))
        return _Kept(alone, without_pepper=True)
    if found := _SECRETS.fullmatch(text):
        return _Kept(_from_match(found), stays=found[5] is not None)
    raise refusal(
        attempt,
        "the file does not hold a key",
        f"Bring the key file back from its backup, or {_UNLOCK}.",
        "Nothing was changed.",
    )


def _refuse_open_to_others(path: Path, attempt: str) -> None:
    """Windows keeps no such bits: there the folder's own access list protects the file."""
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise StorageError(
            f"{attempt}: other accounts may read it. Nothing was changed. "
            f"Make it its owner's alone: chmod 600 {path}"
        )


def _from_vault(entry: str, vault: Vault, attempt: str) -> Secrets:
    try:
        text = vault.get(entry)
    except VaultError as error:
        raise _refused_by_vault(attempt, str(error)) from error
    if text is None:
        raise _refused_by_vault(attempt, "which no longer holds it")
    found = _SECRETS.fullmatch(text)
    if found is None:
        raise _refused_by_vault(attempt, "which holds something else under its name")
    return _from_match(found)


def _refused_by_vault(attempt: str, reason: str) -> StorageError:
    return refusal(
        attempt,
        f"it is kept in this account's keyring, {reason}",
        f"Unlock the keyring and try again, or {_UNLOCK}.",
        "The database is unchanged.",
    )


def _from_match(found: re.Match[str]) -> Secrets:
    key, pepper, next_key, next_pepper = found.group(1, 2, 3, 4)
    pending = next_key and Secrets(bytes.fromhex(next_key), bytes.fromhex(next_pepper))
    return Secrets(bytes.fromhex(key), bytes.fromhex(pepper), pending or None)


def _text(kept: Secrets) -> str:
    text = f"key={kept.key.hex()}\npepper={kept.pepper.hex()}\n"
    if kept.pending is not None:
        text += f"next-key={kept.pending.key.hex()}\nnext-pepper={kept.pending.pepper.hex()}\n"
    return text


def _marker(entry: str) -> bytes:
    return f"keyring={entry}\n".encode("ascii")


def _settled(found: Secrets, database: Path) -> Secrets:
    """Of two the ones that the database goes with; both while that cannot be told.

    While another process holds the database, it may be the one that is exchanging it.
    """
    if found.pending is None or not database.is_file() or is_held(database, found.key):
        return found
    if opens(database, found.pending.key):
        return found.pending
    if opens(database, found.key):
        return Secrets(found.key, found.pepper)
    return found


def _put(kept: Secrets, vault: Vault) -> str:
    """The name of a new entry that was read back."""
    entry, text = secrets.token_hex(8), _text(kept)
    vault.put(entry, text)
    if vault.get(entry) != text:
        raise VaultError("which does not give back what was put into it")
    return entry


def _move(path: Path, kept: Secrets, vault: Vault) -> None:
    """Moves the secrets into a usable keyring; else the file says that they stay.

    Whatever goes wrong leaves them readable in the file, and an entry that was made stays: the
    file may name it already.
    """
    with suppress(OSError):
        try:
            entry = _put(kept, vault) if vault.usable() else ""
        except VaultError:
            entry = ""
        replace_private(path, _marker(entry) if entry else f"{_text(kept)}{_STAYS}".encode("ascii"))
