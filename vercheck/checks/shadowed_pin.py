"""A pin that another one makes ineffective: what people read is not what runs.

What it does: reads from the `shadow` rows of the packs in which order programs look for a version, and
reports a place that is never reached because another one, which says something else, comes first: a
toolchain file before the default that a job sets up, `USE_BAZEL_VERSION` before `.bazelversion`, a
digest before its tag.

Why it matters: a job that is named after the oldest compiler has never run it, and an upgrade that
moves the ineffective place changes nothing.

What is quiet: places that agree as far as both say; a job or a step that insists (`cargo +1.75`,
`RUSTUP_TOOLCHAIN`, `USE_BAZEL_VERSION`, `override: true`), removes the file, or works in another folder:
that it differs is at most a warning of `version-drift`.

Severity: a warning; an error where the program itself refuses to run, and where a whole workflow
builds with another Bazel than `.bazelversion` says. What is told here is not told by `version-drift`
again, unless this check is off.

Fix safety: safe where `[authority]` says which place is right; otherwise none is offered, because
either place may be the one that is meant, and the help says what can be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._authority import authority_of
from vercheck.checks._drift_finding import move
from vercheck.checks._drifting import Site, agree, sites_of
from vercheck.checks._shadow import Shadowed
from vercheck.checks._shadows import shadows
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Fix, Label, Severity

_NAMED = re.compile(r"\{version\}|\{tool\}")


def run(facts: Facts) -> Iterator[Diagnostic]:
    for shadow in shadows(facts):
        yield _finding(facts, shadow)


def _finding(facts: Facts, shadow: Shadowed) -> Diagnostic:
    pin, winner = shadow.pin, shadow.by[0]
    row, tool = shadow.row, facts.graph.tool(pin)
    said = {"{version}": pin.raw, "{tool}": tool}
    here, there = shadow.here or pin.raw, shadow.there or winner.raw
    where = f"{winner.location.path}:{winner.location.line}"
    right = authority_of(facts, tool, (pin, *shadow.by))
    return Diagnostic(
        message=f"`{tool}` is `{here}` here, {_effect(shadow)} `{there}` in {where}: {row.reason}",
        location=pin.location,
        tool=tool,
        artifact=facts.graph.artifact(pin),
        version=pin.raw,
        expected=None if shadow.here else winner.raw,
        related=tuple(Label.of(other, other.note or "what is in force") for other in shadow.by),
        help=_NAMED.sub(lambda name: said[name[0]], row.help),
        rule=row.id,
        severity=row.severity,
        fix=_fix(facts, tool, shadow, right) if right is not None else None,
    )


def _fix(facts: Facts, tool: str, shadow: Shadowed, right: Site) -> Fix | None:
    places = {pin.location for pin in (shadow.pin, *shadow.by)}
    both = [site for sites in sites_of(facts.graph, tool) for site in sites if site.pin.location in places]
    return move(facts, tool, [site for site in both if not agree(site, right)], right)


def _effect(shadow: Shadowed) -> str:
    if shadow.row.is_refused:
        return "which is refused beside"
    return "but" if shadow.here or shadow.pin.digests else "but what is in force is"


CHECK = Check("a pin that another one makes ineffective", Severity.WARNING, run)
