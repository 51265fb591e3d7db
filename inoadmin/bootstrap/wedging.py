"""The scanner's wedge as the window asks for it: with the keys held so far kept."""

from __future__ import annotations

from collections.abc import Callable

from inoadmin.domain.settings import ScannerSetup
from inoadmin.scan.wedge import Decision, Wedge, WedgeSettings, press, settle


class HeldKeys:
    """One keyboard's wedge. `setup`: how the ward's scanner is set up at this moment."""

    def __init__(self, setup: Callable[[], ScannerSetup] = ScannerSetup) -> None:
        self._setup = setup
        self._wedge = Wedge(_settings(setup()))

    @property
    def gap_ms(self) -> int:
        """The longest pause within a scan."""
        return self._wedge.settings.gap_ms

    @property
    def framed(self) -> bool:
        """Whether a scan is known by its prefix."""
        return bool(self._wedge.settings.prefix)

    def press(self, key: str, at_ms: int, *, repeated: bool = False) -> tuple[str, str | None]:
        """Takes one key's character; gives what a person typed, and a whole scan."""
        if not self._wedge.held:
            self._wedge = Wedge(_settings(self._setup()))
        return self._take(press(self._wedge, key, at_ms, repeated=repeated))

    def settle(self, at_ms: int) -> tuple[str, str | None]:
        """Decides what is held once the moment has passed."""
        return self._take(settle(self._wedge, at_ms))

    def _take(self, decision: Decision) -> tuple[str, str | None]:
        self._wedge = decision.wedge
        return decision.typed, decision.scan


def _settings(setup: ScannerSetup) -> WedgeSettings:
    return WedgeSettings(gap_ms=setup.gap_ms, prefix=setup.prefix)
