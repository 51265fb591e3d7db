"""The screen reader's part acts on nothing that its user could not: each refusal says why.

One application is started for all of them, on its first page.
"""

from __future__ import annotations

import pytest

from tests.accessibility.place import Place
from tests.accessibility.reader import LostError, Page

FIRST = "What is this ward called?"
QUICK_S = 0.3


def test_it_acts_on_the_page_that_is_shown_and_on_what_is_on_there(place: Place) -> None:
    reader = place.reader
    reader.at(Page(text=FIRST))
    reader.patience(QUICK_S)
    for page, why in (
        (Page(text="Who looks after staff and settings?"), "cannot be read"),
        (Page("Open a dose"), "in front is frame"),
        (Page(step="Bag"), "the step 'Bag' is not the current one"),
    ):
        reader.page = page
        with pytest.raises(LostError, match=why):
            reader.press("Record the ward")
    reader.page = Page(text=FIRST)
    for name in ("Record the manager", "Go on", "No such button"):
        with pytest.raises(LostError, match="0 x push button"):
            reader.press(name)  # on a page that is not shown, or nowhere
    with pytest.raises(LostError, match="shown was"):
        reader.type("Recovery key", "x")
    with pytest.raises(LostError, match="stands '', not 'Ward'"):
        reader.type("Ward name", "Day unit", before="Ward")
    with pytest.raises(LostError, match="was not announced"):
        reader.hears("Recorded: ")
    reader.type("Ward name", "Day unit")
    with pytest.raises(LostError, match="stands 'Day unit', not ''"):
        reader.type("Ward name", "Day unit")
    reader.press("Record the ward")
    reader.patience(None)
    reader.page = Page(text="Who looks after staff and settings?")
    reader.fill(Name="Max Reed", Registration="M-1")
    for name in ("New PIN", "New PIN again"):
        reader.type(name, "350917")
    reader.press("Record the manager")
    reader.at(Page(text="Keep the recovery key"))
    reader.patience(QUICK_S)
    with pytest.raises(LostError, match="is not ENABLED, SENSITIVE"):
        reader.press("Go on")
