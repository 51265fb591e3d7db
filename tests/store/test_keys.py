from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.keys import load_or_create_key
from tests.store.conftest import Opener
from tests.store.test_faults import largest_file


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "inoadmin-key" / "ward.key"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "ward.db"


def test_a_key_is_made_once_and_is_its_owner_s_alone(key_file: Path, database: Path) -> None:
    key = load_or_create_key(key_file, database)
    assert len(key) == 32
    assert key_file.read_text() == f"{key.hex()}\n"
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in key_file.parent.iterdir()] == ["ward.key"]
    assert load_or_create_key(key_file, database) == key


def test_no_two_keys_are_alike(tmp_path: Path, database: Path) -> None:
    names = [tmp_path / "keys" / f"{number}.key" for number in range(5)]
    assert len({load_or_create_key(name, database) for name in names}) == 5


def test_the_key_opens_the_log_that_was_made_with_it(
    opener: Opener, key_file: Path, database: Path
) -> None:
    opener(database, "ward", key=load_or_create_key(key_file, database)).close()
    opener(database, "ward", key=load_or_create_key(key_file, database)).close()


def test_a_lost_key_is_not_replaced_over_its_database(key_file: Path, database: Path) -> None:
    database.write_bytes(b"encrypted")
    with pytest.raises(StorageError) as refused:
        load_or_create_key(key_file, database)
    line = str(refused.value)
    assert f"the file is missing, and the database {database} cannot be read without it" in line
    assert "Bring the key file back from its backup" in line
    assert not key_file.parent.exists()
    assert database.read_bytes() == b"encrypted"


@pytest.mark.parametrize("place", ["ward.key", "keys/ward.key", "../data/ward.key"])
def test_a_key_beside_its_database_is_refused(database: Path, place: str) -> None:
    with pytest.raises(StorageError, match="outside that folder"):
        load_or_create_key(database.parent / place, database)
    assert list(database.parent.iterdir()) == []


@pytest.mark.parametrize("text", ["", "abc", "0" * 63, "0" * 65, "g" * 64, "A" * 64, f"{0:064} "])
def test_a_file_that_holds_no_key_is_refused(key_file: Path, database: Path, text: str) -> None:
    load_or_create_key(key_file, database)
    key_file.write_text(text)
    with pytest.raises(StorageError, match="the file does not hold a key"):
        load_or_create_key(key_file, database)
    assert key_file.read_text() == text


def test_a_key_without_its_line_end_is_read(key_file: Path, database: Path) -> None:
    key = load_or_create_key(key_file, database)
    key_file.write_text(key.hex())
    assert load_or_create_key(key_file, database) == key


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o601, 0o610])
def test_a_key_that_others_may_use_is_refused(key_file: Path, database: Path, mode: int) -> None:
    load_or_create_key(key_file, database)
    key_file.chmod(mode)
    with pytest.raises(StorageError, match=r"other accounts may read it.*chmod 600"):
        load_or_create_key(key_file, database)


def test_a_folder_in_the_key_s_place_is_refused(key_file: Path, database: Path) -> None:
    key_file.mkdir(parents=True, mode=0o700)
    with pytest.raises(StorageError, match="Cannot use the key"):
        load_or_create_key(key_file, database)


def test_no_room_for_a_key(key_file: Path, database: Path) -> None:
    with largest_file(0), pytest.raises(StorageError, match="the disk is full"):
        load_or_create_key(key_file, database)
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
        with pytest.raises(StorageError, match="may only be read"):
            load_or_create_key(folder / "ward.key", open_folder / "data" / "ward.db")
        folder.chmod(0o700)
    assert list(folder.iterdir()) == []
