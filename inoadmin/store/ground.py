"""Whether a place on this computer can hold a log: a local, writable file in an existing folder.

Looks only; nothing is created or opened here, because closing a file releases the locks that this
process holds on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from inoadmin.store.trouble import opening, refusal

MOUNT_TABLE = Path("/proc/self/mountinfo")

# Kinds of file system, as Linux names them, whose locks and syncs depend on another machine, or on
# the host of a virtual one.
_REMOTE = frozenset(
    {
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "prl_fs",
        "pvfs2",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "fuse.afpfs",
        "fuse.blobfuse",
        "fuse.blobfuse2",
        "fuse.ceph-fuse",
        "fuse.cifs",
        "fuse.curlftpfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.goofys",
        "fuse.google-drive-ocamlfuse",
        "fuse.gvfsd-fuse",
        "fuse.juicefs",
        "fuse.lizardfs",
        "fuse.mfs",
        "fuse.moosefs",
        "fuse.mount-s3",
        "fuse.nfs",
        "fuse.onedriver",
        "fuse.prl_fsd",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.s3ql",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "fuse.vmhgfs-fuse",
    }
)
_UNTOUCHED = "Nothing was created or changed."


def inspect(path: Path, mount_table: Path = MOUNT_TABLE) -> None:
    """Passes when `path` is a place where a log may be opened or created.

    Raises:
        StorageError: the folder is missing; the path is a folder or no ordinary file; file or
            folder may only be read; it lies on a network share; it is empty; it is gone but its
            write-ahead log is there.
    """
    attempt = opening(path)
    folder = path.parent
    if not folder.is_dir():
        raise refusal(
            attempt,
            f"the folder {folder} does not exist",
            "Create the folder or name another place.",
            _UNTOUCHED,
        )
    if path.is_dir():
        raise refusal(attempt, "this is a folder", "Name a file inside it.", _UNTOUCHED)
    if path.exists() and not path.is_file():
        raise refusal(attempt, "this is not an ordinary file", "Name another file.", _UNTOUCHED)
    share = remote_kind(path, mount_table)
    if share:
        raise refusal(
            attempt,
            f"it lies on a network share ({share}), which cannot promise that a record is on disk",
            "Name a place on this computer's own disk.",
            _UNTOUCHED,
        )
    if not _may(folder, os.W_OK | os.X_OK):
        raise refusal(
            attempt,
            f"the folder {folder} may only be read",
            "Ask for the right to write there or name another place.",
            _UNTOUCHED,
        )
    if path.exists():
        _inspect_file(path, attempt)
        return
    for companion in (Path(f"{path}-wal"), Path(f"{path}-journal")):
        if companion.exists():
            # SQLite would take it for the new database's own and play its pages into it
            raise refusal(
                attempt,
                f"the log is gone but {companion.name}, which belongs to it, is still there",
                "Bring the log back beside it, or move that file away to begin a new log.",
                _UNTOUCHED,
            )


def _inspect_file(path: Path, attempt: str) -> None:
    if not _may(path, os.R_OK | os.W_OK):
        raise refusal(
            attempt,
            "this account may not both read and write the file",
            "Ask for that right or name another file.",
            _UNTOUCHED,
        )
    if path.stat().st_size == 0:
        raise refusal(
            attempt,
            "the file is empty and so not a database",
            "Move it away to begin a new log, or restore a backup.",
            _UNTOUCHED,
        )


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def remote_kind(path: Path, mount_table: Path = MOUNT_TABLE) -> str:
    """The kind of network share that `path` lies on ("nfs4"); empty when it is local."""
    if sys.platform == "win32":
        return _remote_kind_windows(path)
    if sys.platform == "darwin":
        return _remote_kind_macos(path)
    try:
        table = mount_table.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""  # without a mount table there is nothing to judge by
    return _kind_in_table(path.resolve(), table)


def _kind_in_table(path: Path, table: str) -> str:
    """Reads proc(5)'s mountinfo: field 5 is the mount point, the one after " - " the kind."""
    found, longest = "", -1
    for line in table.splitlines():
        left, dash, right = line.partition(" - ")
        fields = left.split(" ")
        if not dash or len(fields) < 5:
            continue
        point = Path(_unescaped(fields[4]))
        # of mounts on one another the later hides the earlier
        if path.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = right.split(" ")[0], len(point.parts)
    return found if found in _REMOTE else ""


def _unescaped(text: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def _remote_kind_windows(path: Path) -> str:
    """UNC paths and mapped drives (GetDriveTypeW: 4 is DRIVE_REMOTE)."""
    if sys.platform == "win32":
        import ctypes

        anchor = path.resolve().anchor
        if anchor.startswith("\\\\") and not anchor.startswith(("\\\\?\\", "\\\\.\\")):
            return "UNC path"
        if ctypes.windll.kernel32.GetDriveTypeW(anchor) == 4:
            return "network drive"
    return ""


def _remote_kind_macos(path: Path) -> str:
    """statfs(2): the flag MNT_LOCAL is absent on a share; the layout is that of 64-bit inodes."""
    import ctypes

    local_flag, flags_at, name_at, name_length = 0x1000, 64, 72, 16
    buffer = ctypes.create_string_buffer(4096)
    library = ctypes.CDLL(None, use_errno=True)
    if library.statfs(os.fsencode(path.resolve().parent), buffer) != 0:
        return ""
    flags = int.from_bytes(buffer.raw[flags_at : flags_at + 4], sys.byteorder)
    if flags & local_flag:
        return ""
    name = buffer.raw[name_at : name_at + name_length].split(b"\0")[0]
    return name.decode("ascii", "replace") or "network share"
