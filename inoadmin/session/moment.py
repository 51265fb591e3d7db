"""What was worked out for one moment, kept until the time moves on or something is recorded.

Moment: board, bar, bell and clocks all ask for the same figures of the same tick; each is worked
out once. It holds no truth: a figure that is not there is worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any, TypeVar, cast

Worked = TypeVar("Worked")


class Moment:
    """The figures of one moment, by what they are of."""

    def __init__(self) -> None:
        self._at: datetime | None = None
        self._known: dict[Hashable, Any] = {}

    def recall(self, at: datetime, key: Hashable, work_out: Callable[[], Worked]) -> Worked:
        """The figure under `key` at `at`; `work_out` is asked when it is not known."""
        if at != self._at:
            self._at, self._known = at, {}
        if key not in self._known:
            self._known[key] = work_out()
        return cast("Worked", self._known[key])

    def forget(self) -> None:
        """Something was recorded: nothing that was worked out still holds."""
        self._known = {}
