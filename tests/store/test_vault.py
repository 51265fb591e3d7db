"""The same contract for the fake keyrings, the library, and the Secret Service of a desktop."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringLocked

from inoadmin.store.vault import KeyringVault, VaultError, is_system_s_own
from tests.store.vault_contract import hold_to_contract
from tests.store.vaults import FakeVault, FolderVault

ROOT = Path(__file__).resolve().parents[2]


class InMemory(KeyringBackend):
    """A backend of the library. A priority below 1 keeps the library from choosing it itself."""

    priority = 0.1

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse()
        self.entries[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse()
        return self.entries.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        self._refuse()
        del self.entries[service, username]

    def _refuse(self) -> None:
        if self.error is not None:
            raise self.error


def test_the_fakes_keep_the_contract(tmp_path: Path) -> None:
    hold_to_contract(FakeVault())
    hold_to_contract(FolderVault(tmp_path / "vault"))


def test_the_library_keeps_the_contract() -> None:
    backend = InMemory()
    hold_to_contract(KeyringVault(backend))
    assert backend.entries == {}


def secret_service(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in a session of its own with an unlocked keyring in `folder`."""
    for name in ("home", "runtime"):
        (folder / name).mkdir(mode=0o700)
    program = (
        'printf "a password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "$@"'
    )
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "XDG_DATA_HOME": str(folder / "home"),
        "XDG_CONFIG_HOME": str(folder / "home"),
    }
    return subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", program, "sh", *command],
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


SYSTEMS = ["linux"] if sys.platform == "linux" else []


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_secret_service_of_a_desktop_keeps_the_contract(tmp_path: Path, system: str) -> None:
    (tmp_path / "ward").mkdir()
    ended = secret_service(
        tmp_path, sys.executable, "-m", "tests.store.vault_contract", str(tmp_path / "ward")
    )
    assert ended.returncode == 0, ended.stderr
    assert "it is kept in this account's keyring, which" in ended.stdout
    assert "inoadmin unlock --recovery-key" in ended.stdout


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (KeyringLocked("no"), "which is locked"),
        (ConnectionRefusedError("no bus"), r"which refused \(ConnectionRefusedError: no bus\)"),
        (RuntimeError("x"), r"which refused \(RuntimeError: x\)"),
    ],
)
def test_whatever_a_backend_raises_is_told(error: Exception, reason: str) -> None:
    backend = InMemory()
    vault = KeyringVault(backend)
    vault.put("one", "text")
    backend.error = error
    for ask in (lambda: vault.get("one"), lambda: vault.put("one", ""), lambda: vault.drop("one")):
        with pytest.raises(VaultError, match=reason):
            ask()


@pytest.mark.parametrize("backend", [NoKeyring(), NullKeyring(), InMemory()])
def test_only_the_system_s_own_keyrings_are_used(backend: KeyringBackend) -> None:
    assert not is_system_s_own(backend)


@pytest.mark.parametrize(
    "choice", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring", "no.such.Keyring"]
)
def test_a_session_without_one_says_so(tmp_path: Path, choice: str) -> None:
    program = (
        "from inoadmin.store.vault import KeyringVault, VaultError\n"
        "vault = KeyringVault()\n"
        "assert not vault.usable()\n"
        "try:\n    vault.get('one')\nexcept VaultError as error:\n    print(error)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHON_KEYRING_BACKEND": choice, "HOME": str(tmp_path)},
    ).stdout
    assert said.startswith("which ")


def test_the_library_is_not_imported_before_an_entry_is_asked_for() -> None:
    program = (
        "import sys; import inoadmin.store.keys; from inoadmin.store.vault import KeyringVault;"
        " KeyringVault(); sys.exit('keyring' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
