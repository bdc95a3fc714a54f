"""The journal of a fix that is being written: what a later run needs to finish it or to undo it.

One small file, there only while a fix is written. Its first byte is the state, so that a step is one
byte overwritten in place: that needs no room on a full disk, and a kill leaves the old state or the
new one. A lock on the open file tells a run that is still at work from one that was killed.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import stat
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from vercheck.fix.error import FixError
from vercheck.fix.place import shut, sync

_NAME = re.compile(r"\.vercheck-[0-9a-f]{16}-\d+\.(new|old)")


class State(StrEnum):
    """PREPARING: no file has been replaced yet. COMMITTING: everything is on disk, files are being
    replaced. UNDOING: a replacement failed, files are being put back."""

    PREPARING = "P"
    COMMITTING = "C"
    UNDOING = "U"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the fix: digests of what was there (`None`: no file) and of what is to be there,
    and the names beside it that hold both meanwhile."""

    path: str
    old: str | None
    new: str
    fresh: str
    backup: str


@dataclass(frozen=True, slots=True)
class Journal:
    """An open, locked journal."""

    folder: Path
    name: str
    descriptor: int
    entries: tuple[Entry, ...]
    state: State = State.PREPARING

    def become(self, state: State) -> None:
        """Make a state durable. The steps before it must be durable already."""
        os.pwrite(self.descriptor, state.value.encode(), 0)
        os.fsync(self.descriptor)

    def remove(self) -> None:
        where = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.unlink(self.name, dir_fd=where)
            sync(where)
        finally:
            shut(where)

    def close(self) -> None:
        shut(self.descriptor)


def entries_for(contents: dict[str, bytes], expected: dict[str, bytes | None]) -> tuple[Entry, ...]:
    """An entry for each file, in the order in which they are replaced."""
    token = secrets.token_hex(8)
    return tuple(
        Entry(
            path,
            None if (old := expected[path]) is None else digest(old),
            digest(contents[path]),
            f".vercheck-{token}-{number}.new",
            f".vercheck-{token}-{number}.old",
        )
        for number, path in enumerate(sorted(contents))
    )


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def start(root: Path, entries: Sequence[Entry]) -> Journal:
    """Write the journal of a fix, before anything else is.

    Raises:
        FixError: there is one already, or it cannot be written.
    """
    folder, name = _home(root)
    where = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600, dir_fd=where)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            record = {"entries": [asdict(entry) for entry in entries]}
            write_all(descriptor, f"{State.PREPARING}\n{json.dumps(record)}\n".encode())
            os.fsync(descriptor)
            sync(where)
        except BaseException:
            try:
                os.unlink(name, dir_fd=where)
            finally:
                shut(descriptor)
            raise
    except FileExistsError:
        raise FixError(f"{name}: another fix is being written") from None
    finally:
        shut(where)
    return Journal(folder, name, descriptor, tuple(entries))


def left_behind(root: Path) -> Journal | None:
    """The journal of a run that did not finish, locked for this one; `None` where there is none.

    Raises:
        FixError: its run is still at work, or what stands there is no journal.
    """
    folder, name = _home(root)
    try:
        descriptor = os.open(folder / name, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FixError(f"{name}: {(error.strerror or str(error)).lower()}") from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FixError(f"{name}: not a regular file")
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_nlink == 0:
            # Its run finished between our look and our lock.
            shut(descriptor)
            return None
        state, entries = _parse(os.pread(descriptor, os.fstat(descriptor).st_size, 0))
    except BlockingIOError:
        shut(descriptor)
        raise FixError(f"{name}: another vercheck is writing a fix here") from None
    except BaseException:
        shut(descriptor)
        raise
    return Journal(folder, name, descriptor, entries, state)


def write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _home(root: Path) -> tuple[Path, str]:
    """Inside the git directory where the root has one, so that it never shows up as a change."""
    git = root / ".git"
    if git.is_dir() and not git.is_symlink():
        return git, "vercheck-journal"
    return root, ".vercheck-journal"


def _parse(content: bytes) -> tuple[State, tuple[Entry, ...]]:
    """A journal that was cut off while it was written stands for a fix that had not begun."""
    head, _, body = content.partition(b"\n")
    try:
        state = State(head.decode())
        entries = tuple(Entry(**row) for row in json.loads(body)["entries"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return State.PREPARING, ()
    return state, tuple(filter(_is_ours, entries))


def _is_ours(entry: Entry) -> bool:
    # The file may have come with a repository: it must not make a run rename or remove anything
    # but what a run itself leaves behind.
    fields = (entry.path, entry.new, entry.fresh, entry.backup)
    if not all(isinstance(field, str) for field in fields):
        return False
    return bool(_NAME.fullmatch(entry.fresh) and _NAME.fullmatch(entry.backup))
