"""Opens folders on the way to a file without ever following a link: the ground that writing stands on.

Every operation names its file by an open folder and a last component, so that nobody can slip a
symbolic link in between the look and the write.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vercheck.fix.error import FixError

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file as it is now."""

    content: bytes
    status: os.stat_result

    @property
    def signature(self) -> tuple[int, int, int]:
        """Changes when somebody else writes to the file."""
        return self.status.st_ino, self.status.st_size, self.status.st_mtime_ns


@contextmanager
def opened(root: Path, path: str) -> Iterator[tuple[int, str]]:
    """The folder of a path inside the root, open, and the last component of the path.

    Raises:
        FixError: the path leaves the root, or goes through a link or through no folder at all.
        OSError: the system refuses, which another time it may not.
    """
    *folders, name = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" or "\0" in part for part in (*folders, name)):
        raise FixError(f"{path}: not a path inside the work tree")
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in folders:
            deeper = _descend(folder, part, path)
            shut(folder)
            folder = deeper
        yield folder, name
    finally:
        shut(folder)


def find(folder: int, name: str, path: str) -> Found | None:
    """The file as it is now; `None` where there is none.

    Raises:
        FixError: what stands there is a link, or no regular file.
        OSError: it cannot be read.
    """
    try:
        descriptor = os.open(name, _FILE | os.O_NONBLOCK, dir_fd=folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refusal(folder, name, path, error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise FixError(f"{path}: not a regular file")
        return Found(_read(descriptor), status)
    finally:
        shut(descriptor)


def words(error: BaseException) -> str:
    """What went wrong, for people."""
    if not isinstance(error, OSError):
        return str(error) or type(error).__name__
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{(error.strerror or str(error)).lower()}"


def shut(descriptor: int) -> None:
    """Close what was only read, or is durable already: a failure then loses nothing."""
    with suppress(OSError):
        os.close(descriptor)


def sync(folder: int) -> None:
    """Make the names in a folder durable."""
    os.fsync(folder)


def _descend(folder: int, part: str, path: str) -> int:
    try:
        return os.open(part, _FOLDER, dir_fd=folder)
    except OSError as error:
        raise _refusal(folder, part, path, error) from error


def _refusal(folder: int, name: str, path: str, error: OSError) -> FixError | OSError:
    """A FixError for what is not where it was or was never safe, else the error with the whole path."""
    if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.ENAMETOOLONG):
        return OSError(error.errno, error.strerror, path)
    step = "" if path.endswith(name) else f" `{name}`:"
    with suppress(OSError):
        if stat.S_ISLNK(os.lstat(name, dir_fd=folder).st_mode):
            return FixError(f"{path}:{step} a symbolic link, which is never written through")
    return FixError(f"{path}:{step} {(error.strerror or str(error)).lower()}")


def _read(descriptor: int) -> bytes:
    parts = []
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)
