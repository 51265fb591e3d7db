"""Where the secrets are kept, how they move into a keyring, and what is said when they are gone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.keys import (
    Secrets,
    bring_back_secrets,
    keep_secrets,
    load_or_create_secrets,
    new_secrets,
)
from tests.store.conftest import Opener
from tests.store.test_faults import largest_file
from tests.store.vaults import FakeVault

NEITHER = FakeVault(there=False)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "inoadmin-key" / "ward.key"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "ward.db"


def load(path: Path, database: Path, vault: FakeVault | None = None) -> Secrets:
    return load_or_create_secrets(path, database, vault or FakeVault(there=False))


def refusal(path: Path, database: Path, vault: FakeVault | None = None) -> str:
    with pytest.raises(StorageError) as refused:
        load(path, database, vault)
    assert str(refused.value).startswith(f"Cannot use the key {path}: ")
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_secrets_are_made_once_and_are_their_owner_s_alone(key_file: Path, database: Path) -> None:
    made = load(key_file, database)
    assert (len(made.key), len(made.pepper), made.pending) == (32, 32, None)
    assert key_file.read_text() == (
        f"key={made.key.hex()}\npepper={made.pepper.hex()}\nstays-in-this-file\n"
    )
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in key_file.parent.iterdir()] == ["ward.key"]
    assert load(key_file, database) == made


def test_no_two_are_alike_and_none_shows_in_a_trace() -> None:
    made = [new_secrets() for _ in range(5)]
    assert len({secret for one in made for secret in (one.key, one.pepper)}) == 10
    assert made[0].key.hex()[:8] not in repr(made[0])
    assert repr(Secrets(b"k", b"p", made[0])) == "Secrets()"


def test_the_key_opens_the_log_that_was_made_with_it(
    opener: Opener, key_file: Path, database: Path
) -> None:
    for _ in range(2):
        opener(database, "ward", key=load(key_file, database).key).close()


def test_an_old_file_gets_its_pepper_once(key_file: Path, database: Path) -> None:
    key_file.parent.mkdir(parents=True)
    key_file.write_text("ab" * 32 + "\n")
    key_file.chmod(0o600)
    database.write_bytes(b"encrypted")
    found = load(key_file, database)
    assert found.key == b"\xab" * 32
    assert load(key_file, database) == found
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_secrets_move_into_a_keyring(key_file: Path, database: Path) -> None:
    vault = FakeVault()
    made = load(key_file, database, vault)
    (name,) = vault.entries
    assert key_file.read_text() == f"keyring={name}\n"
    assert key_file.stat().st_mode & 0o777 == 0o600
    vault.calls.clear()
    assert load(key_file, database, vault) == made
    assert vault.calls == ["get"]


def test_a_keyring_is_asked_once_and_then_never_again(key_file: Path, database: Path) -> None:
    vault = FakeVault(there=False)
    load(key_file, database, vault)
    assert vault.calls == ["usable"]
    vault.there = True
    load(key_file, database, vault)
    assert vault.calls == ["usable"]


def test_a_file_that_its_owner_named_stays_one(key_file: Path, database: Path) -> None:
    vault = FakeVault()
    made = load_or_create_secrets(key_file, database, vault, may_move=False)
    assert load_or_create_secrets(key_file, database, vault, may_move=False) == made
    assert vault.calls == []
    assert load(key_file, database, vault) == made
    assert vault.entries
    assert load_or_create_secrets(key_file, database, vault, may_move=False) == made


@pytest.mark.parametrize("fault", ["locked", "deaf"])
def test_a_keyring_that_fails_at_the_move_leaves_the_file(
    key_file: Path, database: Path, fault: str
) -> None:
    vault = FakeVault()
    setattr(vault, fault, True)
    made = load(key_file, database, vault)
    assert "stays-in-this-file" in key_file.read_text()
    assert load(key_file, database, vault) == made


def test_a_move_that_meets_a_full_disk_leaves_the_file(key_file: Path, database: Path) -> None:
    made = load_or_create_secrets(key_file, database, FakeVault(), may_move=False)
    with largest_file(0):
        assert load(key_file, database, FakeVault()) == made
    assert load(key_file, database, FakeVault(there=False)) == made
    assert [path.name for path in key_file.parent.iterdir()] == ["ward.key"]


def test_a_locked_keyring(key_file: Path, database: Path) -> None:
    vault = FakeVault()
    made = load(key_file, database, vault)
    vault.locked = True
    line = refusal(key_file, database, vault)
    assert "it is kept in this account's keyring, which is locked" in line
    assert "inoadmin unlock --recovery-key" in line
    vault.locked = False
    assert load(key_file, database, vault) == made


@pytest.mark.parametrize("left", ["nothing", "no keyring", "something else"])
def test_a_keyring_that_lost_the_entry(key_file: Path, database: Path, left: str) -> None:
    vault = FakeVault()
    load(key_file, database, vault)
    if left == "something else":
        vault.entries = dict.fromkeys(vault.entries, "a password")
        reason = "which holds something else under its name"
    elif left == "nothing":
        vault.entries = {}
        reason = "which no longer holds it"
    else:
        vault.there = False
        reason = "which does not answer in this session"
    before = key_file.read_bytes()
    assert reason in refusal(key_file, database, vault)
    assert key_file.read_bytes() == before


@pytest.mark.parametrize("there", [True, False])
def test_changed_secrets_are_kept_where_the_old_ones_were(
    key_file: Path, database: Path, there: bool
) -> None:
    vault = FakeVault(there=there)
    load(key_file, database, vault)
    changed = Secrets(b"a" * 32, b"b" * 32, Secrets(b"c" * 32, b"d" * 32))
    keep_secrets(key_file, changed, vault)
    assert load(key_file, database, vault) == changed
    assert len(vault.entries) == there
    vault.calls.clear()
    assert load(key_file, database, vault) == changed
    assert "put" not in vault.calls


@pytest.mark.parametrize("there", [True, False])
def test_changed_secrets_that_cannot_be_kept(key_file: Path, database: Path, there: bool) -> None:
    vault = FakeVault(there=there)
    made = load(key_file, database, vault)
    with largest_file(0), pytest.raises(StorageError, match="the disk is full"):
        keep_secrets(key_file, new_secrets(), vault)
    assert load(key_file, database, vault) == made
    vault.locked = True
    if there:
        with pytest.raises(StorageError, match="which is locked"):
            keep_secrets(key_file, new_secrets(), vault)
        vault.locked = False
        assert load(key_file, database, vault) == made


@pytest.mark.parametrize("there", [True, False])
def test_lost_secrets_come_back_and_what_was_there_is_kept(
    key_file: Path, database: Path, there: bool
) -> None:
    vault = FakeVault(there=there)
    load(key_file, database, vault)
    before = key_file.read_bytes()
    lost = new_secrets()
    bring_back_secrets(key_file, database, lost, vault)
    assert load(key_file, database, vault) == lost
    assert key_file.with_name("ward.key.kept-1").read_bytes() == before
    bring_back_secrets(key_file, database, new_secrets(), vault)
    assert key_file.with_name("ward.key.kept-2").exists()


def test_a_lost_key_is_not_replaced_over_its_database(key_file: Path, database: Path) -> None:
    database.write_bytes(b"encrypted")
    line = refusal(key_file, database)
    assert f"the file is missing, and the database {database} cannot be read without it" in line
    assert "Bring the key file back from its backup" in line
    assert "inoadmin unlock --recovery-key" in line
    assert not key_file.parent.exists()
    assert database.read_bytes() == b"encrypted"


@pytest.mark.parametrize("place", ["ward.key", "keys/ward.key", "../data/ward.key"])
def test_a_key_beside_its_database_is_refused(database: Path, place: str) -> None:
    for use in (
        lambda: load(database.parent / place, database),
        lambda: bring_back_secrets(database.parent / place, database, new_secrets(), NEITHER),
    ):
        with pytest.raises(StorageError, match="outside that folder"):
            use()
    assert list(database.parent.iterdir()) == []


SECRET, OTHER = "0a" * 32, "b1" * 32
GOOD = f"key={SECRET}\npepper={OTHER}\n"


@pytest.mark.parametrize(
    "text",
    [
        *("", "abc", "0" * 63, "0" * 65, "g" * 64, "A" * 64, f"{0:064} ", "keyring=\n"),
        *("keyring=0123456789abcde\n", "keyring=0123456789abcdef", GOOD[:-1], GOOD.upper()),
        *(f"{GOOD}next-key={SECRET}\n", f"{GOOD}\n", f"{GOOD}stays", f"pepper={OTHER}\n", "é" * 64),
    ],
)
def test_a_file_that_holds_no_key_is_refused(key_file: Path, database: Path, text: str) -> None:
    load(key_file, database)
    key_file.write_text(text, "utf-8")
    assert "the file does not hold a key" in refusal(key_file, database)
    assert key_file.read_text("utf-8") == text


def test_a_key_without_its_line_end_is_read(key_file: Path, database: Path) -> None:
    made = load(key_file, database)
    key_file.write_text(made.key.hex())
    assert load(key_file, database).key == made.key


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o601, 0o610])
@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_others_may_use_is_refused(
    key_file: Path, database: Path, mode: int, there: bool
) -> None:
    vault = FakeVault(there=there)
    load(key_file, database, vault)
    key_file.chmod(mode)
    line = refusal(key_file, database, vault)
    assert "other accounts may read it" in line
    assert f"chmod 600 {key_file}" in line


def test_a_folder_in_the_key_s_place_is_refused(key_file: Path, database: Path) -> None:
    key_file.mkdir(parents=True, mode=0o700)
    refusal(key_file, database)


def test_no_room_for_a_key(key_file: Path, database: Path) -> None:
    with largest_file(0):
        assert "the disk is full" in refusal(key_file, database)
    assert list(key_file.parent.iterdir()) == []


def test_a_folder_that_may_only_be_read(
    open_folder: Path,
    database: Path,
    as_owner_without_privilege: Callable[[], AbstractContextManager[None]],
) -> None:
    folder = open_folder / "keys"
    folder.mkdir()
    with as_owner_without_privilege():
        folder.chmod(0o500)
        assert "may only be read" in refusal(folder / "ward.key", open_folder / "data" / "ward.db")
        folder.chmod(0o700)
    assert list(folder.iterdir()) == []
