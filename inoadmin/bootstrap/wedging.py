"""The scanner's wedge as the window asks for it: with the keys held so far kept."""

from __future__ import annotations

from inoadmin.scan.wedge import Decision, Wedge, press, settle


class HeldKeys:
    """One keyboard's wedge."""

    def __init__(self) -> None:
        self._wedge = Wedge()

    def press(self, key: str, at_ms: int) -> tuple[str, str | None]:
        """Takes one key's character; gives what a person typed, and a whole scan."""
        return self._take(press(self._wedge, key, at_ms))

    def settle(self, at_ms: int) -> tuple[str, str | None]:
        """Decides what is held once the moment has passed."""
        return self._take(settle(self._wedge, at_ms))

    def _take(self, decision: Decision) -> tuple[str, str | None]:
        self._wedge = decision.wedge
        return decision.typed, decision.scan
