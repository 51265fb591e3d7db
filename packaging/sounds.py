#!/usr/bin/env python3
"""Makes the sounds of alarms, the same bytes each time: run it after changing a figure here.

    python3 packaging/sounds.py [FOLDER]

Written to `resources/sounds` unless a folder is named. The bursts follow the habit of IEC 60601-1-8
for general alarms: ten pulses high, three medium, two low; each pulse a tone of 150 to 1,000 Hz
with harmonics, so that it is placed and heard through noise, and with soft edges. No conformity is
claimed.
"""

from __future__ import annotations

import array
import math
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE_HZ = 22_050
PEAK = 29_000  # of 32,767
HARMONICS = (1.0, 0.8, 0.6, 0.5, 0.4)  # the tone itself and those above it
EDGE = 0.2  # of a pulse, rising and again falling


@dataclass(frozen=True)
class Burst:
    """Pulses of a tone: how long each is, and the silence after each but the last, in ms."""

    tone_hz: int
    pulse_ms: int
    gaps_ms: tuple[int, ...]


_FIVE = (100, 100, 350, 100)  # three and two
BURSTS = {
    "high": Burst(660, 150, (*_FIVE, 800, *_FIVE)),
    "medium": Burst(523, 200, (200, 200)),
    "low": Burst(392, 200, (200,)),
}


def main(arguments: list[str]) -> int:
    """Writes every sound into the folder."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, burst in BURSTS.items():
        write(folder / f"{name}.wav", samples(burst))
    return 0


def samples(burst: Burst) -> array.array[int]:
    """The burst as samples of 16 bits."""
    made = array.array("h")
    for gap_ms in (*burst.gaps_ms, 0):
        made.extend(pulse(burst))
        made.extend([0] * (RATE_HZ * gap_ms // 1000))
    return made


def pulse(burst: Burst) -> list[int]:
    """One pulse, soft at both ends, as loud as it may be."""
    count = RATE_HZ * burst.pulse_ms // 1000
    edge = int(count * EDGE)
    made = [
        tone(2 * math.pi * burst.tone_hz * number / RATE_HZ)
        * math.sin(min(number, count - 1 - number, edge) / edge * math.pi / 2) ** 2
        for number in range(count)
    ]
    loudest = max(map(abs, made))
    return [round(PEAK * each / loudest) for each in made]


def tone(turn: float) -> float:
    """The tone with its harmonics at an angle in radians."""
    return sum(part * math.sin(turn * order) for order, part in enumerate(HARMONICS, 1))


def write(path: Path, made: array.array[int]) -> None:
    """A WAV file of one channel, its bytes the same on every machine."""
    if sys.byteorder == "big":
        made.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(made.itemsize)
        file.setframerate(RATE_HZ)
        file.writeframes(made.tobytes())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
