"""Ward, practice and scenario never mix: each is refused where another is wanted, untouched."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from inoadmin.bootstrap.ward import open_ward
from inoadmin.cli import main
from inoadmin.session.ports import HeldError, StorageError
from tests.bootstrap.practising import CLEAN, LONDON, NINE, files, make, opened, wanted
from tests.bootstrap.wards import site
from tests.fakes import HandClock


def prints(folder: Path) -> dict[str, str]:
    """Every file below a folder with a hash of what is in it."""
    every = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in every}


def refusals(calls: Sequence[Callable[[], object]]) -> list[str]:
    """What each call is refused with, one line each."""
    said: list[str] = []
    for call in calls:
        with pytest.raises(StorageError) as told:
            call()
        assert not isinstance(told.value, HeldError)
        assert "\n" not in str(told.value)
        said.append(str(told.value))
    return said


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open in its window"])
def test_a_ward_s_database_is_never_practised_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_open: bool
) -> None:
    ward = site(tmp_path, monkeypatch)
    held = ward.open() if is_open else None
    before, clock = prints(tmp_path), HandClock(NINE)
    path = ward.place.database
    calls = [
        lambda: wanted(path, clock, named=True),
        lambda: wanted(path, clock, named=True, fresh=True),
    ]
    for said in refusals(calls):
        assert "encrypted, as a ward's log is" in said
        assert "Nothing was changed." in said
    assert prints(tmp_path) == before
    if held is not None:
        held.close()


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open in its window"])
def test_a_practice_database_is_never_a_ward_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_open: bool
) -> None:
    ward, clock = site(tmp_path, monkeypatch), HandClock(NINE)
    path = ward.place.database
    path.unlink()
    make(path, clock)
    held = opened(path, clock) if is_open else None
    before = prints(tmp_path)
    for said in refusals([lambda: open_ward(ward.place, LONDON)]):
        assert 'a plain log of kind "training"' in said
        assert f"inoadmin demo --db {path}" in said
    assert prints(tmp_path) == before
    if held is not None:
        held.close()


def test_for_a_practice_database_no_key_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "practice.db"
    make(path, HandClock(NINE))
    monkeypatch.setenv("INOADMIN_KEY_FILE", str(tmp_path / "keys" / "ward.key"))
    assert main(["backup", "--db", str(path), str(tmp_path)]) == 3
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "inoadmin demo --db" in said.err
    assert files(tmp_path) == ["practice.db"]


def test_a_scenario_s_and_practice_never_mix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played, path, clock = tmp_path / "scenario.db", tmp_path / "practice.db", HandClock(NINE)
    assert main(["simulate", str(CLEAN), "--db", str(played)]) == 0
    make(path, clock)
    before = prints(tmp_path)
    (said,) = refusals([lambda: wanted(played, clock, named=True, fresh=True)])
    assert 'wanted was a "training" log, this is a log of kind "scenario"' in said
    capsys.readouterr()
    assert main(["simulate", str(CLEAN), "--db", str(path)]) == 3
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert 'wanted was a "scenario" log, this is a log of kind "training"' in told.err
    assert prints(tmp_path) == before


def test_a_scenario_s_is_not_a_ward_s_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = site(tmp_path, monkeypatch)
    ward.place.database.unlink()
    assert main(["simulate", str(CLEAN), "--db", ward.db]) == 0
    (said,) = refusals([lambda: open_ward(ward.place, LONDON)])
    assert 'a plain log of kind "scenario"' in said


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with sqlite3.connect(path) as notes:
        notes.execute("CREATE TABLE notes (text)")
    notes.close()
    before = path.read_bytes()
    (said,) = refusals([lambda: wanted(path, HandClock(NINE), named=True, fresh=True)])
    assert "another program" in said
    assert path.read_bytes() == before
