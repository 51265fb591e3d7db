from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from inoadmin.bootstrap import address
from inoadmin.bootstrap.address import LONGEST_ADDRESS, door_address, is_ours_alone
from tests.doors import short_folder

DATABASE = Path("/var/lib/ward.db")


@pytest.fixture
def folder() -> Generator[Path]:
    with short_folder() as made:
        yield made


def in_session(folder: Path) -> dict[str, str]:
    return {"XDG_RUNTIME_DIR": str(folder)}


def folder_of(database: Path, environment: dict[str, str]) -> Path | None:
    found = door_address(database, environment)
    return None if found is None else Path(found).parent


def test_it_lies_in_the_session_folder(folder: Path) -> None:
    assert folder_of(DATABASE, in_session(folder)) == folder


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o777])
def test_a_folder_that_others_enter_is_not_used(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    assert not is_ours_alone(folder)
    assert folder_of(DATABASE, in_session(folder)) != folder


def test_a_link_or_a_file_or_nothing_is_not_used(folder: Path) -> None:
    real = folder / "real"
    real.mkdir(mode=0o700)
    (folder / "link").symlink_to(real)
    (folder / "file").write_bytes(b"")
    assert is_ours_alone(real)
    for name in ("link", "file", "missing"):
        assert not is_ours_alone(folder / name)
        assert folder_of(DATABASE, in_session(folder / name)) not in {folder / name, real}


def test_another_accounts_folder_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uid = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: uid + 1)
    assert not is_ours_alone(folder)
    assert folder_of(DATABASE, in_session(folder)) != folder


@pytest.mark.parametrize("named", ["", "relative/run"])
def test_without_a_session_folder_it_lies_in_one_of_our_own(named: str) -> None:
    found = folder_of(DATABASE, {"XDG_RUNTIME_DIR": named})
    assert found is not None
    assert is_ours_alone(found)


@pytest.fixture
def no_session(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of our own, not yet made, on a computer that keeps no folder for the session."""
    temporary = folder / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(
        address,
        "is_ours_alone",
        lambda folder: folder.parent != Path("/run/user") and is_ours_alone(folder),
    )
    return temporary.resolve() / f"inoadmin-{os.getuid()}"


def test_our_own_folder_is_made_for_its_owner_alone(no_session: Path) -> None:
    assert folder_of(DATABASE, {}) == no_session
    assert is_ours_alone(no_session)
    assert folder_of(DATABASE, {}) == no_session


def test_our_own_folders_name_taken_by_a_link_or_left_open_gives_no_address(
    no_session: Path, folder: Path
) -> None:
    no_session.symlink_to(folder)
    assert door_address(DATABASE, {}) is None
    no_session.unlink()
    no_session.mkdir(mode=0o755)
    assert door_address(DATABASE, {}) is None


def test_a_folder_with_too_long_a_name_is_passed_over(folder: Path) -> None:
    long = folder / ("x" * LONGEST_ADDRESS)
    long.mkdir(mode=0o700)
    assert folder_of(DATABASE, in_session(long)) != long


def test_every_way_to_a_database_has_one_address_and_another_database_another(
    folder: Path,
) -> None:
    (folder / "ward.db").write_bytes(b"")
    (folder / "linked.db").symlink_to(folder / "ward.db")
    (folder / "data").symlink_to(folder)
    session = in_session(folder)
    ways = [
        folder / "ward.db",
        folder / "linked.db",
        folder / "data" / "ward.db",
        folder / "data" / ".." / folder.name / "ward.db",
        Path(os.path.relpath(folder / "ward.db")),
    ]
    assert len({door_address(way, session) for way in ways}) == 1
    assert door_address(folder / "other.db", session) != door_address(folder / "ward.db", session)


def test_the_address_tells_nothing_of_the_place(folder: Path) -> None:
    found = door_address(Path("/home/amy/Moore/ward.db"), in_session(folder))
    assert found is not None
    assert "oore" not in found
    assert len(os.fsencode(found)) <= LONGEST_ADDRESS
