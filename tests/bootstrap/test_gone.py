"""The ward's database is taken away under an open window: what it holds is saved from the window,
and nothing is begun in its place.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from inoadmin.cli import main
from tests.bootstrap.wards import Site, site
from tests.doors import short_folder

ROOT = Path(__file__).resolve().parents[2]
WINDOW = """
import sys
from PySide6.QtCore import QTimer
from inoadmin.bootstrap import window

def told(ward, window_, keep=window.open_door):
    shut = keep(ward, window_)
    QTimer.singleShot(0, lambda: print("open", flush=True))
    return shut

window.open_door = told
sys.exit(window.run_window(None))
"""


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Site]:
    made = site(tmp_path, monkeypatch)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    with short_folder() as session:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
        yield made


@pytest.fixture
def window(ward: Site) -> Generator[None]:
    """The application in a process of its own, until it is told to leave."""
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.mark.usefixtures("window")
def test_a_backup_saves_what_the_window_holds(
    ward: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ward.folder / "usb"
    folder.mkdir()
    ward.place.database.unlink()
    assert main(["backup", str(folder)]) == 3
    said = capsys.readouterr()
    (copy,) = folder.glob("*.db")
    assert said.out.startswith(f"{copy}: verified")
    assert f"The backup {copy} is whole" in said.err
    assert "ward.db is no longer where it was opened" in said.err
    assert main(["verify", "--db", str(copy), "--copy"]) == 0


@pytest.mark.usefixtures("window")
def test_a_second_start_begins_no_other_log(ward: Site) -> None:
    ward.place.database.unlink()
    second = subprocess.run(
        [sys.executable, "-m", "inoadmin"], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
    assert not ward.place.database.exists()
