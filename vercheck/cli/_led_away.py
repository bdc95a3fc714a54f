"""Whether a link of a repository leads a file that somebody names for output to where they do not mean.

A repository may hold `report.json` as a link to a file of whoever checks it. What is named is a file of the
tree then, and what would be replaced is another.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from errno import ELOOP, EPERM
from pathlib import Path

from vercheck.git import enclosing_work_tree
from vercheck.printable import printable

_LINKS = 40
"""How many the system follows."""


def refuse_to_be_led_away(file: Path, roots: Iterable[Path]) -> None:
    """Let a file pass that is where it is named: a link within a work tree, or within one of the `roots`,
    leads to a file of the same tree, and not into what git keeps there.

    Raises:
        OSError: it is elsewhere, or links go round in a circle.
    """
    ends = tuple(roots)
    pending = list(reversed((Path.cwd() / file).parts))
    real = Path(pending.pop())
    left: list[tuple[Path, Path]] = []
    links = 0
    while pending:
        part = pending.pop()
        place = real.parent if part == os.pardir else real / part
        if not place.is_symlink():
            real = place
            continue
        left += [(place, tree) for tree in _trees(real, ends)]
        links += 1
        if links > _LINKS:
            raise OSError(ELOOP, os.strerror(ELOOP), str(file))
        target = place.readlink()
        real = Path(target.anchor) if target.is_absolute() else real
        pending += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    for link, tree in left:
        if not _is_file_of(tree, real):
            raise PermissionError(EPERM, _words(link, tree, real), str(file))


def _trees(folder: Path, roots: tuple[Path, ...]) -> set[Path]:
    """Those that hold what stands in a folder: its work tree, or else the roots that it is below."""
    tree = enclosing_work_tree(folder)
    return {tree} if tree is not None else {root for root in roots if folder.is_relative_to(root)}


def _is_file_of(tree: Path, file: Path) -> bool:
    """Whether a file is one of a tree, and none of git's, where a hook may be."""
    if not file.is_relative_to(tree):
        return False
    return all(part.casefold() != ".git" for part in file.relative_to(tree).parts)


def _words(link: Path, tree: Path, file: Path) -> str:
    name = printable(link.relative_to(tree).as_posix())
    return (
        f"the link `{name}` leads out of the repository, to `{printable(str(file))}`:"
        " name that file itself, if it is meant"
    )
