"""Small repositories as text: read by the real extractors, linked by the real graph, no disk.

For the checks that look at declarations, registries and comments, whose shape is an extractor's business.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from hashlib import sha256

from vercheck import pipeline
from vercheck.claims import Claims
from vercheck.graph import Facts, Knowledge, PinGraph, Policy
from vercheck.model import Diagnostic, Source
from vercheck.packs import load_packs

Files = Mapping[str, str]
"""Paths and what is in them."""

PLATFORMS = ("linux_amd64", "darwin_arm64")


def digest(seed: str) -> str:
    """64 hexadecimal characters, as of some file: others for each seed."""
    return sha256(seed.encode()).hexdigest()


@cache
def packs() -> Knowledge:
    """What the packs that ship with vercheck know."""
    return load_packs([])


def tree(files: Files, *, knowledge: Knowledge | None = None, policy: Policy | None = None) -> Facts:
    """What a check sees of these files. Without `knowledge`, nothing is known to belong together."""
    known, decided = knowledge or Knowledge(), policy or Policy()
    claims = Claims(pipeline.extractors())
    extractions = {
        path: pipeline.extract(Source(path, text.encode()), claims.owners(path))
        for path, text in files.items()
    }
    return Facts(PinGraph(extractions, known, decided.scopes), known, decided, frozenset(files))


def registry(
    tool: str,
    latest: str,
    versions: Mapping[str, Collection[str]] | Collection[str],
    *,
    supported: Collection[str] = (),
) -> str:
    """A checksum registry of one tool: its versions, each with the platforms given (or with two)."""
    table = versions if isinstance(versions, Mapping) else dict.fromkeys(versions, PLATFORMS)
    return json.dumps(
        {
            "tool_name": tool,
            "github_repo": f"acme/{tool}",
            "latest_version": latest,
            **({"supported_platforms": list(supported)} if supported else {}),
            "versions": {
                version: {
                    "release_date": "2025-01-01",
                    "platforms": {
                        name: {"sha256": digest(f"{tool} {version} {name}"), "url_suffix": f"{name}.tar.gz"}
                        for name in platforms
                    },
                }
                for version, platforms in table.items()
            },
        },
        indent=2,
    )


def versions(**tools: str) -> str:
    """A table of versions in Starlark, one line for each tool: the first stands on line 2."""
    lines = "".join(f'    "{name.replace("_", "-")}": "{version}",\n' for name, version in tools.items())
    return f"TOOL_VERSIONS = {{\n{lines}}}\n"


def said(check: str, given: Facts) -> list[Diagnostic]:
    """What one check says of the facts, each with its severity, by place."""
    return sorted(pipeline.judge(given, {check}), key=lambda found: (found.location, found.message))


def place(found: Diagnostic) -> tuple[str, int]:
    """The path and the line of the primary place."""
    return found.location.path, found.location.line


def text(found: Diagnostic, content: str) -> str:
    """What stands in the file at the primary place."""
    span = found.location.span
    return content.encode()[span.start : span.end].decode()
