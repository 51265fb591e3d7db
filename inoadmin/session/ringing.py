"""Which alarms are heard, and when: each once, when it begins.

Bell: what has been heard. Ringer and RingMemory: what makes the sound, and what keeps over a
restart of the program, within one boot, what has been heard already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from inoadmin.session.present.alarms import Alarm

#: Whoever reports one is there already.
UNHEARD_AT_FIRST: Final = frozenset({"reaction", "called"})


class Ringer(Protocol):
    """Makes a sound."""

    def ring(self, priority: str, /) -> None:
        """The sound of an alarm of this priority: "high", "medium" or "low"."""
        ...


class RingMemory(Protocol):
    """Keeps what has been heard for as long as the computer runs."""

    def heard(self) -> frozenset[str] | None:
        """The keys kept last; None after a new boot, or when they cannot be read."""
        ...

    def keep(self, keys: frozenset[str]) -> None:
        """Keeps the keys in the place of those before."""
        ...


class Bell:
    """An alarm rings when it begins, however late that is noticed, and not again while it stands.

    Gone and come again it is another one, and so is one of the same kind on another occasion.
    `heard` are the keys of alarms that have been heard before this Bell was made; None: nobody
    knows what was heard, so all that stands rings.
    """

    def __init__(self, heard: Iterable[str] | None = None) -> None:
        self._heard = frozenset(heard or ())
        self._is_new = heard is None

    @property
    def heard(self) -> frozenset[str]:
        """The keys of the alarms that stand and have been heard."""
        return self._heard

    def hear(self, standing: Sequence[Alarm]) -> tuple[Alarm, ...]:
        """Those of the alarms that stand now which are to be heard, gravest first."""
        begun = tuple(alarm for alarm in standing if alarm.key not in self._heard)
        quiet = frozenset[str]() if self._is_new else UNHEARD_AT_FIRST
        self._heard = frozenset(alarm.key for alarm in standing)
        self._is_new = False
        return tuple(alarm for alarm in begun if alarm.code not in quiet)
