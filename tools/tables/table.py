"""What a module says about one table: where its values stand, and how a pack words them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from tools.tables.release import Version, version

Files = Mapping[str, str]
"""The text of files by path, of those that a revision has."""


class Shape(Enum):
    """LINES: a row for each release line. RUNS: a row for each run of releases with one value. GROUPS:
    a `[[groups]]` row, releases with one value. CHANGES: as RUNS, with neither the first run, which is
    older than what the table is about, nor an end of the last one."""

    LINES = "lines"
    RUNS = "runs"
    GROUPS = "groups"
    CHANGES = "changes"


def _as_it_is(value: str, _first: Version) -> str:
    return value


def _nothing(_text: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Table:
    """`id` and `pack` name the row to rebuild. `read` gives a release's value from the `paths`, `None`
    where they do not say it; `needs` words a value as a requirement, given the first release that has
    it. `line` is how the scheme of the anchor says "any of this line". Releases before `since` are left
    alone. `tag` is the tag of a version, with `{}` for it.
    `told_by` and `told` find the version in the history of a file, where there are no tags: only for an
    upstream that moves its version when it releases, not when it begins to work on the next one.
    `folder` is where a registry keeps a folder for each release: its newest commit has them all, and `{}` in
    the `paths` is the release."""

    id: str
    pack: str
    paths: tuple[str, ...]
    read: Callable[[Files], str | None]
    needs: Callable[[str, Version], str] = _as_it_is
    shape: Shape = Shape.RUNS
    line: str = "{}"
    since: str = "0.0"
    tag: str = "v{}"
    told_by: str = ""
    told: Callable[[str], str | None] = _nothing
    folder: str = ""

    @property
    def kind(self) -> str:
        """The pack's word for such rows."""
        return "groups" if self.shape is Shape.GROUPS else "table"

    def version_of(self, tag: str) -> Version | None:
        """The version that a tag is of; `None` for a tag of another thing."""
        before, _, after = self.tag.partition("{}")
        if not (tag.startswith(before) and tag.endswith(after)):
            return None
        return version(tag[len(before) : len(tag) - len(after)])
