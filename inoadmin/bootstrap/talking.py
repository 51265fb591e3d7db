"""Connections to the window: a Unix socket, or a pipe on Windows."""

from __future__ import annotations

import queue
import socket
import sys
import threading
from io import RawIOBase
from pathlib import Path
from typing import Final, Protocol

_CHUNK_BYTES: Final = 65_536


class Talk(Protocol):
    """A connection to the window."""

    def send(self, data: bytes) -> None:
        """Sends it all.

        Raises:
            OSError: nobody takes it.
        """
        ...

    def receive(self, wait_s: float) -> bytes:
        """What arrives next; nothing once the window has hung up.

        Raises:
            OSError: the connection broke, or nothing came in time.
        """
        ...

    def close(self) -> None:
        """Hangs up."""
        ...


def dial(address: str | None, wait_s: float) -> Talk | None:
    """A connection to whoever listens at `address`; None when nobody does."""
    if address is None:
        return None
    try:
        if sys.platform == "win32":
            return PipeTalk(Path(address).open("r+b", buffering=0))
        return SocketTalk(address, wait_s)
    except OSError:
        return None


class SocketTalk:
    """A connection over a Unix socket."""

    def __init__(self, address: str, wait_s: float) -> None:
        """Connects.

        Raises:
            OSError: nobody listens there.
        """
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(wait_s)
        try:
            self._socket.connect(address)
        except OSError:
            self._socket.close()
            raise

    def send(self, data: bytes) -> None:
        """Sends it all, in the time the connection was given."""
        self._socket.sendall(data)

    def receive(self, wait_s: float) -> bytes:
        """What arrives next."""
        self._socket.settimeout(wait_s)
        return self._socket.recv(_CHUNK_BYTES)

    def close(self) -> None:
        """Hangs up."""
        self._socket.close()


class PipeTalk:
    """A connection over a Windows pipe, opened as a file: only a thread can wait for that with an
    end to the waiting. The thread closes the file once the other side has hung up.
    """

    def __init__(self, file: RawIOBase) -> None:
        self._file = file
        self._arrived: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def send(self, data: bytes) -> None:
        """Sends it all, and begins to listen: a pipe's file does one of the two at a time."""
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) or 0 :]
        threading.Thread(target=self._listen, daemon=True).start()

    def receive(self, wait_s: float) -> bytes:
        """What arrives next."""
        try:
            return self._arrived.get(timeout=wait_s)
        except queue.Empty:
            raise TimeoutError from None

    def close(self) -> None:
        """Leaves the file to the listening thread: closing it while that reads could hang."""

    def _listen(self) -> None:
        with self._file:
            while chunk := self._next():
                self._arrived.put(chunk)
        self._arrived.put(b"")

    def _next(self) -> bytes:
        try:
            return self._file.read(_CHUNK_BYTES) or b""
        except OSError:
            return b""  # Windows tells a pipe's end as an error
