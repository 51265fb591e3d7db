"""A process killed at any moment loses nothing that it has acknowledged."""

from __future__ import annotations

import os
import random
import select
import subprocess
import sys
from pathlib import Path

from inoadmin.store.chain import verify_chain
from tests.store.conftest import Opener

ROOT = Path(__file__).resolve().parents[2]
KILLS = 30


def killed_writer(path: Path, after_s: float) -> list[str]:
    """What a writer acknowledged that was killed some time after its first word."""
    command = [sys.executable, "-m", "tests.store.writer", "write", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        said = os.read(writer.stdout.fileno(), 65536)
        assert said, "the writer ended by itself"
        # nothing arrives on this pipe: a wait of this length
        idle, other_end = os.pipe()
        select.select([idle], [], [], after_s)
        writer.kill()
        said += writer.stdout.read()
        os.close(idle)
        os.close(other_end)
    whole, _, _ = said.decode().rpartition("\n")
    return whole.splitlines()


def test_every_acknowledged_event_survives_a_kill(tmp_path: Path, opener: Opener) -> None:
    chance = random.Random(0)
    acknowledged: list[str] = []
    for _ in range(KILLS):
        acknowledged += killed_writer(tmp_path / "ward.db", chance.uniform(0, 0.05))
        log = opener("ward.db", "ward")
        stored = {f"{envelope.sequence} {envelope.hash}" for envelope in log.envelopes()}
        assert [line for line in acknowledged if line not in stored] == []
        assert verify_chain(log) is None
        log.close()
    assert len(acknowledged) > KILLS
