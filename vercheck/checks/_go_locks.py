"""What the `go` command itself refuses: a go.sum without what go.mod requires, a go.work below a member."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator

from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Exact, Label, Pin, Range, Role, Severity, Version
from vercheck.versions import IncomparableError, compare

_QUIET = (Standing.FIXTURE, Standing.VENDORED)


def go_drift(facts: Facts) -> Iterator[Diagnostic]:
    yield from _missing_sums(facts)
    yield from _older_workspaces(facts)


def _missing_sums(facts: Facts) -> Iterator[Diagnostic]:
    """A module of which go.sum only knows versions below the one that go.mod asks for."""
    sums: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    replaced = {
        (one.location.path.rpartition("/")[0], one.name)
        for one in facts.graph.statements
        if one.kind == "go-replace"
    }
    asked: list[tuple[str, Pin]] = []
    workspaces = _workspaces(facts)
    for pin in facts.graph.pins:
        folder, _, name = pin.location.path.rpartition("/")
        if name == "go.sum":
            sums[folder, pin.artifact.name].append(pin)
        elif name == "go.mod" and pin.trail.startswith("require[") and pin.note != "indirect":
            asked.append((folder, pin))
    for folder, pin in asked:
        key = (folder, pin.artifact.name)
        entries = sums.get(key, [])
        if not entries or key in replaced or folder in workspaces:
            continue
        if facts.graph.standing(pin.location.path) not in _QUIET and all(_is_below(e, pin) for e in entries):
            yield _missing(pin, entries)


def _is_below(entry: Pin, asked: Pin) -> bool:
    least = _least(asked)
    if least is None or not isinstance(entry.value, Exact):
        return False
    try:
        return compare(entry.value.version, least) < 0
    except IncomparableError:
        return False


def _least(pin: Pin) -> Version | None:
    return pin.value.requirement.intervals[0].low if isinstance(pin.value, Range) else None


def _missing(pin: Pin, entries: list[Pin]) -> Diagnostic:
    first = entries[0]
    place = f"{first.location.path}:{first.location.line}"
    return Diagnostic(
        message=f"`{pin.artifact.name}` is `{pin.raw}` here but {place} only has `{first.raw}`",
        location=pin.location,
        artifact=pin.artifact,
        version=pin.raw,
        related=tuple(Label.of(entry, "what is known of it") for entry in entries[:6]),
        help="run `go mod tidy` and commit `go.sum`",
        severity=Severity.WARNING,
    )


def _workspaces(facts: Facts) -> dict[str, str]:
    """The folder of each member that a go.work names, with the file that names it."""
    found: dict[str, str] = {}
    for statement in facts.graph.statements:
        if statement.kind == "go-use":
            path = statement.location.path
            folder = posixpath.normpath(posixpath.join(path.rpartition("/")[0], statement.name))
            found["" if folder == "." else folder] = path
    return found


def _older_workspaces(facts: Facts) -> Iterator[Diagnostic]:
    """`go 1.21` of a go.work whose member says `go 1.22`: the go command refuses to load it."""
    said = {
        pin.location.path: pin
        for pin in facts.graph.pins
        if pin.trail == "go"
        and pin.role is Role.REQUIRES
        and pin.location.path.endswith(("go.mod", "go.work"))
    }
    older: dict[str, list[Pin]] = defaultdict(list)
    for folder, path in _workspaces(facts).items():
        member = said.get(f"{folder}/go.mod" if folder else "go.mod")
        if path in said and member is not None and _is_older(said[path], member):
            older[path].append(member)
    for path, members in older.items():
        if facts.graph.standing(path) in _QUIET:
            continue
        own, first = said[path], members[0]
        place = f"{first.location.path}:{first.location.line}"
        yield Diagnostic(
            message=f"the workspace says `{own.raw}` here but {place} requires `{first.raw}`: go refuses it",
            location=own.location,
            tool=facts.graph.tool(own),
            artifact=own.artifact,
            version=own.raw,
            related=tuple(Label.of(member, "a member") for member in members[:6]),
            help="run `go work use` and commit `go.work`",
        )


def _is_older(own: Pin, member: Pin) -> bool:
    low, needed = _least(own), _least(member)
    try:
        return low is not None and needed is not None and compare(low, needed) < 0
    except IncomparableError:
        return False
