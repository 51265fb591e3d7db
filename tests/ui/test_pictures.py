"""What the window says in every stage, held against the pictures that are kept (see picturing)."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from inoadmin.domain.state import Stage
from tests.ui.picturing import PICTURED, PICTURES, file_of
from tests.ui.stages import STAGES


@pytest.mark.parametrize("name", PICTURED)
def test_the_window_looks_as_in_its_picture(dressed: QApplication, name: str) -> None:
    assert PICTURED[name]() == file_of(name).read_text("utf-8")


def test_every_picture_is_of_something() -> None:
    assert {file_of(name) for name in PICTURED} == set(PICTURES.iterdir())


def test_every_stage_has_its_picture(dressed: QApplication) -> None:
    places = [made() for made in STAGES.values()]
    assert {place.bench.state.stage for place in places if place.bench.dose} == set(Stage)
