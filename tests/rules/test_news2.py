"""NEWS2: every band of every parameter at both of its ends, in one walk of observations."""

from typing import Any

from .doses import VITALS, ready
from .walk import instant, offset

# Each row: the parameters that differ from a set that scores 0, and the score.
BANDS: list[tuple[dict[str, Any], int]] = [
    *[({"resp_rate": rate}, score) for rate, score in
      ((8, 3), (9, 1), (11, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3))],
    *[({"spo2": value}, score) for value, score in
      ((91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (100, 0))],
    # Scale 2: on air nothing above its target scores, on oxygen it does, besides 2 for oxygen.
    *[({"spo2": value, "spo2_scale": 2}, score) for value, score in
      ((83, 3), (84, 2), (85, 2), (86, 1), (87, 1), (88, 0), (92, 0), (93, 0), (97, 0))],
    *[({"spo2": value, "spo2_scale": 2, "oxygen": True}, score + 2) for value, score in
      ((83, 3), (85, 2), (87, 1), (88, 0), (92, 0), (93, 1), (94, 1), (95, 2), (96, 2), (97, 3))],
    ({"oxygen": True}, 2),
    *[({"systolic": value}, score) for value, score in
      ((90, 3), (91, 2), (100, 2), (101, 1), (110, 1), (111, 0), (219, 0), (220, 3))],
    *[({"pulse": value}, score) for value, score in
      ((40, 3), (41, 1), (50, 1), (51, 0), (90, 0), (91, 1), (110, 1), (111, 2), (130, 2),
       (131, 3))],
    *[({"consciousness": value}, score) for value, score in
      (("A", 0), ("C", 3), ("V", 3), ("P", 3), ("U", 3))],
    *[({"temperature": value}, score) for value, score in
      ((35.0, 3), (35.1, 1), (36.0, 1), (36.1, 0), (38.0, 0), (38.1, 1), (39.0, 1), (39.1, 2))],
]  # fmt: skip


def test_every_band_scores_as_the_chart_says() -> None:
    walk = ready().until("baseline")
    for second, (fields, _) in enumerate(BANDS):
        walk = walk.then(offset(1800 + second), "vitals", **{**VITALS, **fields})
    played = walk.play()
    assert played.refused() == {}
    totals = {entry["at"]: entry["total"] for entry in played.dose()["news2"]}
    expected = {instant(offset(1800 + second)): score for second, (_, score) in enumerate(BANDS)}
    assert totals == expected
