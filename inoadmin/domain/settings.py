"""What a ward sets for itself, beside the local figures of the protocol file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AlarmTiming:
    """How alarms sound here. Citation: local; the longest pause, 2 minutes, is the design's.

    `high_every_s` and `medium_every_s`: until acknowledged, a high or medium alarm sounds so often,
    and twice as often once it has sounded for `escalates_after_min`. `reaction_after_min`: a
    reaction opened here sounds only after that, since whoever opened it is there. `pause_s`: how
    long the sound can be paused. `test_every_h`: a sound test is offered so long after the last.
    """

    high_every_s: int = 10
    medium_every_s: int = 30
    escalates_after_min: int = 3
    reaction_after_min: int = 5
    pause_s: int = 120
    test_every_h: int = 12


@dataclass(frozen=True, slots=True)
class ScannerSetup:
    """How the ward's scanner is set up. Citation: local.

    `separators`: further texts that it sends for the group separator ("|", "^]"). `prefix`: what
    it sends before each code, if it is set to. `gap_ms`: the longest pause between two of its keys.
    """

    separators: tuple[str, ...] = ()
    prefix: str = ""
    gap_ms: int = 40


@dataclass(frozen=True, slots=True)
class Settings:
    """What a ward sets for itself. `lock_after_min`: minutes without a hand on keyboard or mouse;
    `backup_folder` empty: beside the database; `backups_kept`: how many daily ones stay.
    """

    ward_name: str = ""
    lock_after_min: int = 3
    backup_folder: str = ""
    backups_kept: int = 14
    alarms: AlarmTiming = field(default_factory=AlarmTiming)
    scanner: ScannerSetup = field(default_factory=ScannerSetup)
