"""Scanner text: codes put together and damaged, and texts that are no codes.

A reader that guesses is the danger: whatever field it fills must stand in the text, in its form.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from inoadmin.domain.commands import Reading
from inoadmin.domain.people import nhs_number_valid
from inoadmin.scan.gs1 import BATCH_MAX, GS1Scanner
from inoadmin.scan.wristband import read_wristband

GTINS = [("05013457012095", "inotuzumab ozogamicin")]
PREFIXES = ("", "", "]d2", "]C1", "]Q3", "]e0", "]E0", "]X9", "]", " \t")
SEPARATORS = ("\x1d", "\x1d", "\x1d", "␝", "", "|")
SET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-./%+()_\x1d\x1e é🩸\0\u202e"


def target(chance: Random, _folder: Path) -> str:
    """One scan, read as a bag's code and as a wristband."""
    text = damaged(code(chance), chance) if chance.random() < 0.85 else noise(chance)
    reading = GS1Scanner().read(text, GTINS)
    sound(reading, text)
    wristband(text if chance.random() < 0.5 else noise(chance))
    if reading.separator_lost:
        return "separator lost"
    return "read" if reading.gtin or reading.batch or reading.expiry else "nothing read"


def code(chance: Random) -> str:
    """A code of the elements that bags bear, and others, in any order."""
    batch = "".join(chance.choices(SET[:36], k=chance.randint(1, 22)))
    day = f"{chance.randint(0, 99):02}{chance.randint(0, 13):02}{chance.randint(0, 32):02}"
    pieces = [
        "01" + chance.choice((GTINS[0][0], digits(chance, 14))),
        "10" + batch,
        "17" + day,
        f"7003{day}{chance.randint(0, 24):02}{chance.randint(0, 60):02}",
        "21" + digits(chance, chance.randint(1, 21)),
        chance.choice(("11", "15", "30", "99", "710", "400")) + digits(chance, 6),
    ]
    chosen = chance.sample(pieces, chance.randint(1, len(pieces)))
    if chance.random() < 0.15:
        return "".join(f"({piece[:2]}){piece[2:]}" for piece in chosen)
    return chance.choice(PREFIXES) + chance.choice(SEPARATORS).join(chosen)


def digits(chance: Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def damaged(text: str, chance: Random) -> str:
    """A code as a bad line, a torn label or a wrong setting leave it."""
    for _ in range(chance.choice((0, 0, 1, 1, 2, 5))):
        at = chance.randint(0, len(text))
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + 1 :]
            case 1:
                text = text[:at] + chance.choice(SET) + text[at:]
            case 2:
                text = text[:at] + chance.choice(SET) + text[at + 1 :]
            case 3:
                text = text[:at]
            case _:
                text = text[at:] + text[:at]
    return text


def noise(chance: Random) -> str:
    """Any characters at all, and ten digits."""
    match chance.randrange(3):
        case 0:
            return "".join(chance.choices(SET, k=chance.randint(0, 60)))
        case 1:
            return "".join(chr(chance.randrange(0x11000)) for _ in range(chance.randint(0, 30)))
        case _:
            return damaged(chance.choice(("9990000018", "999 000 0026", "T123456")), chance)


def sound(reading: Reading, text: str) -> None:
    """Every field that was filled stands in the text, in its form."""
    bare = text.replace("(", "").replace(")", "")
    told = [reading.gtin, reading.batch, reading.expiry, reading.serial]
    assert any(told) or reading.remarks, "nothing read and nothing said"
    if reading.gtin is not None:
        assert checked(reading.gtin), f"{reading.gtin}: check digit"
        assert reading.gtin.lstrip("0") in bare, f"{reading.gtin} is not there"
    if reading.product is not None:
        assert reading.gtin == GTINS[0][0], "a product without its GTIN"
    for name, value, limit in (
        ("batch", reading.batch, BATCH_MAX),
        ("serial", reading.serial, 20),
    ):
        assert value is None or (value in text and 0 < len(value) <= limit), f"{name} {value!r}"
    if reading.expiry is not None:
        form = r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?"
        match = re.fullmatch(form, reading.expiry)
        assert match, f"expiry {reading.expiry}"
        year, month, day, hour, minute = match.groups()
        timed = year[2:] + month + day + (hour or "") + (minute or "")
        dayless = year[2:] + month + "00" + (hour or "") + (minute or "")
        said = any("names no day" in remark for remark in reading.remarks)
        assert timed in bare or (said and dayless in bare), f"expiry {reading.expiry}"
    if reading.separator_lost:
        assert reading.batch is None, "a batch though its separator was lost"
        assert reading.expiry is None, "an expiry though a separator was lost"


def checked(gtin: str) -> bool:
    """GS1's check digit: weights 3 and 1 from the right."""
    weighted = (int(d) * (3 if n % 2 == 0 else 1) for n, d in enumerate(reversed(gtin[:-1])))
    return len(gtin) == 14 and (10 - sum(weighted) % 10) % 10 == int(gtin[-1])


def wristband(text: str) -> None:
    """A number that is read stands in the text, and ten digits are an NHS number."""
    number = read_wristband(text)
    if number is None:
        return
    assert number in re.sub(r"[\s-]", "", text) or number in text, f"{number!r} is not there"
    if len(number) == 10 and number.isdigit():
        assert nhs_number_valid(number), number
