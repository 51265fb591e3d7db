"""The lock: whole, hashed, and bound to no place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)(?: ; [^\\]+)? \\\n"
    r"(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)
LOCKED = {entry["name"]: entry["version"] for entry in ENTRY.finditer(LOCK)}


def test_it_holds_hashed_exact_versions_and_one_comment_and_nothing_else() -> None:
    rest = ENTRY.sub("", LOCK)
    assert [line for line in rest.splitlines() if not line.startswith("#")] == []
    assert len(LOCKED) == len(list(ENTRY.finditer(LOCK)))


def test_it_names_no_place() -> None:
    assert "//" not in LOCK
    assert not re.search(r"^\s*-(?!-hash=)", LOCK, re.MULTILINE)


def test_it_satisfies_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["test"],
    ]
    unmet = [
        line
        for line in asked
        if not Requirement(line).specifier.contains(
            LOCKED.get(canonicalize_name(Requirement(line).name), "0")
        )
    ]
    assert unmet == []
