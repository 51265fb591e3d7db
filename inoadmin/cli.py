"""The command line: `inoadmin` opens the window, `inoadmin simulate FILE` plays a scenario.

Exit status: 0 done, 1 an expectation missed, 2 the input is not valid, 3 the database or the
machine does not allow it. A refusal is one line on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and gives the exit status."""
    options = parser().parse_args(arguments)
    command = cast("str | None", options.command)
    match command:
        case "simulate":
            from inoadmin.bootstrap.commands import simulate

            return simulate(options.file, options.db, options.pdf, options.json, options.protocol)
        case "protocol":
            from inoadmin.bootstrap.commands import check_protocol, show_protocol

            if options.action == "check":
                return check_protocol(options.file)
            return show_protocol(options.file)
        case _:
            from inoadmin.bootstrap.start import start_window

            return start_window(options.db)


def parser() -> argparse.ArgumentParser:
    """What can be typed."""
    top = argparse.ArgumentParser(
        prog="inoadmin",
        description="Walks a nurse through one dose of inotuzumab ozogamicin; writes the record.",
    )
    top.add_argument("--db", type=Path, help="the database (default: the user's data folder)")
    commands = top.add_subparsers(dest="command", metavar="command")
    play = commands.add_parser("simulate", help="play a scenario file through the same service")
    play.add_argument("file", type=Path)
    play.add_argument("--db", type=Path, help="a new database, or one that simulate made")
    play.add_argument("--pdf", type=Path, help="write the administration record here")
    play.add_argument("--json", type=str, help="write what happened as JSON here; - for output")
    play.add_argument("--protocol", type=Path, help="a protocol file to try instead")
    protocol = commands.add_parser("protocol", help="print or check a protocol file")
    actions = protocol.add_subparsers(dest="action", required=True, metavar="action")
    show = actions.add_parser("show", help="print a protocol")
    show.add_argument("file", type=Path, nargs="?", help="default: the one shipped")
    check = actions.add_parser("check", help="say whether a protocol file holds")
    check.add_argument("file", type=Path)
    return top


if __name__ == "__main__":
    sys.exit(main())
