"""`inoadmin export --plain FILE`: a readable copy of the ward's database, for a stated reason.

A manager asks for it with name and PIN; who, why and what is in the log before the copy is made.
"""

from __future__ import annotations

import getpass
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from inoadmin.bootstrap.errand import carry_out
from inoadmin.bootstrap.saying import INVALID, complain
from inoadmin.bootstrap.ward import Ward
from inoadmin.domain.workplace import Exported
from inoadmin.session.accounts import PinError
from inoadmin.session.errands import Answer, Line, MalformedError, Progress, Work
from inoadmin.session.registration import managers_of
from inoadmin.session.service import Service
from inoadmin.session.streams import WORKSTATION
from inoadmin.store.exporting import exporting_plain

EXPORT: Final = "export"
_LONGEST_REASON: Final = 2000


def export_plain(db: Path | None, target: Path, manager: str, reason: str) -> int:
    """Asks for the manager's PIN and writes the copy; the exit status."""
    if not manager.strip() or not reason.strip():
        complain("An export needs --manager NAME and --reason TEXT. Nothing was written.")
        return INVALID
    arguments = {
        "target": str(target.absolute()),
        "manager": manager,
        "reason": reason,
        "pin": read_pin(f"PIN of {manager}: "),
    }
    return carry_out(EXPORT, export_errand, db, arguments)


def export_errand(ward: Ward, arguments: Mapping[str, str]) -> Work:
    """The same on the open log."""
    target, reason = arguments.get("target", ""), arguments.get("reason", "").strip()
    if not target or not reason or len(reason) > _LONGEST_REASON:
        raise MalformedError(
            f"An export needs a file and a reason of 1 to {_LONGEST_REASON} characters. "
            "Nothing was written."
        )
    manager = proven_manager(
        ward.service, arguments.get("manager", ""), arguments.get("pin", ""), "export"
    )
    path, head = Path(target), ward.log.head()
    if path.exists():
        raise MalformedError(f"{path} is there already. Nothing was written.")
    fact = Exported(path.name, reason, head.sequence, head.hash)
    ward.service.ledger.add(WORKSTATION, fact, manager)
    steps = exporting_plain(ward.log.connection, path, key=ward.secrets.key)
    while True:
        try:
            yield Progress(*next(steps))
        except StopIteration as ended:
            copied = ended.value
            break
    yield Line(f"{path}: not encrypted; ends with {copied.sequence}:{copied.hash}")
    yield Line("Whoever has this file can read every patient's record. Delete it when done.")
    return Answer(0)


def proven_manager(service: Service, name: str, pin: str, purpose: str) -> str:
    """The active manager of that name who typed that PIN.

    Raises:
        MalformedError: there is none, several, or the PIN was not taken.
    """
    found = manager_called(service, name)
    try:
        service.accounts.spend(service.accounts.check(found, pin, purpose))
    except PinError as error:
        raise MalformedError(f"{error} Nothing was written.") from error
    return found


def manager_called(service: Service, name: str) -> str:
    """The active manager of that name; where several bear it, the registration tells them apart
    and is given in its place.

    Raises:
        MalformedError: there is none, or several.
    """
    staff, wanted = service.staff(), plain_name(name)
    known = managers_of(staff)
    found = [member for member in known if plain_name(staff[member].name) == wanted]
    if len(found) != 1:
        registered = [m for m in known if plain_name(staff[m].registration) == wanted != ""]
        found = registered or found
    if not found:
        raise MalformedError(f"{name} is not an active manager here. Nothing was written.")
    if len(found) > 1:
        raise MalformedError(
            f"{len(found)} managers here are called {name}: give the registration number in place "
            "of the name. Nothing was written."
        )
    return found[0]


def plain_name(name: str) -> str:
    """A name as it is compared: however its accents, blanks and capitals were typed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def read_pin(prompt: str) -> str:
    """A PIN or key typed unseen, or the first line of what is piped in."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\n")
