"""Inputs that nobody would write, by the hundred thousand: none may crash a reader or pass unseen.

A target takes a seed and a folder of its own, makes an input of it, gives it to the real reader and
says in a word what came of it ("refused", "read"); anything that must not be, it raises. Each input
is known by its seed, and `python -m tests.reliability.fuzzing TARGET SEED 1` tries it again; but an
encrypted database is never the same twice, so a file that failed is kept.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, mkdtemp

from tests.reliability import fuzz_databases, fuzz_files, fuzz_scans
from tests.reliability.tracing import ROOT

Target = Callable[[Random, Path], str]

TARGETS: Mapping[str, Target] = {
    "scanner text": fuzz_scans.target,
    "scenario files": fuzz_files.scenario,
    "protocol files": fuzz_files.protocol,
    "restored databases, plain": fuzz_databases.plain,
    "restored databases, keyed": fuzz_databases.keyed,
}
IN_MEMORY = Path("/dev/shm")  # where there is one, syncs cost nothing


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What came of so many inputs: how many ended in which word, and what must not be."""

    inputs: int
    ends: Mapping[str, int]
    failures: tuple[str, ...] = ()


class Caught:
    """Whatever is raised within it: none of it may be."""

    told = ""
    error: Exception | None = None

    def __enter__(self) -> Caught:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: object
    ) -> bool:
        if isinstance(error, Exception):
            self.error, self.told = error, f"{type(error).__name__}: {error}"[:500]
        return bool(self.told)


def tried(name: str, first: int, count: int) -> Fuzzed:
    """Gives a target the seeds from `first` on."""
    ends: Counter[str] = Counter()
    failures: list[str] = []
    target = TARGETS[name]
    place = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    with TemporaryDirectory(dir=place) as folder:
        for seed in range(first, first + count):
            with Caught() as caught:
                ends[target(Random(f"{name}/{seed}"), Path(folder))] += 1
            if caught.told:
                failures.append(f"{name}, seed {seed}: {caught.told}{kept(Path(folder))}")
    return Fuzzed(count, dict(ends), tuple(failures))


def kept(folder: Path) -> str:
    """Keeps the file that a target failed on, since an encrypted one is never made twice."""
    files = [file for file in folder.iterdir() if file.is_file()]
    if not files:
        return ""
    place = mkdtemp(prefix="reliability-")
    for file in files:
        shutil.copyfile(file, Path(place) / file.name)
    return f" (kept in {place})"


def tried_by_many(name: str, count: int, processes: int) -> Fuzzed:
    """The same in several processes; one that dies is a failure of its own."""
    share = -(-count // processes)
    commands = [
        [sys.executable, "-m", "tests.reliability.fuzzing", name, str(first), str(share)]
        for first in range(0, count, share)
    ]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for command in commands
    ]
    ends: Counter[str] = Counter()
    failures: list[str] = []
    for process, command in zip(running, commands, strict=True):
        answer, _ = process.communicate()
        if process.returncode:
            failures.append(f"{' '.join(command[1:])} ended with {process.returncode}")
            continue
        found = json.loads(answer)
        ends.update(found["ends"])
        failures += found["failures"]
    return Fuzzed(share * len(commands), dict(ends), tuple(failures))


def main(name: str, first: int, count: int) -> int:
    """Tries, and tells as JSON."""
    found = tried(name, first, count)
    told = {"inputs": found.inputs, "ends": found.ends, "failures": found.failures}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
