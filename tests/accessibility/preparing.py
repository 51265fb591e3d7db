"""The first half of a dose, as a screen reader's user gives it: from the first start to all that a
start needs. What happened earlier is recorded with its earlier time.
"""

from __future__ import annotations

from collections.abc import Sequence

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.protocol.loading import load
from tests.accessibility.place import Place
from tests.accessibility.reader import Page

AMY, BEN, MAX = "Amy Field", "Ben Okoro", "Max Reed"
PINS = {AMY: "482915", BEN: "731904", MAX: "350917"}
REGISTRATIONS = {AMY: "12A3456E", BEN: "98B7654E"}
#: Button, the dialog's title, its button, what is typed.
PANELS: Sequence[tuple[str, str, str, dict[str, str]]] = (
    (
        "Peripheral blasts…",
        "Peripheral blasts",
        "Record the blasts",
        {"Peripheral blasts": "2"},
    ),
    (
        "Full blood count…",
        "Full blood count",
        "Record the count",
        {"Neutrophils": "2.1", "Platelets": "120"},
    ),
    (
        "Urea, electrolytes…",
        "Urea and electrolytes",
        "Record",
        {"Creatinine clearance": "90"},
    ),
    (
        "Liver tests…",
        "Liver tests",
        "Record the tests",
        {
            "Bilirubin": "10",
            "Bilirubin upper limit of normal": "21",
            "ALT": "30",
            "ALT upper limit of normal": "40",
        },
    ),
)


