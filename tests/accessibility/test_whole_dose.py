"""A whole dose in the real application, from its first start, by a screen reader's means alone."""

from __future__ import annotations

import sys
import time

from tests.accessibility.giving import Walk
from tests.accessibility.place import Place

LONGEST_S = 240


def test_a_whole_dose(place: Place) -> None:
    began = time.monotonic()
    walk = Walk(place)
    walk.first_start()
    walk.sign_in()
    walk.register()
    walk.open_dose()
    walk.check()
    walk.bloods()
    walk.bag()
    walk.premedicate()
    walk.start()
    walk.infuse()
    walk.react()
    walk.resume_and_end()
    walk.observe()
    walk.sign_off()
    took = time.monotonic() - began
    told = f"A whole dose by screen reader: {walk.reader.acts} acts in {took:.0f} s"
    sys.stdout.write(f"{told}\n")
    assert took < LONGEST_S, told
