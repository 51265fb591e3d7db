"""A process in a namespace of its own, where a file system may be mounted or time be shifted."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from tests.reliability.tracing import ROOT


class CannotUnshareError(Exception):
    """This machine gives no such namespace."""


def unshared(options: Sequence[str], command: Sequence[str]) -> list[str]:
    """What a command says that runs under `unshare` with these options; with a user namespace too
    where this is not root.

    Raises:
        CannotUnshareError: there is no such namespace to be had, or the command failed in it.
    """
    program = shutil.which("unshare")
    if program is None:
        raise CannotUnshareError("unshare is needed and not there (Debian's package util-linux)")
    own = [] if os.geteuid() == 0 else ["--map-root-user"]
    line = [program, *own, *options, *command]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotUnshareError(
            f"unshare {' '.join(options)} ended with {done.returncode}; a container has to be given"
            f" leave for namespaces (CAP_SYS_ADMIN): {done.stderr.strip()}"
        )
    return done.stdout.splitlines()
