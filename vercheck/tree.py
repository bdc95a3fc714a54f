"""A root with its configuration: what every run over a tree starts from, whoever asks for it.

The stages are imported when one runs, so that to name a tree costs nothing.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vercheck.git import is_kept_by_git

if TYPE_CHECKING:
    from vercheck.cache.kept import Kept
    from vercheck.config import Config
    from vercheck.pipeline import Outcome, Reading, Selection


class Tree(NamedTuple):
    """`shown` is the root as reports call it; `exclude` are patterns as in a `.gitignore`, and
    `kept` is what earlier runs found out."""

    root: Path
    shown: str
    config: Config
    exclude: tuple[str, ...] = ()
    kept: Kept | None = None

    def read(self) -> Reading:
        """The files of this tree, as they are on disk now."""
        from vercheck import pipeline

        return pipeline.read(self.root, self.config, self.exclude, self.kept)

    def check(self, selection: Selection | None = None) -> Outcome:
        """The whole flow over this tree, today."""
        return self.examine(self.read(), selection)

    def examine(self, reading: Reading, selection: Selection | None = None) -> Outcome:
        """Everything after reading, today."""
        from vercheck import pipeline

        return pipeline.examine(
            reading, self.config, today=today(), selection=selection, shown_root=self.shown
        )


def no_root(folder: Path) -> str:
    """Why nothing can be checked in a folder, for people; empty where something can."""
    try:
        os.scandir(folder).close()
        os.stat(f"{folder}/.")  # noqa: PTH116 - to list a folder is not to enter it
    except OSError as error:
        return (error.strerror or str(error)).lower()
    if is_kept_by_git(folder):
        return "it is where git keeps a repository, as a bare one does, and no work tree of it"
    return ""


def today() -> date:
    """The day by universal time, so that a hold expires everywhere at once."""
    return datetime.now(UTC).date()
