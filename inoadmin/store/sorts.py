"""Whether a file is plain or encrypted, as its first bytes tell: looked at before any key is made,
and without asking whoever holds it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from inoadmin.store.opening import look
from inoadmin.store.trouble import opening, refusal
from inoadmin.store.verify_opening import is_plain

_UNTOUCHED: Final = "Nothing was changed."
_NEVER_MIX: Final = "Ward, training and scenario logs never mix."


def refuse_plain(path: Path) -> None:
    """Goes on unless there is a plain log at `path`, which no ward's is.

    Raises:
        StorageError: there is one; the text says of which kind, and what opens it.
    """
    if not path.is_file() or not is_plain(path):
        return
    found = look(path, None)
    kind = found.kind if found else "unknown"
    how = {
        "training": f"It is opened by: inoadmin demo --db {path}",
        "scenario": "It is simulate's: inoadmin simulate FILE --db names it.",
    }.get(kind, "Name another file.")
    raise refusal(
        opening(path),
        f'this is a plain log of kind "{kind}", not a ward\'s',
        how,
        f"{_UNTOUCHED} {_NEVER_MIX}",
    )


def refuse_keyed(path: Path) -> None:
    """Goes on unless there is something at `path` that is no plain database.

    Raises:
        StorageError: there is.
    """
    if not path.exists() or is_plain(path):
        return
    raise refusal(
        opening(path),
        "this is encrypted, as a ward's log is, or no database at all",
        f"{_NEVER_MIX} Name another file.",
        _UNTOUCHED,
    )
