"""The state machine of `machine`, as many examples as the profile asks for."""

from __future__ import annotations

from hypothesis import settings

from tests.reliability.machine import Dose

TestDose = Dose.TestCase
TestDose.settings = settings(max_examples=settings().max_examples // 4, stateful_step_count=40)
