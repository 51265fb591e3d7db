"""The house rules that no linter knows, held against every file of the checkout."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tokenize
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 320
# A number here rises only in the commit that says why.
IGNORES = {"noqa": 5, "pyright: ignore": 3, "type: ignore": 0}
BINARY = {".db", ".gz", ".ico", ".otf", ".pdf", ".png", ".ttf", ".wav", ".zip"}

IGNORE = re.compile(r"#\s*(?P<kind>noqa|pyright: ?ignore|type: ?ignore)(?P<rule>.*)")
NAMED = re.compile(r"^(: [A-Z]+[0-9]+(, [A-Z]+[0-9]+)*|\[[\w, -]+\])")
FOR_A_FILE = re.compile(r"#\s*(ruff:|flake8:|mypy:|pyright: (?!ignore)|pragma: no )")
# Written so that this file does not hold what it looks for.
UNFINISHED = re.compile("|".join(("TO[D]O", "FIX[M]E", "XX[X]", "NotImplemented[E]rror")))
ELSEWHERE = re.compile(
    r"pypi[.]org|python[h]osted|npmjs[.]org|--(extra-)?index[-]url|--find[-]links"
    r"|(?<![\w.~-])/(work|root|opt/venv|opt/pypi)(?![\w.-])"
)


def files() -> list[Path]:
    """Every file that is in the repository or would be added to it, relative to its root."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = [Path(name) for name in sorted(set(listed.split("\0"))) if name]
    return [name for name in names if (ROOT / name).is_file()]


def python_files(*rooms: str) -> list[Path]:
    return [name for name in files() if name.suffix == ".py" and name.parts[0] in rooms]


def lines_with(pattern: re.Pattern[str], names: list[Path]) -> list[str]:
    """Where the pattern is found, as file:line: text."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name in names
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def comments() -> Iterator[tuple[str, str]]:
    """Every comment of every Python file, with its place."""
    for name in (name for name in files() if name.suffix == ".py"):
        with (ROOT / name).open("rb") as source:
            for token in tokenize.tokenize(source.readline):
                if token.type == tokenize.COMMENT:
                    yield f"{name}:{token.start[0]}", token.string


def test_no_file_outgrows_its_room() -> None:
    lengths = {
        str(name): len((ROOT / name).read_text("utf-8").splitlines())
        for name in python_files("inoadmin", "tests", "packaging")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_nothing_is_left_unfinished() -> None:
    names = [name for name in files() if name.parts[0] == "inoadmin" and name.suffix == ".py"]
    assert lines_with(UNFINISHED, names) == []


def test_every_ignore_names_its_rule_and_is_counted() -> None:
    places: dict[str, list[str]] = {kind: [] for kind in IGNORES}
    nameless: list[str] = []
    for place, comment in comments():
        for match in IGNORE.finditer(comment):
            places[match["kind"].replace(":ignore", ": ignore")].append(f"{place}: {comment}")
            if not NAMED.match(match["rule"]):
                nameless.append(f"{place}: {comment}")
    assert nameless == []
    assert {kind: len(found) for kind, found in places.items()} == IGNORES, places


def test_no_comment_silences_a_whole_file_or_the_coverage() -> None:
    assert [f"{place}: {text}" for place, text in comments() if FOR_A_FILE.search(text)] == []


def test_no_file_names_a_package_host_or_one_machine() -> None:
    assert lines_with(ELSEWHERE, [name for name in files() if name.suffix not in BINARY]) == []


def test_text_is_utf_8_with_plain_line_ends() -> None:
    wrong: list[str] = []
    for name in files():
        if name.suffix in BINARY:
            continue
        data = (ROOT / name).read_bytes()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append(f"{name}: not UTF-8")
        if b"\r" in data:
            wrong.append(f"{name}: carriage return")
        if name.suffix == ".py" and b"\t" in data:
            wrong.append(f"{name}: tab")
    assert wrong == []


def test_the_packaging_folder_does_not_pass_for_a_package() -> None:
    """With an `__init__.py` it would stand in the way of the library of the same name."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def on_disk() -> set[str]:
    """The files that the installed package must hold, by the name they have there."""
    own = {str(name) for name in files() if name.parts[0] == "inoadmin"}
    resources = {f"inoadmin/{name}" for name in files() if name.parts[0] == "resources"}
    return own | resources


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout as a clone would have it, so that nothing is built in the real one."""
    copy = tmp_path_factory.mktemp("source")
    for name in files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    return copy


def test_the_wheel_holds_every_file_of_the_package_and_its_resources(
    source: Path, tmp_path: Path
) -> None:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-index", "--wheel-dir", tmp_path, source], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == on_disk()
    assert any(re.fullmatch(r"inoadmin/resources/protocols/.+\.toml", name) for name in names)


def test_the_source_archive_holds_the_same(source: Path, tmp_path: Path) -> None:
    build = f"from setuptools import build_meta; build_meta.build_sdist({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        members = {member.name.split("/", 1)[1] for member in opened if member.isfile()}
    wanted = {name.replace("inoadmin/resources/", "resources/") for name in on_disk()}
    assert wanted - members == set()
