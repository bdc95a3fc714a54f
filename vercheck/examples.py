"""A pack's own examples, held against what the checks say: pins as words or whole files, and what is
expected of them.

A row can be wrong in ways that no schema sees: the leader and the follower the wrong way round, a
requirement that admits one release too many. An example shows what its author meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vercheck import pipeline
from vercheck.claims import Claims
from vercheck.declared.values import value_of
from vercheck.did_you_mean import did_you_mean
from vercheck.graph import Facts, Knowledge, PinGraph, Policy
from vercheck.model import Artifact, Diagnostic, Extraction, Pin, Range, Role, Severity, Source, Span, Value
from vercheck.packs import Pack, PackError, load_with, read_pack
from vercheck.shapes.pins import pin_at, scheme_of
from vercheck.told import telling
from vercheck.versions import RequirementError, parse_requirement

QUIET = "quiet"

_MANIFESTS = {"cargo": "Cargo.toml", "npm": "package.json", "pypi": "requirements.txt"}
"""Where a package of an index is asked for; the rest stands in a table of versions."""
_REQUIRED = frozenset({"cargo", "npm"})
"""Ecosystems in whose manifests a bare version is a requirement."""


@dataclass(frozen=True, slots=True)
class Example:
    """`expect` is a check or `quiet`; `rule` the id of the row that is meant (`None`: any); `on` are rows
    that are turned on for it. `files` are paths and what is in them, where the example has files and no
    `pins`."""

    pins: tuple[str, ...]
    expect: str
    rule: str | None
    on: tuple[str, ...]
    line: int
    files: tuple[tuple[str, str], ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the expectation is about, in words."""
        return self.pins or tuple(path for path, _ in self.files)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of an example, and whether that is what it expects."""

    example: Example
    findings: tuple[Diagnostic, ...]

    @property
    def holds(self) -> bool:
        meant = [item for item in self.findings if self.example.rule in (None, item.rule)]
        if self.example.expect == QUIET:
            return not meant
        return any(item.check == self.example.expect for item in meant)


def verdicts(path: Path) -> tuple[Verdict, ...]:
    """One for each example of a pack, which is read beside the shipped packs.

    Raises:
        PackError: the pack cannot be read, or an example says what no example can say.
    """
    pack = read_pack(path)
    known = load_with(pack)
    return tuple(_verdict(example, pack, known) for example in _examples(pack, known))


def _examples(pack: Pack, known: Knowledge) -> Iterator[Example]:
    ids = {row.id for row in known.rows()}
    for index, row in enumerate(pack.document.get("example", ())):
        line = pack.line("example", index)
        named = [_full(pack, name) for name in (*row.get("on", ()), row.get("rule")) if name is not None]
        unknown = next((name for name in named if name not in ids), None)
        if unknown is not None:
            raise PackError(pack.path, line, f"there is no row `{unknown}`{did_you_mean(unknown, ids)}")
        yield _example(pack, row, line)


def _example(pack: Pack, row: Mapping[str, Any], line: int) -> Example:
    checks = pipeline.checks()
    expect = row["expect"]
    if expect != QUIET and expect not in checks:
        near = did_you_mean(expect, [*checks, QUIET])
        raise PackError(pack.path, line, f"`expect` is `{expect}`: expected a check or `{QUIET}`{near}")
    rule = row.get("rule")
    return Example(
        pins=tuple(row.get("pins", ())),
        expect=expect,
        rule=_full(pack, rule) if rule is not None else None,
        on=tuple(_full(pack, name) for name in row.get("on", ())),
        line=line,
        files=tuple(row.get("files", {}).items()),
    )


def _full(pack: Pack, name: str) -> str:
    return name if "/" in name else f"{pack.path.stem}/{name}"


def _verdict(example: Example, pack: Pack, known: Knowledge) -> Verdict:
    off = {row.id for row in known.rows() if not row.severity}
    known = known.regraded({name: Severity.WARNING for name in example.on if name in off})
    read = _read(example) if example.files else _extractions(example, pack)
    graph = PinGraph(read, known)
    ran = [name for name, check in pipeline.checks().items() if check.severity]
    found = pipeline.judge(Facts(graph, known, Policy(), frozenset(dict(example.files))), ran)
    return Verdict(example, tuple(item for item in found if item.severity))


def _read(example: Example) -> dict[str, Extraction]:
    """What the extractors say of the files."""
    claims = Claims(pipeline.extractors())
    sources = (Source(path, text.encode()) for path, text in example.files)
    return {
        source.path: pipeline.extract(source, telling(claims.owners(source.path), source))
        for source in sources
    }


def _extractions(example: Example, pack: Pack) -> dict[str, Extraction]:
    """The pins where such things stand, one on each line."""
    by_path: dict[str, list[str]] = defaultdict(list)
    for text in example.pins:
        by_path[_MANIFESTS.get(text.partition(":")[0], "versions.bzl")].append(text)
    return {path: Extraction(pins=_pins(path, texts, example, pack)) for path, texts in by_path.items()}


def _pins(path: str, texts: Sequence[str], example: Example, pack: Pack) -> tuple[Pin, ...]:
    source = Source(path, "\n".join(texts).encode())
    pins = []
    for start, text in zip(source.line_starts, texts, strict=True):
        name, _, written = text.partition(" ")
        artifact, version = Artifact.parse(name), written.strip()
        value = _value(artifact, version)
        if value is None:
            raise PackError(pack.path, example.line, f"`{text}` has neither a version nor a requirement")
        begin = start + len(text.encode()) - len(written.lstrip().encode())
        span = Span(begin, begin + len(version.encode()))
        role = Role.REQUIRES if isinstance(value, Range) else Role.SELECTS
        pins.append(pin_at(source, span, artifact, value, role=role, trail=f"{artifact}@{start}"))
    return tuple(pins)


def _value(artifact: Artifact, text: str) -> Value | None:
    if artifact.ecosystem not in _REQUIRED:
        return value_of(text, artifact)
    try:
        return Range(parse_requirement(text, scheme_of(artifact)))
    except RequirementError:
        return None
