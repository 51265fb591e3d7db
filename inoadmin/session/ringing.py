"""Which alarms are heard, and when. Pure: the moment is the computer's counter, which nobody sets.

Bell: which alarms have begun and sounded, and whether the sound is paused. Ringer and RingMemory:
what makes the sound, and what keeps over a restart of the program, within one boot, which alarms
had begun.

A high or medium alarm sounds until it is acknowledged, twice as often once that has taken too long;
a low one sounds once. Only the gravest repeats. Bursts follow the habit of IEC 60601-1-8; no
conformity is claimed.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final, Protocol

from inoadmin.domain.settings import AlarmTiming
from inoadmin.session.present.alarms import HIGH, MEDIUM, PRIORITIES, Alarm

#: Whoever reports one is there already.
QUIET_AT_FIRST: Final = frozenset({"reaction", "called"})
#: The longest burst takes less: until then no lesser one sounds into it.
BURST_NS: Final = 4_000_000_000
_S: Final = 1_000_000_000
_MIN: Final = 60 * _S


class Ringer(Protocol):
    """Makes a sound."""

    @property
    def fault(self) -> str:
        """Why nothing can be heard here, in a few words; "" when sounds come."""
        ...

    def ring(self, priority: str, /) -> None:
        """Begins the sound of an alarm of this priority: "high", "medium" or "low"; never waits.

        Raises:
            KeyError: there is no such priority.
        """
        ...


class RingMemory(Protocol):
    """Keeps which alarms had begun for as long as the computer runs."""

    def heard(self) -> Mapping[str, int] | None:
        """When each alarm began, by its key, in nanoseconds of the counter; None after a new boot,
        or when it cannot be read.
        """
        ...

    def keep(self, began: Mapping[str, int]) -> None:
        """Keeps these in the place of those before."""
        ...


class Bell:
    """An alarm sounds when it begins, however late that is noticed. Gone and come again it is
    another one, and so is one of the same kind on another occasion.

    `heard` are alarms that had begun before this Bell was made; None: nobody knows, so all that
    stands sounds at once.
    """

    def __init__(self, heard: Mapping[str, int] | None = None) -> None:
        self._began = dict(heard or {})
        self._sounded = set(self._began)
        self._is_new = heard is None
        self._opening = True
        self._last: dict[str, int] = {}
        self._paused: tuple[int, int] | None = None

    @property
    def began(self) -> Mapping[str, int]:
        """When each alarm that stands began, by its key."""
        return dict(self._began)

    # --- pausing --------------------------------------------------------------------------------

    def pause(self, now_ns: int, timing: AlarmTiming) -> None:
        """Nothing sounds for a while but a new high alarm; while paused, the end stays as it is."""
        if not self.paused_ns(now_ns):
            self._paused = (now_ns, now_ns + timing.pause_s * _S)

    def sound_again(self) -> None:
        """Ends the pause."""
        self._paused = None

    def paused_ns(self, now_ns: int) -> int:
        """How long the sound stays paused; 0: it is not."""
        return 0 if self._paused is None else max(self._paused[1] - now_ns, 0)

    # --- sounding -------------------------------------------------------------------------------

    def hear(
        self,
        standing: Sequence[Alarm],
        acknowledged: Container[str],
        now_ns: int,
        timing: AlarmTiming,
    ) -> tuple[Alarm, ...]:
        """The alarms, gravest first, for which a burst of the first one's priority sounds now."""
        self._take_in(standing, now_ns, timing)
        asking = [
            alarm
            for alarm in standing
            if alarm.key not in acknowledged and self._since(alarm, timing) <= now_ns
        ]
        fresh = [alarm for alarm in asking if alarm.key not in self._sounded]
        if self.paused_ns(now_ns) and not any(alarm.priority == HIGH for alarm in fresh):
            return ()
        self._paused = None  # it is over, or a new high alarm breaks through
        sounding = _gravest(fresh, self._repeating(asking, now_ns, timing))
        if not sounding or self._is_busy(sounding[0].priority, now_ns):
            return ()
        self._last[sounding[0].priority] = now_ns
        self._sounded |= {alarm.key for alarm in sounding}
        return sounding

    def _take_in(self, standing: Sequence[Alarm], now_ns: int, timing: AlarmTiming) -> None:
        """What stands now began now, unless it is known already."""
        self._began = {alarm.key: self._began.get(alarm.key, now_ns) for alarm in standing}
        self._sounded &= self._began.keys()
        if self._opening:
            self._opening = False
            self._open(standing, now_ns, timing)

    def _open(self, standing: Sequence[Alarm], now_ns: int, timing: AlarmTiming) -> None:
        """The first look. What was heard before goes on after its interval; where nobody knows
        whether somebody is there, nothing waits.
        """
        if self._is_new:
            quiet_ns = timing.reaction_after_min * _MIN
            for alarm in standing:
                if alarm.code in QUIET_AT_FIRST:
                    self._began[alarm.key] = now_ns - quiet_ns
            return
        self._last = dict.fromkeys(PRIORITIES, now_ns - BURST_NS)
        self._sounded -= {a.key for a in standing if self._since(a, timing) > now_ns}

    def _since(self, alarm: Alarm, timing: AlarmTiming) -> int:
        """From when on an alarm sounds."""
        quiet_ns = timing.reaction_after_min * _MIN if alarm.code in QUIET_AT_FIRST else 0
        return self._began[alarm.key] + quiet_ns

    def _repeating(
        self, asking: Sequence[Alarm], now_ns: int, timing: AlarmTiming
    ) -> tuple[Alarm, ...]:
        """Those whose next burst is due: of the gravest priority that asks for an answer."""
        every_s = {HIGH: timing.high_every_s, MEDIUM: timing.medium_every_s}
        asked = [alarm for alarm in asking if alarm.priority in every_s]
        if not asked:
            return ()
        priority = asked[0].priority
        mine = tuple(alarm for alarm in asked if alarm.priority == priority)
        late_ns = now_ns - timing.escalates_after_min * _MIN
        pressing = any(self._since(alarm, timing) <= late_ns for alarm in mine)
        interval_ns = every_s[priority] * _S // (2 if pressing else 1)
        last_ns = self._last.get(priority)
        return mine if last_ns is None or now_ns - last_ns >= interval_ns else ()

    def _is_busy(self, priority: str, now_ns: int) -> bool:
        """Whether a graver burst still sounds."""
        graver = PRIORITIES[: PRIORITIES.index(priority)]
        return any(now_ns - self._last.get(each, now_ns - BURST_NS) < BURST_NS for each in graver)


def asks(alarm: Alarm) -> bool:
    """Whether it sounds again and again until somebody has acknowledged it."""
    return alarm.priority in {HIGH, MEDIUM}


def _gravest(fresh: Sequence[Alarm], repeating: Sequence[Alarm]) -> tuple[Alarm, ...]:
    """One burst at a time: what is new, unless something graver is due."""
    if not fresh or (repeating and _rank(repeating[0]) < _rank(fresh[0])):
        return tuple(repeating)
    return tuple(fresh)


def _rank(alarm: Alarm) -> int:
    return PRIORITIES.index(alarm.priority)
