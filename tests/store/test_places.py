from __future__ import annotations

from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.places import (
    database_path,
    default_database_path,
    default_practice_path,
    earlier_path,
    heads_path,
    key_is_named,
    key_path,
    prepare_default_folder,
    recovery_path,
    rekeyed_path,
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home of the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_database_lies_with_the_user_s_data(home: Path) -> None:
    path = database_path({})
    assert path == default_database_path()
    assert path.is_relative_to(home)
    assert path.name == "ward.db"


def test_an_empty_variable_names_nothing(home: Path) -> None:
    assert database_path({"INOADMIN_DB": ""}) == default_database_path()
    assert key_path({"INOADMIN_KEY_FILE": ""}) == key_path({})


def test_the_variable_names_another_place_and_the_explicit_path_stands_above_it() -> None:
    environment = {"INOADMIN_DB": "/srv/ward.db"}
    assert database_path(environment) == Path("/srv/ward.db")
    assert database_path(environment, Path("/mnt/other.db")) == Path("/mnt/other.db")
    assert key_path({"INOADMIN_KEY_FILE": "/srv/keys/ward.key"}) == Path("/srv/keys/ward.key")


def test_paths_are_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_path({"INOADMIN_DB": "ward.db"}) == tmp_path / "ward.db"
    assert database_path({}, Path("other.db")) == tmp_path / "other.db"
    assert key_path({"INOADMIN_KEY_FILE": "ward.key"}) == tmp_path / "ward.key"


def test_the_key_lies_outside_the_folder_of_the_data(home: Path) -> None:
    assert key_path({}).is_relative_to(home)
    assert not key_path({}).is_relative_to(database_path({}).parent)


def test_practice_has_a_folder_of_its_own(home: Path) -> None:
    practice = default_practice_path()
    assert practice.is_relative_to(home)
    assert practice.parent != default_database_path().parent
    prepare_default_folder(practice)
    assert practice.parent.stat().st_mode & 0o777 == 0o700
    assert not default_database_path().parent.exists()
    assert earlier_path(practice) == practice.with_name("practice-earlier.db")


def test_only_the_default_folder_is_made(home: Path) -> None:
    prepare_default_folder(home / "wrad" / "ward.db")
    assert list(home.iterdir()) == []
    for _ in range(2):
        prepare_default_folder(default_database_path())
    assert default_database_path().parent.stat().st_mode & 0o777 == 0o700


def test_a_default_folder_that_cannot_be_made(home: Path) -> None:
    default_database_path().parent.parent.mkdir(parents=True)
    default_database_path().parent.write_text("a file in its way")
    with pytest.raises(StorageError, match="Cannot make the folder"):
        prepare_default_folder(default_database_path())


def test_what_belongs_to_key_and_database_lies_beside_each() -> None:
    assert heads_path(Path("/srv/keys/ward.key")) == Path("/srv/keys/heads")
    assert recovery_path(Path("/srv/ward.db")) == Path("/srv/ward.db.recovery")
    assert rekeyed_path(Path("/srv/ward.db")) == Path("/srv/.ward.db.under-new-key")


def test_a_key_s_file_is_named_by_its_variable_alone() -> None:
    assert key_is_named({"INOADMIN_KEY_FILE": "/srv/keys/ward.key"})
    assert not key_is_named({"INOADMIN_KEY_FILE": ""})
    assert not key_is_named({"INOADMIN_DB": "/srv/ward.db"})
