from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.scenario.loading import load
from inoadmin.scenario.model import (
    CorrectStep,
    Look,
    RestartApplication,
)
from tests.scenario.files import (
    BASE,
    ITEMS,
    step,
)


def at(hour: int, minute: int = 0, second: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=UTC)


def command_of(fields: str) -> object:
    return load(BASE + step(fields), ITEMS).steps[0].command


@pytest.mark.parametrize(
    ("fields", "command"),
    [
        (
            'command = "history"\ncycle = 1\nday = 1\nstarted = 2026-02-23\ngiven_mg = 1.4',
            c.History(Decimal(1), Decimal(1), date(2026, 2, 23), Decimal("1.4")),
        ),
        (
            'command = "open"\ncycle = 1.5\nprescribed_mg = nan\nheight_cm = inf\n'
            'weight_measured = "-1d 20:00"\nremission = "maybe"',
            None,
        ),
        ('command = "allergies"\nknown = []', c.Allergies(())),
        ('command = "allergies"', c.Allergies()),
        ('command = "bag"\nexpiry = "2026-03"', c.Bag(expiry="2026-03")),
        (
            'command = "bag"\nscan = "]d210AB\\u001D17260331"\nvial_batches = ["a", "b"]',
            c.Bag(scan="]d210AB\x1d17260331", vial_batches=("a", "b")),
        ),
        (
            'command = "bloods"\npanel = "xyz"\ntaken = "-12:00"\ncrcl = 88',
            c.Bloods("xyz", datetime(2026, 3, 1, 20, tzinfo=UTC), crcl=Decimal(88)),
        ),
        ('command = "premed"\nroute = "SC"', c.Premed(route="SC")),
        (
            'command = "second_check"\nsubject = "bag"\nwitness = "ben"',
            c.SecondCheck("bag", "ben"),
        ),
        (
            'command = "authorise"\ncodes = ["no-such"]\nrole = "nurse"\nuntil = "2:00"',
            c.Authorise(("no-such",), role="nurse", until=at(10)),
        ),
        ('command = "authorise"\nlimit = 2', c.Authorise(limit=Decimal(2))),
        (
            'command = "answer"\nitem = "vod-history"\nvalue = "perhaps"\nnote = "n"',
            c.Answer({"vod-history": c.Answered("perhaps", "n")}),
        ),
        (
            'command = "answer"\nitem = "vod-history"',
            c.Answer({"vod-history": c.Answered("")}),
        ),
        ('command = "answer"\nvalue = "yes"', c.Answer({})),
        ('command = "answer"', c.Answer({})),
        (
            'command = "answer"\nanswers = { qt-risk = "no", consent-missing = "yes" }',
            c.Answer({"qt-risk": c.Answered("no"), "consent-missing": c.Answered("yes")}),
        ),
        (
            'command = "correct"\nof = 0\nfield = "weight_kg"\nvalue = 68.5\nreason = "r"',
            CorrectStep(0, "weight_kg", Decimal("68.5"), reason="r"),
        ),
        ('command = "correct"\nvoid = true', CorrectStep(void=True)),
        (
            'command = "correct"\nof = 9\nfield = "occurred"\nvalue = "0:30"',
            CorrectStep(9, "occurred", "0:30", at(8, 30)),
        ),
        (
            'command = "correct"\nof = 9\nfield = "occurred"\nvalue = "half past"',
            CorrectStep(9, "occurred", "half past"),
        ),
        ('command = "look"', Look()),
        ('command = "restart_application"', RestartApplication()),
        ('command = "reaction"\nsymptoms = ["rash"]', c.Reaction(symptoms=("rash",))),
        ('command = "handover"\nto = "ben"', c.Handover("ben")),
    ],
)
def test_commands(fields, command):
    built = command_of(fields)
    if command is None:
        assert isinstance(built, c.Open)
        assert (built.cycle, built.height_cm) == (Decimal("1.5"), Decimal("Infinity"))
        assert built.prescribed_mg is not None
        assert built.prescribed_mg.is_nan()
        assert built.weight_measured == datetime(2026, 2, 28, 12, tzinfo=UTC)
        assert built.remission == "maybe"
    else:
        assert built == command


@pytest.mark.parametrize("name", sorted(c.KINDS))
def test_every_command_loads_bare(name):
    assert command_of(f'command = "{name}"') == c.KINDS[name]()


def test_a_number_too_great_for_any_decimal_reaches_the_domain_as_none():
    built = command_of('command = "blasts"\nx10_9_per_l = 1e9999999999999999999')
    assert isinstance(built, c.Blasts)
    assert built.x10_9_per_l is not None
    assert built.x10_9_per_l.is_nan()


@pytest.mark.parametrize(
    ("target", "field", "value", "instant"),
    [
        ('command = "bloods"', "taken", '"-1:00"', at(7)),
        ('command = "open"', "weight_measured", '"0:01"', at(8, 1)),
        ('command = "bag"', "reconstituted", '"0:02"', at(8, 2)),
        ('command = "authorise"', "until", '"0:03"', at(8, 3)),
        ('command = "bag"', "expiry", '"0:03"', None),
        ('command = "bag"', "reconstituted", "3", None),
        ('command = "look"', "taken", '"0:03"', None),
    ],
)
def test_a_corrected_time_is_an_instant(target, field, value, instant):
    fix = f'command = "correct"\nof = 0\nfield = "{field}"\nvalue = {value}'
    corrected = load(BASE + step(target) + step(fix), ITEMS).steps[1].command
    assert isinstance(corrected, CorrectStep)
    assert corrected.instant == instant
