"""Locks of tools with one lock beside one manifest: Terraform, Helm, Bundler, Pipenv, Composer, mise.

Only what both of them name is compared, in one folder: a lock in another folder is of another project.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.graph import Facts, PinGraph, Standing
from vercheck.model import Diagnostic, Exact, Label, Pin, Range, Role, Severity
from vercheck.versions import IncomparableError, admits, equal_at_precision

_QUIET = (Standing.FIXTURE, Standing.VENDORED, Standing.EXAMPLE)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A lock's name, the names of the manifests that it is made from, what is compared, and the command
    that makes it anew."""

    lock: re.Pattern[str]
    manifest: re.Pattern[str]
    ecosystems: frozenset[str]
    command: str


def _kind(lock: str, manifest: str, ecosystems: str, command: str) -> _Kind:
    return _Kind(re.compile(lock), re.compile(manifest), frozenset(ecosystems.split()), command)


_KINDS = (
    _kind(r"\.terraform\.lock\.hcl", r".*\.(?:tf|tofu)", "terraform", "terraform init -upgrade"),
    _kind(r"Chart\.lock", r"Chart\.ya?ml", "helm", "helm dependency update"),
    _kind(r"Gemfile\.lock", r"Gemfile", "gem", "bundle lock"),
    _kind(r"gems\.locked", r"gems\.rb", "gem", "bundle lock"),
    _kind(r"Pipfile\.lock", r"Pipfile", "pypi", "pipenv lock"),
    _kind(r"composer\.lock", r"composer\.json", "composer", "composer update --lock"),
    _kind(r"mise\.lock", r"\.?mise\.toml", "", "mise install"),
)


def small_lock_drift(facts: Facts) -> Iterator[Diagnostic]:
    """Requirements of a manifest that no version in the lock beside it satisfies."""
    by_folder: dict[str, dict[str, list[Pin]]] = defaultdict(lambda: defaultdict(list))
    for pin in facts.graph.pins:
        folder, _, name = pin.location.path.rpartition("/")
        by_folder[folder][name].append(pin)
    for files in by_folder.values():
        for kind in _KINDS:
            lock = next((name for name in sorted(files) if kind.lock.fullmatch(name)), None)
            if lock is None:
                continue
            for name in sorted(files):
                if kind.manifest.fullmatch(name):
                    yield from _compared(facts.graph, kind, files[name], files[lock])


def _compared(graph: PinGraph, kind: _Kind, asked: list[Pin], locked: list[Pin]) -> Iterator[Diagnostic]:
    resolved: dict[str, list[Pin]] = defaultdict(list)
    for pin in locked:
        if pin.role is Role.RESOLVES and isinstance(pin.value, Exact):
            resolved[_key(graph, kind, pin)].append(pin)
    if graph.standing(locked[0].location.path) in _QUIET:
        return
    for pin in asked:
        entries = resolved.get(_key(graph, kind, pin), [])
        if entries and _may_differ(kind, pin) and not any(_fits(pin, entry) for entry in entries):
            yield _finding(kind, pin, entries)


def _key(graph: PinGraph, kind: _Kind, pin: Pin) -> str:
    return str(pin.artifact) if kind.ecosystems else graph.tool(pin)


def _may_differ(kind: _Kind, pin: Pin) -> bool:
    """Whether a pin asks for something in all environments: others may not have been locked."""
    is_meant = not kind.ecosystems or pin.artifact.ecosystem in kind.ecosystems
    return is_meant and pin.role in (Role.SELECTS, Role.REQUIRES) and not pin.track and not pin.is_default


def _fits(pin: Pin, entry: Pin) -> bool:
    if not isinstance(entry.value, Exact) or entry.value.version.is_opaque:
        return True
    try:
        match pin.value:
            case Range(requirement):
                return admits(requirement, entry.value.version)
            case Exact(version):
                return version.is_opaque or equal_at_precision(version, entry.value.version)
            case _:
                return True
    except IncomparableError:
        return True


def _finding(kind: _Kind, pin: Pin, entries: list[Pin]) -> Diagnostic:
    first = entries[0]
    place = f"{first.location.path}:{first.location.line}"
    return Diagnostic(
        message=f"`{pin.artifact.name}` `{pin.raw}` is asked for here but {place} has `{first.raw}`",
        location=pin.location,
        artifact=pin.artifact,
        version=pin.raw,
        related=tuple(Label.of(entry, "what is locked") for entry in entries[:6]),
        help=f"run `{kind.command}` and commit the lock file",
        severity=Severity.WARNING,
    )
