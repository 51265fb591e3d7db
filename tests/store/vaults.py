"""Keyrings for the tests: one in memory, and one in a folder that outlives its process.

Both keep the contract that tests/store/vault_contract.py holds against the system's own.
"""

from __future__ import annotations

from pathlib import Path

from inoadmin.store.vault import VaultError


class FakeVault:
    """A keyring in memory. `locked` refuses everything, `deaf` takes and forgets."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.locked = False
        self.deaf = False
        self.entries: dict[str, str] = {}
        self.calls: list[str] = []

    def usable(self) -> bool:
        self.calls.append("usable")
        return self.there

    def put(self, name: str, text: str) -> None:
        self._ask("put")
        if not self.deaf:
            self.entries[name] = text

    def get(self, name: str) -> str | None:
        self._ask("get")
        return self.entries.get(name)

    def drop(self, name: str) -> None:
        self._ask("drop")
        self.entries.pop(name, None)

    def _ask(self, call: str) -> None:
        self.calls.append(call)
        if not self.there:
            raise VaultError("which does not answer in this session")
        if self.locked:
            raise VaultError("which is locked")


class FolderVault:
    """A keyring whose entries are files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def usable(self) -> bool:
        return True

    def put(self, name: str, text: str) -> None:
        made = self._folder / f"{name}.new"
        made.write_text(text)
        made.replace(self._folder / name)

    def get(self, name: str) -> str | None:
        path = self._folder / name
        return path.read_text() if path.exists() else None

    def drop(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)
