"""Strips on pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.pdf.flow import Page, Strip, gap, kept_together, paginated


def ink(canvas: Canvas, x: float, top: float) -> None:
    """Nothing is drawn in these tests."""


def strip(height: float, *, kept: bool = False, running: Strip | None = None) -> Strip:
    return Strip(height, ink, kept, running)


def heights(pages: tuple[Page, ...]) -> list[list[float]]:
    return [[placed.strip.height for placed in page] for page in pages]


def test_what_fits_exactly_stays_on_the_page() -> None:
    assert heights(paginated([strip(60), strip(40)], 100)) == [[60, 40]]


def test_what_does_not_fit_goes_to_the_next_page() -> None:
    assert heights(paginated([strip(60), strip(41)], 100)) == [[60], [41]]


def test_a_heading_goes_with_what_follows() -> None:
    strips = [strip(80), strip(15, kept=True), strip(10)]
    assert heights(paginated(strips, 100)) == [[80], [15, 10]]


def test_a_gap_is_left_out_at_the_top_of_a_page() -> None:
    assert heights(paginated([strip(95), gap(9), strip(50)], 100)) == [[95], [50]]


def test_a_tables_head_comes_again() -> None:
    head = strip(10)
    rows = [strip(30, running=head) for _ in range(5)]
    assert heights(paginated([strip(10, kept=True), *rows], 100)) == [
        [10, 30, 30, 30],
        [10, 30, 30],
    ]


def test_what_is_kept_together_and_too_tall_is_cut() -> None:
    strips = kept_together([strip(40) for _ in range(5)])
    assert heights(paginated(strips, 100)) == [[40, 40], [40, 40], [40]]


@given(st.lists(st.tuples(st.integers(1, 90), st.booleans()), max_size=40))
def test_every_strip_is_placed_once_and_none_over_the_edge(about: list[tuple[int, bool]]) -> None:
    strips = [strip(height, kept=kept) for height, kept in about]
    pages = paginated(strips, 100)
    assert [placed.strip for page in pages for placed in page] == strips
    assert all(placed.below + placed.strip.height <= 100 for page in pages for placed in page)
