"""The files of a repository that are vercheck's own, by their names at the root."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CONFIGURATIONS = ("vercheck.toml", ".vercheck.toml")
PROJECT = "pyproject.toml"
"""Holds a configuration in its table `[tool.vercheck]`, if it does."""

BASELINE = ".vercheck-baseline.json"

SIZE_LIMIT = 20_000_000
"""Bytes of one of them."""


def is_there(file: Path) -> bool:
    """Whether there is a file; under a name that no file can have, there is none."""
    try:
        return file.is_file()
    except OSError:  # the name is too long, or a folder on the way may not be looked into
        return False


def real_place(file: Path) -> Path:
    """Where a file is, links followed; where they go round in a circle, one of them."""
    return type(file)(os.path.realpath(file))


def leads_out(root: Path, name: str) -> bool:
    """Whether what stands at a root under a name is a link to elsewhere: a repository shows nothing of the
    machine that it is checked on, not even in what is wrong with a configuration."""
    file = root / name
    return file.is_symlink() and not real_place(file).is_relative_to(real_place(root))


_GLOB = re.compile(r"[\\*?\[ ]")


def patterns_below(root: Path, files: Iterable[Path]) -> tuple[str, ...]:
    """Those of the files that are below a root, in the words of a `.gitignore` there."""
    return tuple(
        "/" + _GLOB.sub(r"\\\g<0>", file.relative_to(root).as_posix())
        for file in files
        if file.is_relative_to(root)
    )
