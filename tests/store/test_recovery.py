from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.session.ports import StorageError
from inoadmin.store.keys import Secrets, load_or_create_secrets, new_secrets
from inoadmin.store.places import recovery_path
from inoadmin.store.recovery import (
    MistypedError,
    WrongRecoveryKeyError,
    make_recovery,
    new_recovery_key,
    open_recovery,
    read_recovery_key,
    restore_secrets,
)
from tests.store.conftest import KEY, Opener
from tests.store.examples import append, texts
from tests.store.test_faults import largest_file
from tests.store.vaults import FakeVault

KNOWN = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSJR"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRETS = Secrets(KEY, b"p" * 32)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "ward.db"


def test_a_recovery_key_is_seven_groups_of_four() -> None:
    keys = {new_recovery_key() for _ in range(50)}
    assert len(keys) == 50
    for key in keys:
        assert re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{6}}", key)
        assert read_recovery_key(key) == key.replace("-", "")[:26]


def check_characters(characters: str) -> str:
    """The check, worked out the plain way."""
    number = sum(ALPHABET.index(c) * 32**place for place, c in enumerate(reversed(characters)))
    return ALPHABET[number % 1021 // 32] + ALPHABET[number % 1021 % 32]


def test_the_check_characters_are_those_described() -> None:
    characters = KNOWN.replace("-", "")[:26]
    assert characters + check_characters(characters) == KNOWN.replace("-", "")
    for _ in range(20):
        key = new_recovery_key().replace("-", "")
        assert key[26:] == check_characters(key[:26])


@pytest.mark.parametrize(
    "typed",
    [
        *(KNOWN.lower(), KNOWN.replace("-", ""), KNOWN.replace("-", " "), f"  {KNOWN}\n"),
        *(KNOWN.replace("-", "–"), KNOWN.replace("-", "\u00a0—\u200b"), KNOWN.replace("-", "_")),
        *(KNOWN.replace("0", "O"), KNOWN.replace("0", "o"), KNOWN.replace("1", "I")),
        *(KNOWN.replace("1", "l"), KNOWN.replace("1", "L"), KNOWN.replace("1", "i")),
        "".join(chr(ord(c) + 0xFEE0) if c != "-" else c for c in KNOWN),
    ],
)
def test_what_a_tired_person_types_is_forgiven(typed: str) -> None:
    assert read_recovery_key(typed) == KNOWN.replace("-", "")[:26]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "it has 0 characters and should have 28"),
        (KNOWN[:-1], "it has 27 characters and should have 28"),
        (f"{KNOWN}0", "it has 29 characters and should have 28"),
        (KNOWN.replace("M", "U"), '"U" never stands in one'),
        (KNOWN.replace("M", "é"), '"É" never stands in one'),
        (f"{KNOWN[:-1]}0", "one of its characters is wrong"),
    ],
)
def test_a_mistyped_one_is_told(typed: str, reason: str) -> None:
    with pytest.raises(MistypedError, match=f"Cannot read the recovery key: {reason}"):
        read_recovery_key(typed)


@given(st.text(ALPHABET, min_size=26, max_size=26), st.integers(0, 27), st.integers(1, 31))
def test_a_wrong_character_is_always_noticed(characters: str, place: int, shift: int) -> None:
    key = characters + check_characters(characters)
    wrong = ALPHABET[(ALPHABET.index(key[place]) + shift) % 32]
    with pytest.raises(MistypedError):
        read_recovery_key(key[:place] + wrong + key[place + 1 :])


@given(st.text(ALPHABET, min_size=26, max_size=26), st.integers(0, 24), st.integers(1, 25))
def test_two_that_changed_places_are_always_noticed(
    characters: str, place: int, further: int
) -> None:
    other = min(place + further, 25)
    swapped = list(characters)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    typed = "".join(swapped) + check_characters(characters)
    if typed[:26] != characters:
        with pytest.raises(MistypedError):
            read_recovery_key(typed)


@given(st.text(max_size=60))
def test_no_text_does_more_than_be_refused(typed: str) -> None:
    with pytest.raises(MistypedError) as refused:
        read_recovery_key(typed)
    assert "\n" not in str(refused.value)


