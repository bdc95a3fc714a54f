"""One dependency in a manifest, in any spelling: what it says, and the edits that make it inherit.

The edits are bytes at spans, since tomlkit moves comments when it inserts; tomlkit is heard afterwards, as
the witness that the document means what it should.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from vercheck.hoist.lines import inserted, line_end, line_start, newline, opens_line, replaced, with_comments
from vercheck.hoist.workspace import Manifest, Trail
from vercheck.model import Edit, Source, Span
from vercheck.syntax.data import Entry, Mapping, Scalar, Sequence, Text

INHERITABLE = frozenset({"version", "features", "optional", "default-features", "default_features", "public"})
"""What a dependency may say that is to inherit its version: the rest says where it comes from."""


@dataclass(frozen=True, slots=True)
class Dependency:
    """An entry of a table of dependencies, at `trail` in its manifest."""

    manifest: Manifest
    trail: Trail
    entry: Entry

    @property
    def source(self) -> Source:
        return self.manifest.source

    @property
    def key(self) -> str:
        return self.trail[-1]

    @property
    def package(self) -> str:
        """The name of the crate, which the key may change."""
        package = self._table.text("package") if self._table is not None else None
        return (package.value if package is not None else None) or self.key

    @property
    def version(self) -> Text | None:
        """The requirement, where one is written here."""
        value = self.entry.value
        return value if isinstance(value, Text) else self._table.text("version") if self._table else None

    @property
    def inherits(self) -> bool:
        flag = self._table.get("workspace") if self._table is not None else None
        return isinstance(flag, Scalar) and flag.text == "true"

    @property
    def features(self) -> frozenset[str]:
        listed = self._table.get("features") if self._table is not None else None
        items = listed.items if isinstance(listed, Sequence) else ()
        return frozenset(item.value for item in items if isinstance(item, Text) and item.value)

    @property
    def default_features(self) -> bool | None:
        """Whether the crate's default features are on; `None` where nothing says so."""
        if self._table is None:
            return None
        flag = self._table.get("default-features") or self._table.get("default_features")
        return flag.text == "true" if isinstance(flag, Scalar) else None

    def foreign(self) -> tuple[str, ...]:
        """Keys that say more than a version of the index and what is used of it."""
        return tuple(key for key, _ in self._table.items() if key not in INHERITABLE) if self._table else ()

    @property
    def _table(self) -> Mapping | None:
        return self.entry.value if isinstance(self.entry.value, Mapping) else None

    # edits

    def inheriting(self, *, dotted: bool, default_features: bool) -> Iterator[Edit]:
        """Edits that leave the version to the workspace. `dotted` writes `name.workspace = true` where the
        entry is a bare requirement; `default_features` turns them on, which the workspace turns off."""
        version = self.version
        if version is None:
            return
        value = _quoted(self.source, version.span)
        if self._table is None:
            extra = ", default-features = true" if default_features else ""
            if dotted and not extra:
                yield inserted(self.source, _quoted(self.source, self.entry.key.span).end, ".workspace")
                yield replaced(self.source, value, "true")
            else:
                yield replaced(self.source, value, f"{{ workspace = true{extra} }}")
            return
        key = next(entry.key for name, entry in self._table.items() if name == "version")
        start = _quoted(self.source, key.span).start
        text = "workspace = true"
        if default_features:
            text += f"{self._separator(start)}default-features = true"
        yield replaced(self.source, Span(start, value.end), text)

    def _separator(self, key: int) -> str:
        """What stands between two keys of the entry: a comma, or a line and the key in front of a dot."""
        table = self._table
        if table is not None and self.source.content[table.span.start : table.span.start + 1] == b"{":
            return ", "
        return newline(self.source) + self.source.text(Span(line_start(self.source, key), key))

    def restated(self, version: str) -> Edit | None:
        """The edit that changes the requirement."""
        return replaced(self.source, self.version.span, version) if self.version is not None else None


def added(manifest: Manifest, name: str, version: str, *, default_features: bool) -> Edit:
    """The edit that adds a dependency to the workspace's own table, which is made where there is none."""
    source = manifest.source
    ending = newline(source)
    value = f'"{version}"' if default_features else f'{{ version = "{version}", default-features = false }}'
    line = f"{name} = {value}"
    table = manifest.table("workspace", "dependencies")
    if table is None or not _has_header(source, table):
        workspace = manifest.table("workspace")
        end = line_end(source, workspace.span.end if workspace is not None else len(source.content))
        return inserted(source, end, f"{ending}{ending}[workspace.dependencies]{ending}{line}")
    following = _following(source, table, name)
    if following is None:
        return inserted(source, line_end(source, table.span.end), f"{ending}{line}")
    start = _quoted(source, following.key.span).start
    return inserted(source, with_comments(source, start), f"{line}{ending}")


def _following(source: Source, table: Mapping, name: str) -> Entry | None:
    """The entry before which a name belongs; `None` where the table is in no order, or it belongs last.

    The order is that of the first paragraph, and one name in ten may stand out of it.
    """
    paragraph: list[Entry] = []
    for entry in table.entries:
        if not _is_in_section(source, table, entry):
            continue
        if paragraph and _are_apart(source, paragraph[-1], entry):
            break
        paragraph.append(entry)
    names = [entry.key.value or "" for entry in paragraph]
    descents = sum(first > second for first, second in pairwise(names))
    if len(names) < 2 or 10 * descents > len(names):
        return None
    return next((entry for entry in paragraph if (entry.key.value or "") > name), None)


def _are_apart(source: Source, first: Entry, second: Entry) -> bool:
    """Whether an empty line stands between two entries."""
    between = source.content[first.value.span.end : second.key.span.start]
    return any(not line.strip() for line in between.split(b"\n")[1:-1])


def _has_header(source: Source, table: Mapping) -> bool:
    header = source.text(Span(table.span.start, line_end(source, table.span.start)))
    return header.partition("]")[0].replace(" ", "") == "[workspace.dependencies"


def _is_in_section(source: Source, table: Mapping, entry: Entry) -> bool:
    """Whether an entry is a line of the table itself, not a table with a header of its own."""
    start = _quoted(source, entry.key.span).start
    return table.span.start < start < table.span.end and opens_line(source, start)


def _quoted(source: Source, span: Span) -> Span:
    """A key or a string with its quotes, if it has any."""
    before, after = source.content[span.start - 1 : span.start], source.content[span.end : span.end + 1]
    if before == after and before in (b'"', b"'"):
        return Span(span.start - 1, span.end + 1)
    return span
