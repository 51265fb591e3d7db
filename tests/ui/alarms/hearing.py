"""Ears: a private PulseAudio with a sink that plays nowhere, and a recording of what it would play.

null_sink: the server, for as long as the block lasts. Ears: a recording. `record`: what is heard of
a command. `pulses`: the tones in it, as (beginning, length) in ms.
"""

from __future__ import annotations

import array
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RATE_HZ = 8_000
WINDOW = RATE_HZ // 200  # 5 ms
LOUD = 1_000  # of 32,767
#: Two tones lie 100 ms apart or more; a shorter hole is the recording's.
HOLE_MS = 45
PATIENCE_S = 60


def silent_machine(folder: Path) -> dict[str, str]:
    """An environment in which no sound server can be reached, and none is started."""
    gone = ("PULSE_", "DISPLAY", "WAYLAND_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(gone)}
    return {
        **kept,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "PULSE_RUNTIME_PATH": str(folder / "run"),
        "PULSE_SERVER": f"unix:{folder / 'sound'}",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
    }


@dataclass(frozen=True)
class Sink:
    """`environment` leads a process to the server, whose process is `pid`."""

    environment: Mapping[str, str]
    pid: int


@contextmanager
def null_sink() -> Generator[Sink]:
    """Runs a server of its own, without D-Bus, system daemon or hardware. It is up once its command
    has returned; left alone, it ends by itself.
    """
    server = shutil.which("pulseaudio")
    assert server is not None, "pulseaudio is missing: it is among the packages of the tests"
    with tempfile.TemporaryDirectory(prefix="sink") as name:  # a socket's path is short
        folder = Path(name)
        environment = silent_machine(folder)
        subprocess.run(
            [
                server,
                *("-n", "--daemonize=yes", "--use-pid-file=yes", "--exit-idle-time=60"),
                *("--disable-shm=yes", "--realtime=no", "--high-priority=no", "--log-target=null"),
                *("-L", f"module-native-protocol-unix socket={folder / 'sound'} auth-anonymous=1"),
                *("-L", "module-null-sink sink_name=ward rate=48000 channels=1"),
            ],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=PATIENCE_S,
        )
        pid = int((folder / "run" / "pid").read_text())
        server_ends = os.pidfd_open(pid)
        try:
            yield Sink(environment, pid)
        finally:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            select.select([server_ends], [], [], PATIENCE_S)
            os.close(server_ends)


class Ears:
    """A recording that goes on until it is closed. It is read all the time: a recorder whose pipe
    is full loses what comes.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        command = ["parec", "--device=ward.monitor", "--raw", "--format=s16le", "--channels=1"]
        self._process = subprocess.Popen(
            [*command, f"--rate={RATE_HZ}", "--latency-msec=50"],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._heard = bytearray()
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        while part := os.read(pipe.fileno(), 4096):
            with self._more:
                self._heard += part
                self._more.notify_all()

    def listen(self, seconds: int) -> bytes:
        """All that was heard, once so much more has been."""
        with self._more:
            wanted = len(self._heard) + 2 * RATE_HZ * seconds
            assert self._more.wait_for(lambda: len(self._heard) >= wanted, PATIENCE_S)
            return bytes(self._heard)

    def close(self) -> None:
        self._process.terminate()
        self._reader.join()
        self._process.communicate()


def record(sink: Sink, command: list[str]) -> tuple[bytes, str]:
    """What is heard of a second of silence, of a command, and until it is silent again; and what
    the command printed.
    """
    with closing(Ears(sink.environment)) as ears:
        ears.listen(1)
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=dict(sink.environment),
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_S,
        )
        heard = ears.listen(2)
        while pulses(heard[-4 * RATE_HZ :]):
            heard = ears.listen(1)
    return heard, done.stdout


def pulses(heard: bytes) -> list[tuple[int, int]]:
    """The tones, as (beginning, length) in ms."""
    samples = array.array("h", heard[: len(heard) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    found: list[tuple[int, int]] = []
    for start in range(0, len(samples) - WINDOW, WINDOW):
        if max(map(abs, samples[start : start + WINDOW])) < LOUD:
            continue
        at_ms = start * 1000 // RATE_HZ
        if found and at_ms - sum(found[-1]) <= HOLE_MS:
            found[-1] = (found[-1][0], at_ms + 5 - found[-1][0])
        else:
            found.append((at_ms, 5))
    return found
