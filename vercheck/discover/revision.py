"""A revision of a repository as a tree: listed and read like one on disk, and never checked out."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vercheck.discover.blobs import Blob, Blobs
from vercheck.discover.history import RevisionError, words
from vercheck.discover.installed import without_installed
from vercheck.discover.reading import no_text, unreadable
from vercheck.discover.tree import without
from vercheck.git import TooLongError, ask, ask_for_list
from vercheck.model import Note, Source

if TYPE_CHECKING:
    import subprocess

_REGULAR = ("100644", "100755", "100664")


class Listing(Protocol):
    """A listed tree whose files can be read, wherever they are kept."""

    @property
    def paths(self) -> tuple[str, ...]: ...
    @property
    def notes(self) -> tuple[Note, ...]: ...
    @property
    def excluded(self) -> tuple[tuple[str, int], ...]: ...
    @property
    def installed(self) -> tuple[tuple[str, int], ...]: ...
    @property
    def listed(self) -> frozenset[str]: ...

    def read(self, path: str, limit: int) -> Source | Note | None: ...


@dataclass(frozen=True)
class Revision:
    """The files of a commit below a folder, by path relative to it. `name` is how people call it."""

    name: str
    blobs: Mapping[str, Blob]
    contents: Blobs
    excluded: tuple[tuple[str, int], ...] = ()
    notes: tuple[Note, ...] = ()
    installed: tuple[tuple[str, int], ...] = ()

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.blobs))

    @property
    def listed(self) -> frozenset[str]:
        """All files of the tree; empty where some were left out, as then a missing one tells nothing."""
        return frozenset() if self.excluded else frozenset(self.blobs)

    def read(self, path: str, limit: int) -> Source | Note | None:
        """One file; a note where it should have been readable; `None` where it is not a file of this
        tree, or a link or a submodule."""
        blob = self.blobs.get(path)
        if blob is None or not blob.is_regular:
            return None
        if blob.size is not None and blob.size > limit:
            trouble = f"is not read: {blob.size:,} bytes are more than the limit of {limit:,}"
            return unreadable(path, trouble)
        content = self.contents.content(blob.id, limit) if blob.size is not None else None
        if content is None:
            return unreadable(path, f"cannot be read at `{self.name}`: this clone does not have its content")
        text_trouble = no_text(content)
        return unreadable(path, text_trouble) if text_trouble else Source(path, content)

    def lacks(self, path: str) -> bool:
        """Whether it has a file there whose content git does not have, as in a partial clone."""
        blob = self.blobs.get(path)
        return blob is not None and blob.is_regular and blob.size is None

    def content(self, path: str) -> str | None:
        """The name of the bytes at a path; `None` where no regular file is."""
        blob = self.blobs.get(path)
        return blob.id if blob is not None and blob.is_regular else None


@contextmanager
def opened(root: Path, commit: str | None, name: str, exclude: Sequence[str] = ()) -> Iterator[Revision]:
    """A commit as the tree below `root`, readable until the block ends; without one, an empty tree.

    Raises:
        RevisionError: git cannot list it.
    """
    contents = Blobs(root)
    try:
        blobs = _listed(root, commit, name) if commit is not None else {}
    except TooLongError as error:
        raise RevisionError(f"git cannot list the files of `{name}`: {error}") from None
    kept, excluded = without(sorted(blobs), tuple(exclude))
    kept, installed = without_installed(kept)
    try:
        found = {path: blobs[path] for path in kept}
        yield Revision(name, found, contents, excluded, installed=installed)
    finally:
        contents.close()


def _listed(root: Path, commit: str, name: str) -> dict[str, Blob]:
    listing = ask_for_list(root, "ls-tree", "-r", "-z", "-l", commit)
    if listing.returncode == 0:
        return {path: Blob(id_, _number(size), mode in _REGULAR) for mode, id_, size, path in _rows(listing)}
    # Git stops at the first content that a partial clone lacks, where it is asked for its size.
    listing = ask_for_list(root, "ls-tree", "-r", "-z", commit)
    if listing.returncode != 0:
        raise RevisionError(f"git cannot list the files of `{name}`: {words(listing.stderr)}")
    rows = list(_rows(listing))
    sizes = _sizes(root, {id_ for mode, id_, _, _ in rows if mode in _REGULAR} - _missing(root, commit, name))
    return {path: Blob(id_, sizes.get(id_), mode in _REGULAR) for mode, id_, _, path in rows}


def _rows(listing: subprocess.CompletedProcess[bytes]) -> Iterator[tuple[str, str, str, str]]:
    """Mode, object, size where it was asked for, and path of each file."""
    for row in listing.stdout.split(b"\0"):
        facts, tab, path = row.partition(b"\t")
        if tab:
            mode, _, id_, size = (*facts.decode("ascii", "replace").split(), "")[:4]
            yield mode, id_, size, os.fsdecode(path)


def _missing(root: Path, commit: str, name: str) -> frozenset[str]:
    """The objects of a commit that are not here."""
    found = ask_for_list(root, "rev-list", "--objects", "--missing=print", f"{commit}^{{tree}}")
    if found.returncode != 0:
        raise RevisionError(f"git cannot list the files of `{name}`: {words(found.stderr)}")
    return frozenset(line[1:].decode("ascii") for line in found.stdout.splitlines() if line.startswith(b"?"))


def _sizes(root: Path, ids: Collection[str]) -> dict[str, int]:
    answer = ask(root, "cat-file", "--batch-check", given="".join(f"{id_}\n" for id_ in sorted(ids)).encode())
    rows = (line.split() for line in answer.stdout.decode("ascii", "replace").splitlines())
    return {row[0]: int(row[2]) for row in rows if len(row) == 3 and row[2].isdigit()}


def _number(size: str) -> int | None:
    return int(size) if size.isdigit() else None
