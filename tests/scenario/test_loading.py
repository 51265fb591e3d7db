from datetime import UTC, date, datetime

import pytest

from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.scenario.loading import load
from inoadmin.scenario.model import (
    Registration,
    Scenario,
    ScenarioError,
)
from tests.scenario.files import (
    BASE,
    HEAD,
    ITEMS,
    PATIENT,
    SCENARIOS,
    SECOND,
    shared_scenarios,
    step,
)


def at(hour: int, minute: int = 0, second: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=UTC)


class TestEveryScenarioThatMustPass:
    def test_there_are_some(self):
        assert len(SCENARIOS) == 13

    @pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
    def test_loads(self, path):
        assert load(path.read_bytes(), ITEMS).steps

    @pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
    def test_is_the_one_that_came_with_the_rules(self, path):
        folder = shared_scenarios()
        original = path if folder is None else folder / path.name
        assert path.read_bytes() == original.read_bytes()

    def test_none_is_left_out(self):
        folder = shared_scenarios()
        originals = SCENARIOS if folder is None else sorted(folder.glob("*.toml"))
        assert [path.name for path in SCENARIOS] == [path.name for path in originals]


def test_people_and_head():
    scenario = load(BASE + SECOND, ITEMS)
    assert scenario == Scenario(
        title="A title",
        starts=at(8),
        zone="Europe/London",
        staff={
            "amy": StaffDetails("Amy Field", "nurse", "12A3456E"),
            "ben": StaffDetails("Ben Okoro", "pharmacist"),
        },
        patients={
            "p1": Registration(
                PatientDetails("MOORE", "Jean", date(1961, 7, 4), "female", "9990000018")
            ),
            "p2": Registration(
                PatientDetails("OKORO", "Ada", date(1970, 1, 1), "not known", hospital_number="T2"),
                ("latex",),
            ),
        },
        steps=(),
    )


def test_bytes_with_a_mark_and_another_zones_start():
    text = BASE.replace("2026-03-02T08:00:00Z", "2026-03-02T09:00:00+01:00")
    assert load(b"\xef\xbb\xbf" + text.encode(), ITEMS).starts == at(8)


def test_a_step_says_when_who_and_for_whom():
    text = BASE + SECOND + step('command = "end"\npatient = "p2"\noccurred = "-0:05"', "0:10:30")
    (only,) = load(text, ITEMS).steps
    assert (only.index, only.at, only.name, only.by) == (0, at(8, 10, 30), "end", "amy")
    assert (only.patient, only.occurred, only.administration) == ("p2", at(7, 55), None)


def test_the_only_patient_may_be_left_out():
    (only,) = load(BASE + step('command = "end"\nadministration = 1'), ITEMS).steps
    assert (only.patient, only.occurred, only.administration) == ("p1", None, 1)


def test_whoever_was_born_on_the_day_it_starts_may_be_a_patient():
    load(BASE.replace("1961-07-04", "2026-03-02"), ITEMS)


def test_the_day_it_starts_is_the_local_one():
    late = HEAD.replace("T08:00:00Z", "T16:00:00Z").replace("Europe/London", "Asia/Tokyo")
    load(late + PATIENT.replace("1961-07-04", "2026-03-03"), ITEMS)


def test_several_patients_and_steps_that_need_none():
    steps = step('command = "look"', who="") + step('command = "restart_application"', who="")
    loaded = load(BASE + SECOND + steps, ITEMS).steps
    assert [each.patient for each in loaded] == [None, None]


def test_bytes_that_are_no_text():
    with pytest.raises(ScenarioError, match="the file: is not TOML: "):
        load(b"\xff", ITEMS)


def test_a_long_or_strange_key_stays_one_short_line():
    with pytest.raises(ScenarioError) as refusal:
        load(BASE + step('command = "end"\n"' + "x" * 500 + '\\n\\u001b" = 1'), ITEMS)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 100
