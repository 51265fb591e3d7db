"""The bootstrap: what it finds missing, what it says without a display, the screens it makes."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "dev.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


dev = load()


def script(path: Path, text: str) -> None:
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(0o755)


def test_a_package_counts_when_installed_and_not_when_only_its_settings_are_left() -> None:
    listed = "installed|libgl1|\nconfig-files|xvfb|\n"
    assert dev.missing(("git", "libgl1", "xvfb"), listed) == ["git", "xvfb"]


def test_a_renamed_library_counts_for_what_it_provides() -> None:
    listed = "installed|libglib2.0-0t64|libglib2.0-0 (= 2.80.0-6), gio-fam\n"
    assert dev.missing(("libglib2.0-0", "gio-fam", "libcups2"), listed) == ["libcups2"]


def test_who_is_not_root_is_given_the_line_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "dpkg-query", "echo 'installed|git|'\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    dev.require_system(("git",))
    with pytest.raises(dev.CannotError) as told:
        dev.require_system(("git", "xvfb", "libgl1"))
    assert "sudo apt-get install -y --no-install-recommends xvfb libgl1" in str(told.value)


def test_a_system_without_dpkg_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    dev.require_system(("no-such-package",))


def test_run_without_a_display_says_so_in_a_line_and_names_the_way_without() -> None:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in named}
    done = subprocess.run(
        [sys.executable, SCRIPT, "run"], env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "no display" in line
    assert "inoadmin simulate" in line


@pytest.mark.parametrize("arguments", [[], ["walk"]])
def test_an_unknown_verb_is_answered_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2
    assert "run|test" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_window_can_open_where_a_display_or_platform_is_named(name: str) -> None:
    assert dev.has_display({name: ":0"})


def test_a_screen_ends_with_its_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "Xvfb", f'echo $$ > "{tmp_path}/pid"\necho 42 > /dev/fd/$2\nexec sleep 60\n')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with dev.virtual_display() as name:
        assert name == ":42"
        process = int((tmp_path / "pid").read_text("utf-8"))
        os.kill(process, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_screen_that_does_not_come_up_has_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "Xvfb", "exit 1\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with dev.virtual_display() as name:
        assert name == ""


def test_without_xvfb_there_is_no_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with dev.virtual_display() as name:
        assert name == ""


def test_what_is_installed_depends_on_the_files_and_the_place(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("one", encoding="utf-8")
    first = dev.fingerprint("here", lock)
    assert dev.fingerprint("here", lock) == first
    assert dev.fingerprint("there", lock) != first
    lock.write_text("two", encoding="utf-8")
    assert dev.fingerprint("here", lock) != first


def test_a_whole_test_checks_everything_and_the_pure_rooms_to_the_last_branch() -> None:
    steps = dict(dev.full_test())
    assert list(steps)[:5] == ["ruff check", "ruff format", "import contracts", "pyright", "pytest"]
    (coverage,) = (command for name, command in steps.items() if name.startswith("coverage"))
    assert "--fail-under=100" in coverage
    assert "--include=inoadmin/domain/*,inoadmin/protocol/*" in coverage
