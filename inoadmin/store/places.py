"""Where the ward's database and its key lie on this computer, and where practice has its own.

The database lies in the platform's folder for a user's data, the key in that for settings under a
name of its own: on Windows and macOS the two folders are one, and a copy of the data folder must
never carry the key along.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platformdirs import user_config_path, user_data_path

from inoadmin.store.trouble import from_system

DATABASE_VARIABLE: Final = "INOADMIN_DB"
KEY_VARIABLE: Final = "INOADMIN_KEY_FILE"


def database_path(environment: Mapping[str, str], explicit: Path | None = None) -> Path:
    """The database's path: the explicit one, else INOADMIN_DB's, else the platform's place."""
    if explicit is not None:
        return explicit.absolute()
    named = environment.get(DATABASE_VARIABLE, "")
    return Path(named).absolute() if named else default_database_path()


def default_database_path() -> Path:
    """Where the ward's database lies when nobody names a place."""
    return user_data_path("inoadmin", appauthor=False, roaming=False) / "ward.db"


def default_practice_path() -> Path:
    """Where the practice database lies when nobody names a place: a folder of its own, so that
    nothing beside the ward's is its.
    """
    return user_data_path("inoadmin-practice", appauthor=False, roaming=False) / "practice.db"


def earlier_path(practice: Path) -> Path:
    """Where a practice database lies that has given way to a new one: beside it."""
    return practice.with_name(f"{practice.stem}-earlier{practice.suffix}")


def key_path(environment: Mapping[str, str]) -> Path:
    """The path of the ward's key: INOADMIN_KEY_FILE's, else the platform's place."""
    named = environment.get(KEY_VARIABLE, "")
    if named:
        return Path(named).absolute()
    return user_config_path("inoadmin-key", appauthor=False, roaming=False) / "ward.key"


def key_is_named(environment: Mapping[str, str]) -> bool:
    """Whether the owner names the key's file, and so wishes it to stay one."""
    return bool(environment.get(KEY_VARIABLE, ""))


def heads_path(key: Path) -> Path:
    """Where the heads seen last are kept: beside the key, apart from the database."""
    return key.with_name("heads")


def recovery_path(database: Path) -> Path:
    """Where a database's (or a backup's) recovery file lies: beside it."""
    return database.with_name(f"{database.name}.recovery")


def rekeyed_path(database: Path) -> Path:
    """Where a copy of the database lies while its key is being changed."""
    return database.with_name(f".{database.name}.under-new-key")


def prepare_default_folder(path: Path) -> None:
    """Makes the folder of a default database, for its owner only; any other path's folder must
    exist already, so that a slip in a name creates nothing.

    Raises:
        StorageError: the folder cannot be made.
    """
    if path not in {default_database_path(), default_practice_path()}:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise from_system(
            f"Cannot make the folder {path.parent}", error, "Nothing was changed."
        ) from error
