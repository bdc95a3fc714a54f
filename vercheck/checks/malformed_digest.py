"""What stands in a digest's place is no digest.

What it does: reports digests of the wrong length, with characters outside their encoding, empty
ones, and placeholders (all zeros, `PLACEHOLDER…`, `lib.fakeHash`).

Why it matters: the download fails, or, where the code skips an empty digest, goes unverified.

How to fix: take the digest from the project's release page, or compute it from the file. vercheck
never invents one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.graph import Facts, Standing
from vercheck.model import Asset, Diagnostic, Label, Location, Release, Role, Severity
from vercheck.shapes.digests import digest_problem

_DECLINED = re.compile(
    r"(?<![a-z])no[-_ ]?(?:checksum|digest|hash|sha)|not[-_ ]?applicable|\bn/a\b|(?<![a-z])(?:none|skip)",
    re.IGNORECASE,
)
"""Words with which a registry says that there is no digest on purpose."""

_DIGESTS = frozenset({"digest", "tree_digest", "cargoHash", "vendorHash", "npmDepsHash"})
_OWN_PLACES = (Standing.PRODUCT, Standing.TEST)


def run(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for registry in graph.registries:
        if graph.standing(registry.location.path) not in _OWN_PLACES:
            continue
        tool = graph.registry_tool(registry)
        for release in registry.releases:
            bad = [
                (asset, problem)
                for asset in release.assets
                if asset.digest is None and (problem := digest_problem(asset.raw))
            ]
            if bad:
                yield _release(tool, release, bad)
    for statement in graph.statements:
        if graph.standing(statement.location.path) is not Standing.PRODUCT:
            continue
        for member in statement.members:
            if member.name not in _DIGESTS:
                continue
            text = graph.resolve(member)
            problem = digest_problem(text) if text is not None else None
            if problem is not None and not member.derived:
                label = Label(statement.location, "of this declaration")
                yield _finding(
                    f"the digest of `{statement.name}`", problem, member.text, member.location, None, (label,)
                )


def _release(tool: str, release: Release, bad: list[tuple[Asset, str]]) -> Diagnostic:
    """One finding for all the bad digests of a release."""
    first, problem = bad[0]
    platforms = ", ".join(f"`{asset.platform}`" for asset, _ in bad if asset.platform)
    related = (
        Label(release.pin.location, "of this version", release.pin.raw, None, Role.PROVIDES),
        *(Label(asset.location, other) for asset, other in bad[1:]),
    )
    what = f"the digest of `{tool}` `{release.pin.raw}`{' for ' + platforms if platforms else ''}"
    return _finding(what, problem, first.raw, first.location, tool, related)


def _finding(
    what: str, problem: str, raw: str, location: Location, tool: str | None, related: tuple[Label, ...]
) -> Diagnostic:
    return Diagnostic(
        message=f"{what} {problem}",
        location=location,
        tool=tool,
        related=related,
        help="put the digest of the file that is downloaded here; vercheck does not invent one",
        severity=Severity.WARNING if not raw.strip() or _DECLINED.search(raw) else Severity.ERROR,
    )


CHECK = Check("what stands in a digest's place is no digest", Severity.ERROR, run)
