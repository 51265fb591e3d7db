"""What every Ringer holds to, the real one and the one that only notes."""

from __future__ import annotations

import pytest

from inoadmin.session.present.alarms import PRIORITIES
from inoadmin.session.ringing import Ringer


def holds(ringer: Ringer) -> None:
    """Asserts the contract on a ringer, with or without a machine that can be heard."""
    for priority in (*PRIORITIES, *reversed(PRIORITIES)):
        ringer.ring(priority)
    with pytest.raises(KeyError):
        ringer.ring("urgent")
    fault = ringer.fault
    assert fault == fault.strip()
    assert not fault.endswith(".")
    ringer.ring(PRIORITIES[0])
    assert ringer.fault == fault, "why nothing is heard does not change by ringing"
