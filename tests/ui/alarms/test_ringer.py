"""The sound of alarms for real: recorded, without its library, without anything to play on."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from inoadmin.session.present.alarm_list import no_sound
from inoadmin.session.present.alarms import PRIORITIES
from inoadmin.ui.alarms.ringer import NO_DEVICE, NO_LIBRARY, NOT_PLAYED
from tests.fakes import FakeRinger
from tests.ui.alarms.hearing import (
    PATIENCE_S,
    ROOT,
    null_sink,
    pulses,
    record,
    silent_machine,
)
from tests.ui.alarms.ringer_contract import holds

RINGING = [sys.executable, "-m", "tests.ui.alarms.ringing"]
#: Of each priority: how many tones, how long each, and the silences between them, in ms.
BURSTS = {
    "high": (10, 150, [100, 100, 350, 100, 800, 100, 100, 350, 100]),
    "medium": (3, 200, [200, 200]),
    "low": (2, 200, [200]),
}
TOLERANCE_MS = 45


def rung(environment: Mapping[str, str], *arguments: str) -> dict[str, Any]:
    """What came of ringing in a process of its own."""
    done = run(
        [*RINGING, *arguments],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_one_that_notes_holds_to_the_contract() -> None:
    ringer = FakeRinger()
    holds(ringer)
    assert ringer.sounds == ["high", "medium", "low", "low", "medium", "high", "high"]
    ringer.breaks("the computer has no loudspeaker")
    holds(ringer)


def test_without_the_library_it_holds_to_the_contract_and_says_what_is_missing(
    tmp_path: Path,
) -> None:
    came = rung(silent_machine(tmp_path), "--no-library")
    assert came["fault"] == NO_LIBRARY.format("libpulse.so.0")
    assert came["told"] == [came["fault"]], "said once, however often it rings"
    assert "libpulse.so.0" in no_sound(came["fault"])


def test_without_a_device_it_holds_to_the_contract_and_says_so(tmp_path: Path) -> None:
    came = rung(silent_machine(tmp_path))
    assert came["fault"] == NO_DEVICE
    assert came["told"] == [NO_DEVICE]
    assert not came["imported before"]


def test_with_a_sound_server_it_holds_to_the_contract() -> None:
    with null_sink() as sink:
        came = rung(sink.environment)
    assert (came["fault"], came["told"]) == ("", [])


@pytest.mark.parametrize("priority", PRIORITIES)
def test_each_priority_is_heard_as_its_own_burst(priority: str) -> None:
    count, tone_ms, silences_ms = BURSTS[priority]
    with null_sink() as sink:
        heard, printed = record(sink, [*RINGING, priority])
    assert json.loads(printed)["played"] == [True]
    found = pulses(heard)
    assert len(found) == count, found
    assert found[0][0] > 900, "a second of silence comes first"
    assert all(abs(length - tone_ms) <= TOLERANCE_MS for _, length in found), found
    gaps = [after - sum(before) for before, after in ((p, q[0]) for p, q in pairwise(found))]
    apart = [abs(gap - wanted) for gap, wanted in zip(gaps, silences_ms, strict=True)]
    assert max(apart) <= TOLERANCE_MS, found


def test_a_sound_server_that_has_gone_is_noticed() -> None:
    """Qt tells nothing: the sound begins and does not end."""
    with null_sink() as sink:
        came = rung(sink.environment, "--gone", str(sink.pid), "medium")
    assert came["played"] == [True]
    assert came["told"] == [NOT_PLAYED]
