"""Dependencies of a Bazel module that the lock file resolves to a newer version than the module asks for.

Bazel warns of it too: what is written in `MODULE.bazel` is then not what is built with. What an override in
the file says is no such dependency, and what the lock does not have nobody can tell. A module that is
published (there is a `.bcr` folder beside it) asks for the least that it works with, for its users' sake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.graph import Facts, Standing
from vercheck.model import Artifact, Diagnostic, Exact, Label, Pin, Role, Severity, Version
from vercheck.versions import IncomparableError, compare

_MODULE = "MODULE.bazel"
_SEVERAL = "multiple_version_override["


def direct_drift(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    asked: list[Pin] = []
    several: set[tuple[str, Artifact]] = set()
    locked: dict[tuple[str, Artifact], list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        folder, _, name = pin.location.path.rpartition("/")
        if pin.artifact.ecosystem != "bazel":
            continue
        if name == f"{_MODULE}.lock" and pin.role is Role.RESOLVES:
            locked[folder, pin.artifact].append(pin)
        elif name == _MODULE and pin.trail.startswith(_SEVERAL):
            several.add((folder, pin.artifact))
        elif name == _MODULE and pin.trail.startswith("bazel_dep[") and pin.role is Role.SELECTS:
            asked.append(pin)
    published = {path.partition(".bcr/")[0].rstrip("/") for path in facts.files if f"/{path}".count("/.bcr/")}
    for pin in asked:
        folder = pin.location.path.rpartition("/")[0]
        if folder in published:
            continue
        entries = locked.get((folder, pin.artifact), [])
        version = graph.version(pin)
        if version is None or (folder, pin.artifact) in several or not entries:
            continue
        if graph.standing(pin.location.path) is Standing.PRODUCT and all(
            _is_below(version, entry) for entry in entries
        ):
            yield _finding(pin, entries[0])


def _is_below(version: Version, entry: Pin) -> bool:
    try:
        return isinstance(entry.value, Exact) and compare(version, entry.value.version) < 0
    except IncomparableError:
        return False


def _finding(pin: Pin, entry: Pin) -> Diagnostic:
    place = f"{entry.location.path}:{entry.location.line}"
    return Diagnostic(
        message=f"`{pin.artifact}` is asked for at `{pin.raw}` here but resolved to `{entry.raw}` in "
        f"{place}: another module asks for that, and the newest of all is taken",
        location=pin.location,
        tool=pin.artifact.name,
        artifact=pin.artifact,
        version=pin.raw,
        expected=entry.raw,
        related=(Label.of(entry, "resolved here"),),
        help=f"ask for `{entry.raw}`, or keep `{pin.raw}` with a `single_version_override`",
        severity=Severity.WARNING,
    )
