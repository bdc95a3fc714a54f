"""The tools that a manifest asks for: `engines`, `devEngines`, `packageManager`, `volta`."""

from __future__ import annotations

import re

from vercheck.extractors._node.harvest import Harvest, join, whole
from vercheck.extractors._node.specs import read_range
from vercheck.model import Digest, Exact, Member, Range, Role, Statement
from vercheck.shapes.digests import read_digest
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import read_value
from vercheck.syntax.data import Mapping, Sequence, Text
from vercheck.versions import RequirementError, parse, parse_requirement

_MANAGER = re.compile(
    r"(?P<name>[a-z][a-z0-9-]*)@(?P<version>\d[^+\s]*)(?:\+(?P<algorithm>sha\d+)\.(?P<hex>[0-9a-fA-F]+))?"
)


def read_tools(harvest: Harvest, root: Mapping) -> None:
    """Every tool that a manifest names with a version."""
    _engines(harvest, root.get("engines"))
    _dev_engines(harvest, root.get("devEngines"))
    _package_manager(harvest, whole(root.get("packageManager")))
    _volta(harvest, root.get("volta"))


def _engines(harvest: Harvest, table: object) -> None:
    for name, entry in table.items() if isinstance(table, Mapping) else ():
        text = whole(entry.value)
        if text is not None:
            _require(harvest, name, text, join("engines", name))


def _dev_engines(harvest: Harvest, table: object) -> None:
    for kind in ("runtime", "packageManager"):
        value = table.get(kind) if isinstance(table, Mapping) else None
        items = value.items if isinstance(value, Sequence) else (value,)
        for item in items:
            if isinstance(item, Mapping):
                name, text = whole(item.get("name")), whole(item.get("version"))
                if name is not None and text is not None:
                    _require(harvest, name.value or "", text, join("devEngines", kind, name.value or ""))


def _require(harvest: Harvest, name: str, text: Text, trail: str) -> None:
    """An engine in a range. People also write words there (`please use npm`): they are no version."""
    written = text.value or ""
    artifact = artifact_named(name)
    try:
        found = read_range(artifact, written)
    except RequirementError as error:
        if any(map(str.isdigit, written)):
            harvest.puzzle(text.span, str(error))
        return
    if found is None:
        return
    value = found.value
    if isinstance(value, Exact):
        value = Range(parse_requirement(value.version.text, "npm"))
    if isinstance(value, Range):
        harvest.pin(text, artifact, value, Role.REQUIRES, trail, stretch=(found.start, found.end))


def _package_manager(harvest: Harvest, text: Text | None) -> None:
    """`pnpm@9.1.0+sha512.…`: the version and the digest of what Corepack downloads belong together."""
    written = (text.value or "") if text is not None else ""
    found = _MANAGER.fullmatch(written)
    if text is None or found is None:
        return
    span = harvest.span(text, *found.span("version"))
    digest = _digest(found)
    harvest.pin(
        text,
        artifact_named(found["name"]),
        Exact(parse(found["version"])),
        Role.SELECTS,
        "packageManager",
        stretch=found.span("version"),
        digests=(digest,) if digest is not None else (),
    )
    place = harvest.span(text, *found.span("hex")) if found["hex"] else None
    if span is None or place is None:
        return
    locate = harvest.source.locate
    members = (
        Member("version", found["version"], locate(span)),
        Member("digest", found["hex"], locate(place)),
    )
    harvest.statements.append(Statement("package-manager", found["name"], locate(text.span), "", members))


def _digest(found: re.Match[str]) -> Digest | None:
    return read_digest(f"{found['algorithm']}:{found['hex']}") if found["hex"] else None


def _volta(harvest: Harvest, table: object) -> None:
    for name, entry in table.items() if isinstance(table, Mapping) else ():
        text = whole(entry.value)
        value = read_value((text.value or "") if text is not None else "", ranges="npm")
        if name != "extends" and text is not None and value is not None:
            role = Role.REQUIRES if isinstance(value, Range) else Role.SELECTS
            harvest.pin(text, artifact_named(name), value, role, join("volta", name))
