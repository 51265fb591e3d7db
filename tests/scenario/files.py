"""Small scenario files, and where the ones that must pass lie."""

import os
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "tests" / "scenarios").glob("*.toml"))
PROTOCOL = ROOT / "resources" / "protocols" / "inotuzumab-v1.toml"
ITEMS = frozenset(item["code"] for item in tomllib.loads(PROTOCOL.read_text("utf-8"))["items"])

HEAD = """
[scenario]
title = "A title"
starts = 2026-03-02T08:00:00Z
timezone = "Europe/London"
"""
STAFF = """
[staff.amy]
name = "Amy Field"
role = "nurse"
registration = "12A3456E"
[staff.ben]
name = "Ben Okoro"
role = "pharmacist"
"""
PATIENT = """
[patients.p1]
nhs_number = "999 000 0018"
family_name = "MOORE"
given_name = "Jean"
born = 1961-07-04
sex = "female"
"""
SECOND = """
[patients.p2]
hospital_number = "T2"
family_name = "OKORO"
given_name = "Ada"
born = 1970-01-01
sex = "not known"
allergies = ["latex"]
"""
BASE = HEAD + STAFF + PATIENT


def step(fields: str, at: str = "0:00", who: str = 'by = "amy"') -> str:
    """One step's text; `fields` begin with its command."""
    return f'\n[[step]]\nat = "{at}"\n{who}\n{fields}\n'


def shared_scenarios() -> Path | None:
    """The folder of the scenarios that came with the rules, where it is at hand."""
    named = os.environ.get("INOADMIN_SHARED")
    folders = [Path(named)] if named else []
    folders += [ROOT.parent / "shared", ROOT / "shared"]
    return next((each / "scenarios" for each in folders if (each / "scenarios").is_dir()), None)
