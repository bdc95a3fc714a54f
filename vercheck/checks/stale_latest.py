"""A registry's `latest_version` is not the latest that it knows.

What it does: `latest_version` must name an entry of the registry, be no older than its newest entry,
no older than the version that the repository pins, and equal in every copy of the registry.

Why it matters: scripts that follow `latest_version` install something else than the build.

What is quiet: a pin older than `latest_version`.

Fix safety: safe where the newest entry is the only candidate; else none is offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._registered import entry, newest, older, selectable
from vercheck.graph import Facts
from vercheck.graph.choices import choices
from vercheck.model import Applicability, Diagnostic, Edit, Exact, Fix, Label, Pin, Registry, Role, Severity
from vercheck.versions import parse


def run(facts: Facts) -> Iterator[Diagnostic]:
    for tool in facts.graph.tools():
        registries = [r for r in facts.graph.registries_of(tool) if selectable(facts.graph, r)]
        for registry in registries:
            if registry.latest is not None:
                yield from _registry(facts, tool, registry, registry.latest, registries)


def _registry(
    facts: Facts, tool: str, registry: Registry, latest: Pin, registries: list[Registry]
) -> Iterator[Diagnostic]:
    version = parse(latest.raw)
    ordered = newest(registry)
    pins = choices(facts.graph, tool, facts.graph.root(latest.location.path))
    newer = [pin for pin in pins if isinstance(pin.value, Exact) and older(version, pin.value.version)]
    copies = [r.latest for r in registries if r.latest is not None and older(version, parse(r.latest.raw))]
    if entry(registry, version) is None:
        problem = f"names `{latest.raw}`, which has no entry in the same registry"
    elif ordered and older(version, parse(ordered[0].pin.raw)):
        problem = f"is `{latest.raw}`, older than the entry `{ordered[0].pin.raw}`"
    elif newer:
        problem = f"is `{latest.raw}`, older than the pinned `{newer[0].raw}`"
    elif copies:
        problem = f"is `{latest.raw}`, but another copy of the registry says `{copies[0].raw}`"
    else:
        return
    related = [Label(r.pin.location, "newest entry", r.pin.raw, None, Role.PROVIDES) for r in ordered[:1]]
    related += [Label.of(pin, pin.note or "pinned") for pin in newer[:1]]
    related += [Label(pin.location, "another copy", pin.raw, None, Role.PROVIDES) for pin in copies[:1]]
    expected = ordered[0].pin.raw if ordered and not newer and not copies else None
    yield Diagnostic(
        message=f"`latest_version` of `{tool}` {problem}",
        location=latest.location,
        tool=tool,
        artifact=latest.artifact,
        version=latest.raw,
        expected=expected,
        related=tuple(related),
        help="set `latest_version` to the newest entry, and add the entry that the pin needs",
        fix=_fix(latest, expected) if expected is not None else None,
    )


def _fix(latest: Pin, expected: str) -> Fix:
    edit = Edit(latest.location, latest.raw, expected)
    return Fix(f"set `latest_version` to `{expected}`", (edit,), Applicability.SAFE)


CHECK = Check("a registry's `latest_version` is not the latest that it knows", Severity.WARNING, run)
