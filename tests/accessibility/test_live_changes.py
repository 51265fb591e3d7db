"""What is announced in the real application while time goes by: the window opens, an alarm begins,
a start, a reaction; and nothing in the seconds between. The timeline is read as the list it is.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Generator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from inoadmin.domain.people import PatientDetails
from tests.accessibility.desktop import ROOT
from tests.accessibility.place import Place, at_desktop
from tests.accessibility.reader import Page

PIN = "482915"
#: The start window of this file opens 54 minutes on; by then everyone has signed in.
LEAD = timedelta(seconds=25)
OPENS = timedelta(minutes=54)
MOORE = PatientDetails(
    "Moore", "Jean", date(1961, 7, 4), "female", "9990000018", "", "Mrs", "Bay 3"
)
SILENT_S = 3.0


def picture_ward() -> Any:
    """The maker of the pictures' ward, which lies beside no package."""
    place = ROOT / "packaging" / "picture_ward.py"
    spec = importlib.util.spec_from_file_location("picture_ward", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def warming(tmp_path: Path) -> Generator[Place]:
    """The application on a ward with one patient, whose start window is about to open."""
    maker = picture_ward()
    (tmp_path / "ward").mkdir()
    visits = (maker.Visit("01-clean.toml", OPENS - LEAD, MOORE),)
    made = maker.make_ward(tmp_path / "ward", visits)
    ward = {name: made[name] for name in ("INOADMIN_DB", "INOADMIN_KEY_FILE")}
    with at_desktop(tmp_path, ward) as place:
        yield place


def test_what_changes_is_announced_once_and_the_seconds_are_silent(warming: Place) -> None:
    reader = warming.reader
    reader.at(Page(text="Sign in"))
    reader.type("PIN of Amy Field", PIN)
    reader.press("Sign in")
    reader.at(Page(text="PATIENTS ON THIS WORKSTATION"))
    reader.press("Bay 3, *")
    reader.at(Page(step="Start"))
    reader.hears("MOORE, Jean (Mrs). Start, step 5 of 8. What keeps the start shut (1).")
    reader.reads("Too soon after premedication")
    assert reader.listens(SILENT_S) == []
    reader.patience(2 * LEAD.total_seconds())
    reader.hears("Alarm, low: Bay 3: start window open for")
    said = reader.hears("No longer: ")[-1]
    assert "Too soon after premedication" in said
    assert said.endswith("Nothing recorded here keeps the start shut.")
    reader.patience(None)
    focused = [seen.name for seen in reader.look() if "FOCUSED" in seen.states]
    assert set(focused) & {"Start MOORE's infusion", "More…"}  # and not a button beside the page
    start(warming)
    react(warming)
    assert [said for said in reader.listens(SILENT_S) if not said.startswith("Alarm, ")] == []


def start(place: Place) -> None:
    """The start as it happens, with the page's own button."""
    reader = place.reader
    reader.choose("Bag and line protected from light", "Yes")
    reader.press("Start MOORE's infusion")
    reader.type("PIN of Amy Field", PIN)
    reader.key("Return")
    reader.at(Page(step="Infusion"))
    said = reader.hears("Recorded: Infusion started at 50 mL/h")[-1]
    assert "Infusion, step 6 of 8" in said
    lanes = timeline(place)
    for lane in ("Now ", "Bag out: ", "Premedication: ", "Infusion: 50 mL/h, ", "Observation: "):
        assert any(told.startswith(lane) for told in lanes), (lane, lanes)
    (bars,) = (inner for lane, inner in lanes.items() if lane.startswith("Premedication: "))
    assert len(bars) == 4  # the window and three drugs


def timeline(place: Place) -> dict[str, list[str]]:
    """The timeline's lanes, each with its bars and marks, as they are read."""
    lanes: dict[str, list[str]] = {}
    under = ""
    for seen in place.reader.look():
        if seen.role == "list" and seen.name == "Timeline":
            under = "Timeline"
        elif under and seen.role == "list item":
            lanes[seen.name] = []
            under = seen.name
        elif under in lanes and seen.role == "label":
            lanes[under].append(seen.name)
    for lane, inner in lanes.items():
        assert all(part in lane for part in inner), lanes
    return lanes


def react(place: Place) -> None:
    """F9 from the keyboard: stamped, told, and the form can wait."""
    reader = place.reader
    reader.key("F9")
    reader.at(Page("Reaction recorded at *", text="Stop the pump now"))
    said = reader.hears("Recorded: Reaction, not yet graded")[-1]
    assert "What keeps the restart shut" in said
    reader.press("Later: the moment is recorded")
    reader.at(Page(step="Infusion"))
    assert any("interrupted" in lane for lane in timeline(place))
