"""A listed tree, whose files are read when they are asked for."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vercheck.discover.installed import without_installed
from vercheck.discover.patterns import read_patterns
from vercheck.discover.reading import Missing, no_text, read_regular_file, unreadable
from vercheck.discover.walk import walk
from vercheck.git import listed_files
from vercheck.model import Note, Source


@dataclass(frozen=True)
class Discovery:
    """The files below a root, sorted by path; `notes` tells what could not be listed.

    `excluded` counts, for each `--exclude` pattern, the files that it left out, and `installed` those of each
    folder that a package manager filled.
    """

    root: Path
    paths: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    excluded: tuple[tuple[str, int], ...] = ()
    listed_by_git: bool = False
    installed: tuple[tuple[str, int], ...] = ()
    _folders: dict[str, Missing | str | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def listed(self) -> frozenset[str]:
        """All files of the tree; empty where some were left out, as then a missing one tells nothing."""
        return frozenset() if self.excluded else frozenset(self.paths)

    def read(self, path: str, limit: int) -> Source | Note | None:
        """One file; a note where it should have been readable; `None` where it is not a file of
        this tree (a link, a submodule, something behind a linked folder, a tracked file that was deleted)."""
        match self._on_the_way_to(path) or read_regular_file(f"{self.root}/{path}", limit):
            case bytes() as content:
                trouble = no_text(content)
                return unreadable(path, trouble) if trouble else Source(path, content)
            case str() as why:
                return unreadable(path, why)
            case Missing.ABSENT if not self.listed_by_git:
                return unreadable(path, "vanished while the tree was read")
            case _:
                return None

    def _on_the_way_to(self, path: str) -> Missing | str | None:
        """What is in the way to a file; `None` where every folder is a real one of this tree."""
        pending = []
        folder = path.rpartition("/")[0]
        while folder and folder not in self._folders:
            pending.append(folder)
            folder = folder.rpartition("/")[0]
        trouble = self._folders.get(folder)
        for folder in reversed(pending):
            trouble = self._folders[folder] = trouble or _instead_of_a_folder(f"{self.root}/{folder}")
        return trouble


def _instead_of_a_folder(path: str) -> Missing | str | None:
    try:
        return None if stat.S_ISDIR(os.lstat(path).st_mode) else Missing.IRREGULAR
    except (FileNotFoundError, NotADirectoryError):
        return Missing.ABSENT
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def discover(root: Path, exclude: Sequence[str] = ()) -> Discovery:
    """Every file below `root` that git would not ignore, that no pattern of `exclude` matches, and that no
    package manager put there.

    `exclude` holds patterns as in a `.gitignore` at the root.
    """
    listed = listed_files(root)
    # A root that is itself ignored has an empty listing, but whoever names it means it.
    is_listed = isinstance(listed, list) and bool(listed)
    paths, notes = (listed, []) if isinstance(listed, list) and listed else walk(root)
    if isinstance(listed, str):
        place = ".git" if os.path.lexists(root / ".git") else ""
        notes.append(unreadable(place, f"is not used: git {listed}, so files were looked for without it"))
    files = sorted({path for path in paths if not path.endswith("/")})
    kept, excluded = without(files, tuple(exclude))
    kept, installed = without_installed(kept)
    return Discovery(root, tuple(kept), tuple(notes), excluded, listed_by_git=is_listed, installed=installed)


def without(paths: list[str], patterns: tuple[str, ...]) -> tuple[list[str], tuple[tuple[str, int], ...]]:
    """The paths that no pattern matches, and how many each pattern does."""
    if not patterns:
        return paths, ()
    left_out = read_patterns(patterns).meant(paths)
    counts = tuple(
        (pattern, len(read_patterns((pattern,)).meant(paths)))
        for pattern in patterns
        if not pattern.startswith("!")
    )
    return [path for path in paths if path not in left_out], counts
