from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given

from inoadmin.domain.commands import (
    KINDS,
    Answer,
    Answered,
    Blasts,
    Bloods,
    SecondCheck,
    Start,
    Vitals,
)
from inoadmin.domain.events import Corrected, Fact, Recorded, Refused, Seen, StaffRegistered
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.settings import AlarmTiming, ScannerSetup, Settings
from inoadmin.domain.workplace import SettingsChanged
from inoadmin.session.ports import StorageError
from inoadmin.store.codec import decode, encode, instant_from, instant_text
from tests.store.examples import ANY_FACT, AT_WORK, MORNING, REGISTRATIONS, facts_with, note


def there_and_back(fact: Fact) -> Fact:
    kind, version, text = encode(fact)
    return decode(kind, version, text, 1)


@given(ANY_FACT)
def test_any_fact_comes_back_exactly(fact: Fact) -> None:
    back = there_and_back(fact)
    assert back == fact
    assert repr(back) == repr(fact)


@pytest.mark.parametrize("kind", KINDS)
def test_every_command_comes_back_exactly(kind: str) -> None:
    @given(facts_with(KINDS[kind]))
    def comes_back(fact: Fact) -> None:
        assert repr(there_and_back(fact)) == repr(fact)
        named = encode(fact)[0]
        assert named == (kind if isinstance(fact, Recorded) else type(fact).__name__.lower())

    comes_back()


@given(REGISTRATIONS)
def test_registrations_come_back_exactly(fact: Fact) -> None:
    assert there_and_back(fact) == fact
    assert encode(fact)[0] in {"patient_registered", "staff_registered"}


def test_a_decimal_keeps_the_exponent_it_was_typed_with() -> None:
    text = encode(Recorded(Vitals(temperature=Decimal("68.0"))))[2]
    assert json.loads(text)["command"]["temperature"] == "68.0"
    for typed in ("68", "68.0", "0.10", "1.5E+2", "-0.0", "1E-7"):
        assert repr(there_and_back(Recorded(Blasts(Decimal(typed))))) == repr(
            Recorded(Blasts(Decimal(typed)))
        )


def test_an_instant_is_written_in_utc_with_z() -> None:
    summer = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    text = encode(Recorded(Bloods(panel="fbc", taken=summer)))[2]
    assert json.loads(text)["command"]["taken"] == "2026-07-01T08:30:00.000000Z"


def test_an_instant_without_its_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        encode(Recorded(Bloods(panel="fbc", taken=MORNING.replace(tzinfo=None))))


def test_instants_as_texts_sort_as_instants() -> None:
    instants = [MORNING, MORNING + timedelta(microseconds=1), MORNING + timedelta(seconds=1)]
    assert sorted(map(instant_text, instants)) == [instant_text(i) for i in instants]
    assert [instant_from(instant_text(i)) for i in instants] == instants
    assert instant_from(instant_text(MORNING)).tzinfo is UTC


def test_a_read_only_mapping_is_written_like_any_other() -> None:
    answers = {"vod-history": Answered("yes")}
    assert there_and_back(Recorded(Answer(MappingProxyType(answers)))) == Recorded(Answer(answers))


def test_every_field_is_written_defaults_included() -> None:
    body = json.loads(encode(Refused(Start(), "start", (Seen("bag-missing", ""),)))[2])
    assert body["command"] == {
        "kind": "start",
        "fields": {
            "rate_ml_h": None,
            "light_protected": True,
            "access": "",
            "pump": "",
            "already_happened": False,
            "reason": "",
        },
    }


def test_a_void_holds_no_command() -> None:
    void = Corrected(target=3, reason="Wrong patient", void=True)
    assert there_and_back(void) == void


def test_a_character_that_cannot_be_stored_is_refused() -> None:
    with pytest.raises(StorageError, match="character that cannot be stored"):
        encode(note("half a pair: \ud800"))


