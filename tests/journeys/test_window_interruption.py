from __future__ import annotations
from tests.journeys.nurse import Nurse
from tests.journeys import rounds as r

def test_x(nurse: Nurse) -> None:
    nurse.sees("Begin with Staff…")
    r.register_staff(nurse, "Amy Field", "Ben Okoro")
    nurse.choose("Acting as", r.AMY)
    r.register_patient(nurse)
    nurse.sees("No dose is open", "Allergies not recorded")
    r.open_dose(nurse)
    r.answer_all(nurse, "start")
    nurse.press("Record allergies…", within="To be put right here*")
    nurse.type_into("Allergies", "penicillin\nlatex")
    nurse.press("Record")
    nurse.sees("Known allergies penicillin, latex")
    nurse.press("Dose & bloods ▸")
    r.bloods(nurse)
    nurse.press("Bag ▸")
    r.bag(nurse)
    r.check_bag(nurse)
    nurse.press("Premedication ▸")
    nurse.wait(45)
    r.premedicate(nurse, "08:40", "08:42", "08:44")
    nurse.press("Start ▸")
    r.observe_in_dialog(nurse, "Baseline observations…")
    r.bedside(nurse)
    print(nurse.screen())
    assert 0
