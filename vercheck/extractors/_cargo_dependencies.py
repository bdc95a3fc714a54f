"""Cargo's dependency tables: one entry is one crate, in any of the spellings that Cargo accepts.

`[dependencies]`, its `dev-` and `build-` forms, those of a target, of a workspace, of `[patch]` and of
`[replace]` hold the same kind of entry.
"""

from __future__ import annotations

import posixpath

from vercheck.extractors._cargo import INHERITED, Harvest, inherits, join
from vercheck.model import (
    Address,
    Artifact,
    Constant,
    Exact,
    Floating,
    Member,
    Opaque,
    Reference,
    Role,
    Span,
    Statement,
    Value,
)
from vercheck.shapes.urls import repository
from vercheck.syntax.data import Mapping, Scalar, Text, Unknown
from vercheck.versions import looks_like_version, parse

TABLES = (
    "dependencies",
    "dev-dependencies",
    "build-dependencies",
    "dev_dependencies",
    "build_dependencies",
)
REFS = ("tag", "rev", "branch")


def read_tables(harvest: Harvest, owner: Mapping, *path: str) -> None:
    """All dependency tables of `owner`, which stands at `path`."""
    for name in TABLES:
        table = owner.get(name)
        if isinstance(table, Mapping):
            read_table(harvest, table, *path, name)


def read_table(harvest: Harvest, table: Mapping, *path: str, note: str = "") -> None:
    for key, entry in table.items():
        if isinstance(entry.value, Text):
            harvest.requirement(entry.value, Artifact("cargo", key), join(*path, key), note)
        elif isinstance(entry.value, Mapping):
            _Entry(harvest, key, entry.value, path, note).read()
        elif not isinstance(entry.value, Unknown):  # an unknown value is reported as damage already
            harvest.puzzle(entry.value.span, f"expected a requirement in quotes or a table for `{key}`")


def read_patches(harvest: Harvest) -> None:
    """`[patch.*]` and `[replace]`: crates that come from elsewhere than their requirement says."""
    for registry, entry in harvest.entries("patch"):
        if isinstance(entry.value, Mapping):
            read_table(harvest, entry.value, "patch", registry, note="patch")
    replaced = harvest.table("replace")
    if replaced is not None:
        read_table(harvest, replaced, "replace", note="patch")


class _Entry:
    """One dependency that is written as a table."""

    def __init__(self, harvest: Harvest, key: str, table: Mapping, path: tuple[str, ...], note: str) -> None:
        self.harvest = harvest
        self.table = table
        self.path = path
        self.key = key
        self.trail = join(*path, key)
        package = table.text("package")
        if path[0] == "replace":  # `[replace]` has package ids for keys: `name:1.2.3`
            key = key.rpartition("/")[2].partition("#")[2] or key
            key = key.partition(":")[0].partition("@")[0]
        self.name = (package.value if package is not None else None) or key
        renamed = f"as `{key}`" if self.name != key else ""
        optional = table.get("optional")
        is_optional = isinstance(optional, Scalar) and optional.text == "true"
        self.note = ", ".join(part for part in (note, "optional" if is_optional else "", renamed) if part)

    def read(self) -> None:
        flag = inherits(self.table)
        if flag is not None:
            target = Address(INHERITED, join("workspace", "dependencies", self.key))
            self._pin(flag, Reference(target), Role.REQUIRES, self.trail)
            return
        version = self.table.get("version")
        if isinstance(version, Text):
            self.harvest.requirement(version, Artifact("cargo", self.name), self.trail, self.note)
            self._local(f"{self.trail}.path")
        elif version is not None and not isinstance(version, Unknown):
            self.harvest.puzzle(version.span, f"expected the version of `{self.name}` in quotes")
        url = self.table.text("git")
        if url is not None and url.value is not None:
            self._git(url, has_version=isinstance(version, Text))
        elif version is None and self.path == ("workspace", "dependencies"):
            self._local(self.trail)

    def _git(self, url: Text, *, has_version: bool) -> None:
        written = url.value or ""
        locate = self.harvest.source.locate
        members = [Member("url", written, locate(url.span))]
        for name in REFS:
            ref = self.table.text(name)
            if ref is None or not ref.value:
                continue
            if name != "branch":
                members.append(Member(name, ref.value, locate(ref.span)))
            trail = f"{self.trail}.{name}" if has_version else self.trail
            self._pin(ref.span, _ref_value(name, ref.value), Role.SELECTS, trail, written)
            break  # Cargo accepts one of them
        version = self.table.text("version")
        if version is not None and version.value:
            members.append(Member("requirement", version.value, locate(version.span)))
        statement = Statement(
            kind="cargo-git",
            name=self.name,
            location=locate(self.table.span),
            trail=self.trail,
            members=tuple(members),
            artifact=repository(written) or Artifact("cargo", self.name),
        )
        self.harvest.statements.append(statement)

    def _local(self, trail: str) -> None:
        """A dependency on a folder: its version is that of the manifest there."""
        path = self.table.text("path")
        if path is None or not path.value:
            return
        source = self.harvest.source
        folder = posixpath.normpath(posixpath.join(source.folder, path.value.replace("\\", "/")))
        if folder.startswith(("..", "/")):
            return
        manifest = posixpath.normpath(posixpath.join(folder, "Cargo.toml"))
        target = Address(manifest, "package.version")
        self.harvest.constants.append(Constant(trail, None, source.locate(path.span), target))

    def _pin(self, span: Span, value: Value, role: Role, trail: str, url: str = "") -> None:
        """A pin for the crate. A release of its repository may be known here by the repository's name."""
        found = repository(url) if url else None
        names = (str(found), found.name.rpartition("/")[2]) if found is not None else ()
        note = ", ".join(part for part in (self.note, f"git {url}" if url else "") if part)
        self.harvest.pin(span, Artifact("cargo", self.name), value, role, trail, note, names)


def _ref_value(kind: str, text: str) -> Value:
    if kind == "branch":
        return Floating(text)
    return Exact(parse(text)) if kind == "tag" and looks_like_version(text) else Opaque(text)
