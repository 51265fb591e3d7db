"""Played scenarios as record text, and the files it is held against.

`python -m tests.record.golden` writes them anew, to be read through before they are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unicodedata import category

from inoadmin.bootstrap.headless import played
from inoadmin.bootstrap.records import sources
from inoadmin.domain.events import Signature
from inoadmin.record.document import document
from inoadmin.record.plain import as_text
from inoadmin.record.sources import Sources
from inoadmin.session.ports import Head

HERE = Path(__file__).parent
SHARED = HERE.parent / "scenarios"
CASES = {
    "clean": SHARED / "01-clean.toml",
    "authorised": SHARED / "03-window-passed-authorised.toml",
    "interruption": SHARED / "04-interruption-and-restart.toml",
    "reaction": SHARED / "05-reaction-grade-2.toml",
    "scanned-bag": SHARED / "08-scanned-bag.toml",
    "corrected-weight": SHARED / "11-weight-corrected.toml",
    "day-1-elsewhere": SHARED / "12-day-1-elsewhere.toml",
    "started-while-down": SHARED / "13-started-while-down.toml",
    "preparing": HERE / "scenarios" / "preparing.toml",
    "cancelled": HERE / "scenarios" / "cancelled.toml",
    "replaced-bag": HERE / "scenarios" / "replaced-bag.toml",
    "unusual": HERE / "scenarios" / "unusual.toml",
    "voided": HERE / "scenarios" / "voided.toml",
    "everything": HERE / "scenarios" / "everything.toml",
}


@contextmanager
def last_of(file: Path) -> Iterator[Sources]:
    """What the record of a scenario's last administration is made from."""
    with played(file.read_bytes(), None, None) as (run, service):
        yield sources(service, run.administrations[-1])


def steady(src: Sources) -> Sources:
    """The same without what differs from one run or release to the next."""
    events = tuple(
        replace(e, signatures=tuple(unbound(s) for s in e.signatures)) for e in src.events
    )
    return replace(src, events=events, head=Head(1, "0" * 64), software="0.0.0")


def unbound(signature: Signature) -> Signature:
    """A signature without the hash of what it stands over."""
    return replace(signature, over="0" * 64)


def golden_text(file: Path) -> str:
    """The record's text as a golden file holds it."""
    with last_of(file) as src:
        written = as_text(document(steady(src)))
        whole = src.protocol.content_hash
    grouped = " ".join(whole[n : n + 8] for n in range(0, len(whole), 8))
    visible = "".join(f"\\u{ord(c):04x}" if category(c) == "Cf" else c for c in written)
    return visible.replace(grouped, "HASH").replace(whole[:12], "HASH")


def golden_file(name: str) -> Path:
    return HERE / "golden" / f"{name}.txt"


def write_all() -> None:
    for name, file in CASES.items():
        golden_file(name).write_text(golden_text(file), "utf-8")


if __name__ == "__main__":
    write_all()
