"""What the tests of corrections share: a correction, and what an administration then says."""

from typing import Any

from .doses import interrupted
from .walk import Played, Walk

RESUMED = interrupted().then("1:31", "resume", "resume")
FOLLOWS = ("events", "deviations", "id", "version")


def correct(walk: Walk, of: str, at: str = "", **fields: Any) -> Walk:
    """Correct the step of that name, at the walk's end."""
    at = at or walk.last()
    return walk.then(at, "correct", "correction", of=of, **{"reason": "mistyped", **fields})


def void(walk: Walk, of: str) -> Played:
    """Void the step of that name, at the walk's end."""
    return correct(walk, of, void=True).play()


def essence(played: Played) -> dict[str, Any]:
    """An administration without what tells that it was corrected."""
    return {key: value for key, value in played.dose().items() if key not in FOLLOWS}
