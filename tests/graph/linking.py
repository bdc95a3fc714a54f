"""Graphs of small repositories: files as they would be written, read by the real extractors."""

from __future__ import annotations

from collections.abc import Mapping

from vercheck.claims import Claims
from vercheck.graph import Knowledge, PinGraph
from vercheck.model import Extraction, Pin, Source
from vercheck.pipeline import extract, extractors

TOOL_VERSIONS = """\
TOOL_VERSIONS = {
    "wac": "0.8.0",
    "wkg": "0.12.0",
}
WASM_VERSION = "1.2.3"

def get_tool_version(name):
    if name not in TOOL_VERSIONS:
        fail("unknown")
    return TOOL_VERSIONS[name]
"""
"""A file of versions that others load."""

Files = Mapping[str, str | bytes]


def read(files: Files) -> dict[str, Extraction]:
    claims = Claims(extractors())
    return {
        path: extract(Source(path, text.encode() if isinstance(text, str) else text), claims.owners(path))
        for path, text in files.items()
    }


def graph(
    files: Files,
    knowledge: Knowledge | None = None,
    scopes: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> PinGraph:
    return PinGraph(read(files), knowledge or Knowledge(), scopes)


def pin(linked: PinGraph, path: str, trail: str) -> Pin:
    """The pin at an address."""
    (found,) = (pin for pin in linked.pins if (pin.location.path, pin.trail) == (path, trail))
    return found


def version(linked: PinGraph, path: str, trail: str) -> str | None:
    """What the pin at an address stands for."""
    found = linked.version(pin(linked, path, trail))
    return found.text if found is not None else None
