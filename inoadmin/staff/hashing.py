"""PINs to hashes: argon2id over the PIN keyed with the pepper.

Six digits are few: whoever steals hash and pepper together tries them all. Without the pepper,
which never lies in the database or its backups, the hash alone tells nothing.
"""

from __future__ import annotations

import hmac
from typing import Final

# Above the accepted minimum (19 MiB, two passes); two who sign one after the other wait for less
# than half a second, and one does on a machine that is busy with other things.
MEMORY_KIB: Final = 47104
PASSES: Final = 2
LANES: Final = 1
_PURPOSE: Final = b"inoadmin pin"


class Argon2Hasher:
    """Hashes with this workstation's pepper (32 bytes). The costs are argon2id's."""

    def __init__(
        self, pepper: bytes, *, memory_kib: int = MEMORY_KIB, passes: int = PASSES
    ) -> None:
        self._key = hmac.digest(pepper, _PURPOSE, "sha256")
        self._costs = (passes, memory_kib)

    def hash(self, pin: str) -> str:
        """The encoded hash, with its own salt and costs."""
        # imported with the first PIN: it has no part in showing the first window
        from argon2 import PasswordHasher

        passes, memory = self._costs
        return PasswordHasher(passes, memory, LANES).hash(self._keyed(pin))

    def matches(self, hashed: str, pin: str) -> bool:
        """Whether the hash was made from the PIN with this pepper."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return PasswordHasher().verify(hashed, self._keyed(pin))
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False

    def _keyed(self, pin: str) -> bytes:
        return hmac.digest(self._key, pin.encode("utf-8"), "sha256")
