"""Ends of the log that were seen outside of it: printed on a record, or kept beside the key.

A chain that was cut, or written anew from some entry on, holds in itself. It no longer holds what
was its end before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from inoadmin.session.ports import Head
from inoadmin.store.chain import Envelope
from inoadmin.store.schema import NO_HASH
from inoadmin.store.verdict import HEADS, Fault, plain, short

LEAST_DIGITS: Final = 12
_TYPED: Final = re.compile(
    rf"(?:(?P<sequence>[0-9]{{1,12}}):)?(?P<digits>[0-9a-f]{{{LEAST_DIGITS},64}})"
)
_CODE: Final = re.compile(r"INO-[0-9]+v[0-9]+(?=[0-9a-f]{64}$)", re.IGNORECASE)


class MistypedHeadError(Exception):
    """What was typed is no end of a log; the text says what may be typed."""


@dataclass(frozen=True, slots=True)
class SeenEnd:
    """An end of the log as it was seen: a hash or its first digits, and its entry's number when
    that is known. `where` says where ("printed"); `database_id` is empty when that is not known.
    `may_be_later`: what is checked is a copy, which may end before it.
    """

    digits: str
    sequence: int | None = None
    where: str = "printed"
    database_id: str = ""
    may_be_later: bool = False


def read_head(text: str) -> SeenEnd:
    """A printed end as it was typed: "SEQUENCE:HASH", the hash alone, its first 12 digits or more,
    in groups or not, or what the record's square code says.

    Raises:
        MistypedHeadError: it is none of these.
    """
    bare = _CODE.sub("", re.sub(r"\s+", "", text)).lower()
    found = _TYPED.fullmatch(bare)
    if found is None:
        raise MistypedHeadError(
            f'"{plain(text)}" is no end of a log: SEQUENCE:HASH or the hash alone, as printed on '
            f"the record's last page; its first {LEAST_DIGITS} digits (0-9, a-f) are enough."
        )
    sequence = found["sequence"]
    return SeenEnd(found["digits"], None if sequence is None else int(sequence))


class Ends:
    """The ends that were seen, held against the log while it goes by."""

    def __init__(self, seen: Iterable[SeenEnd], database_id: str) -> None:
        self._seen = tuple(seen)
        self._database_id = database_id
        self._there = {end: NO_HASH for end in self._seen if end.sequence == 0}
        self._met = {end for end in self._there if NO_HASH.startswith(end.digits)}

    def __len__(self) -> int:
        return len(self._seen)

    def pass_by(self, envelope: Envelope) -> None:
        """Takes the next entry in."""
        for end in self._seen:
            if end.sequence == envelope.sequence:
                self._there[end] = envelope.hash
            if end.sequence in {None, envelope.sequence} and envelope.hash.startswith(end.digits):
                self._met.add(end)

    def faults(self, head: Head) -> Iterator[Fault]:
        """What is not there; `head` is where the log ends now."""
        for end in self._seen:
            if end.database_id not in {"", self._database_id}:
                yield Fault(
                    HEADS,
                    f"this is another database than the one {end.where} (its id is "
                    f"{plain(self._database_id)}, that one's {plain(end.database_id)}): it was "
                    "exchanged",
                )
            elif end not in self._met:
                yield from self._missing(end, head)

    def _missing(self, end: SeenEnd, head: Head) -> Iterator[Fault]:
        cut = "the log was cut or written anew after it was " + end.where
        if end in self._there:
            found = self._there[end]
            yield Fault(
                HEADS,
                f"entry {end.sequence} has the hash {short(found)}, not {short(end.digits)} as "
                f"{end.where}: {cut}",
            )
        elif end.sequence is None:
            yield Fault(HEADS, f"no entry has the hash {short(end.digits)} as {end.where}: {cut}")
        elif not end.may_be_later:
            yield Fault(
                HEADS,
                f"the log ends at entry {head.sequence}, before entry {end.sequence} "
                f"({short(end.digits)}) as {end.where}: {cut}",
            )
