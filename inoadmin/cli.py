"""The command line: `inoadmin` opens the window, `inoadmin simulate FILE` plays a scenario.

Exit status: 0 done; 1 an expectation was missed, or what was checked does not hold; 2 the input is
not valid; 3 the database or the machine does not allow it; 4 a fault of the program's own; 130
stopped by the keyboard. A refusal is one line on standard error.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn, cast

from inoadmin.bootstrap.saying import INVALID, complain

Options = argparse.Namespace
Add = Callable[..., argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and gives the exit status."""
    options = parser().parsed(arguments)
    command = cast("str | None", options.command)
    if command is None:
        return window(options)
    if command == "demo":
        return demo(options)
    from inoadmin.bootstrap.guarding import guard

    with guard(None if command in _WITHOUT_A_WARD else options.db) as guarded:
        return _COMMANDS[command](options)
    return guarded.status


def window(options: Options) -> int:
    """Opens the window."""
    from inoadmin.bootstrap.start import start_window

    return start_window(options.db)


def demo(options: Options) -> int:
    """Opens the window on a practice database."""
    from inoadmin.bootstrap.start import start_demo

    return start_demo(options.db, fresh=options.fresh)


def simulate(options: Options) -> int:
    """Plays a scenario file."""
    from inoadmin.bootstrap.commands import simulate

    return simulate(options.file, options.db, options.pdf, options.json, options.protocol)


def protocol(options: Options) -> int:
    """Prints or checks a protocol file."""
    from inoadmin.bootstrap.commands import check_protocol, show_protocol

    if options.action == "check":
        return check_protocol(options.file)
    return show_protocol(options.file)


def verify(options: Options) -> int:
    """Checks a database."""
    from inoadmin.bootstrap.verifying import verify

    return verify(options.db, options.head, copy=options.copy)


def backup(options: Options) -> int:
    """Writes a backup."""
    from inoadmin.bootstrap.backing import back_up

    return back_up(options.db, options.folder)


def restore(options: Options) -> int:
    """Puts a backup in the place of the database."""
    from inoadmin.bootstrap.restoring import restore

    return restore(options.db, options.file, with_recovery_key=options.recovery_key)


def unlock(options: Options) -> int:
    """Brings a lost key back."""
    from inoadmin.bootstrap.unlocking import unlock

    return unlock(options.db, options.manager)


def change_key(options: Options) -> int:
    """Changes the database's key."""
    from inoadmin.bootstrap.unlocking import change_key

    return change_key(options.db, options.manager)


def export(options: Options) -> int:
    """Writes a readable copy."""
    from inoadmin.bootstrap.exporting import export_plain

    return export_plain(options.db, options.plain, options.manager, options.reason)


def downtime_form(options: Options) -> int:
    """Writes the blank form."""
    from inoadmin.bootstrap.commands import write_downtime_form

    return write_downtime_form(options.file)


_COMMANDS: Final[Mapping[str, Callable[[Options], int]]] = {
    "simulate": simulate,
    "protocol": protocol,
    "verify": verify,
    "backup": backup,
    "restore": restore,
    "unlock": unlock,
    "change-key": change_key,
    "export": export,
    "downtime-form": downtime_form,
}


# Theirs is a scenario's database, or none.
_WITHOUT_A_WARD: Final = frozenset({"simulate", "protocol", "downtime-form"})
_OPTION: Final = re.compile(r"--[a-z][a-z-]*", re.ASCII)
_REPEATED: Final = re.compile(r"ignored explicit argument .*", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """Refuses in one line, and repeats no value that does not belong: it may be a PIN or a key."""

    def parsed(self, arguments: Sequence[str] | None) -> Options:
        """What was typed."""
        known, more = self.parse_known_args(arguments)
        if more:
            names = [word.partition("=")[0] for word in more]
            unknown = ", ".join(name for name in names if _OPTION.fullmatch(name))
            self.error(f"{unknown}: not known here" if unknown else _TOO_MANY)
        return known

    def error(self, message: str) -> NoReturn:
        """Ends with 2."""
        told = _REPEATED.sub("it takes no value", message)
        complain(f"{self.prog}: {told}. Nothing was done. How to ask: {self.prog} --help")
        self.exit(INVALID)


_TOO_MANY: Final = (
    "more words than it takes. A PIN or a recovery key is asked for; it is never given on the "
    "command line, where others can see it"
)


def parser() -> Parser:
    """What can be typed."""
    top = Parser(
        prog="inoadmin",
        description="Walks a nurse through one dose of inotuzumab ozogamicin; writes the record.",
    )
    top.add_argument("--db", type=Path, help="the database (default: the user's data folder)")
    commands = top.add_subparsers(dest="command", metavar="command")
    add_scenario_commands(commands.add_parser)
    add_ward_commands(commands.add_parser)
    return top


def add_scenario_commands(add: Add) -> None:
    """What needs no ward."""
    play = add("simulate", help="play a scenario file through the same service")
    play.add_argument("file", type=Path)
    play.add_argument(
        "--db",
        type=Path,
        default=argparse.SUPPRESS,
        help="a new database, or one that simulate made",
    )
    play.add_argument("--pdf", type=Path, help="write the administration record here")
    play.add_argument("--json", type=str, help="write what happened as JSON here; - for output")
    play.add_argument("--protocol", type=Path, help="a protocol file to try instead")
    practise = on_database(add, "demo", "open a practice database with patients in every stage")
    practise.add_argument("--fresh", action="store_true", help="with new patients in any case")
    protocol = add("protocol", help="print or check a protocol file")
    actions = protocol.add_subparsers(dest="action", required=True, metavar="action")
    show = actions.add_parser("show", help="print a protocol")
    show.add_argument("file", type=Path, nargs="?", help="default: the one shipped")
    check = actions.add_parser("check", help="say whether a protocol file holds")
    check.add_argument("file", type=Path)
    form = add("downtime-form", help="write the blank form for use on paper")
    form.add_argument("file", type=Path, help="the PDF to write")


def add_ward_commands(add: Add) -> None:
    """What looks after a database. `--db` may stand before the command or after it."""
    verify = on_database(add, "verify", "check that a database is as it was written")
    verify.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="SEQ:HASH",
        help="an end of the log as printed on a record; may be given several times",
    )
    verify.add_argument("--copy", action="store_true", help="it is an earlier copy, a backup")
    backup = on_database(add, "backup", "write a verified backup")
    backup.add_argument("folder", type=Path)
    restore = on_database(add, "restore", "put a backup in the place of the database")
    restore.add_argument("file", type=Path)
    unlock = on_database(add, "unlock", "bring a lost key back")
    restore.add_argument(
        "--recovery-key", action="store_true", help="ask for the one of the backup"
    )
    unlock.add_argument(
        "--recovery-key", action="store_true", required=True, help="ask for it, or read it"
    )
    unlock.add_argument("--manager", help="open this manager's locked account instead")
    change = on_database(add, "change-key", "give the database a new key and recovery key")
    change.add_argument("--manager", required=True, help="the manager who asks for it")
    export = on_database(add, "export", "write a readable copy")
    export.add_argument("--plain", type=Path, required=True, metavar="FILE", help="not encrypted")
    export.add_argument("--manager", default="", help="the manager who asks for it")
    export.add_argument("--reason", default="", help="why; it is recorded")


def on_database(add: Add, name: str, told: str) -> argparse.ArgumentParser:
    """A command on a database."""
    made = add(name, help=told)
    made.add_argument("--db", type=Path, default=argparse.SUPPRESS, help="the database")
    return made


if __name__ == "__main__":
    sys.exit(main())
