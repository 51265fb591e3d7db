"""The shipped sounds are what the script makes, and distinct bursts of tones with harmonics."""

from __future__ import annotations

import array
import cmath
import math
import subprocess
import sys
import wave
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "resources" / "sounds"
PRIORITIES = ("high", "medium", "low")


def samples(path: Path) -> tuple[int, array.array[int]]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        made = array.array("h", file.readframes(file.getnframes()))
        if sys.byteorder == "big":
            made.byteswap()
        return file.getframerate(), made


def tones(path: Path) -> list[array.array[int]]:
    """The stretches between silences of 20 ms or more."""
    rate_hz, made = samples(path)
    step = rate_hz // 50
    parts = [made[at : at + step] for at in range(0, len(made), step)]
    found: list[array.array[int]] = []
    for loud, run in groupby(parts, key=lambda part: max(map(abs, part)) > 0):
        if loud:
            joined = array.array("h")
            for part in run:
                joined.extend(part)
            found.append(joined)
    return found


def strength(tone: array.array[int], rate_hz: int, hz: float) -> float:
    """How much of a frequency is in a tone."""
    turn = -2j * math.pi * hz / rate_hz
    return abs(sum(value * cmath.exp(turn * number) for number, value in enumerate(tone)))


def test_the_files_are_what_the_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "packaging" / "sounds.py", tmp_path], check=True)
    assert {p.name for p in tmp_path.iterdir()} == {p.name for p in SHIPPED.iterdir()}
    for path in SHIPPED.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


@pytest.mark.parametrize(("priority", "count"), [("high", 10), ("medium", 3), ("low", 2)])
def test_each_priority_has_its_own_number_of_tones(priority: str, count: int) -> None:
    assert len(tones(SHIPPED / f"{priority}.wav")) == count


@pytest.mark.parametrize(("priority", "tone_hz"), [("high", 660), ("medium", 523), ("low", 392)])
def test_a_tone_is_in_hearing_s_best_range_with_harmonics_and_soft_edges(
    priority: str, tone_hz: int
) -> None:
    path = SHIPPED / f"{priority}.wav"
    rate_hz, _ = samples(path)
    tone = tones(path)[0]
    base = strength(tone, rate_hz, tone_hz)
    for order in (2, 3, 4, 5):
        part = strength(tone, rate_hz, tone_hz * order)
        assert 300 <= tone_hz * order <= 4000
        assert abs(20 * math.log10(part / base)) < 15
    assert strength(tone, rate_hz, tone_hz * 1.5) < base / 10
    assert max(map(abs, tone[: rate_hz // 500])) < max(map(abs, tone)) / 10


def test_the_graver_the_higher_and_the_longer() -> None:
    lengths = [len(samples(SHIPPED / f"{priority}.wav")[1]) for priority in PRIORITIES]
    assert lengths == sorted(lengths, reverse=True)
    rate_hz, made = samples(SHIPPED / "high.wav")
    assert len(made) / rate_hz < 4, "no lesser sound begins within a burst"


def test_none_is_cut_off_at_full_loudness() -> None:
    for priority in PRIORITIES:
        loudest = max(map(abs, samples(SHIPPED / f"{priority}.wav")[1]))
        assert 25_000 < loudest < 32_767
