"""Wires everything that needs no window: the one place that constructs log, clock and service."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.serving import service_on
from inoadmin.clock import UuidIds
from inoadmin.protocol.loading import load
from inoadmin.scenario.clock import ScenarioClock
from inoadmin.scenario.loading import load as load_scenario
from inoadmin.scenario.model import Scenario, ScenarioError
from inoadmin.scenario.runner import Run, Runner
from inoadmin.session.service import Service
from inoadmin.store.opening import open_log

SCENARIO = "scenario"


@dataclass
class Stage:
    """A scenario's database and clock, with the service that is open on it now."""

    scenario: Scenario
    path: Path
    protocol_bytes: bytes
    clock: ScenarioClock = field(init=False)
    service: Service | None = None

    def __post_init__(self) -> None:
        self.clock = ScenarioClock(self.scenario.starts)

    def open(self) -> Service:
        """Closes what is open and opens the log again, as after a power cut."""
        self.close()
        zone = ZoneInfo(self.scenario.zone)
        log = open_log(self.path, SCENARIO, zone, clock=self.clock, ids=UuidIds())
        self.service = service_on(log, self.clock, self.protocol_bytes, zone)
        return self.service

    def close(self) -> None:
        """Closes the log and throws the service away."""
        if self.service is not None:
            self.service.log.close()
            self.service = None


@contextmanager
def played(
    text: bytes, db: Path | None, protocol_bytes: bytes | None
) -> Generator[tuple[Run, Service]]:
    """A scenario played to its end, with the service still open on its log.

    Without `db` the log is a temporary file, deleted at the end.

    Raises:
        ScenarioError: the file is not a valid scenario.
        ProtocolError: the protocol file does not hold.
        StorageError: the database cannot be used.
    """
    data = shipped_bytes() if protocol_bytes is None else protocol_bytes
    scenario = load_scenario(text, [item.code for item in load(data).items])
    with tempfile.TemporaryDirectory(prefix="inoadmin-") as folder:
        stage = Stage(scenario, db or Path(folder) / "scenario.db", data)
        try:
            runner = Runner(scenario, stage.open(), stage.clock, stage.open)
            runner.register()
            yield runner.play(), runner.service
        finally:
            stage.close()


__all__ = ["Run", "ScenarioError", "played", "service_on"]
