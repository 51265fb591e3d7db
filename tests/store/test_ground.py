"""Places where no log may lie, each really made."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.ground import inspect, remote_kind
from tests.store.conftest import Opener

Unprivileged = Callable[[], AbstractContextManager[None]]


def names_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def refusal_of(opener: Opener, path: Path, **options: object) -> str:
    """The one line that opening this path is refused with; nothing may have come into being."""
    top = path.parent if path.parent.exists() else path.parent.parent
    before = names_below(top)
    with pytest.raises(StorageError) as refused:
        opener(path, **options)
    line = str(refused.value)
    assert line.startswith(f"Cannot open the log {path}: ")
    assert "\n" not in line
    assert names_below(top) == before
    return line


def test_a_missing_folder(opener: Opener, tmp_path: Path) -> None:
    line = refusal_of(opener, tmp_path / "wrad" / "ward.db")
    assert f"the folder {tmp_path}/wrad does not exist" in line


def test_a_folder_in_its_place(opener: Opener, tmp_path: Path) -> None:
    (tmp_path / "ward.db").mkdir()
    assert "this is a folder" in refusal_of(opener, tmp_path / "ward.db")


def test_a_file_that_holds_no_data(opener: Opener, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind(str(tmp_path / "s"))
        assert "not an ordinary file" in refusal_of(opener, tmp_path / "s")


def test_an_empty_file(opener: Opener, tmp_path: Path) -> None:
    (tmp_path / "ward.db").touch()
    assert "the file is empty" in refusal_of(opener, tmp_path / "ward.db")
    assert (tmp_path / "ward.db").stat().st_size == 0


def test_a_link_to_nowhere(opener: Opener, tmp_path: Path) -> None:
    link = tmp_path / "ward.db"
    link.symlink_to(tmp_path / "gone.db")
    with pytest.raises(StorageError, match="a file of that name"):
        opener(link)
    assert names_below(tmp_path) == {"ward.db"}


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_write_ahead_log_whose_log_is_gone(opener: Opener, tmp_path: Path, ending: str) -> None:
    (tmp_path / f"ward.db{ending}").write_bytes(b"pages")
    assert "the log is gone" in refusal_of(opener, tmp_path / "ward.db")


def test_a_file_that_may_only_be_read(
    opener: Opener, open_folder: Path, as_owner_without_privilege: Unprivileged
) -> None:
    path = open_folder / "log.db"
    opener(path).close()
    path.chmod(0o400)
    with as_owner_without_privilege():
        assert "may not both read and write the file" in refusal_of(opener, path)


def test_a_file_that_may_only_be_written(
    opener: Opener, open_folder: Path, as_owner_without_privilege: Unprivileged
) -> None:
    path = open_folder / "log.db"
    opener(path).close()
    path.chmod(0o200)
    with as_owner_without_privilege():
        assert "may not both read and write the file" in refusal_of(opener, path)


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_may_only_be_read(
    opener: Opener, open_folder: Path, as_owner_without_privilege: Unprivileged, there: bool
) -> None:
    folder = open_folder / "data"
    folder.mkdir()
    if there:
        opener(folder / "log.db").close()
    with as_owner_without_privilege():
        folder.chmod(0o500)
        line = refusal_of(opener, folder / "log.db")
        folder.chmod(0o700)
    assert f"the folder {folder} may only be read" in line


def mount_table(folder: Path, *mounts: tuple[str, str]) -> Path:
    """A table as proc(5) describes it, of (mount point, kind of file system)."""
    table = folder / "mountinfo"
    table.write_text(
        "".join(
            f"{number} 1 0:{number} / {point} rw,relatime shared:1 - {kind} source rw\n"
            for number, (point, kind) in enumerate(mounts, start=20)
        )
    )
    return table


SHARES = ["nfs", "nfs4", "cifs", "smb3", "davfs", "ceph", "vboxsf", "prl_fs"]
FUSE_SHARES = ["fuse.sshfs", "fuse.gcsfuse", "fuse.juicefs", "fuse.vmhgfs-fuse"]


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "overlay", "tmpfs", "fuseblk", "fuse"])
def test_a_disk_of_this_computer(
    opener: Opener, tmp_path: Path, open_folder: Path, kind: str
) -> None:
    table = mount_table(open_folder, ("/", "nfs4"), (str(tmp_path), kind))
    opener(tmp_path / "ward.db", "ward", mount_table=table)


@pytest.mark.parametrize("kind", [*SHARES, *FUSE_SHARES])
def test_a_network_share(opener: Opener, tmp_path: Path, open_folder: Path, kind: str) -> None:
    table = mount_table(open_folder, ("/", "ext4"), (str(tmp_path), kind))
    line = refusal_of(opener, tmp_path / "ward.db", mount_table=table)
    assert f"network share ({kind})" in line


def test_the_nearest_mount_decides(tmp_path: Path, open_folder: Path) -> None:
    inner = tmp_path / "a" / "b"
    path = inner / "ward.db"

    def kind_with(*mounts: tuple[str, str]) -> str:
        return remote_kind(path, mount_table(open_folder, *mounts))

    assert kind_with(("/", "nfs"), (str(inner), "ext4")) == ""
    assert kind_with((str(inner), "ext4"), ("/", "nfs")) == ""
    assert kind_with(("/", "ext4"), (str(tmp_path), "nfs"), (str(tmp_path / "a"), "xfs")) == ""
    assert kind_with(("/", "ext4"), (str(tmp_path), "nfs"), (str(tmp_path / "ab"), "xfs")) == "nfs"
    assert kind_with(("/", "ext4"), (str(tmp_path), "ext4"), (str(tmp_path), "cifs")) == "cifs"
    assert kind_with(("/", "ext4"), (str(tmp_path), "cifs"), (str(tmp_path), "ext4")) == ""


def test_a_link_to_a_share_is_followed(tmp_path: Path, open_folder: Path) -> None:
    share = tmp_path / "sha re"
    share.mkdir()
    (tmp_path / "data").symlink_to(share)
    escaped = str(share).replace(" ", "\\040")
    table = mount_table(open_folder, ("/", "ext4"), (escaped, "cifs"))
    assert remote_kind(tmp_path / "data" / "ward.db", table) == "cifs"


def test_a_table_that_says_nothing_refuses_nothing(tmp_path: Path) -> None:
    assert remote_kind(tmp_path / "ward.db", tmp_path / "no table") == ""
    (tmp_path / "odd").write_text("\nneither this\nnor - this\n")
    assert remote_kind(tmp_path / "ward.db", tmp_path / "odd") == ""


def test_this_computer_s_own_disk_is_fit(tmp_path: Path) -> None:
    inspect(tmp_path / "ward.db")
    assert list(tmp_path.iterdir()) == []
