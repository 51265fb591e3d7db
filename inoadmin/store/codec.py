"""Facts to text and back, exactly.

Decimals are strings with the exponent as typed (68.0 stays 68.0), instants ISO 8601 in UTC with Z,
lengths of time ISO 8601. A Recorded fact's kind is its command's public name. Every field is
written, so that a default that changes later cannot change what was recorded.

A kind's version counts its upcasters: when the shape of a kind changes, its old shape's upcaster is
entered in UPCASTERS, turns old bodies into new ones while they are read, and stored text is never
touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Final, cast

import msgspec

from inoadmin.domain.commands import KINDS, Act, kind_of
from inoadmin.domain.events import (
    Corrected,
    Fact,
    Opening,
    PatientRegistered,
    Recorded,
    Refused,
    Seen,
    StaffRegistered,
    Used,
)
from inoadmin.domain.workplace import (
    AccountOpened,
    AlarmAcknowledged,
    BackedUp,
    ClockFollowed,
    ClockStepped,
    Exported,
    Locked,
    PinAccepted,
    PinRefused,
    PinSet,
    ReactionCalled,
    ReactionClaimed,
    RecordIssued,
    RecordNotIssued,
    Restarted,
    Restored,
    SettingsChanged,
    SignedIn,
    SignedOut,
    SoundPaused,
    SoundTested,
    StartPlanned,
    WorkplaceFact,
)
from inoadmin.session.ports import StorageError

Body = dict[str, object]
Upcaster = Callable[[Body], Body]


def _with_competence(body: Body) -> Body:
    """Staff were registered without competence or a way to be admitted for a while."""
    details = cast("Body", body["details"])
    return {"details": {**details, "sact_until": None, "temporary": False}}


def _with_reading(body: Body) -> Body:
    """Second checkers were not asked what they read."""
    command = cast("Body", body["command"])
    return {**body, "command": {**command, "dose_read_mg": None, "rate_read_ml_h": None}}


def _with_alarms(body: Body) -> Body:
    """Wards did not set how alarms sound; these were the figures."""
    timing = {
        "high_every_s": 10,
        "medium_every_s": 30,
        "escalates_after_min": 3,
        "reaction_after_min": 5,
        "pause_s": 120,
        "test_every_h": 12,
    }
    return {"settings": {**cast("Body", body["settings"]), "alarms": timing}}


def _with_scanner(body: Body) -> Body:
    """Wards did not say how their scanner is set up; this is how every one was taken to be."""
    setup = {"separators": (), "prefix": "", "gap_ms": 40}
    return {"settings": {**cast("Body", body["settings"]), "scanner": setup}}


UPCASTERS: Final[Mapping[tuple[str, int], Upcaster]] = {
    ("second_check", 1): _with_reading,
    ("settings_changed", 1): _with_alarms,
    ("settings_changed", 2): _with_scanner,
    ("staff_registered", 1): _with_competence,
}

REFUSED, CORRECTED = "refused", "corrected"


class _RecordedBody(msgspec.Struct, forbid_unknown_fields=True):
    command: Body
    typed: bool
    used: tuple[Used, ...]
    unresolved: tuple[str, ...]
    seen: tuple[Seen, ...]
    shown: tuple[str, ...]
    opening: Opening | None


class _NamedCommand(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    fields: Body


class _RefusedBody(msgspec.Struct, forbid_unknown_fields=True):
    command: _NamedCommand
    gate: str
    seen: tuple[Seen, ...]


class _CorrectedBody(msgspec.Struct, forbid_unknown_fields=True):
    target: int
    reason: str
    field: str
    before: str
    after: str
    command: _NamedCommand | None
    occurred_at: datetime | None
    void: bool


def encode(
    fact: Fact, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS
) -> tuple[str, int, str]:
    """A fact's kind, the kind's version, and its body as JSON text.

    Raises:
        StorageError: a text holds a character that cannot be stored.
        ValueError: an instant is without its zone.
    """
    shallow = msgspec.to_builtins(fact, builtin_types=(datetime,), enc_hook=_as_dict)
    body = cast("Body", _plain(shallow))
    if isinstance(fact, Refused | Corrected) and fact.command is not None:
        body["command"] = {"kind": kind_of(fact.command), "fields": body["command"]}
    kind = _kind(fact)
    try:
        text = msgspec.json.encode(body).decode("utf-8")
    except UnicodeEncodeError as error:
        raise StorageError(
            f"Cannot record this ({kind}): a text in it holds a character that cannot be stored. "
            "Nothing was written. Type the text again."
        ) from error
    return kind, _current_version(kind, upcasters), text


def decode(
    kind: str,
    kind_version: int,
    text: str,
    sequence: int,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> Fact:
    """The fact behind a row of the log, in today's shape.

    Raises:
        StorageError: kind or version is unknown here, or the body is not of its kind.
    """
    if kind not in KINDS and kind not in _PLAIN_FACTS and kind not in {REFUSED, CORRECTED}:
        raise _unreadable(sequence, f'its kind "{kind}" is unknown to this version')
    current = _current_version(kind, upcasters)
    if not 1 <= kind_version <= current:
        raise _unreadable(
            sequence, f'version {kind_version} of "{kind}" is unknown to this version'
        )
    try:
        body = msgspec.json.decode(text, type=Body)
        for version in range(kind_version, current):
            body = upcasters[kind, version](body)
        return _fact(kind, body)
    except (msgspec.MsgspecError, KeyError) as error:
        raise _unreadable(sequence, f'its body is not that of "{kind}" ({error})') from error


_PlainFact = PatientRegistered | StaffRegistered | WorkplaceFact
_PLAIN_FACTS: Final[Mapping[str, type[_PlainFact]]] = {
    "patient_registered": PatientRegistered,
    "staff_registered": StaffRegistered,
    "pin_set": PinSet,
    "pin_accepted": PinAccepted,
    "pin_refused": PinRefused,
    "account_opened": AccountOpened,
    "signed_in": SignedIn,
    "signed_out": SignedOut,
    "locked": Locked,
    "reaction_called": ReactionCalled,
    "reaction_claimed": ReactionClaimed,
    "alarm_acknowledged": AlarmAcknowledged,
    "sound_paused": SoundPaused,
    "sound_tested": SoundTested,
    "clock_stepped": ClockStepped,
    "clock_followed": ClockFollowed,
    "restarted": Restarted,
    "backed_up": BackedUp,
    "restored": Restored,
    "exported": Exported,
    "record_issued": RecordIssued,
    "record_not_issued": RecordNotIssued,
    "settings_changed": SettingsChanged,
    "start_planned": StartPlanned,
}


def _fact(kind: str, body: Body) -> Fact:
    if kind in _PLAIN_FACTS:
        return msgspec.convert(body, _PLAIN_FACTS[kind])
    if kind == REFUSED:
        refused = msgspec.convert(body, _RefusedBody)
        return Refused(_named(refused.command), refused.gate, refused.seen)
    if kind == CORRECTED:
        corrected = msgspec.convert(body, _CorrectedBody)
        command = None if corrected.command is None else _named(corrected.command)
        rest = {
            f.name: getattr(corrected, f.name) for f in fields(Corrected) if f.name != "command"
        }
        return Corrected(command=command, **rest)
    recorded = msgspec.convert(body, _RecordedBody)
    rest = {f.name: getattr(recorded, f.name) for f in fields(Recorded) if f.name != "command"}
    return Recorded(command=msgspec.convert(recorded.command, KINDS[kind]), **rest)


def _named(command: _NamedCommand) -> Act:
    return msgspec.convert(command.fields, KINDS[command.kind])


def _kind(fact: Fact) -> str:
    match fact:
        case Recorded(command=command):
            return kind_of(command)
        case Refused():
            return REFUSED
        case Corrected():
            return CORRECTED
        case _:
            return next(name for name, cls in _PLAIN_FACTS.items() if cls is type(fact))


def _current_version(kind: str, upcasters: Mapping[tuple[str, int], Upcaster]) -> int:
    return 1 + sum(1 for upcast_kind, _ in upcasters if upcast_kind == kind)


def _plain(value: object) -> object:
    """The value with every instant as text."""
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in cast("Body", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in cast("list[object]", value)]
    return value


def _as_dict(value: object) -> object:
    """Read-only mappings, which msgspec does not know, as dicts."""
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, object]", value))
    raise TypeError(f"{type(value)} cannot be stored")


def _unreadable(sequence: int, reason: str) -> StorageError:
    return StorageError(
        f"Cannot read entry {sequence} of the log: {reason}. The log is unchanged. "
        "Open it with the version that wrote it, or with a newer one."
    )


def instant_text(instant: datetime) -> str:
    """An instant as ISO 8601 in UTC, to the microsecond, so that texts sort as instants do.

    Raises:
        ValueError: it is without its zone.
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant} is without its zone")
    text = instant.astimezone(UTC).isoformat(timespec="microseconds")
    return text.removesuffix("+00:00") + "Z"


def instant_from(text: str) -> datetime:
    """The instant that `instant_text` wrote."""
    return datetime.fromisoformat(text)
