"""Extractors: one file per kind of file, each with one constant `EXTRACTOR`.

An extractor answers two questions: is this file mine (`patterns`), and what is in it (`extract`).
It gets bytes and gives facts; it reads no other file and never raises, whatever the bytes are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vercheck.model import Extraction, Source


@dataclass(frozen=True, slots=True)
class Extractor:
    """`patterns` are globs as in `fnmatch`: one without `/` matches the file's name, one with `/`
    the whole path or its tail (`.cargo/config.toml` matches `a/.cargo/config.toml`). A file goes to
    every extractor whose patterns match, unless one of `unless` matches too. `lockfile` marks
    generated files, which may be large and are never edited. `holds` says whether a file holds anything
    that is read: for kinds of files, such as source code, of which hardly one does. A file counts as read
    only where it does."""

    patterns: tuple[str, ...]
    extract: Callable[[Source], Extraction]
    unless: tuple[str, ...] = ()
    lockfile: bool = False
    holds: Callable[[Source], bool] | None = None

    @property
    def is_sure(self) -> bool:
        """Whether it reads every file that it claims."""
        return self.holds is None
