"""Section 5: what a scanned code fills in, and what it does not."""

from typing import Any

import pytest

from .doses import ready
from .walk import Walk

GS = "\x1d"
KNOWN = "0105013457012095"
OPENED = ready().until("answers")


def scanned(raw: str, **typed: Any) -> dict[str, Any]:
    """The administration after a bag was scanned; `typed` was typed."""
    walk: Walk = OPENED.then("0:10", "bag", scan=raw, dose_mg=1.4, **typed)
    played = walk.play()
    assert played.refused() == {}
    return played.dose()


@pytest.mark.parametrize(
    ("raw", "batch", "expiry"),
    [
        (f"]d2{KNOWN}1726033110AB1234{GS}21XY7", "AB1234", "2026-03-31T23:00:00Z"),
        (f"{KNOWN}1726033110AB1234{GS}21XY7", "AB1234", "2026-03-31T23:00:00Z"),
        (f"]d2{KNOWN}10AB1234{GS}17260331", "AB1234", "2026-03-31T23:00:00Z"),
        # Day 00 is the last day of the month.
        (f"]d2{KNOWN}1726020010AB1234", "AB1234", "2026-03-01T00:00:00Z"),
        # 7003 carries the time, in the local zone.
        (f"]d2{KNOWN}70032603021800{GS}10AB1234", "AB1234", "2026-03-02T18:00:00Z"),
        (f"]d2{KNOWN}70032607021800{GS}10AB1234", "AB1234", "2026-07-02T17:00:00Z"),
        (f"]d2{KNOWN}10LOT17999999", "LOT17999999", None),
        (f"]d2{KNOWN}10LOT117271130", None, None),
        (f"]d2{KNOWN}10LOT170032711301200", None, None),
        # With an expiry read, nothing is hidden in the batch.
        (f"]d2{KNOWN}1726033110LOT117271130", "LOT117271130", "2026-03-31T23:00:00Z"),
        (f"]d2{KNOWN}17260331", None, "2026-03-31T23:00:00Z"),
    ],
)
def test_what_a_scan_fills_in(raw: str, batch: str | None, expiry: str | None) -> None:
    dose = scanned(raw)
    assert (dose["batch"], dose["expiry"]) == (batch, expiry)


def test_what_was_typed_stands_above_the_scan() -> None:
    raw = f"]d2{KNOWN}1726033110AB1234"
    dose = scanned(raw, batch="ZZ9", expiry="2026-03-05T12:00")
    assert (dose["batch"], dose["expiry"]) == ("ZZ9", "2026-03-05T12:00:00Z")


def test_a_known_article_fills_its_name() -> None:
    dose = scanned(f"]d2{KNOWN}1726033110AB1234")
    assert "product-name-wrong" not in {finding["code"] for finding in dose["findings"]}


def test_an_unknown_article_fills_none() -> None:
    dose = scanned("]d201095060001343521726033110AB1234")
    assert "product-name-wrong" in {finding["code"] for finding in dose["findings"]}
