"""Parts that are released together are at different releases.

## What it does
Some families are released as one, with two ways of counting: `wasm-tools` 1.N is the crates
`wasmparser`, `wit-parser` … 0.N. The members that one manifest names must be of one release N (an
error), and the family's tool beside them too (a warning).

## Why it matters
Update bots move the members one by one. Types of one release are not those of another, so the build
breaks, or carries two copies of everything and fails where they meet.

## Example
`wasmparser = "0.240"` and `wasm-encoder = "0.241"` in one `Cargo.toml`.

## Fix safety
Never fixed: which release is meant is for people to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from vercheck.checks import Check
from vercheck.checks._satisfying import advice
from vercheck.graph import Facts, Lockstep
from vercheck.graph.in_force import InForce
from vercheck.graph.releases import Part, part_at
from vercheck.model import Diagnostic, Role, Severity


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    for row in facts.knowledge.locksteps:
        roots = {root for artifact, _ in row.members for root in pins.roots(artifact)}
        for root in sorted(roots) if row.severity else ():
            manifests, tools = _parts(pins, row, root)
            for path in sorted(manifests):
                yield from _findings(facts, row, manifests[path], tools)


def _parts(pins: InForce, row: Lockstep, root: str) -> tuple[dict[str, list[Part]], list[Part]]:
    """Members by the manifest that requires them, and the tools that are selected beside."""
    manifests: dict[str, list[Part]] = defaultdict(list)
    tools: list[Part] = []
    for artifact, major in row.members:
        for site in pins.sites(root, artifact, Role.SELECTS, Role.REQUIRES):
            part = part_at(site, major)
            if part is None or part.last < row.since or (row.until is not None and part.first > row.until):
                continue
            if artifact.ecosystem == "bin" or site.pin.role is Role.SELECTS:  # `cargo install`
                tools.append(part)
            else:
                manifests[site.path].append(part)
    return manifests, tools


def _findings(facts: Facts, row: Lockstep, members: list[Part], tools: list[Part]) -> Iterator[Diagnostic]:
    members = sorted(members, key=lambda part: part.site.location)
    if _apart(members):
        yield _finding(facts, row, members, tools, Severity.ERROR)
    elif tools and all(_apart([*members, tool]) for tool in tools):
        behind = [part for part in members if _apart([part, tools[0]])]
        if behind:
            yield _finding(facts, row, behind[:1], tools[:1], Severity.WARNING)


def _apart(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The part that is furthest ahead and the one that is furthest behind, where no release suits all."""
    ahead = max(parts, key=lambda part: part.first)
    behind = min(parts, key=lambda part: part.last)
    return (ahead, behind) if ahead.first > behind.last else ()


def _finding(
    facts: Facts, row: Lockstep, members: list[Part], tools: list[Part], severity: Severity
) -> Diagnostic:
    """The odd member comes first; all that are compared are named."""
    apart = _apart(members) or _apart([*members, *tools])
    primary = next(part for part in apart if part in members)
    rival = next(part for part in apart if part is not primary)
    others = [part.site for part in (*members, *tools) if part is not primary]
    severity = min(severity, row.severity)
    tool = facts.graph.tool(rival.site.pin)
    return Diagnostic(
        message=f"`{primary.site.artifact}` is `{primary.site.raw}` here but `{rival.site.artifact}` is "
        f"`{rival.site.raw}`; they are released together: {row.reason}",
        location=primary.site.location,
        tool=tool,
        artifact=primary.site.artifact,
        version=primary.site.raw,
        related=tuple(site.label(f"`{site.artifact}` is `{site.raw}` here") for site in others),
        help="move all members to one release, in one change"
        + advice(facts, tool, facts.graph.root(primary.site.path)),
        rule=row.id,
        severity=None if severity is CHECK.severity else severity,
    )


CHECK = Check("artifacts that are released together are at different releases", Severity.ERROR, run)
