"""Commands where there is no database."""

from __future__ import annotations

from pathlib import Path

import pytest

from inoadmin.cli import main
from inoadmin.store.keys import new_secrets
from inoadmin.store.recovery import make_recovery
from tests.bootstrap.wards import Site, site, typed


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return site(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["verify"], ""),
        (["backup", "."], ""),
        (["export", "--plain", "copy.db", "--manager", "Max Reed", "--reason", "audit"], "604918"),
        (["change-key", "--manager", "Max Reed"], "604918"),
        (["unlock", "--recovery-key"], "recovery key"),
        (["unlock", "--recovery-key", "--manager", "Max Reed"], "recovery key"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_a_command_makes_no_database(
    ward: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    line: str,
) -> None:
    """Not even where its recovery file is left, as after the database was moved away."""
    folder = ward.folder / "elsewhere"
    folder.mkdir()
    missing = folder / "ward.db"
    make_recovery(new_secrets(), missing, ward.recovery_key)
    monkeypatch.chdir(folder)
    typed(monkeypatch, ward.recovery_key if line == "recovery key" else line)
    assert main([*command, "--db", str(missing)]) in {2, 3}
    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in folder.iterdir()] == ["ward.db.recovery"]


def test_the_blank_form_needs_no_database(tmp_path: Path) -> None:
    assert main(["downtime-form", str(tmp_path / "form.pdf")]) == 0
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")
