"""How the tests look at a database from end to end, and the scenes that they tamper with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from inoadmin.bootstrap.verifying import provers
from inoadmin.staff.proving import PepperProver
from inoadmin.store.soundness import run
from inoadmin.store.verdict import Verdict
from inoadmin.store.verify import verifying
from inoadmin.store.verify_heads import SeenEnd
from inoadmin.store.verify_opening import looked_at
from tests.store.conftest import KEY
from tests.store.signed import PEPPER, work_through
from tests.store.tampering import Scene

KINDS = ("ward", "training", "scenario")
Scenes = Callable[[str], Scene]


class Originals:
    """One untouched database of each kind, made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, kind: str, folder: Path) -> Scene:
        """A copy of it to tamper with."""
        original = self._folder / f"{kind}.db"
        if not original.exists():
            work_through(original, kind)
        return Scene(Path(shutil.copyfile(original, folder / f"{kind}.db")), kind)


def verdict(path: Path, kind: str, seen: Sequence[SeenEnd] = (), *, secret: bool = True) -> Verdict:
    """What is found in the database at `path`, with or without the workstation's secret."""
    key = KEY if kind == "ward" else None
    prover_of = provers(PepperProver(PEPPER) if secret else None)
    with looked_at(path, key) as connection:
        keyed = key is not None
        return run(verifying(connection, path, keyed=keyed, prover_of=prover_of, seen=seen))


def lines(found: Verdict) -> list[str]:
    """The faults, a line each."""
    return [fault.line for fault in found.faults]
