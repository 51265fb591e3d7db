"""A disk that fails under a real process: what was kept stays, and every refusal is told plainly.

`with_error`: one system call of the process, or each from then on, fails as strace makes it.
`on_full_disk`: a file system of 1 MiB. `ordered`: what the process does to itself (`Orders`).
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reliability.checking import Told, Verdict, look, told
from tests.reliability.namespaces import unshared
from tests.reliability.station import Orders
from tests.reliability.tracing import ROOT, run_traced

DATABASE = "ward.db"
SYNCS, WRITES = "fsync,fdatasync", "pwrite64"

#: What each refusal says: what failed, what is kept, what to do.
PLAIN = re.compile(
    r"Cannot (create|open|write to|read) the log \S+: .+\. "
    r"(Nothing (of this entry was written|was changed)|No log was created"
    r"|What was recorded before it is safe|The database was not touched).*"
    r"(Record on paper|[Mm]ake room|[Aa]sk for|[Cc]lose|[Tt]ry again|[Cc]heck|[Ss]tart|[Rr]estore)"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong for a process, and what came of it."""

    name: str
    told: Told
    verdict: Verdict

    @property
    def wrong(self) -> list[str]:
        """What must not be: loss, damage, a refused event that is there, a sentence not plain."""
        found = [f"{self.verdict.lost} lost"] if self.verdict.lost else []
        if self.verdict.uncalled:
            found.append(f"{self.verdict.uncalled} there though refused")
        if self.verdict.damage:
            found.append(self.verdict.damage)
        return found + [f"not plain: {s}" for s in self.told.sentences if not PLAIN.match(s)]


def with_error(calls: str, error: str, when: str, orders: Orders) -> Fault:
    """A process whose `when`-th call ("7", or "7+" for each from the 7th on) fails.

    Raises:
        CannotTraceError: it cannot be done here.
    """
    with TemporaryDirectory() as place:
        path = Path(place) / DATABASE
        inject = f"inject={calls}:error={error}:when={when}"
        options = ("-e", f"trace={calls}", "-e", inject)
        _, lines = run_traced(orders.command(path), Path(place) / "trace", *options)
        said = told(lines)
        return Fault(f"{error} at {calls} {when}", said, look(path, said))


def ordered(orders: Orders) -> Fault:
    """A process that limits itself."""
    with TemporaryDirectory() as place:
        path = Path(place) / DATABASE
        done = subprocess.run(
            orders.command(path), cwd=ROOT, capture_output=True, text=True, check=False
        )
        said = told(done.stdout.splitlines())
        limit = f"{orders.page_room} pages" if orders.file_bytes is None else "RLIMIT_FSIZE"
        return Fault(limit, said, look(path, said))


def on_full_disk(orders: Orders, size: str = "1m") -> Fault:
    """A process on a file system of that size, which lasts as long as its namespace; it is looked
    at within, first as full as it is, then with room again.

    Raises:
        CannotUnshareError: no file system can be mounted here.
    """
    with TemporaryDirectory() as place:
        program = [sys.executable, "-m", "tests.reliability.faults", place, size]
        lines = unshared(["--mount"], [*program, *orders.command(Path(place) / DATABASE)])
    said = told(lines)
    found = next(line for line in lines if line.startswith("verdict "))
    lost, uncalled, damage = found.removeprefix("verdict ").split("\t")
    return Fault(f"full disk of {size}", said, Verdict(int(lost), int(uncalled), damage))


def main(place: str, size: str, command: list[str]) -> int:
    """Within a namespace of its own: mounts, runs, makes room, looks."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place]
    subprocess.run(mount, check=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    sys.stdout.write(done.stdout)
    subprocess.run(["mount", "-o", "remount,size=16m", place], check=True)
    found = look(Path(place) / DATABASE, told(done.stdout.splitlines()))
    sys.stdout.write(f"verdict {found.lost}\t{found.uncalled}\t{found.damage}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
