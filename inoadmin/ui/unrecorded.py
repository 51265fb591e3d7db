"""What an entry that could not be written is known by, until it is recorded after all."""

from __future__ import annotations

from inoadmin.domain.commands import Command, kind_of

CALLED = "reaction called"  # a reaction's moment before it is known whose it is
_WORDS = {"bag_out": "bag out of the fridge", "vitals": "observations", "premed": "premedication"}


def entry_of(command: Command, subject: str | None) -> str:
    """What an entry is known by: its kind, and the administration or patient that it is about.

    The same entry with another value or time is the same: it was put right, then recorded.
    """
    kind = kind_of(command)
    return f"{_WORDS.get(kind, kind.replace('_', ' '))}/{subject or ''}"
