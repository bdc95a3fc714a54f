"""The manifests of a Cargo workspace, as Cargo finds them: by `members`, by `exclude`, and by path.

The graph ties a member to the nearest workspace above it, which is enough to read; only a member may be
told to inherit, so here it has to be one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from vercheck.model import Source
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.toml import parse_toml

_TABLES = ("dependencies", "dev-dependencies", "build-dependencies", "dev_dependencies", "build_dependencies")

Read = Callable[[str], Source | None]
Trail = tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """One `Cargo.toml`."""

    source: Source

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def folder(self) -> str:
        return self.source.folder

    @cached_property
    def root(self) -> Mapping:
        return parse_toml(self.source.content).root

    def table(self, *trail: str) -> Mapping | None:
        found: Datum | None = self.root
        for name in trail:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else None

    def dependencies(self) -> Iterator[tuple[Trail, Mapping]]:
        """The tables in which a package may inherit from its workspace, with where they stand."""
        owners: list[tuple[Trail, Mapping]] = [((), self.root)]
        targets = self.table("target")
        for name, entry in targets.items() if targets is not None else ():
            if isinstance(entry.value, Mapping):
                owners.append((("target", name), entry.value))
        for trail, owner in owners:
            for name in _TABLES:
                table = owner.get(name)
                if isinstance(table, Mapping):
                    yield (*trail, name), table

    def folders(self) -> Iterator[str]:
        """Folders that the package depends on by path."""
        for _, table in self.dependencies():
            for _, entry in table.items():
                path = entry.value.text("path") if isinstance(entry.value, Mapping) else None
                if path is not None and path.value:
                    yield _joined(self.folder, path.value)


@dataclass(frozen=True)
class Workspace:
    """The workspace of a manifest with a `[workspace]`; `paths` are all manifests of the tree."""

    manifest: Manifest
    paths: Iterable[str]
    read: Read

    @cached_property
    def members(self) -> tuple[Manifest, ...]:
        """The manifests of the workspace, the root's first where it is a package."""
        found: dict[str, Manifest] = {}
        waiting = [self.manifest, *self._named()]
        while waiting:
            manifest = waiting.pop()
            if manifest.path in found or not self._may_belong(manifest):
                continue
            found[manifest.path] = manifest
            for folder in (*manifest.folders(), *self._inherited()):
                member = self._at(folder)
                if member is not None:
                    waiting.append(member)
        return tuple(found[path] for path in sorted(found, key=lambda path: (path.count("/"), path)))

    def _named(self) -> Iterator[Manifest]:
        globs = [_joined(self.manifest.folder, text) for text in self._list("members")]
        for path in self.paths:
            folder = posixpath.dirname(path)
            if any(_matches(glob, folder) for glob in globs):
                member = self._at(folder)
                if member is not None:
                    yield member

    def _inherited(self) -> Iterator[str]:
        """Folders in the workspace's own table of dependencies."""
        table = self.manifest.table("workspace", "dependencies")
        for _, entry in table.items() if table is not None else ():
            path = entry.value.text("path") if isinstance(entry.value, Mapping) else None
            if path is not None and path.value:
                yield _joined(self.manifest.folder, path.value)

    def _may_belong(self, manifest: Manifest) -> bool:
        if manifest.path == self.manifest.path:
            return True
        package = manifest.table("package")
        if package is None or manifest.table("workspace") is not None or package.get("workspace") is not None:
            return False
        home = self.manifest.folder
        if home and not manifest.folder.startswith(f"{home}/"):
            return False
        named = any(_is_under(manifest.folder, _joined(home, text)) for text in self._list("members"))
        excluded = any(_is_under(manifest.folder, _joined(home, text)) for text in self._list("exclude"))
        return named or not excluded

    def _list(self, key: str) -> Iterator[str]:
        workspace = self.manifest.table("workspace")
        listed = workspace.get(key) if workspace is not None else None
        for item in listed.items if isinstance(listed, Sequence) else ():
            if isinstance(item, Text) and item.value:
                yield item.value

    def _at(self, folder: str) -> Manifest | None:
        source = self.read(posixpath.join(folder, "Cargo.toml"))
        return None if source is None else Manifest(source)


def _matches(glob: str, folder: str) -> bool:
    """Whether a glob over folders means one: `*` stays within a folder, `**` does not."""
    parts = folder.split("/")
    reached = {0}
    for step in glob.split("/"):
        if step == "**":
            reached = set(range(min(reached), len(parts) + 1)) if reached else set()
        else:
            reached = {at + 1 for at in reached if at < len(parts) and fnmatchcase(parts[at], step)}
    return len(parts) in reached


def _is_under(folder: str, other: str) -> bool:
    return folder == other or folder.startswith(f"{other}/")


def _joined(folder: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(folder, path.replace("\\", "/")))
    return "" if joined == "." else joined
