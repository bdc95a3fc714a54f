"""deno.json, deno.jsonc and import maps: what a project imports at which version, and its own version."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.extractors._node.addresses import in_address
from vercheck.extractors._node.harvest import Harvest, join, whole
from vercheck.extractors._node.specs import Spec, read_range
from vercheck.model import Artifact, Extraction, Source
from vercheck.syntax.data import Datum, Mapping, Text
from vercheck.syntax.json import parse_json
from vercheck.versions import RequirementError

_PACKAGE = re.compile(
    r"(?P<kind>npm|jsr):/?(?P<name>(?:@[^/@\s]+/)?[^/@\s]+)(?:@(?P<version>[^/]+))?(?:/.*)?"
)


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source)
    harvest = Harvest(source, list(notes))
    if isinstance(root, Mapping):
        if source.name.startswith("deno."):
            harvest.own_version(root, "jsr")
        _imports(harvest, root.get("imports"), "imports")
        scopes = root.get("scopes")
        for name, entry in scopes.items() if isinstance(scopes, Mapping) else ():
            _imports(harvest, entry.value, "scopes", name)
    return harvest.extraction()


def _imports(harvest: Harvest, table: Datum | None, *path: str) -> None:
    """One table of imports; those of a scope hold for a part of the modules only."""
    for key, entry in table.items() if isinstance(table, Mapping) else ():
        text = whole(entry.value)
        spec = _spec(harvest, text) if text is not None else None
        if text is not None and spec is not None:
            harvest.pin(
                text,
                spec.artifact,
                spec.value,
                spec.role,
                join(*path, key),
                stretch=(spec.start, spec.end),
                track="/".join(path[1:]),
            )


def _spec(harvest: Harvest, text: Text) -> Spec | None:
    """What an import's text means; a path behind the version (`jsr:@std/path@^1/posix`) is no part of it."""
    written = text.value or ""
    found = _PACKAGE.fullmatch(written)
    if found is None:
        return in_address(written)
    if found["version"] is None:
        return None
    try:
        spec = read_range(Artifact(found["kind"], found["name"]), found["version"])
    except RequirementError as error:
        harvest.puzzle(text.span, str(error))
        return None
    return spec.moved(found.start("version")) if spec is not None else None


EXTRACTOR = Extractor(patterns=("deno.json", "deno.jsonc", "import_map.json"), extract=extract)