class Preparing:
    """Its parts, in their order."""

    def __init__(self, place: Place) -> None:
        self.place, self.reader = place, place.reader

    def first_start(self) -> None:
        """Ward, manager, recovery key, two nurses."""
        reader = self.reader
        reader.at(Page(text="What is this ward called?"))
        reader.type("Ward name", "Day unit")
        reader.press("Record the ward")
        reader.at(Page(text="Who looks after staff and settings?"))
        reader.fill(Name=MAX, Registration="M-1")
        self.new_pin(MAX)
        reader.press("Record the manager")
        reader.at(Page(text="Keep the recovery key"))
        reader.tick("It is kept: written down, printed or saved elsewhere")
        reader.press("Go on")
        for name, known in ((AMY, "Who records here?"), (BEN, f"On record: {AMY}")):
            reader.at(Page(text=known))
            reader.fill(Name=name, Registration=REGISTRATIONS[name])
            reader.type("SACT competence until", self.place.ago(-60 * 24 * 400, dated=True)[:11])
            reader.choose("Role", "Nurse")
            self.new_pin(name)
            reader.press("Record this person")
        reader.at(Page(text=f"{AMY}, {BEN}"))
        reader.press("Finish")

    def new_pin(self, name: str) -> None:
        """Somebody's own PIN, twice."""
        self.reader.type("New PIN", PINS[name])
        self.reader.type("New PIN again", PINS[name])

    def sign_in(self) -> None:
        """Amy, by name and PIN; a wrong PIN is told."""
        reader = self.reader
        reader.at(Page(text="Sign in"))
        reader.type("Name", AMY)
        reader.type(f"PIN of {AMY}", "999999")
        reader.press("Sign in")
        reader.hears("PIN")
        reader.type(f"PIN of {AMY}", PINS[AMY])
        reader.press("Sign in")
        reader.at(Page(text="PATIENTS ON THIS WORKSTATION"))

    def register(self) -> None:
        """The patient."""
        reader = self.reader
        reader.press("+ New patient")
        reader.at(Page("New patient"))
        reader.type("NHS No.", "9990000018")
        reader.fill(Family_name="Moore", Given_name="Jean", Title="Mrs", Born="04-Jul-1961")
        reader.choose("Gender", "Female")
        reader.type("Ward or place", "Bay 3")
        reader.tick("No known allergies")
        reader.press("Register the patient")
        reader.at(Page(step="", text="MOORE, Jean (Mrs)"))
        reader.hears("MOORE, Jean (Mrs). Course.")

    def open_dose(self) -> None:
        """Cycle 1 day 1, four hours ago."""
        reader = self.reader
        reader.press("Open a dose for MOORE…")
        reader.at(Page("Open a dose"))
        reader.fill(Cycle="1", Day_of_the_cycle="1", Prescribed_dose="1.4")
        reader.fill(Height="170", Weight="65")
        reader.choose("Remission", "None")
        reader.choose("Reduced by the prescriber for toxicity", "No")
        reader.choose("Transplant planned", "No")
        reader.tick("Identity confirmed")
        reader.type("When", self.place.ago(240))
        reader.press("Open the dose")
        reader.at(Page(step="Checks"))
        reader.hears("Checks, step 1 of 8. What keeps the start shut (")

    def check(self) -> None:
        """Every item, confirmed."""
        self.answer_all("start", 235, "Recorded: ")
        self.reader.press("Dose & bloods ▸")
        self.reader.at(Page(step="Dose & bloods"))

    def answer_all(self, gate: str, minutes: int, then: str) -> None:
        """Every item that is asked before a gate, so many minutes ago; what is announced then."""
        reader = self.reader
        asked = [
            item
            for item in load(shipped_bytes()).items
            if item.gate == gate and item.asked in {"every dose", "first dose"}
        ]
        assert reader.answer_each("Confirmed") == len(asked)
        reader.type("When", self.place.ago(minutes))
        reader.press("Record these answers")
        self.sign(AMY)
        reader.reads(f"Answered ({len(asked)} of {len(asked)})")
        reader.hears(then)

    def sign(self, *names: str) -> None:
        """Each who is asked types their PIN in place; Enter behind the last records."""
        for name in names:
            self.reader.type(f"PIN of {name}", PINS[name])
        self.reader.key("Return")

    def bloods(self) -> None:
        """Blasts and three panels."""
        reader = self.reader
        for button, title, record, values in PANELS:
            reader.press(button)
            reader.at(Page(title))
            if button != "Peripheral blasts…":
                reader.type("Sample taken at", self.place.ago(300))
                reader.choose("Result reviewed", "Yes")
            for name, value in values.items():
                reader.type(name, value)
            reader.press(record)
            reader.at(Page(step="Dose & bloods"))
            reader.hears("Recorded: ")
        reader.press("Bag ▸")
        reader.at(Page(step="Bag"))

    def bag(self) -> None:
        """From its label; Ben checks it too, with his own PIN, and it is out of the fridge."""
        reader = self.reader
        reader.type("Product on the label", "inotuzumab ozogamicin")
        reader.type("Batch", "AB1234")
        reader.type("Expiry", self.place.ago(-240, dated=True))
        reader.type("Dose on the label", "1.4")
        label = "Patient's name, date of birth and number on the label are this patient's"
        reader.choose(label, "Yes")
        reader.choose("Inspected: intact, no particles, no leak", "Yes")
        reader.choose("Protected from light", "Yes")
        reader.choose("Came from the fridge and must warm up", "Yes")
        reader.type("When", self.place.ago(230))
        reader.press("Record the bag")
        reader.hears("Recorded: ")
        reader.press("Second check of the bag…")
        reader.at(Page("Second check of the bag"))
        reader.pick("Second checker", "Ben Okoro (nurse)")
        reader.type("Second checker reads the dose on the bag", "1.4")
        reader.type("When", self.place.ago(228))
        reader.press("The bag was checked by two")
        self.sign(AMY, BEN)
        reader.at(Page(step="Bag"))
        reader.press("Out of the fridge…")
        reader.at(Page("Out of the fridge"))
        reader.type("When", self.place.ago(225))
        reader.press("Record that it is out")
        reader.at(Page(step="Bag"))
        reader.hears("Recorded: ")
        reader.press("Premedication ▸")
        reader.at(Page(step="Premedication"))

    def premedicate(self) -> None:
        """Three drugs, the last of them 195 minutes ago."""
        reader = self.reader
        for drug, dose, minutes in (
            ("dexamethasone", "", 199),
            ("chlorphenamine", "", 197),
            ("paracetamol", "1000", 195),
        ):
            reader.press(f"{drug} — *")
            if dose:
                reader.type("Dose", dose)
            reader.type("When", self.place.ago(minutes))
            reader.press("Record as given")
            reader.hears(f"Recorded: {drug}")
        reader.press("Start ▸")
        reader.at(Page(step="Start"))

    def start(self) -> None:
        """Observations, the check at the bedside, the start 160 minutes ago."""
        reader = self.reader
        reader.press("Baseline observations…")
        self.vitals(175)
        reader.at(Page(step="Start"))
        reader.press("Bedside check by two…")
        reader.at(Page("Bedside check by two"))
        reader.pick("Second checker", "Ben Okoro (nurse)")
        reader.type("Second checker reads the dose on the pump", "1.4")
        reader.type("Second checker reads the rate on the pump", "50")
        reader.type("When", self.place.ago(170))
        reader.press("Both checked")
        self.sign(AMY, BEN)
        reader.at(Page(step="Start"))

    def vitals(self, minutes: int) -> None:
        """A full set in the dialog that has just opened."""
        self.reader.at(Page("Observations"))
        self.measure(minutes)
        self.reader.press("Record")

    def measure(self, minutes: int) -> None:
        """A full set, typed."""
        reader = self.reader
        reader.fill(Respiration="16", Systolic="120", Diastolic="70", Pulse="72")
        reader.fill(Temperature="36.8")
        reader.type("Oxygen saturation (SpO2)", "98")
        reader.choose("Air or oxygen", "On air")
        reader.choose("Consciousness", "Alert")
        reader.type("When", self.place.ago(minutes))
