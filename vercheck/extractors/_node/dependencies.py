"""Tables of dependencies and catalogs of shared versions, in package.json and pnpm-workspace.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from dataclasses import replace

from vercheck.extractors._node.harvest import Harvest, join, whole
from vercheck.extractors._node.specs import Spec, read_spec
from vercheck.model import Artifact, Exact, Opaque, Range, Role
from vercheck.syntax.data import Mapping, Scalar, Text, Unknown
from vercheck.versions import RequirementError, parse_requirement

TABLES = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")


def read_tables(harvest: Harvest, root: Mapping) -> None:
    """All dependency tables of a manifest."""
    optional = _optional_peers(root)
    for name in TABLES:
        table = root.get(name)
        if isinstance(table, Mapping):
            notes = dict.fromkeys(optional, "optional") if name == "peerDependencies" else {}
            read_table(harvest, table, name, notes=notes)


def read_table(harvest: Harvest, table: Mapping, *path: str, notes: Lookup[str, str] | None = None) -> None:
    """One table: package → version, range, or where it comes from."""
    for key, entry in table.items():
        text = whole(entry.value)
        if text is None:
            if not isinstance(entry.value, Text | Unknown):  # empty, or reported as damage already
                harvest.puzzle(entry.value.span, f"expected the version of `{key}` in quotes")
            continue
        spec = spec_of(harvest, key, text)
        if spec is not None:
            note = ", ".join(part for part in ((notes or {}).get(key, ""), spec.note) if part)
            pin_spec(harvest, text, replace(spec, note=note), join(*path, key))


def read_catalogs(harvest: Harvest, owner: Mapping) -> None:
    """Shared versions that members refer to as `catalog:` and `catalog:NAME`."""
    catalogs = owner.get("catalogs")
    named = list(catalogs.items()) if isinstance(catalogs, Mapping) else []
    own = owner.get("catalog")
    if isinstance(own, Mapping):
        read_table(harvest, own, "catalog")
    for name, entry in named:
        if isinstance(entry.value, Mapping):
            read_table(harvest, entry.value, *(("catalog",) if name == "default" else ("catalogs", name)))


def pin_spec(harvest: Harvest, text: Text, spec: Spec, trail: str, track: str = "") -> None:
    """The pin of one dependency. A peer is required, however exactly: who installs it is somebody else."""
    value, role = spec.value, spec.role
    if trail.startswith("peerDependencies.") and isinstance(value, Exact):
        value, role = Range(parse_requirement(value.version.text, "npm")), Role.REQUIRES
    harvest.pin(
        text,
        spec.artifact,
        value,
        role,
        trail,
        stretch=(spec.start, spec.end),
        track=track,
        note=spec.note,
        names=spec.names,
    )


def spec_of(harvest: Harvest, key: str, text: Text) -> Spec | None:
    """What one dependency's text means; one that no package manager would take is noted, and opaque."""
    written = text.value or ""
    try:
        return read_spec(key, written, harvest.source.folder)
    except RequirementError as error:
        harvest.puzzle(text.span, str(error))
        return Spec(Artifact("npm", key), Opaque(written), Role.REQUIRES, 0, len(written))


def _optional_peers(root: Mapping) -> Iterator[str]:
    details = root.get("peerDependenciesMeta")
    for key, entry in details.items() if isinstance(details, Mapping) else ():
        flag = entry.value.get("optional") if isinstance(entry.value, Mapping) else None
        if isinstance(flag, Scalar) and flag.text == "true":
            yield key
