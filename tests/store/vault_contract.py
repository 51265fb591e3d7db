"""What every keyring must do, and a process that holds the system's own to it.

`python -m tests.store.vault_contract FOLDER` runs under a session bus of its own with a Secret
Service on it: first the contract, then a key that moves into that keyring, then the keyring locked.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from inoadmin.session.ports import StorageError
from inoadmin.store.keys import keep_secrets, load_or_create_secrets, new_secrets
from inoadmin.store.vault import KeyringVault, Vault

TEXT = "key=" + "0f" * 32 + "\npepper=" + "f0" * 32 + "\nnext-key=" + "aa" * 32 + "\n"


def hold_to_contract(vault: Vault) -> None:
    """Passes when the keyring keeps, gives back, renews and forgets."""
    assert vault.usable()
    assert vault.get("nobody") is None
    vault.put("one", TEXT)
    vault.put("other", "short")
    assert vault.get("one") == TEXT
    vault.put("one", TEXT * 2)
    assert vault.get("one") == TEXT * 2
    vault.drop("one")
    assert vault.get("one") is None
    assert vault.get("other") == "short"
    vault.drop("one")
    vault.drop("other")


def move_a_key(folder: Path, vault: Vault) -> Path:
    """Passes when a key moves into the keyring and is changed there."""
    path, database = folder / "keys" / "ward.key", folder / "data" / "ward.db"
    database.parent.mkdir()
    made = load_or_create_secrets(path, database, vault)
    assert path.read_text().startswith("keyring=")
    assert load_or_create_secrets(path, database, KeyringVault()) == made
    changed = new_secrets()
    keep_secrets(path, changed, vault)
    assert load_or_create_secrets(path, database, vault) == changed
    return path


def lock() -> None:
    """Locks the keyring that the session's Secret Service keeps."""
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()


def main(folder: Path) -> None:
    """Says on its output what a locked keyring is told as."""
    vault = KeyringVault()
    hold_to_contract(vault)
    path = move_a_key(folder, vault)
    lock()
    try:
        load_or_create_secrets(path, folder / "data" / "ward.db", vault)
    except StorageError as refused:
        sys.stdout.write(f"{refused}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