def test_the_file_gives_the_secrets_back(database: Path) -> None:
    shown = make_recovery(SECRETS, database)
    path = recovery_path(database)
    assert path.name == "ward.db.recovery"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in database.parent.iterdir()] == [path.name]
    assert open_recovery(database, shown) == open_recovery(path, shown.lower()) == SECRETS
    data = path.read_bytes()
    assert KEY not in data
    assert b"SQLite" not in data
    both = Secrets(KEY, b"p" * 32, new_secrets())
    assert make_recovery(both, database, shown) == shown
    assert open_recovery(database, shown) == both


def test_a_renewed_recovery_key_ends_the_old_one(database: Path) -> None:
    old = make_recovery(SECRETS, database)
    new = make_recovery(SECRETS, database)
    assert open_recovery(database, new) == SECRETS
    with pytest.raises(WrongRecoveryKeyError, match="this recovery key does not open it"):
        open_recovery(database, old)


def test_a_mistyped_key_makes_no_file(database: Path) -> None:
    with pytest.raises(MistypedError):
        make_recovery(SECRETS, database, KNOWN[:-1])
    assert list(database.parent.iterdir()) == []


def test_a_missing_file(database: Path) -> None:
    with pytest.raises(StorageError, match="it does not exist"):
        open_recovery(database, KNOWN)


def test_no_room_for_the_file(database: Path) -> None:
    shown = make_recovery(SECRETS, database)
    with largest_file(4096), pytest.raises(StorageError, match="Cannot make the recovery file"):
        make_recovery(new_secrets(), database)
    assert open_recovery(database, shown) == SECRETS
    assert len(list(database.parent.iterdir())) == 1


def test_any_flipped_byte_is_noticed(database: Path) -> None:
    shown = make_recovery(SECRETS, database)
    path = recovery_path(database)
    whole = path.read_bytes()
    for place in [*range(0, len(whole), 97), 0, 15, 16, len(whole) - 1]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        # page 3 is the index that finds names, which nobody asks
        if place < 8192:
            with pytest.raises(StorageError, match="Cannot open the recovery file"):
                open_recovery(database, shown)


@pytest.mark.parametrize("data", [b"", b"x", b"x" * 4096, b"SQLite format 3\0" * 512])
def test_another_file_in_its_place(database: Path, data: bytes) -> None:
    recovery_path(database).write_bytes(data)
    with pytest.raises(StorageError, match="Cannot open the recovery file"):
        open_recovery(database, KNOWN)


@pytest.mark.parametrize("there", [True, False])
def test_lost_secrets_are_brought_back(
    opener: Opener, tmp_path: Path, database: Path, there: bool
) -> None:
    vault, path = FakeVault(there=there), tmp_path / "keys" / "ward.key"
    secrets = load_or_create_secrets(path, database, vault)
    log = opener(database, "ward", key=secrets.key)
    append(log, 2)
    log.close()
    shown = make_recovery(secrets, database)
    path.unlink()
    with pytest.raises(StorageError, match="inoadmin unlock --recovery-key"):
        load_or_create_secrets(path, database, vault)
    assert restore_secrets(shown, database, path, vault) == secrets
    assert load_or_create_secrets(path, database, vault) == secrets
    assert len(texts(opener(database, "ward", key=secrets.key))) == 2


def test_the_secrets_that_the_database_goes_with_are_brought_back(
    opener: Opener, tmp_path: Path, database: Path
) -> None:
    opener(database, "ward").close()
    pending = Secrets(KEY, b"new" * 10 + b"xx")
    shown = make_recovery(Secrets(b"o" * 32, b"p" * 32, pending), database)
    path = tmp_path / "keys" / "ward.key"
    assert restore_secrets(shown, database, path, FakeVault(there=False)) == pending


def test_the_recovery_file_of_another_database(
    opener: Opener, tmp_path: Path, database: Path
) -> None:
    opener(database, "ward").close()
    shown = make_recovery(new_secrets(), database)
    path = tmp_path / "keys" / "ward.key"
    with pytest.raises(StorageError, match="holds another database's key"):
        restore_secrets(shown, database, path, FakeVault())
    assert not path.parent.exists()
