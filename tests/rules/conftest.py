"""Here rules are tried, not disks: the scenarios' files lie in memory where there is one."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="package", autouse=True)
def _in_memory() -> Iterator[None]:
    before = tempfile.tempdir
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)
    yield
    tempfile.tempdir = before
