"""How values read: the field's conventions for names, dates, times, numbers and doses.

NHS common user interface guides (deprecated as a mandate, still the best description): SURNAME,
Given (Title); DD-MMM-YYYY; 24-hour time; NHS number 3-3-4; `8 mg` with a space, a leading zero, no
trailing zeros and commas from 1,000.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from inoadmin.domain.dose import age_years
from inoadmin.domain.people import PatientDetails

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def full_name(details: PatientDetails) -> str:
    """SURNAME, Given (Title)."""
    title = f" ({details.title})" if details.title else ""
    given = f", {details.given_name}" if details.given_name else ""
    return f"{details.family_name.upper()}{given}{title}"


def nhs_number(digits: str) -> str:
    """The ten digits in groups of 3, 3 and 4; "" stays empty."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if digits else ""


def day(on: date) -> str:
    """02-Mar-2026, in English whatever the locale."""
    return f"{on.day:02d}-{MONTHS[on.month - 1]}-{on.year:04d}"


def clock_time(at: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    """Local 24-hour time, with the zone's short name where the clocks show it twice that night."""
    local = at.astimezone(zone)
    shown = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    other = local.replace(fold=1 - local.fold)
    return f"{shown} {local.tzname()}" if other.utcoffset() != local.utcoffset() else shown


def moment(at: datetime, zone: tzinfo) -> str:
    """02-Mar-2026 09:06, local."""
    return f"{day(at.astimezone(zone).date())} {clock_time(at, zone)}"


def moment_near(at: datetime, zone: tzinfo, today: date) -> str:
    """The time alone on the day itself, else with its date."""
    local = at.astimezone(zone)
    return clock_time(at, zone) if local.date() == today else moment(at, zone)


def weekday(on: date) -> str:
    """Mon to Sun."""
    return DAYS[on.weekday()]


def age(born: date, on: date) -> str:
    """Age as in a banner: 65y; in months below two years."""
    years = age_years(born, on)
    if years >= 2:
        return f"{years}y"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    return f"{months}m"


def sex(value: str) -> str:
    """Female, Male, Not Known, Not Specified."""
    return value.title()


def number(value: Decimal, places: int = 4) -> str:
    """No exponent, no trailing zeros, commas from 1,000, half up to `places`."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def dose(value_mg: Decimal) -> str:
    """A dose to 0.01 mg: 1.4 mg."""
    return f"{number(value_mg, 2)} mg"


def volume(value_ml: Decimal) -> str:
    """A volume to 0.1 mL."""
    return f"{number(value_ml, 1)} mL"


def rate(value_ml_h: Decimal) -> str:
    """A rate to 0.1 mL/h."""
    return f"{number(value_ml_h, 1)} mL/h"


def duration(length: timedelta) -> str:
    """1hr 5min, 12min, 40s; the size, without a sign."""
    seconds = int(abs(length).total_seconds())
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    if hours:
        return f"{hours}hr {minutes}min" if minutes else f"{hours}hr"
    return f"{minutes}min" if minutes else f"{seconds}s"


def countdown(length: timedelta) -> str:
    """33:36, or 1:02:05 from an hour on; a leading minus when past."""
    seconds = -(-length // timedelta(seconds=1))
    size, sign = abs(seconds), "-" if seconds < 0 else ""
    hours, minutes, rest = size // 3600, size % 3600 // 60, size % 60
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{rest:02d}"
    return f"{sign}{minutes:02d}:{rest:02d}"


def allergies(known: tuple[str, ...] | None) -> tuple[str, str]:
    """Label and value of the banner's allergy line."""
    if known is None:
        return "Allergies not recorded", ""
    return ("Known allergies", ", ".join(known)) if known else ("No known allergies", "")


def listed(words: tuple[str, ...] | list[str]) -> str:
    """a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def joined(*parts: str) -> str:
    """The parts that say something, with an em dash between."""
    return " — ".join(part for part in parts if part)


def measured(value: Decimal | None, unit: str) -> str:
    """A value with its unit; a missing one says so."""
    return "not recorded" if value is None else f"{number(value)} {unit}"
