"""All the tables together, in the order of the rulebook's sections."""

from . import (
    bag_cases,
    bloods_cases,
    completion_cases,
    course_cases,
    course_open_cases,
    dose_cases,
    infusion_cases,
    premedication_cases,
    start_cases,
)
from .cases import Attempt, Case

CASES: list[Case] = [
    *course_cases.CASES,
    *dose_cases.CASES,
    *bloods_cases.CASES,
    *bag_cases.CASES,
    *premedication_cases.CASES,
    *start_cases.CASES,
    *infusion_cases.CASES,
    *completion_cases.CASES,
]
ATTEMPTS: list[Attempt] = [
    *course_open_cases.ATTEMPTS,
    *bag_cases.ATTEMPTS,
    *start_cases.ATTEMPTS,
    *completion_cases.ATTEMPTS,
]
ROWS: list[Case | Attempt] = [*CASES, *ATTEMPTS]
