"""What the tests of coverage share: a low count, an authorisation, a start that is tried."""

from typing import Any

from .doses import CONSULTANT, ready
from .walk import Walk

START = "1:06"
WINDOW = "premed-window-passed"
LOW = ready().change("fbc", neutrophils=0.7)


def authorise(walk: Walk, at: str, *codes: str, name: str = "", **fields: Any) -> Walk:
    """A consultant authorises the codes."""
    return walk.then(at, "authorise", name, codes=list(codes), **{**CONSULTANT, **fields})


def start(walk: Walk, at: str, **fields: Any) -> set[str]:
    """The codes that refuse the start at that moment; empty when it is accepted."""
    return walk.then(at, "start", "the start", **fields).play().codes("the start")


def fbc(walk: Walk, at: str, taken: str, neutrophils: Any) -> Walk:
    """Another full blood count."""
    return walk.then(at, "bloods", panel="fbc", taken=taken, neutrophils=neutrophils, platelets=90)
