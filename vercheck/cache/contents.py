"""Names for what the files of a tree hold. A file that nobody has touched since it was last named keeps
its name unread; a name is that which git gives the bytes, so equal names are equal contents."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Mapping

Stamp = tuple[int, int, int, int, int]
"""When it was modified and changed in nanoseconds, size in bytes, inode and mode."""

Named = dict[str, tuple[str, Stamp | None]]
"""Path to name and stamp; without a stamp, the file was too fresh for one to mean anything."""

READ_LIMIT = 20_000_000
"""Bytes of a file whose content is named; what is longer is never read, so its size is all that counts."""

_FRESH = 2_000_000_000
"""Nanoseconds in which a file can change twice and bear one time, on the coarsest file system in use."""


def name(content: bytes) -> str:
    """What git calls these bytes."""
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


def named(root: str, paths: Iterable[str], before: Mapping[str, tuple[str, Stamp | None]]) -> Named:
    """Every path below `root` by the name of what is there, going by what was found `before`; `""` is the
    name of what cannot be read."""
    settled = time.time_ns() - _FRESH
    folders: dict[str, bool] = {"": True}
    found: Named = {}
    for path in paths:
        if not _is_real(root, path.rpartition("/")[0], folders):
            found[path] = ("elsewhere", None)
            continue
        try:
            status = os.lstat(f"{root}/{path}")
            stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode)
            known = before.get(path)
            if known is not None and known[1] == stamp:
                found[path] = known
            else:
                is_settled = max(status.st_mtime_ns, status.st_ctime_ns) < settled
                found[path] = (_name_of(f"{root}/{path}", status), stamp if is_settled else None)
        except (FileNotFoundError, NotADirectoryError):
            found[path] = ("absent", None)
        except OSError:
            found[path] = ("", None)
    return found


def tree_name(found: Named) -> str:
    """One name for all of it."""
    lines = (f"{path}\0{name}\n" for path, (name, _) in sorted(found.items()))
    return hashlib.blake2b("".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _is_real(root: str, folder: str, known: dict[str, bool]) -> bool:
    """Whether every folder on the way is one, and no link to elsewhere."""
    pending = []
    while folder not in known:
        pending.append(folder)
        folder = folder.rpartition("/")[0]
    is_real = known[folder]
    for below in reversed(pending):
        try:
            is_real = is_real and stat.S_ISDIR(os.lstat(f"{root}/{below}").st_mode)
        except OSError:
            is_real = False
        known[below] = is_real
    return is_real


def _name_of(path: str, status: os.stat_result) -> str:
    if not stat.S_ISREG(status.st_mode):
        return "irregular"
    if status.st_size > READ_LIMIT:
        return f"long:{status.st_size}"
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
        return name(stream.read(READ_LIMIT + 1))
