"""Proofs of signatures: HMAC-SHA256 with a key drawn from the pepper.

Who has the database, and even its key, cannot make one; who can sign in to the workstation's
account can.
"""

from __future__ import annotations

import hmac
from typing import Final

_PURPOSE: Final = b"inoadmin signature"


class PepperProver:
    """Proofs with this workstation's pepper (32 bytes)."""

    def __init__(self, pepper: bytes) -> None:
        self._key = hmac.digest(pepper, _PURPOSE, "sha256")

    def prove(self, data: bytes) -> str:
        """The proof over `data`, in hex."""
        return hmac.digest(self._key, data, "sha256").hex()
