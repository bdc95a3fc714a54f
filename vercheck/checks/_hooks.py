"""Commit hooks that run another version of a tool than the project installs.

A hook is installed from its repository, the same tool of the project from an index, so nobody resolves
the two together. A pack says which package a repository of hooks is. What a hook installs besides itself
is held against the project, and against the hooks beside it, in the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from vercheck.checks._environments import is_below
from vercheck.checks._subprojects import project
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.identity import family
from vercheck.graph.knowledge import folded
from vercheck.graph.relations import Side, fits
from vercheck.model import (
    Applicability,
    Artifact,
    Diagnostic,
    Edit,
    Exact,
    Fix,
    Label,
    Location,
    Pin,
    Role,
    Severity,
    Version,
)
from vercheck.versions import looks_like_version, parse, restate

_CONFIGURATIONS = (".pre-commit-config.yaml", ".pre-commit-config.yml")
_FROZEN = "frozen: "
"""How the note of a commit begins whose comment names its tag."""
_ADDED = "hooks"
"""The track of what a hook installs besides itself."""
_APART = frozenset({_ADDED, "build", "matrix", "override", "target"})
"""Tracks of what is installed for another purpose than to work on the project."""
_MANIFESTS = {"pypi": "pyproject.toml", "npm": "package.json"}

Installed = Mapping[Artifact, Sequence[Pin]]


def hook_drift(facts: Facts) -> Iterator[Diagnostic]:
    """A hook that agrees with none of the places that install its tool."""
    graph = facts.graph
    hooks = [
        (pin, package, said)
        for pin in graph.pins
        if _is_hook(pin)
        and graph.standing(pin.location.path) is Standing.PRODUCT
        and (package := _package(facts, pin)) is not None
        and (said := _said(pin)) is not None
    ]
    installed = _installed(facts, {package for _, package, _ in hooks}) if hooks else {}
    told: dict[tuple[str, Artifact, str], list[Pin]] = defaultdict(list)
    for pin, package, _ in hooks:
        told[pin.location.path, package, pin.raw].append(pin)
    for pin, package, said in hooks:
        same = told[pin.location.path, package, pin.raw]
        if pin is not same[0]:
            continue  # one repository of hooks may be listed several times
        row = facts.knowledge.tool_of(pin.artifact)
        others = _beside(graph, pin, package, installed.get(package, ()))
        if others and all(fits("equal-at-precision", side, said) is False for _, side in others):
            severity = row.severity if row is not None else Severity.WARNING
            yield _finding(same, package, others, row.id if row is not None else None, severity)


def _is_hook(pin: Pin) -> bool:
    return pin.role is Role.SELECTS and pin.location.path.endswith(_CONFIGURATIONS)


def _package(facts: Facts, pin: Pin) -> Artifact | None:
    """The package of an index that a hook is, or that it installs besides itself."""
    if pin.track == _ADDED:
        return folded(pin.artifact) if family(pin.artifact) != "release" else None
    row = facts.knowledge.tool_of(pin.artifact)
    leads = row.leads if row is not None and row.severity else None
    return folded(leads) if leads is not None and family(leads) != "release" else None


def _said(pin: Pin) -> Version | None:
    """The version that a hook is at; of a commit, the tag that its comment names."""
    if isinstance(pin.value, Exact):
        return pin.value.version
    tag = pin.note.removeprefix(_FROZEN)
    return parse(tag) if tag != pin.note and looks_like_version(tag) else None


def _installed(facts: Facts, packages: set[Artifact]) -> Installed:
    """The pins that decide what is installed of each package: exact ones, what a lock has for a range,
    and the range itself where there is no lock."""
    graph = facts.graph
    asked: dict[Artifact, list[Pin]] = defaultdict(list)
    resolved: dict[Artifact, list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        package = _package(facts, pin) if _is_hook(pin) else folded(pin.artifact)
        if package is None or package not in packages or pin.track in _APART:
            continue
        if graph.standing(pin.location.path) is not Standing.PRODUCT:
            continue
        if pin.role is Role.RESOLVES:
            resolved[package].append(pin)
        elif pin.role in (Role.SELECTS, Role.REQUIRES):
            asked[package].append(pin)
    return {
        package: [found for pin in pins for found in _decisions(pin, resolved[package])]
        for package, pins in asked.items()
    }


def _decisions(pin: Pin, resolved: list[Pin]) -> list[Pin]:
    if isinstance(pin.value, Exact):
        return [pin]
    return [entry for entry in resolved if is_below(pin.location.path, entry.location.path)] or [pin]


def _beside(
    graph: PinGraph, hook: Pin, package: Artifact, installed: Sequence[Pin]
) -> list[tuple[Pin, Side]]:
    """What is installed in the hook's part of the tree, each place once, the most telling first. Where the
    hook's own folder is a project, one below that is built by itself is not what it is about."""
    path = hook.location.path
    folder = path.rpartition("/")[0]
    manifest = _MANIFESTS.get(package.ecosystem, "")
    is_project = (f"{folder}/{manifest}" if folder else manifest) in graph.paths
    found = {
        pin.location: (pin, side)
        for pin in installed
        if (side := graph.version(pin) or graph.requirement(pin)) is not None
        and graph.root(pin.location.path) == graph.root(path)
        and is_below(pin.location.path, path)
        and not (is_project and project(graph.paths, pin.location.path) != folder)
        and not (_is_hook(pin) and hook.track != _ADDED)
    }
    return sorted(found.values(), key=_rank)


def _rank(one: tuple[Pin, Side]) -> tuple[bool, bool, Location]:
    """Exact places come first, and what jobs install last."""
    pin, side = one
    return not isinstance(side, Version), pin.location.path.startswith("."), pin.location


def _finding(
    hooks: list[Pin], package: Artifact, others: list[tuple[Pin, Side]], rule: str | None, severity: Severity
) -> Diagnostic:
    hook = hooks[0]
    other, side = others[0]
    place = f"{other.location.path}:{other.location.line}"
    is_exact = isinstance(side, Version)
    said = hook.raw if isinstance(hook.value, Exact) else hook.note.removeprefix(_FROZEN)
    disagrees = f"`{other.raw}` in {place}" if is_exact else f"must be `{other.raw}` in {place}"
    wanted = restate(other.raw, said) if is_exact else None
    fix = None
    if wanted is not None and isinstance(hook.value, Exact):
        edits = tuple(Edit(one.location, one.raw, wanted) for one in hooks)
        fix = Fix(f"run the hook at `{wanted}`, as the project does", edits, Applicability.UNSAFE)
    return Diagnostic(
        message=f"`{package.name}` is `{said}` in this hook but {disagrees}",
        location=hook.location,
        tool=package.name,
        artifact=hook.artifact,
        version=hook.raw,
        expected=wanted,
        related=tuple(Label.of(pin, "what the project installs") for pin, _ in others[:6]),
        help=f"move the hook to `{wanted}`, or the project to `{said}`"
        if wanted is not None
        else f"move the hook to a version that `{other.raw}` admits, or let the project admit `{said}`",
        rule=rule,
        severity=severity,
        fix=fix,
    )
