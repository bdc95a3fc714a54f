"""Tables of versions and checksums in JSON files: registries, bundles, maps from tool to version.

Most JSON files hold none, so the bytes are looked at first: only what has a digest or two versions in
it is parsed. The shapes themselves are not JSON's own and are read in `vercheck.shapes`.
"""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.model import (
    Artifact,
    Exact,
    Extraction,
    Member,
    Pin,
    Registry,
    Release,
    Role,
    Source,
    Span,
    Statement,
)  # fmt: skip
from vercheck.shapes.registry_schema import schema_notes
from vercheck.shapes.tables import read_tables
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.json import parse_json
from vercheck.versions import looks_like_version, parse

_VERSION = re.compile(rb'"v?\d{1,8}\.\d[\w.+-]{0,60}"')
_DIGESTS = (  # apart, because a pattern that begins with a fixed text is found many times as fast
    re.compile(rb'"[0-9A-Fa-f]{64}'),
    re.compile(rb"sha(?:256|384|512)[-:][0-9A-Fa-f]{64}"),
    re.compile(rb'"sha(?:256|384|512)-[A-Za-z0-9+/]{40}'),
)
_REGISTRY = re.compile(rb'"(?:latest_version|tool_name|component_name)"\s*:')
_OTHER_FORMATS = frozenset(
    {
        "bomFormat", "spdxVersion", "SPDXID", "openapi", "swagger", "lockfileVersion",
        "lockFileVersion", "asyncapi", "__RESOLVED_ARTIFACTS_HASH", "discoveryVersion", "$defs",
        "definitions",
    }
)  # fmt: skip
"""Members of the outermost object that name a format of its own: an inventory, a lock, a schema."""
_MODULE_FILE = re.compile(r"(?:^|/)modules/([^/]+)/(?:([^/]+)/source|metadata)\.json$")


def extract(source: Source) -> Extraction:
    module = _MODULE_FILE.search(source.path)
    if module is not None:
        return _bazel_registry(source, module.group(1), module.group(2))
    if not _may_hold_tables(source.content):
        return Extraction()
    value, notes = parse_json(source)
    if value is None or _is_other_format(value):
        return Extraction(notes=notes if value is None else ())
    tables = read_tables(value, source, hints=(source.name.partition(".")[0],))
    return Extraction.join((tables, Extraction(notes=(*notes, *schema_notes(value, source)))))


def _may_hold_tables(content: bytes) -> bool:
    matches = _VERSION.finditer(content)
    if next(matches, None) is not None and next(matches, None) is not None:
        return True
    return any(pattern.search(content) for pattern in (_REGISTRY, *_DIGESTS))


def _is_other_format(value: Datum) -> bool:
    if isinstance(value, Sequence) and value.items and isinstance(value.items[0], Mapping):
        return value.items[0].get("pname") is not None  # what a package's build resolved, written out for Nix
    return isinstance(value, Mapping) and any(key in _OTHER_FORMATS for key, _ in value.items())


def _bazel_registry(source: Source, name: str, version: str | None) -> Extraction:
    """A file of a Bazel registry, `modules/NAME/metadata.json` or `modules/NAME/VERSION/source.json`."""
    value, notes = parse_json(source)
    if not isinstance(value, Mapping):
        return Extraction(notes=notes)
    artifact = Artifact("bazel", name)
    if version is not None:
        return Extraction(statements=_module_source(source, value, artifact, version), notes=notes)
    registry = _module_versions(source, value, artifact)
    pins = tuple(release.pin for release in registry.releases) if registry else ()
    return Extraction(pins=pins, registries=(registry,) if registry else (), notes=notes)


def _module_source(source: Source, value: Mapping, artifact: Artifact, version: str) -> tuple[Statement, ...]:
    """The archive of one version: its folder, address, prefix and digest must tell one story."""
    members = [Member("path_version", version, source.locate(Span(value.span.start, value.span.start)))]
    for field, member in (("url", "url"), ("integrity", "digest"), ("strip_prefix", "strip_prefix")):
        text = value.text(field)
        if text is not None and text.value:
            members.append(Member(member, text.value, source.locate(text.span)))
    if len(members) == 1:
        return ()
    statement = Statement(
        kind="bazel-registry-source",
        name=artifact.name,
        location=source.locate(value.span),
        trail="",
        members=tuple(members),
        artifact=artifact,
    )
    return (statement,)


def _module_versions(source: Source, value: Mapping, artifact: Artifact) -> Registry | None:
    versions = value.get("versions")
    if not isinstance(versions, Sequence):
        return None
    yanked = value.get("yanked_versions")
    reasons = {key for key, _ in yanked.items()} if isinstance(yanked, Mapping) else set()
    texts = [item for item in versions.items if isinstance(item, Text)]
    releases = tuple(
        Release(_module_pin(source, text, artifact, is_yanked=text.value in reasons), ())
        for text in texts
        if looks_like_version(text.value or "")
    )
    repository = value.get("repository")
    first = repository.items[0] if isinstance(repository, Sequence) and repository.items else None
    named = (first.value or "") if isinstance(first, Text) else ""
    return Registry(
        artifact=artifact,
        kind="json",
        location=source.locate(versions.span),
        trail="versions",
        releases=releases,
        repository=named.removeprefix("github:") if named.startswith("github:") else "",
    )


def _module_pin(source: Source, text: Text, artifact: Artifact, *, is_yanked: bool) -> Pin:
    return Pin(
        artifact=artifact,
        value=Exact(parse(text.value or "", "bazel")),
        role=Role.PROVIDES,
        location=source.locate(text.span),
        raw=source.text(text.span),
        trail=f"versions[{text.value}]",
        note="yanked" if is_yanked else "",
    )


EXTRACTOR = Extractor(
    patterns=("*.json",),
    extract=extract,
    # Manifests and locks have readers of their own; settings of editors and linters pin nothing.
    unless=(
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "composer.json", "deno.json",
        "lerna.json", "nx.json", "turbo.json", "bower.json", "vercel.json", "angular.json",
        "renovate.json", ".renovaterc.json", "renovate.json5", "devcontainer.json", "manifest.json",
        "import_map.json", "biome.json", "global.json", "tsconfig*.json", "jsconfig*.json",
        "*.schema.json", "*.lock.json", "*-lock.json", "*_lock.json", "*lockfile*.json",
        "maven_install.json", "*_install.json", "rules_jvm_external.json", "MODULE.bazel.lock",
        "cargo-bazel-lock.json", "packages.lock.json", "project.assets.json", "*.deps.json",
        "*.sarif.json", "*.cdx.json", "*.spdx.json", "*.bom.json", "bom.json", "sbom*.json",
        ".eslintrc.json", ".prettierrc.json", ".markdownlint.json", ".vscode/*.json",
        ".release-please-manifest.json", "*.tmLanguage.json", "node_modules/*", "compile_commands.json",
        "rust-project.json", ".devcontainer.json", "npins/sources.json", "nix/sources.json",
        "aqua-checksums.json", "multitool*.json", ".vercheck-baseline.json",
    ),
)  # fmt: skip