@pytest.mark.parametrize(
    ("kind", "version", "body", "reason"),
    [
        ("teleport", 1, "{}", 'entry 7 of the log: its kind "teleport" is unknown'),
        ("correct", 1, "{}", 'kind "correct" is unknown'),
        ("start", 2, "{}", 'entry 7 of the log: version 2 of "start" is unknown'),
        ("start", 0, "{}", 'version 0 of "start" is unknown'),
        ("start", 1, "{}", 'entry 7 of the log: its body is not that of "start"'),
        ("start", 1, "[]", 'body is not that of "start"'),
        ("start", 1, "not JSON", 'body is not that of "start"'),
        (
            "refused",
            1,
            '{"command": {"kind": "teleport", "fields": {}}, "gate": "start", "seen": []}',
            'body is not that of "refused"',
        ),
    ],
)
def test_what_is_unknown_here_is_refused_by_its_number(
    kind: str, version: int, body: str, reason: str
) -> None:
    with pytest.raises(StorageError, match=reason):
        decode(kind, version, body, 7)


@given(AT_WORK)
def test_what_happens_at_the_workplace_comes_back_exactly(fact: Fact) -> None:
    assert there_and_back(fact) == fact
    words = re.findall("[A-Z][a-z]*", type(fact).__name__)
    assert encode(fact)[0] == "_".join(words).lower()


def test_settings_from_before_alarms_were_set_are_read_with_the_figures_of_then() -> None:
    then = '{"ward_name":"Day unit","lock_after_min":5,"backup_folder":"","backups_kept":14}'
    read = decode("settings_changed", 1, f'{{"settings":{then}}}', 1)
    timing = AlarmTiming(10, 30, 3, 5, 120, 12)
    scanner = ScannerSetup((), "", 40)
    assert read == SettingsChanged(Settings("Day unit", 5, alarms=timing, scanner=scanner))


def test_settings_from_before_the_scanner_was_set_are_read_as_every_one_was_taken_to_be() -> None:
    then = (
        '{"ward_name":"Day unit","lock_after_min":5,"backup_folder":"","backups_kept":14,'
        '"alarms":{"high_every_s":9,"medium_every_s":30,"escalates_after_min":3,'
        '"reaction_after_min":5,"pause_s":120,"test_every_h":12}}'
    )
    read = decode("settings_changed", 2, f'{{"settings":{then}}}', 1)
    scanner = ScannerSetup((), "", 40)
    timing = AlarmTiming(high_every_s=9)
    assert read == SettingsChanged(Settings("Day unit", 5, alarms=timing, scanner=scanner))


def test_what_the_first_version_wrote_is_read() -> None:
    staff = '{"details":{"name":"Amy Field","role":"nurse","registration":"1","active":true}}'
    registered = decode("staff_registered", 1, staff, 1)
    assert registered == StaffRegistered(StaffDetails("Amy Field", "nurse", "1"))
    check = (
        '{"command":{"subject":"bag","witness":"ben"},"typed":false,"used":[],"unresolved":[],'
        '"seen":[],"shown":[],"opening":null}'
    )
    assert decode("second_check", 1, check, 2) == Recorded(SecondCheck("bag", "ben"))
    assert encode(Recorded(SecondCheck("bag", "ben")))[1] == 2


def test_an_old_shape_is_brought_up_to_date_while_it_is_read() -> None:
    def renamed(body: dict[str, Any]) -> dict[str, Any]:
        command = dict(body["command"])
        command["text"] = command.pop("words")
        return {**body, "command": command}

    def shouted(body: dict[str, Any]) -> dict[str, Any]:
        command = dict(body["command"])
        command["text"] = command["text"].upper()
        return {**body, "command": command}

    upcasters = {("addendum", 1): renamed, ("addendum", 2): shouted}
    kind, version, text = encode(note("a word"), upcasters)
    assert (kind, version) == ("addendum", 3)
    assert decode(kind, 3, text, 1, upcasters) == note("a word")
    assert decode(kind, 2, text, 1, upcasters) == note("A WORD")
    old = text.replace('"text":', '"words":')
    assert decode(kind, 1, old, 1, upcasters) == note("A WORD")
    assert encode(Recorded(Start()), upcasters)[1] == 1
