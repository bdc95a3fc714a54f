"""Handmade facts for the tests of checks: real pins, real matrices, a real graph, no files.

A test says only what it is about; everything else has a value that does not matter. Places are made
up but consistent: a version on line 12 stands at bytes that only line 12 can have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from vercheck import versions
from vercheck.graph import Facts, Knowledge, PinGraph, Policy
from vercheck.model import (
    Address,
    Allowed,
    Artifact,
    Constant,
    Diagnostic,
    Digest,
    Exact,
    Extraction,
    Floating,
    Location,
    Matrix,
    MatrixRow,
    Pin,
    Range,
    Reference,
    Registry,
    Remark,
    Role,
    Span,
    Statement,
    Value,
)

LINE_BYTES = 200
"""How many bytes every line of a made-up file has."""

SCHEMES = {"cargo": "cargo", "npm": "npm", "pypi": "pep440"}
"""The scheme that an ecosystem's versions follow, where it is not the generic one."""

Fact = Pin | Matrix | Registry | Statement | Remark | Constant


def at(path: str, line: int = 1, *, column: int = 1, length: int = 5) -> Location:
    """A place of `length` one-byte characters on one line."""
    start = (line - 1) * LINE_BYTES + column - 1
    return Location(path, Span(start, start + length), line, column, line, column + length)


def pin(
    artifact: str,
    version: str,
    *,
    path: str = "versions.bzl",
    line: int = 1,
    column: int = 10,
    role: Role = Role.SELECTS,
    value: Value | None = None,
    trail: str = "",
    track: str = "",
    names: Sequence[str] = (),
    is_default: bool = False,
    digests: Sequence[Digest] = (),
    note: str = "",
) -> Pin:
    """A pin of `artifact` (`bin:wit-bindgen`) at `version`: exact, unless the role is REQUIRES and
    the text is a requirement of the ecosystem (`0.47` of a crate is a caret range)."""
    thing = Artifact.parse(artifact)
    return Pin(
        artifact=thing,
        value=value or _value(version, thing.ecosystem, role),
        role=role,
        location=at(path, line, column=column, length=len(version)),
        raw=version,
        trail=trail or f"{thing.name}@{line}:{column}",
        track=track,
        names=tuple(names),
        is_default=is_default,
        note=note,
        digests=tuple(digests),
    )


def crate(name: str, requirement: str, *, path: str = "Cargo.toml", line: int = 1, track: str = "") -> Pin:
    """A dependency in a Cargo manifest."""
    return pin(f"cargo:{name}", requirement, path=path, line=line, role=Role.REQUIRES, track=track)


def reference(artifact: str, target: Pin, *, path: str = "MODULE.bazel", line: int = 1) -> Pin:
    """A pin whose value is the literal of another one."""
    return pin(artifact, "VERSION", path=path, line=line, value=Reference(target.address))


def matrix(
    rows: Mapping[str, Mapping[str, Sequence[str]]],
    *,
    path: str = "compatibility.bzl",
    line: int = 1,
    trail: str = "COMPATIBILITY",
    anchors: Sequence[str] = (),
    closed: bool = False,
) -> Matrix:
    """An in-repository compatibility table: `{"1.240.0": {"wit-bindgen": ["0.46.0"]}}`; each row
    and each list has a line of its own, in the order given."""
    return _matrix(tuple(rows.items()), path, line, trail, anchors, closed=closed)


def allow_list(tool: str, listed: Sequence[str], *, path: str = "rule.bzl", line: int = 1) -> Matrix:
    """A closed list of the versions of one tool that a rule accepts."""
    trail = f"COMPATIBLE_{tool.upper().replace('-', '_')}_VERSIONS"
    return _matrix(((None, {tool: listed}),), path, line, trail, (), closed=True)


def extractions(facts: Iterable[Fact], roots: Iterable[str] = ()) -> dict[str, Extraction]:
    """What one would have read from each path; `roots` are folders with a MODULE.bazel."""
    by_path: dict[str, list[Extraction]] = defaultdict(list)
    for root in roots:
        by_path[f"{root}/MODULE.bazel" if root else "MODULE.bazel"].append(Extraction())
    for fact in facts:
        by_path[fact.location.path].append(_extraction(fact))
    return {path: Extraction.join(parts) for path, parts in by_path.items()}


def facts(
    *given: Fact,
    knowledge: Knowledge | None = None,
    policy: Policy | None = None,
    roots: Iterable[str] = (),
) -> Facts:
    """Everything that a check may see. Without `knowledge`, nothing is known to belong together."""
    known = knowledge or Knowledge()
    return Facts(PinGraph(extractions(given, roots), known), known, policy or Policy())


def findings(run: Callable[[Facts], Iterator[Diagnostic]], given: Facts) -> list[Diagnostic]:
    """What a check says, by place."""
    return sorted(run(given), key=lambda found: (found.location, found.message))


def places(found: Diagnostic) -> set[tuple[str, int]]:
    """Every path and line that a finding names."""
    locations = [found.location, *(label.location for label in found.related)]
    return {(location.path, location.line) for location in locations}


def shuffled(given: Sequence[Fact], order: Sequence[int]) -> tuple[Fact, ...]:
    """The same facts in another order, for properties."""
    return tuple(given[index] for index in order)


def elsewhere(moved: Pin, path: str) -> Pin:
    """The same pin in another file."""
    return replace(moved, location=replace(moved.location, path=path))


def address(path: str, trail: str) -> Address:
    return Address(path, trail)


def _value(text: str, ecosystem: str, role: Role) -> Value:
    scheme = SCHEMES.get(ecosystem, "generic")
    if role is Role.REQUIRES and scheme != "generic":
        return Range(versions.parse_requirement(text, scheme))
    if versions.is_floating(text):
        return Floating(text)
    return Exact(versions.parse(text, scheme))


def _matrix(
    rows: Iterable[tuple[str | None, Mapping[str, Sequence[str]]]],
    path: str,
    line: int,
    trail: str,
    anchors: Sequence[str],
    *,
    closed: bool,
) -> Matrix:
    lines = iter(range(line + 1, 1_000_000))
    made = []
    for when, allows in rows:
        place = at(path, next(lines), column=5)
        made.append(MatrixRow(when, place, tuple(_allowed(path, lines, *item) for item in allows.items())))
    return Matrix(trail, at(path, line, length=len(trail)), tuple(made), tuple(anchors), closed)


def _allowed(path: str, lines: Iterator[int], tool: str, listed: Sequence[str]) -> Allowed:
    line = next(lines)
    entries = tuple(
        (text, at(path, line, column=20 + 10 * index, length=len(text))) for index, text in enumerate(listed)
    )
    return Allowed(tool, entries, at(path, line, column=9, length=len(tool)))


def _extraction(fact: Fact) -> Extraction:
    match fact:
        case Pin():
            return Extraction(pins=(fact,))
        case Matrix():
            return Extraction(matrices=(fact,))
        case Registry():
            return Extraction(registries=(fact,))
        case Statement():
            return Extraction(statements=(fact,))
        case Remark():
            return Extraction(remarks=(fact,))
        case Constant():
            return Extraction(constants=(fact,))
