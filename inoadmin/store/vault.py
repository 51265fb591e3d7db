"""The operating system's keyring, as a place for the ward's secrets.

Importing the library costs some 150 ms and finding the system's service 100 ms more, so both wait
until an entry is asked for. Only the system's own keyrings are used: Secret Service and KWallet,
the macOS keychain, the Windows credential store. What else a configuration may name (a plain file,
one that asks for a password on the terminal) is no better than the owner-only file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol, cast

SERVICE: Final = "inoadmin"

_SYSTEM_S_OWN: Final = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "kwallet", "libsecret")
) | frozenset(f"keyring.backends.{name}" for name in ("macOS", "Windows"))


class VaultError(Exception):
    """The keyring refused. The text goes on from "kept in this account's keyring, "."""


class Vault(Protocol):
    """Keeps short texts under names, for this account alone."""

    def usable(self) -> bool:
        """Whether there is one that may be written to."""
        ...

    def put(self, name: str, text: str) -> None:
        """Keeps `text` under a name, in place of what was there.

        Raises:
            VaultError: it refused.
        """
        ...

    def get(self, name: str) -> str | None:
        """What is kept under a name; None when nothing is.

        Raises:
            VaultError: it refused, for instance because it is locked.
        """
        ...

    def drop(self, name: str) -> None:
        """Forgets what is kept under a name; nothing happens when nothing is.

        Raises:
            VaultError: it refused.
        """
        ...


class _Backend(Protocol):
    """What is used of the library's backends, which it types too vaguely."""

    def set_password(self, service: str, username: str, password: str) -> None: ...
    def get_password(self, service: str, username: str) -> str | None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class KeyringVault:
    """The system's keyring by way of the library `keyring`."""

    def __init__(self, backend: _Backend | None = None) -> None:
        """`backend` None: the one that the library finds, if it is the system's own."""
        self._backend = backend

    def usable(self) -> bool:
        """Whether the system has a keyring of its own that answers."""
        try:
            self._found()
        except VaultError:
            return False
        return True

    def put(self, name: str, text: str) -> None:
        """Keeps `text` under a name."""
        backend = self._found()
        try:
            backend.set_password(SERVICE, name, text)
        except Exception as error:
            raise _refused(error) from error

    def get(self, name: str) -> str | None:
        """What is kept under a name; None when nothing is."""
        backend = self._found()
        try:
            return backend.get_password(SERVICE, name)
        except Exception as error:
            raise _refused(error) from error

    def drop(self, name: str) -> None:
        """Forgets what is kept under a name."""
        if self.get(name) is None:
            return
        try:
            self._found().delete_password(SERVICE, name)
        except Exception as error:
            raise _refused(error) from error

    def _found(self) -> _Backend:
        if self._backend is None:
            self._backend = _system_s_own()
        return self._backend


def _system_s_own() -> _Backend:
    import keyring
    from keyring.backends.chainer import ChainerBackend

    try:
        chosen = keyring.get_keyring()
        offered = chosen.backends if isinstance(chosen, ChainerBackend) else (chosen,)
        fit = [one for one in cast("Iterable[_Backend]", offered) if is_system_s_own(one)]
    except Exception as error:
        raise _refused(error) from error
    if not fit:
        raise VaultError("which does not answer in this session")
    return fit[0]


def is_system_s_own(backend: object) -> bool:
    """Whether a backend of the library is a keyring of the operating system."""
    return type(backend).__module__ in _SYSTEM_S_OWN


def _refused(error: Exception) -> VaultError:
    """The backends raise what their systems do; none of it holds what was to be kept."""
    from keyring.errors import KeyringLocked

    if isinstance(error, KeyringLocked):
        return VaultError("which is locked")
    return VaultError(f"which refused ({type(error).__name__}: {error})")
