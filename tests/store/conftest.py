"""What the store's tests share: a place for logs, and a way to meet a refused permission."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from tests.fakes import FakeIds, HandClock
from tests.store.writer import KEY

LONDON = ZoneInfo("Europe/London")
NOBODY = 65534

Opener = Callable[..., SqliteLog]


def behind(log: Any) -> Any:
    """The connection behind a log, for what no user of the log may do."""
    return log._connection


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def opener(tmp_path: Path, clock: HandClock) -> Generator[Opener]:
    """Opens logs in `tmp_path` and closes them at the end: `opener("a.db", "ward", key=KEY)`."""
    opened: list[SqliteLog] = []

    def open_one(name: str | Path = "log.db", kind: str = "scenario", **options: Any) -> SqliteLog:
        options.setdefault("key", KEY if kind == "ward" else None)
        log = open_log(
            tmp_path / name,
            kind,
            LONDON,
            clock=clock,
            ids=FakeIds("database"),
            **options,
        )
        opened.append(log)
        return log

    yield open_one
    for log in opened:
        log.close()


@pytest.fixture
def open_folder() -> Generator[Path]:
    """A folder that any account can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def as_owner_without_privilege(open_folder: Path) -> Callable[[], AbstractContextManager[None]]:
    """Within it permissions bind, even where the tests run as root, whom none binds."""

    @contextmanager
    def unprivileged() -> Generator[None]:
        if os.geteuid() != 0:
            yield
            return
        for path in [open_folder, *open_folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    return unprivileged
