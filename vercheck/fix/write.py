"""Writes a fix to disk: all of its files or none, each of them old or new at every moment.

First everything that can go wrong is made to go wrong beside the files: the new contents are written,
flushed and given the owner and mode of the old. Only then are files replaced, by renames that need no room.
A rename that fails all the same puts back those before it, from hard links to the old files.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from vercheck.fix.error import FixError
from vercheck.fix.journal import Entry, Journal, State, entries_for, start, write_all
from vercheck.fix.place import Found, find, opened, sync, words
from vercheck.fix.recover import recover, replace, sweep, undo


def write(root: Path, contents: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
    """Replace files of the tree at `root` by new contents.

    `expected` holds what each file said when the fix was made; a path that it lacks must not exist yet.

    Raises:
        FixError: nothing was written, or everything was put back.
    """
    recover(root)
    changed = {path: content for path, content in contents.items() if expected.get(path) != content}
    before = {path: expected.get(path) for path in changed}
    try:
        found = {path: _ready(root, path, before[path]) for path in sorted(changed)}
        journal = start(root, entries_for(changed, before)) if changed else None
    except OSError as error:
        raise FixError(f"nothing was written: {words(error)}") from error
    if journal is None:
        return
    try:
        _carry_out(root, journal, changed, found)
    finally:
        journal.close()


def _carry_out(
    root: Path, journal: Journal, contents: Mapping[str, bytes], found: Mapping[str, Found | None]
) -> None:
    try:
        for entry in journal.entries:
            _lay_out(root, entry, contents[entry.path], found[entry.path])
        for entry in journal.entries:
            _still(root, entry, found[entry.path])
        journal.become(State.COMMITTING)
        for entry in journal.entries:
            replace(root, entry)
    except BaseException as error:
        _back_out(root, journal, error)
        if isinstance(error, OSError):
            raise FixError(f"nothing was written: {words(error)}") from error
        raise
    try:
        sweep(root, journal.entries)
        journal.remove()
    except OSError as error:
        raise FixError(
            f"the fix is written, but what it kept beside the files could not be removed: {words(error)}"
        ) from error


def _ready(root: Path, path: str, before: bytes | None) -> Found | None:
    """The file, where it is still as the fix expects it and may be replaced."""
    with opened(root, path) as (folder, name):
        found = find(folder, name, path)
        if (None if found is None else found.content) != before:
            raise FixError(f"{path}: changed on disk since it was read")
        if found is not None and not _is_writable(folder, name, found):
            raise FixError(f"{path}: read-only")
        if not os.access(".", os.W_OK | os.X_OK, dir_fd=folder, effective_ids=_EFFECTIVE):
            raise FixError(f"{path}: its folder is read-only")
        return found


_EFFECTIVE = os.access in os.supports_effective_ids


def _is_writable(folder: int, name: str, found: Found) -> bool:
    # Nobody is meant to write a file without a write bit, not even root, who could.
    has_bit = bool(found.status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return has_bit and os.access(name, os.W_OK, dir_fd=folder, effective_ids=_EFFECTIVE)


def _lay_out(root: Path, entry: Entry, content: bytes, found: Found | None) -> None:
    """Put the new content and a second name of the old one beside the file, durably."""
    with opened(root, entry.path) as (folder, name):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(entry.fresh, flags, 0o600 if found else 0o666, dir_fd=folder)
        try:
            write_all(descriptor, content)
            if found is not None:
                _dress(descriptor, found.status)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if found is not None:
            _keep(folder, name, entry.backup, found)
        sync(folder)


def _dress(descriptor: int, like: os.stat_result) -> None:
    """Owner first: changing it clears bits of the mode."""
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
        # Only root gives files away; else the file belongs to who fixed it.
        with suppress(PermissionError):
            os.fchown(descriptor, like.st_uid, like.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))


def _keep(folder: int, name: str, backup: str, found: Found) -> None:
    try:
        os.link(name, backup, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # Some file systems have no hard links: a copy does as well, it only needs room.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(backup, flags, 0o600, dir_fd=folder)
        try:
            write_all(descriptor, found.content)
            _dress(descriptor, found.status)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _still(root: Path, entry: Entry, found: Found | None) -> None:
    """Look once more, right before files are replaced: writing the others took its time."""
    with opened(root, entry.path) as (folder, name):
        now = find(folder, name, entry.path)
    if (now and now.signature) != (found and found.signature):
        raise FixError(f"{entry.path}: changed on disk since it was read")


def _back_out(root: Path, journal: Journal, cause: BaseException) -> None:
    try:
        journal.become(State.UNDOING)
        undo(root, journal)
    except (OSError, FixError) as error:
        raise FixError(
            f"a fix broke off ({words(cause)}) and could not be undone ({words(error)}): "
            "the next `vercheck fix` finishes or undoes it"
        ) from cause
