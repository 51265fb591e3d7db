"""The table of figures takes the place of the last one, and nothing else of the page."""

from __future__ import annotations

import pytest

from tests.reliability.figures import BEGIN, END, README, rewritten
from tests.reliability.sections import SECTIONS, Line

PAGE = f"Before\n{BEGIN}\nan old table\n{END}\nAfter\n"


def test_the_table_stands_between_its_marks() -> None:
    text = rewritten(PAGE, [Line("Cuts", "1 cut: 0 lost")])
    assert text.startswith(f"Before\n{BEGIN}\nMade on ")
    assert text.endswith(f"| Cuts | 1 cut: 0 lost |\n{END}\nAfter\n")
    assert "an old table" not in text


@pytest.mark.parametrize("page", ["", BEGIN, f"{END}{BEGIN}", f"{PAGE}{PAGE}"])
def test_a_page_without_its_marks_is_not_touched(page: str) -> None:
    with pytest.raises(ValueError, match="marks"):
        rewritten(page, [])


def test_the_page_has_its_marks_and_names_every_section() -> None:
    page = README.read_text("utf-8")
    assert rewritten(page, [])
    assert [name for name in SECTIONS if f"`{name}`" not in page] == []
