"""Names for what the files of a tree hold. A file that nobody has touched since it was last named keeps
its name unread; a name is that which git gives the bytes, so equal names are equal contents."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping

from vercheck.cache.digest import DIGEST_SIZE, blake2b, digest

Stamp = tuple[int, int, int, int, int]
"""When it was modified and changed in nanoseconds, size in bytes, inode and mode."""

Named = dict[str, tuple[str, Stamp | None]]
"""Path to name and stamp; without a stamp, the file was too fresh for one to mean anything."""

READ_LIMIT = 20_000_000
"""Bytes of a file whose content is named; what is longer is never read, so its size is all that counts."""

_NOTHING = ("elsewhere", "absent")
"""The names of what is no file of the tree, which need no stamp."""

_LOCKED = "locked"
"""What is behind a folder that may not be entered cannot be looked at."""

_FRESH = 2_000_000_000
"""Nanoseconds in which a file can change twice and bear one time, on the coarsest file system in use."""


def name(content: bytes) -> str:
    """What git calls these bytes."""
    import hashlib

    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


def stamped(root: str, paths: Iterable[str]) -> dict[str, Stamp | str]:
    """Every path below `root` with what tells whether its content is still the same, or the name of what has
    none: `"elsewhere"`, `"absent"`, or `""` for what cannot be looked at."""
    folders = {"": ""}
    found: dict[str, Stamp | str] = {}
    look = os.lstat
    for path in paths:
        folder = path.rpartition("/")[0]
        way = folders[folder] if folder in folders else _way(root, folder, folders)
        if way:
            found[path] = "" if way == _LOCKED else way
            continue
        try:
            status = look(f"{root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            found[path] = "absent"
        except OSError:
            found[path] = ""
        else:
            times = status.st_mtime_ns, status.st_ctime_ns
            found[path] = (*times, status.st_size, status.st_ino, status.st_mode)
    return found


def named(
    root: str, paths: Iterable[str], before: Mapping[str, tuple[str, Stamp | None]]
) -> tuple[Named, str | None]:
    """Every path by the name of what is there, going by what was found `before`; `""` is the name of what
    cannot be read. Beside it the stamp of the whole tree, where every file is old enough for one."""
    settled = time.time_ns() - _FRESH
    stamps = stamped(root, paths)
    found = _named(root, stamps, before, settled)
    is_settled = all(stamp is not None or name in _NOTHING for name, stamp in found.values())
    return found, tree_stamp(stamps) if is_settled else None


def _named(
    root: str,
    stamps: Mapping[str, Stamp | str],
    before: Mapping[str, tuple[str, Stamp | None]],
    settled: int,
) -> Named:
    found: Named = {}
    for path, stamp in stamps.items():
        if isinstance(stamp, str):
            found[path] = (stamp, None)
            continue
        known = before.get(path)
        if known is not None and known[1] == stamp:
            found[path] = known
            continue
        try:
            found[path] = (_name_of(f"{root}/{path}"), stamp if max(stamp[:2]) < settled else None)
        except (FileNotFoundError, NotADirectoryError):
            found[path] = ("absent", None)
        except OSError:
            found[path] = ("", None)
    return found


def tree_stamp(stamps: Mapping[str, Stamp | str]) -> str:
    """What tells whether a whole tree is still the same."""
    return digest(sorted(stamps.items())).hex()


def tree_name(names: Mapping[str, str]) -> str:
    """One name for the contents of a tree, by path."""
    return digest(sorted(names.items())).hex()


def _way(root: str, folder: str, known: dict[str, str]) -> str:
    """Empty where every folder on the way is one; else what is behind it, which is no file of the tree."""
    pending = []
    while folder not in known:
        pending.append(folder)
        folder = folder.rpartition("/")[0]
    way = known[folder]
    for below in reversed(pending):
        way = known[below] = way or _instead_of_a_folder(f"{root}/{below}")
    return way


def _instead_of_a_folder(path: str) -> str:
    try:
        return "" if stat.S_ISDIR(os.lstat(path).st_mode) else "elsewhere"
    except (FileNotFoundError, NotADirectoryError):
        return "elsewhere"
    except OSError:
        return _LOCKED


def content_of(file: str) -> str:
    """What tells the content of a single file from any other, wherever a link leads to; `""` where there is
    none to read."""
    try:
        content = _read(file)
    except OSError:
        return ""
    return blake2b(content, digest_size=DIGEST_SIZE).hexdigest() if content is not None else "irregular"


def _name_of(path: str) -> str:
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        return "irregular"
    if status.st_size > READ_LIMIT:
        return f"long:{status.st_size}"
    content = _read(path, os.O_NOFOLLOW)
    return name(content) if content is not None else "irregular"


def _read(path: str, flags: int = 0) -> bytes | None:
    """The beginning of a file; `None` of what is none. A pipe is not waited for."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        with open(descriptor, "rb", closefd=False) as stream:
            return stream.read(READ_LIMIT + 1)
    finally:
        os.close(descriptor)
