"""Reads one regular file, and says why where it cannot."""

from __future__ import annotations

import os
import stat
from enum import Enum
from pathlib import Path

from vercheck.model import Location, Note, Span

SIZE_LIMIT = 1_500_000
"""Bytes of a file that people write."""

LOCKFILE_LIMIT = 20_000_000
"""Bytes of a generated lock file."""

_SAMPLE = 8_000
"""Bytes in which a zero byte says that a file is binary, as git decides it."""


class Missing(Enum):
    """Why there is nothing to read, where that is no trouble by itself."""

    ABSENT = "there is no such file"
    IRREGULAR = "it is a link, a folder or a device"


def read_regular_file(path: str | Path, limit: int) -> bytes | Missing | str:
    """The bytes of a file; the trouble, in words, where it is one that should have been readable.

    A link is never followed and a pipe never waited for.
    """
    try:
        # Asked before it is opened: to open a device may do something.
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return Missing.IRREGULAR
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return Missing.IRREGULAR
            if status.st_size > limit:
                return f"is not read: {status.st_size:,} bytes are more than the limit of {limit:,}"
            return _whole(descriptor, status.st_size)[:limit]
        finally:
            os.close(descriptor)
    except (FileNotFoundError, NotADirectoryError):
        return Missing.ABSENT
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def _whole(descriptor: int, size: int) -> bytes:
    """What a file of this size holds, and no more than the size and a byte of one that grows meanwhile."""
    content = os.read(descriptor, size + 1)
    while 0 < len(content) < size and (more := os.read(descriptor, size + 1 - len(content))):
        content += more
    return content


def no_text(content: bytes) -> str | None:
    """Why bytes are not the text that every format here is written in; `None` where they may be."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is not read: it is in UTF-16, not in UTF-8"
    if b"\0" in content[:_SAMPLE]:
        return "is not read: it is no text (there is a zero byte in it)"
    return None


def unreadable(path: str, trouble: str) -> Note:
    place = Location(path, Span(0, 0), 1, 1, 1, 1)
    return Note("unreadable-file", f"`{path or '.'}` {trouble}", place)
