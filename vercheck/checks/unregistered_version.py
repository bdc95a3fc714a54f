"""A pinned or bundled version is missing from its checksum registry.

What it does: for each tool that has a registry in the repository (a checksum JSON, a table of
digests in a `.bzl`), looks up every version that is pinned, bundled, recommended or asked for by
name, in every copy of the registry.

Why it matters: the download fails when somebody gets to it, or runs unverified.

What is quiet: a pin older than `latest_version`, as long as it has an entry; tools built from a git
tag; other build roots.

Severity: an error for what is pinned (and for the default bundle); a warning for defaults, other
bundles, recommendations and tests.

How to fix: add the entry with the digest of each platform, or move the pin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._members import missing_members
from vercheck.checks._registered import answers, is_invented, selectable, worth_naming
from vercheck.checks._satisfying import on_offer
from vercheck.checks._unlisted import tools_without_registry
from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Exact, Label, Opaque, Pin, Registry, Role, Severity

_FETCHED_BY_ITSELF = (".tag", ".tag.default", ".commit", ".rev", ".url")
_SHOWN = 5


def run(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for tool in graph.tools():
        registries = [r for r in graph.registries_of(tool) if selectable(graph, r)]
        if not registries:
            continue
        wanted: dict[tuple[str, Severity], list[Pin]] = defaultdict(list)
        for pin in graph.pins_of(tool, Role.SELECTS, Role.REQUIRES):
            if _needs_entry(facts, pin, registries):
                wanted[_spelled(pin), _severity(facts, pin)].append(pin)
        for (_, severity), pins in sorted(wanted.items(), key=lambda item: item[1][0].location):
            missing = [registry for registry in registries if not answers(graph, registry, pins[0])]
            if missing:
                yield _finding(facts, tool, pins, missing, severity)
    yield from tools_without_registry(facts)
    yield from missing_members(facts)


def _needs_entry(facts: Facts, pin: Pin, registries: list[Registry]) -> bool:
    """Whether a pin is a literal version that is fetched through a registry of its build root."""
    graph = facts.graph
    if not isinstance(pin.value, Exact | Opaque) or pin.trail.endswith(_FETCHED_BY_ITSELF):
        return False
    if not pin.raw.strip("v0."):
        return False  # `0.0` is written where nobody has set a version
    if pin.location.path.startswith(".") or graph.artifact(pin).ecosystem == "docker":
        return False  # continuous integration, and an image, bring what they need
    standing = graph.standing(pin.location.path)
    if graph.family(pin) != "release" or standing not in (Standing.PRODUCT, Standing.TEST):
        return False
    if standing is Standing.TEST and is_invented(registries, pin):
        return False
    return any(graph.root(pin.location.path) == graph.root(registry.location.path) for registry in registries)


def _spelled(pin: Pin) -> str:
    match pin.value:
        case Exact(version):
            return ".".join(map(str, version.release)) + repr(version.pre)
        case _:
            return pin.raw


def _severity(facts: Facts, pin: Pin) -> Severity:
    if pin.is_default or pin.role is Role.REQUIRES:
        return Severity.WARNING
    if facts.graph.standing(pin.location.path) is Standing.TEST:
        return Severity.WARNING
    if f"[{pin.track}]" in pin.trail and not facts.graph.is_default_track(pin):
        return Severity.WARNING  # a bundle or a profile beside the one in force
    return Severity.ERROR


def _finding(
    facts: Facts, tool: str, pins: list[Pin], missing: list[Registry], severity: Severity
) -> Diagnostic:
    pin = pins[0]
    registry = missing[0]
    labels = []
    if registry.latest is not None:
        labels.append(
            Label(registry.latest.location, "`latest_version`", registry.latest.raw, None, Role.PROVIDES)
        )
    labels.extend(
        Label(release.pin.location, "what the registry has", release.pin.raw, None, Role.PROVIDES)
        for release in worth_naming(registry, pin, _SHOWN)
    )
    also = f", nor has {missing[1].location.path}" if len(missing) > 1 else ""
    places = f" (and in {len(pins) - 1} more places)" if len(pins) > 1 else ""
    has = ", ".join(f"`{release.pin.raw}`" for release in worth_naming(registry, pin, _SHOWN)) or "no version"
    return Diagnostic(
        message=f"`{tool}` is `{pin.raw}` here{places}, but {registry.location.path} has no entry for it "
        f"(it has {has}){also}",
        location=pin.location,
        tool=tool,
        artifact=pin.artifact,
        version=pin.raw,
        related=tuple(labels),
        help="add the entry with the digest of each platform, or pin a version that has one"
        + on_offer(facts, tool, facts.graph.root(pin.location.path)),
        severity=severity,
    )


CHECK = Check("a pinned or bundled version is missing from its checksum registry", Severity.ERROR, run)
