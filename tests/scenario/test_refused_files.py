import pytest

from inoadmin.scenario.loading import load
from inoadmin.scenario.model import (
    ScenarioError,
)
from tests.scenario.files import (
    BASE,
    HEAD,
    ITEMS,
    PATIENT,
    STAFF,
)

REFUSED = [
    ("[", "the file: is not TOML: Invalid initial character for a key part (at end of document)"),
    ("a = " + "[" * 9000, "the file: is nested too deeply"),
    ("colour = 1" + BASE, "the file: unknown key 'colour'"),
    (STAFF, "the file: scenario is missing"),
    ("scenario = 1", "scenario: must be a table, not a whole number"),
    (HEAD + "colour = 1", "scenario: unknown key 'colour'"),
    (HEAD.replace('title = "A title"', ""), "scenario: title is missing"),
    (HEAD.replace('"A title"', "7"), "scenario: title must be text, not a whole number"),
    (HEAD.replace("starts", "# "), "scenario: starts is missing"),
    (HEAD.replace(":00Z", ":00"), "scenario: starts needs its offset from UTC, or Z"),
    (
        HEAD.replace("2026-03-02T08:00:00Z", "2026-03-02"),
        "scenario: starts must be a date and time, not a date",
    ),
    (
        HEAD.replace("2026-03-02T08:00:00Z", "0001-01-01T00:00:00+01:00"),
        "scenario: starts lies beyond the calendar",
    ),
    (
        HEAD.replace("2026-03-02T08:00:00Z", "9999-12-31T23:00:00Z").replace(
            "Europe/London", "Asia/Tokyo"
        ),
        "scenario: starts lies beyond the calendar",
    ),
    (HEAD.replace("timezone", "#"), "scenario: timezone is missing"),
    (HEAD.replace("London", "Atlantis"), "scenario: unknown timezone 'Europe/Atlantis'"),
    (HEAD.replace("Europe/London", "Europe"), "scenario: unknown timezone 'Europe'"),
    (HEAD.replace("Europe/London", "../x"), "scenario: unknown timezone '../x'"),
    (HEAD.replace("Europe/London", ""), "scenario: unknown timezone ''"),
    ("staff = 1" + HEAD, "staff: must be a table, not a whole number"),
    (HEAD + "[staff]\namy = 1", "staff 'amy': must be a table, not a whole number"),
    (BASE.replace("registration", "grade"), "staff 'amy': unknown key 'grade'"),
    (BASE.replace('role = "nurse"', ""), "staff 'amy': role is missing"),
    (BASE.replace('"nurse"', '"doctor"'), "staff 'amy': unknown role 'doctor'"),
    (BASE.replace('"nurse"', "true"), "staff 'amy': role must be text, not true or false"),
    (BASE.replace('name = "Amy Field"', ""), "staff 'amy': name is missing"),
    (
        BASE.replace("Amy Field", " "),
        "staff 'amy': name is missing or too long: 1 to 200 characters",
    ),
    (
        BASE.replace("MOORE", ""),
        "patients 'p1': family name is missing: 1 to 200 characters",
    ),
    (
        BASE + PATIENT.replace("p1", "p2"),
        "patients 'p2': NHS number 9990000018 is registered already",
    ),
    (BASE + "age = 3", "patients 'p1': unknown key 'age'"),
    (BASE.replace("born", "#"), "patients 'p1': born is missing"),
    (
        BASE.replace("1961-07-04", "2026-03-03"),
        "patients 'p1': born lies after the scenario starts",
    ),
    (
        BASE.replace("1961-07-04", '"1961-07-04"'),
        "patients 'p1': born must be a date, not text",
    ),
    (
        BASE.replace("1961-07-04", "1961-07-04T00:00:00"),
        "patients 'p1': born must be a date, not a date and time",
    ),
    (BASE.replace("sex", "#"), "patients 'p1': sex is missing"),
    (BASE.replace('"female"', '"f"'), "patients 'p1': unknown sex 'f'"),
    (BASE.replace("family_name", "#"), "patients 'p1': family_name is missing"),
    (BASE.replace("given_name", "#"), "patients 'p1': given_name is missing"),
    (
        BASE.replace("999 000 0018", "999 123 4560"),
        "patients 'p1': nhs_number '999 123 4560' is not a valid NHS number",
    ),
    (
        BASE.replace("999 000 0018", "999 000 001"),
        "patients 'p1': nhs_number '999 000 001' is not a valid NHS number",
    ),
    (BASE.replace("nhs_number", "#"), "patients 'p1': needs nhs_number or hospital_number"),
    (
        BASE.replace("999 000 0018", " ") + 'hospital_number = " "',
        "patients 'p1': needs nhs_number or hospital_number",
    ),
    (
        BASE + 'allergies = "latex"',
        "patients 'p1': allergies must be a list of texts, not text",
    ),
    (
        BASE + "allergies = [1]",
        "patients 'p1': allergies must be a list of texts, not of a whole number",
    ),
]


@pytest.mark.parametrize(("text", "line"), REFUSED, ids=[line[:50] for _, line in REFUSED])
def test_refused_with_where_and_why(text, line):
    with pytest.raises(ScenarioError) as refusal:
        load(text, ITEMS)
    assert str(refusal.value) == line
