"""Finishes or undoes a fix whose run was killed, so that no file stays half of a change.

Every single file is old or new at any moment, since files are replaced whole. What a kill can leave
is some old and some new: with the journal, all become new where that is still possible, else old.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from vercheck.fix.error import FixError
from vercheck.fix.journal import Entry, Journal, State, digest, left_behind
from vercheck.fix.place import find, opened, sync, words

_NAMED = 5


def recover(root: Path) -> tuple[str, ...]:
    """Clean up after a run that was killed; says what was done, and nothing where nothing was to do.

    Raises:
        FixError: another run is at work, or the file system refuses.
    """
    try:
        journal = left_behind(root)
        if journal is None:
            return ()
        try:
            return tuple(_recover(root, journal))
        finally:
            journal.close()
    except OSError as error:
        raise FixError(f"an interrupted fix could not be finished: {words(error)}") from error


def undo(root: Path, journal: Journal) -> tuple[str, ...]:
    """Put every replaced file back and remove what was laid out; says which files it left alone,
    because somebody else has written them since."""
    left = tuple(entry.path for entry in journal.entries if not _is_back(root, entry))
    sweep(root, journal.entries)
    journal.remove()
    return left


def sweep(root: Path, entries: Iterable[Entry]) -> None:
    """Remove the names that a fix keeps beside its files."""
    for entry in entries:
        # A folder that is gone took its names with it.
        with suppress(FixError), opened(root, entry.path) as (folder, _):
            removed = [_removed(folder, name) for name in (entry.fresh, entry.backup)]
            if any(removed):
                sync(folder)


def replace(root: Path, entry: Entry) -> None:
    """Put the new content in the file's place: from one moment to the next, it is there."""
    with opened(root, entry.path) as (folder, name):
        os.rename(entry.fresh, name, src_dir_fd=folder, dst_dir_fd=folder)
        sync(folder)


def _recover(root: Path, journal: Journal) -> list[str]:
    entries = journal.entries
    if journal.state is State.PREPARING or all(_says(root, entry, entry.old) for entry in entries):
        # Not begun, or thrown away since: nobody expects a change any more.
        sweep(root, entries)
        journal.remove()
        return ["removed what an interrupted fix had prepared"] if entries else []
    waiting = [entry for entry in entries if _is_there(root, entry, entry.fresh)]
    done = [entry for entry in entries if entry not in waiting]
    if (
        journal.state is State.COMMITTING
        and all(_is_untouched(root, entry) for entry in waiting)
        and all(_says(root, entry, entry.new) for entry in done)
    ):
        for entry in waiting:
            replace(root, entry)
        sweep(root, entries)
        journal.remove()
        return [f"finished a fix that was interrupted: {_listed(entry.path for entry in entries)}"]
    journal.become(State.UNDOING)
    left = undo(root, journal)
    words = [f"undid a fix that was interrupted: {_listed(entry.path for entry in entries)}"]
    return [*words, *(f"{path}: changed since, left as it is" for path in left)]


def _is_back(root: Path, entry: Entry) -> bool:
    """Put a file back; whether it is as it was before the fix."""
    try:
        return _put_back(root, entry)
    except FixError:
        return False  # no longer a file that a fix would touch


def _put_back(root: Path, entry: Entry) -> bool:
    with opened(root, entry.path) as (folder, name):
        now = find(folder, name, entry.path)
        current = None if now is None else digest(now.content)
        if current == entry.old:
            return True
        if current != entry.new:
            return False
        if entry.old is None:
            os.unlink(name, dir_fd=folder)
        else:
            os.rename(entry.backup, name, src_dir_fd=folder, dst_dir_fd=folder)
        sync(folder)
        return True


def _says(root: Path, entry: Entry, content: str | None) -> bool:
    """Whether a file has the content with a digest now."""
    try:
        with opened(root, entry.path) as (folder, name):
            now = find(folder, name, entry.path)
    except FixError:
        return False
    return content == (None if now is None else digest(now.content))


def _is_untouched(root: Path, entry: Entry) -> bool:
    """Whether the file is still what the fix was made for, and the new content is whole."""
    try:
        with opened(root, entry.path) as (folder, _):
            fresh = find(folder, entry.fresh, entry.path)
    except FixError:
        return False
    return _says(root, entry, entry.old) and fresh is not None and digest(fresh.content) == entry.new


def _is_there(root: Path, entry: Entry, name: str) -> bool:
    try:
        with opened(root, entry.path) as (folder, _):
            return find(folder, name, entry.path) is not None
    except FixError:
        return False


def _removed(folder: int, name: str) -> bool:
    try:
        os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        return False
    return True


def _listed(paths: Iterable[str]) -> str:
    """The first few of the files, and how many more there are."""
    known = sorted(paths)
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    return ", ".join(known[:_NAMED]) + more
