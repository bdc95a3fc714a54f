"""A pinned version's registry entry lacks a platform that the project supports.

What it does: the entry of each pinned version must have every platform that the registry lists under
`supported_platforms`, and every platform that another copy of the registry has for that version.

Why it matters: the build works for whoever added the version, and fails on the other platform.

What is quiet: versions that nothing pins; registries that list no platforms.

How to fix: add the digest of the missing platform's file, or take the platform off the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._registered import entry, selectable
from vercheck.graph import Facts, Knowledge, Standing
from vercheck.model import Asset, Diagnostic, Exact, Label, Pin, Registry, Release, Role, Severity


def run(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for tool in graph.tools():
        registries = [r for r in graph.registries_of(tool) if selectable(graph, r)]
        pins = [
            pin
            for pin in graph.pins_of(tool, Role.SELECTS)
            if isinstance(pin.value, Exact) and graph.standing_of(pin) is Standing.PRODUCT
        ]
        for registry in registries:
            pinned: dict[int, list[Pin]] = {}
            for pin in pins:
                pinned.setdefault(id(entry(registry, pin.raw)), []).append(pin)
            for release in registry.releases:
                if id(release) in pinned:
                    yield from _release(facts, tool, registry, release, registries, pinned[id(release)])


def _release(
    facts: Facts,
    tool: str,
    registry: Registry,
    release: Release,
    registries: list[Registry],
    pinned: list[Pin],
) -> Iterator[Diagnostic]:
    has = {_same(facts.knowledge, asset.platform) for asset in release.assets}
    if any(platform in ("universal", "any", "all", "noarch", "") for platform in has):
        return
    elsewhere: dict[str, Asset] = {}
    for other in registries:
        twin = entry(other, release.pin.raw) if other is not registry else None
        for asset in twin.assets if twin is not None else ():
            elsewhere.setdefault(_same(facts.knowledge, asset.platform), asset)
    declared = [platform for platform in registry.platforms if _same(facts.knowledge, platform) not in has]
    known = [asset for platform, asset in sorted(elsewhere.items()) if platform not in has]
    lacking = declared or [asset.platform for asset in known]
    if not lacking:
        return
    listed = ", ".join(f"`{platform}`" for platform in lacking)
    yield Diagnostic(
        message=f"the entry `{release.pin.raw}` of `{tool}` lacks {listed}, which the project supports",
        location=release.pin.location,
        tool=tool,
        artifact=release.pin.artifact,
        version=release.pin.raw,
        related=(
            *(
                Label(asset.location, "another copy of the registry has it", None, None, Role.PROVIDES)
                for asset in known
            ),
            *(Label.of(pin, "pinned here") for pin in pinned[:3]),
        ),
        help="record the digest of that platform's file, or take it off the supported platforms",
    )


def _same(knowledge: Knowledge, platform: str) -> str:
    return knowledge.platform(platform) or platform


CHECK = Check("a pinned version's registry entry lacks a supported platform", Severity.WARNING, run)
