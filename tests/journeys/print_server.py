"""A CUPS of the test's own: scheduler, queues and spool in one folder, on a socket in it.

PrintServer: its printer puts each job into a file of the folder, and beside it what it was told of
the job; the server keeps all jobs with their attributes. The printer is set to US Letter, as
printers come, and has A4 and both sides; its driver hands a PDF through.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

QUEUE = "ward"
ENOUGH_S = 60.0  # for anything, on a machine that has other things to do
_BETWEEN_S = 0.02

_FILES = """
ServerRoot {0}/own
RequestRoot {0}/spool
CacheDir {0}/cache
StateDir {0}/state
TempDir {0}/tmp
DataDir /usr/share/cups
ServerBin {0}/bin
AccessLog {0}/access
ErrorLog {0}/errors
PageLog {0}/pages
LogFilePerm 0600
"""
_PRINTER = """#!/bin/sh
if [ $# = 0 ]; then
    echo 'direct paper "Paper" "Paper"'
    exit 0
fi
place="${DEVICE_URI#paper:}"
printf '%s\n' "$@" >"$place/told-$1"
cat $6 >"$place/printed-$1.pdf"
"""
_SCHEDULER = """
Listen {0}/socket
Browsing Off
WebInterface No
DefaultAuthType None
LogLevel info
PreserveJobFiles Yes
PreserveJobHistory Yes
MaxJobs 0
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "WARD.PPD"
*Manufacturer: "Ward"
*Product: "(Ward)"
*ModelName: "Ward"
*ShortNickName: "Ward"
*NickName: "Ward"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*cupsVersion: 2.3
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: Letter
*PageSize Letter/US Letter: ""
*PageSize A4/A4: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: Letter
*PageRegion Letter/US Letter: ""
*PageRegion A4/A4: ""
*CloseUI: *PageRegion
*DefaultImageableArea: Letter
*ImageableArea Letter/US Letter: "12 12 600 780"
*ImageableArea A4/A4: "12 12 583 830"
*DefaultPaperDimension: Letter
*PaperDimension Letter/US Letter: "612 792"
*PaperDimension A4/A4: "595 842"
*OpenUI *Duplex/Two-sided: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: DuplexNoTumble
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long edge: ""
*Duplex DuplexTumble/Short edge: ""
*CloseUI: *Duplex
*DefaultFont: Courier
"""


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Goes on as soon as it holds; fails when it does not within a minute."""
    until, pause = time.monotonic() + ENOUGH_S, threading.Event()
    while not holds():
        assert time.monotonic() < until, f"not within {ENOUGH_S:.0f} s: {what}"
        pause.wait(_BETWEEN_S)


class PrintServer:
    """Runs while the block lasts; the jobs can be looked at afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.socket = folder, folder / "socket"

    @property
    def environment(self) -> Mapping[str, str]:
        """What leads a program to this server and to no other."""
        path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"
        return {**os.environ, "CUPS_SERVER": str(self.socket), "PATH": path}

    def __enter__(self) -> PrintServer:
        folder = self.folder
        for name in ("own", "spool", "cache", "state", "tmp"):
            (folder / name).mkdir()
        for name, text in (("files", _FILES), ("scheduler", _SCHEDULER)):
            (folder / name).write_text(text.format(folder), encoding="utf-8")
        (folder / "ward.ppd").write_text(_PPD, encoding="utf-8")
        backend = folder / "bin" / "backend" / "paper"
        backend.parent.mkdir(parents=True)
        backend.write_text(_PRINTER, encoding="utf-8")
        backend.chmod(0o700)  # nobody else's: the scheduler then runs it as the one that it is
        (folder / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")
        # The system may confine the program of that path to the system's own folders.
        program = folder / "cupsd"
        shutil.copy("/usr/sbin/cupsd", program)
        with (folder / "said").open("wb") as said:
            self.process = subprocess.Popen(
                [program, "-f", "-c", folder / "scheduler", "-s", folder / "files"],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        try:
            wait_until(self._answers, "the print server answers")
            driver = ("-P", str(folder / "ward.ppd"))
            self.ask("lpadmin", "-p", QUEUE, "-E", "-v", f"paper:{folder}", *driver)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the scheduler, which writes the jobs' attributes down before it goes."""
        self.process.terminate()
        try:
            self.process.wait(ENOUGH_S)
        finally:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "said").read_text("utf-8")
        with socket.socket(socket.AF_UNIX) as door:
            return door.connect_ex(str(self.socket)) == 0

    def ask(self, command: str, *arguments: str) -> str:
        """What one of CUPS's own commands says."""
        return subprocess.run(
            [command, "-h", str(self.socket), *arguments],
            env=self.environment,
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ENOUGH_S,
        ).stdout

    def completed(self) -> list[str]:
        """The jobs that are done, the first one first."""
        listed = self.ask("lpstat", "-W", "completed", "-o", QUEUE).splitlines()
        return [line.split()[0] for line in reversed(listed)]

    def documents(self) -> list[bytes]:
        """What came out of the printer, job by job."""
        found = sorted(self.folder.glob("printed-*"))
        return [path.read_bytes() for path in found]

    def told(self) -> list[list[str]]:
        """What the printer was told of each job: number, user, title, copies, options."""
        found = sorted(self.folder.glob("told-*"))
        return [path.read_text("utf-8").splitlines() for path in found]

    def attributes(self) -> list[bytes]:
        """All that is kept about each job, as it is kept: to be read once the server has ended."""
        found = sorted((self.folder / "spool").glob("c*"))
        return [path.read_bytes() for path in found]

    def written(self) -> list[Path]:
        """Every file that the server has, what was printed and the spool among them."""
        return [path for path in self.folder.rglob("*") if path.is_file()]
