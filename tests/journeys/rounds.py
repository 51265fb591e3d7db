"""The parts of a walk that several journeys share, each done at the window."""

from __future__ import annotations

from dataclasses import dataclass

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.protocol.loading import load
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import PINS

AMY = "Amy Field (nurse)"
BEN = "Ben Okoro (nurse)"


@dataclass(frozen=True)
class Person:
    """A patient as they are registered."""

    surname: str
    given: str
    title: str
    number: str
    born: str
    sex: str
    place: str


MOORE = Person("Moore", "Jean", "Mrs", "999 000 0018", "04-Jul-1961", "Female", "Bay 3")


def first_start(nurse: Nurse) -> None:
    """An empty workstation is set up, Max looking after it, and Amy signs in."""
    nurse.type_into("Ward name", "Day unit")
    nurse.press("Record the ward")
    nurse.fill(Name="Max Reed", Registration="M-1")
    new_pin(nurse, "Max Reed")
    nurse.press("Record the manager")
    if nurse.place.recovery is not None:
        nurse.tick("It is kept: written down, printed or saved elsewhere")
        nurse.press("Go on")
    for name, number in (("Amy Field", "12A3456E"), ("Ben Okoro", "98B7654E")):
        nurse.fill(Name=name, Registration=number, SACT_competence_until="31-Dec-2026")
        nurse.choose("Role", "Nurse")
        new_pin(nurse, name)
        nurse.press("Record this person")
        nurse.sees(name)
    nurse.press("Finish")
    nurse.place.sign_in("Amy Field")


def new_pin(nurse: Nurse, name: str) -> None:
    """Somebody types their own new PIN, twice."""
    nurse.type_into("New PIN", PINS[name])
    nurse.type_into("New PIN again", PINS[name])


def register_patient(nurse: Nurse, who: Person = MOORE, *, no_allergies: bool = False) -> None:
    """A patient is registered, and is open then."""
    nurse.press("+ New patient")
    nurse.type_into("NHS No.", who.number)
    nurse.type_into("Family name", who.surname)
    nurse.type_into("Given name", who.given)
    nurse.type_into("Title", who.title)
    nurse.type_into("Born", who.born)
    nurse.choose("Gender", who.sex)
    nurse.type_into("Ward or place", who.place)
    if no_allergies:
        nurse.tick("No known allergies")
    nurse.press("Register the patient")
    nurse.sees(f"{who.surname.upper()}, {who.given} ({who.title})", who.number)


def open_dose(
    nurse: Nurse,
    surname: str = "MOORE",
    *,
    day: str = "1",
    dose: str = "1.4",
    weight: str = "65",
    used: str = "",
) -> None:
    """A dose of cycle 1 is opened: 170 cm."""
    nurse.press(f"Open a dose for {surname}…")
    nurse.fill(Cycle="1", Day_of_the_cycle=day, Prescribed_dose=dose, Height="170", Weight=weight)
    nurse.type_into("Weight used by the prescription", used)
    nurse.choose("Remission", "None")
    nurse.choose("Reduced by the prescriber for toxicity", "No")
    nurse.choose("Transplant planned", "No")
    nurse.tick("Identity confirmed")
    nurse.press("Open the dose")


def answer_all(nurse: Nurse, gate: str) -> None:
    """Every item asked before a gate is answered with yes."""
    items = load(shipped_bytes()).items
    asked = [i for i in items if i.gate == gate and i.asked in {"every dose", "first dose"}]
    for item in asked:
        nurse.choose(item.assertion, "Confirmed")
    nurse.press("Record these answers")
    nurse.sees(f"Answered ({len(asked)} of {len(asked)})")


def bloods(nurse: Nurse, taken: str = "05:30") -> None:
    """Blasts and the three panels, all within their limits."""
    nurse.press("Peripheral blasts…")
    nurse.type_into("Peripheral blasts", "2")
    nurse.press("Record the blasts")
    for button, record, values in (
        ("Full blood count…", "Record the count", {"Neutrophils": "2.1", "Platelets": "120"}),
        ("Urea, electrolytes…", "Record", {"Creatinine clearance": "90"}),
        (
            "Liver tests…",
            "Record the tests",
            {
                "Bilirubin": "10",
                "Bilirubin upper limit of normal": "21",
                "ALT": "30",
                "ALT upper limit of normal": "40",
            },
        ),
    ):
        nurse.press(button)
        nurse.type_into("Sample taken at", taken)
        for name, value in values.items():
            nurse.type_into(name, value)
        nurse.choose("Result reviewed", "Yes")
        nurse.press(record)


def bag(nurse: Nurse, dose: str = "1.4", batch: str = "AB1234") -> None:
    """The bag is typed from its label."""
    nurse.type_into("Product on the label", "inotuzumab ozogamicin")
    nurse.type_into("Batch", batch)
    nurse.type_into("Expiry", "02-Mar-2026 18:00")
    nurse.type_into("Dose on the label", dose)
    inspect_bag(nurse)
    nurse.press("Record the bag")


def inspect_bag(nurse: Nurse) -> None:
    """What is looked at beside the label."""
    label = "Patient's name, date of birth and number on the label are this patient's"
    nurse.choose(label, "Yes")
    nurse.choose("Inspected: intact, no particles, no leak", "Yes")
    nurse.choose("Protected from light", "Yes")
    nurse.choose("Came from the fridge and must warm up", "Yes")


def check_bag(nurse: Nurse, dose: str = "1.4") -> None:
    """Ben checks the bag too, reads its dose and signs; then it is out of the fridge."""
    nurse.press("Second check of the bag…")
    nurse.choose("Second checker", BEN)
    nurse.type_into("Second checker reads the dose on the bag", dose)
    nurse.press("The bag was checked by two")
    nurse.press("Out of the fridge…")
    nurse.press("Record that it is out")


def premedicate(nurse: Nurse, *times: str) -> None:
    """The three premedications that the protocol offers, at typed times; one asks for its dose."""
    drugs = (("dexamethasone", ""), ("chlorphenamine", ""), ("paracetamol", "1000"))
    for (drug, dose), at in zip(drugs, times, strict=True):
        nurse.press(f"{drug} — *")
        if dose:
            nurse.type_into("Dose", dose)
        nurse.type_into("When", at)
        nurse.press("Record as given")


def observe(nurse: Nurse, *, pulse: str = "72", systolic: str = "120", at: str = "") -> None:
    """A full set of observations typed into the form in front."""
    nurse.type_into("Respiration", "16")
    nurse.type_into("Oxygen saturation (SpO2)", "98")
    nurse.choose("Air or oxygen", "On air")
    nurse.fill(Systolic=systolic, Diastolic="70", Pulse=pulse, Temperature="36.8")
    nurse.choose("Consciousness", "Alert")
    nurse.type_into("When", at)


def observe_in_dialog(nurse: Nurse, button: str = "Observations…", at: str = "") -> None:
    """A full set, asked for with a button."""
    nurse.press(button)
    observe(nurse, at=at)
    nurse.press("Record")


def bedside(nurse: Nurse, dose: str = "1.4", rate: str = "50") -> None:
    """Ben checks at the bedside too, reads the pump and signs."""
    nurse.press("Bedside check by two…")
    nurse.choose("Second checker", BEN)
    nurse.type_into("Second checker reads the dose on the pump", dose)
    nurse.type_into("Second checker reads the rate on the pump", rate)
    nurse.press("Both checked")
