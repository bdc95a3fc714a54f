"""Files that are made for one version of a tool, and stayed as they were when it moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from vercheck.graph import Facts
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.knowledge import Derived
from vercheck.graph.made import is_made_anew, made
from vercheck.model import Diagnostic, Label, Location, Role, Severity, Span, Version


def left_behind(facts: Facts) -> Iterator[Diagnostic]:
    """One finding for each row and build root, at the version that moved."""
    before = facts.before
    if before is None:
        return
    files: dict[tuple[Derived, str], list[str]] = defaultdict(list)
    for row, path in made(facts.knowledge, before.kept):
        files[row, facts.graph.root(path)].append(path)
    for (row, root), paths in files.items():
        was, now = _versions(before, root, row), _versions(facts, root, row)
        for site, version in now[:1] if was else ():
            if all(is_made_anew(facts.knowledge, row, old, version) for _, old in was):
                yield _finding(facts, row, site, was[0][0], paths)


def _versions(facts: Facts, root: str, row: Derived) -> list[tuple[Site, Version]]:
    sites = InForce.of(facts).sites(root, row.artifact, Role.SELECTS)
    return [(site, site.side) for site in sites if isinstance(site.side, Version)]


def _finding(facts: Facts, row: Derived, site: Site, old: Site, paths: Sequence[str]) -> Diagnostic:
    more = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
    return Diagnostic(
        message=f"`{site.artifact}` moved from `{old.raw}` to `{site.raw}` and {paths[0]}{more} "
        f"did not: {row.reason}",
        location=site.location,
        tool=facts.graph.tool(site.pin),
        artifact=site.artifact,
        version=site.raw,
        related=tuple(Label(Location(path, Span(0, 0), 1, 1, 1, 1), "as it was") for path in paths),
        help=f"`{row.command}` makes it anew",
        rule=row.id,
        evidence=row.evidence,
        severity=None if row.severity is Severity.ERROR else row.severity,
    )
