"""Cargo.toml: the versions that a package or a workspace asks for, and its own.

Also `dist-workspace.toml` and `dist.toml`, in which cargo-dist keeps its own version outside of the manifest.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._cargo import EDITION, RESOLVER, Harvest, join, plain_number
from vercheck.extractors._cargo_dependencies import read_patches, read_table, read_tables
from vercheck.model import Artifact, Constant, Exact, Extraction, Member, Opaque, Role, Source, Statement
from vercheck.shapes.platform_lists import read_platform_lists
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.versions import looks_like_version, parse

MAX_DEPTH = 12
"""Tables inside `metadata`, where anybody may write anything."""


def extract(source: Source) -> Extraction:
    harvest = Harvest.of(source)
    if source.name != "Cargo.toml":
        _metadata(harvest, harvest.table("dist"), "dist")
        return Extraction.join((harvest.extraction(), read_platform_lists(harvest.root, source)))
    for name in ("package", "project"):  # `[project]` is what Cargo called it first
        package = harvest.table(name)
        if package is not None:
            _package(harvest, package)
            break
    workspace = harvest.table("workspace")
    if workspace is not None:
        _workspace(harvest, workspace)
    read_tables(harvest, harvest.root)
    for name, entry in harvest.entries("target"):
        if isinstance(entry.value, Mapping):
            read_tables(harvest, entry.value, "target", name)
    read_patches(harvest)
    lists = (
        read_platform_lists(metadata, source, "", f"{name}.metadata")
        for name in ("package", "workspace")
        if (metadata := harvest.table(name, "metadata")) is not None
    )
    return Extraction.join((harvest.extraction(), *lists))


def _package(harvest: Harvest, package: Mapping) -> None:
    name = package.text("name")
    crate = Artifact(
        "cargo", (name.value if name is not None else None) or harvest.source.folder.rpartition("/")[2]
    )
    version = package.get("version")
    if isinstance(version, Text):
        written = version.value or ""
        readable = looks_like_version(written)
        if not readable:
            harvest.puzzle(version.span, f"expected the version of `{crate.name}`, such as `1.2.3`")
        value = Exact(parse(written, "cargo")) if readable else Opaque(written)
        harvest.pin(version.span, crate, value, Role.PROVIDES, "package.version", "own version")
    elif version is not None:
        harvest.inherited(version, crate, Role.PROVIDES, "package.version", "own version")
    harvest.minimum_rust(package.get("rust-version"), "package.rust-version")
    _number(harvest, package.get("edition"), EDITION, "package.edition")
    _number(harvest, package.get("resolver"), RESOLVER, "package.resolver")
    _metadata(harvest, package.get("metadata"), "package", "metadata")


def _workspace(harvest: Harvest, workspace: Mapping) -> None:
    harvest.statements.append(_membership(harvest, workspace))
    shared = workspace.get("package")
    if isinstance(shared, Mapping):
        version = shared.text("version")
        if version is not None:  # no crate of its own, but what stands behind those that inherit it
            place = harvest.source.locate(version.span)
            harvest.constants.append(Constant("workspace.package.version", version.value, place))
        harvest.minimum_rust(shared.get("rust-version"), "workspace.package.rust-version")
        _number(harvest, shared.get("edition"), EDITION, "workspace.package.edition")
    _number(harvest, workspace.get("resolver"), RESOLVER, "workspace.resolver")
    dependencies = workspace.get("dependencies")
    if isinstance(dependencies, Mapping):
        read_table(harvest, dependencies, "workspace", "dependencies")
    _metadata(harvest, workspace.get("metadata"), "workspace", "metadata")


def _membership(harvest: Harvest, workspace: Mapping) -> Statement:
    """Which folders below are members, and which of them are not."""
    lists = ((key, workspace.get(key)) for key in ("members", "exclude"))
    listed = tuple(
        Member(key, item.value, harvest.source.locate(item.span))
        for key, names in lists
        for item in (names.items if isinstance(names, Sequence) else ())
        if isinstance(item, Text) and item.value
    )
    key = next(entry.key for name, entry in harvest.entries() if name == "workspace")
    return Statement("cargo-workspace", "", harvest.source.locate(key.span), "workspace", listed)


def _number(harvest: Harvest, datum: Datum | None, artifact: Artifact, trail: str) -> None:
    """An edition or a resolver."""
    if datum is None or harvest.inherited(datum, artifact, Role.REQUIRES, trail):
        return
    if isinstance(datum, Text) and datum.value:
        harvest.pin(datum.span, artifact, plain_number(datum.value), Role.REQUIRES, trail)
    else:
        harvest.puzzle(datum.span, f"expected `{trail}` in quotes")


def _metadata(harvest: Harvest, datum: Datum | None, *path: str) -> None:
    """Versions of tools in the tables that Cargo leaves to them."""
    for trail, table in _tables(datum, path):
        for key, entry in table.items():
            where = join(*trail, key)
            if key == "msrv":
                harvest.minimum_rust(entry.value, where)
            elif trail[-2:] == ("metadata", "bin"):  # cargo-run-bin: one binary each
                _binary(harvest, key, entry.value, where)
            elif key.endswith(("-version", "_version")):
                harvest.tool_version(key, entry.value, where, "metadata")


def _binary(harvest: Harvest, name: str, datum: Datum, trail: str) -> None:
    version = datum.text("version") if isinstance(datum, Mapping) else datum
    harvest.tool(name, version, trail, "metadata")


def _tables(datum: Datum | None, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping]]:
    waiting = [(path, datum)]
    while waiting:
        trail, table = waiting.pop()
        if not isinstance(table, Mapping) or len(trail) > MAX_DEPTH:
            continue
        yield trail, table
        waiting.extend(((*trail, key), entry.value) for key, entry in reversed(list(table.items())))


EXTRACTOR = Extractor(patterns=("Cargo.toml", "dist-workspace.toml", "dist.toml"), extract=extract)
