"""A clean dose from the sign-in to the completed record by keyboard alone, each act counted."""

from __future__ import annotations

import sys
from collections import Counter

from tests.journeys import rounds
from tests.journeys.beginnings import AMY, staffed
from tests.journeys.typist import Typist
from tests.journeys.workstation import Workstation

#: Asked more than once because each time it is another sample, set, drug, bag or pump.
EACH_TIME = frozenset(
    {
        *("When", "Sample taken at", "Result reviewed", "Second checker"),
        *("Respiration", "Systolic", "Diastolic", "Pulse", "Temperature"),
        *("Oxygen saturation (SpO2)", "Air or oxygen", "Consciousness"),
        *("Protected from light", "Bag and line protected from light"),
    }
)
#: No more acts than this: Tab stops, keys that do something, fields typed into.
MOST_STOPS, MOST_PRESSES, MOST_TEXTS = 290, 115, 81


def test_a_clean_dose(workstation: Workstation) -> None:
    typist = Typist(workstation)
    staffed(workstation)
    workstation.close()
    workstation.open()
    typist.sign_in(AMY)
    prepare(typist)
    infuse(typist)
    observe_and_complete(typist)
    typist.sees("Completed")
    again = [what for what, times in Counter(typist.asked_for).items() if times > 1]
    assert set(again) <= EACH_TIME
    told = f"{typist.stops} stops, {typist.presses} presses, {typist.texts} fields"
    sys.stdout.write(f"A clean dose by keyboard alone: {told}, {typist.acts} acts in all\n")
    assert typist.stops <= MOST_STOPS, told
    assert typist.presses <= MOST_PRESSES, told
    assert typist.texts <= MOST_TEXTS, told


def prepare(typist: Typist) -> None:
    """Everything before the start."""
    rounds.register_patient(typist, no_allergies=True)
    rounds.open_dose(typist)
    rounds.answer_all(typist, "start")
    typist.press("Dose & bloods ▸")
    rounds.bloods(typist)
    typist.press("Bag ▸")
    rounds.bag(typist)
    rounds.check_bag(typist)
    typist.press("Premedication ▸")
    typist.wait(45)
    rounds.premedicate(typist, "08:40", "08:42", "08:44")
    typist.press("Start ▸")
    typist.wait(29)
    rounds.observe_in_dialog(typist, "Baseline observations…")
    rounds.bedside(typist)


def infuse(typist: Typist) -> None:
    """The hour."""
    typist.sees("Nothing recorded here keeps the start shut")
    typist.choose("Bag and line protected from light", "Yes")
    typist.press("Start MOORE's infusion")
    for _ in range(3):
        typist.wait(15)
        rounds.observe_in_dialog(typist)
    typist.wait(15)
    typist.press("End MOORE's infusion")


def observe_and_complete(typist: Typist) -> None:
    """The hour after, and the signature."""
    for _ in range(2):
        typist.wait(30)
        rounds.observe(typist)
        typist.press("Record observations")
    typist.press("Sign off ▸")
    rounds.answer_all(typist, "complete")
    typist.press("Complete MOORE's administration")
