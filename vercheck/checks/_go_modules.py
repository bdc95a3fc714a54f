"""Go modules that Bazel fetches at a version older than `go.mod` asks for.

`go_repository(importpath = …, version = …)` is what Bazel compiles; the `go` command compiles at least
what `go.mod` says. Tools copy the one from the other, and only when somebody runs them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Exact, Label, Pin, Range, Role, Severity, Version
from vercheck.versions import IncomparableError, compare

_REPLACES = "replace["


def go_module_drift(facts: Facts) -> Iterator[Diagnostic]:
    """Modules of one build root whose declaration for Bazel was left behind by the root's `go.mod`."""
    graph = facts.graph
    asked: dict[tuple[str, str], Pin] = {}
    fetched: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    replaced: set[tuple[str, str]] = set()
    for pin in graph.pins:
        path = pin.location.path
        is_module_file = path.rpartition("/")[2] == "go.mod"
        if is_module_file and pin.trail.startswith(_REPLACES):
            replaced.add((graph.root(path), pin.trail[len(_REPLACES) : -1]))
        if pin.artifact.ecosystem != "go" or graph.standing(path) is not Standing.PRODUCT:
            continue
        key = (graph.root(path), pin.artifact.name)
        if is_module_file and pin.role is Role.REQUIRES and path.rpartition("/")[0] == key[0]:
            asked[key] = pin
        elif "go_repository(" in pin.trail and isinstance(pin.value, Exact):
            fetched[key].append(pin)
    for key in sorted(fetched.keys() & asked.keys() - replaced):
        for pin in fetched[key]:
            if _is_older(pin, asked[key]):
                yield _finding(facts, pin, asked[key])


def _is_older(pin: Pin, asked: Pin) -> bool:
    least = _least(asked)
    if least is None or not isinstance(pin.value, Exact):
        return False
    try:
        return compare(pin.value.version, least) < 0
    except IncomparableError:
        return False


def _least(asked: Pin) -> Version | None:
    return asked.value.requirement.intervals[0].low if isinstance(asked.value, Range) else None


def _finding(facts: Facts, pin: Pin, asked: Pin) -> Diagnostic:
    return Diagnostic(
        message=(
            f"`{pin.artifact.name}` is `{pin.raw}` here but at least `{asked.raw}` in "
            f"{asked.location.path}:{asked.location.line}"
        ),
        location=pin.location,
        tool=facts.graph.tool(pin),
        artifact=pin.artifact,
        version=pin.raw,
        expected=asked.raw,
        related=(Label.of(asked, "what the module asks for"),),
        help="run `bazel run //:gazelle -- update-repos -from_file=go.mod`, or move it by hand",
        severity=Severity.WARNING,
    )
