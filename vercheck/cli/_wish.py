"""What somebody asks of a check, as they say it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from vercheck.cli._destinations import Destination


class Wish(NamedTuple):
    """`select` and `ignore` name checks, `severity` and `fail_on` levels; `base` and `changed` say what the
    tree is compared with. `is_part` says that files are left out, so that what is missing tells nothing."""

    wanted: tuple[Destination, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: str
    fail_on: str
    base: str | None
    changed: bool
    is_counted: bool
    baseline_file: Path | None
    no_baseline: bool
    is_part: bool

    @property
    def is_whole(self) -> bool:
        """Whether it is about the tree, and not about a change of it."""
        return self.base is None and not self.changed
