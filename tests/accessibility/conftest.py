"""A workstation on which nothing is recorded yet, with a screen reader."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.accessibility.place import Place, afternoon, at_desktop


@pytest.fixture
def place(tmp_path: Path) -> Generator[Place]:
    """The real application on an empty database, in the afternoon."""
    for folder in ("data", "key"):
        (tmp_path / folder).mkdir()
    ward = {
        "INOADMIN_DB": str(tmp_path / "data" / "ward.db"),
        "INOADMIN_KEY_FILE": str(tmp_path / "key" / "ward.key"),
        "TZ": afternoon(),
    }
    with at_desktop(tmp_path, ward) as made:
        yield made
