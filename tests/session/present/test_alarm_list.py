"""What is listed, named in the title and told of the sound, in words."""

from __future__ import annotations

from datetime import timedelta

import inoadmin.session.present.alarm_list as told
from inoadmin.session.acknowledging import acknowledge
from inoadmin.session.present.alarms import Alarm, alarms
from inoadmin.session.sounding import record_test
from tests.session.timed import DAY, HOUR
from tests.wards import HILL, MOOR, MOORE, STARTS, Visit, Ward, ward

MINUTE = timedelta(minutes=1)
WALK = "04-interruption-and-restart.toml"


def busy() -> Ward:
    """Observations overdue twice, and a start window open."""
    return ward(
        Visit(WALK, MOORE, until=67 * MINUTE),
        Visit(WALK, MOOR, later=-2 * MINUTE, until=67 * MINUTE),
        Visit("01-clean.toml", HILL, later=30 * MINUTE, until=52 * MINUTE),
        at=84 * MINUTE,
    )


def lines(here: Ward) -> list[str]:
    """The list as little pictures."""
    standing = alarms(here.service, here.service.now())
    return [
        f"{row.alarm.priority}{' ?' if row.asks else ''} {row.alarm.place}: {row.alarm.said}"
        f"{' / ' if row.acknowledged else ''}{row.acknowledged}"
        for row in told.rows(here.service, standing)
    ]


def test_what_asks_for_an_answer_comes_first_and_who_gave_it_stands_there() -> None:
    here = busy()
    assert lines(here) == [
        "medium ? Bay 5: observations overdue 5min",
        "medium ? Bay 3: observations overdue 3min",
        "low Bay 1: start window open for 26min",
    ]
    first = alarms(here.service, here.service.now())[0]
    acknowledge(here.service, first, "amy")
    assert lines(here) == [
        "medium ? Bay 3: observations overdue 3min",
        "medium Bay 5: observations overdue 5min / Acknowledged by Amy Field 09:24",
        "low Bay 1: start window open for 26min",
    ]


def test_the_title_names_the_place_and_what_is_so_without_figures() -> None:
    here = busy()
    standing = alarms(here.service, here.service.now())
    assert told.title(standing) == "▲ Bay 5: observations overdue (+2) — inoadmin"
    assert told.title(standing[2:]) == "Bay 1: start window open — inoadmin"
    assert told.title(()) == "inoadmin"


def test_the_title_tells_nothing_clinical_and_no_name() -> None:
    high = Alarm("a", "p", "Bay 3", "high", "news2", "NEWS2 9", "Emergency")
    assert told.title((high,)) == "▲ Bay 3: needs a nurse now — inoadmin"
    here = busy()
    for alarm in alarms(here.service, here.service.now()):
        name = told.title((alarm,)).casefold()
        assert not any(d.family_name.casefold() in name for d in (MOORE, MOOR, HILL))


def test_whether_anything_asks() -> None:
    here = busy()
    standing = alarms(here.service, here.service.now())
    assert told.is_asking(standing, ())
    assert not told.is_asking(standing[2:], ())
    assert not told.is_asking(standing, {alarm.key for alarm in standing})


def test_a_test_of_the_sound_is_offered_in_a_sentence() -> None:
    here, now = busy(), STARTS + 84 * MINUTE
    service = here.service
    assert told.offered_test(service, now).startswith("The sound of alarms has not been tested")
    assert told.tested(service, now) == "Sound not tested yet."
    record_test(service, "ben", heard=False)
    assert told.offered_test(service, now) == (
        "Alarms were not heard when the sound was tested at 09:24. Test it again."
    )
    assert told.tested(service, now) == "Sound tested at 09:24 by Ben Okoro: NOT heard."
    record_test(service, "amy", heard=True)
    assert told.offered_test(service, now) == ""
    assert told.offered_test(service, now + 12 * HOUR).startswith(
        "The sound of alarms was last tested at 09:24."
    )
    assert "02-Mar" in told.offered_test(service, now + DAY)
    assert told.tested(service, now) == "Sound tested at 09:24 by Amy Field: heard."


def test_no_sound_says_why_and_what_to_do() -> None:
    assert told.no_sound("the computer has no loudspeaker") == (
        "No sound on this machine: the computer has no loudspeaker. Alarms are only shown. "
        "Keep this screen in sight."
    )
