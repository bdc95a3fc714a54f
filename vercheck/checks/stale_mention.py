"""A comment or a text names a version that is no longer the pinned one.

What it does: compares claims such as `compatible with wit-bindgen CLI 0.47.0` in comments and embedded
text, and minimums in prose (`Bazel >= 0.27`), with what is pinned (or required) in the repository.

Why it matters: people act on what the comment says. Sentences about the past (`since 1.2`), examples
in docstrings and tools that are not pinned here are quiet.
Fix safety: unsafe: the sentence around the version may need another wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vercheck.checks import Check
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.choices import choices
from vercheck.graph.mentions import Mention
from vercheck.model import (
    Applicability,
    Diagnostic,
    Edit,
    Exact,
    Fix,
    Label,
    Pin,
    Range,
    Role,
    Severity,
    Version,
)
from vercheck.versions import admits, equal_at_precision, parse, restate


def run(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for mention in graph.mentions:
        standing = graph.standing(mention.pin.location.path)
        match mention.pin.value:
            case Range(requirement) if requirement.scheme == "interval":
                if standing is Standing.PRODUCT:
                    yield from _claim(graph, mention)
            case Exact() if standing is Standing.PRODUCT and mention.remark.kind != "prose":
                yield from _claim(graph, mention)
            case Range() if _is_front_page(mention.pin.location.path):
                yield from _minimum(graph, mention)


def _is_front_page(path: str) -> bool:
    """The README at the root, which says what the project needs; other pages talk of single features."""
    return path.lower().startswith("readme") and "/" not in path


def _claim(graph: PinGraph, mention: Mention) -> Iterator[Diagnostic]:
    """A claim about the current version that agrees with no pin of the tool."""
    every = graph.pins_of(mention.tool, Role.SELECTS, Role.REQUIRES, Role.RESOLVES)
    if "crate" not in mention.remark.text.lower():
        every = tuple(pin for pin in every if graph.family(pin) == "release")
    if any(_covers(mention.pin, graph.version(pin)) for pin in every if pin.role is not Role.REQUIRES):
        return
    chosen = choices(graph, mention.tool, graph.root(mention.pin.location.path))
    if chosen:
        what = f"this {mention.remark.kind} names `{mention.tool}` `{mention.pin.raw}`"
        yield _finding(mention, chosen, what)


def _covers(claim: Pin, version: Version | None) -> bool:
    if version is None:
        return False
    if isinstance(claim.value, Range):
        return not version.is_opaque and admits(claim.value.requirement, version)
    return equal_at_precision(parse(claim.raw), version)


def _minimum(graph: PinGraph, mention: Mention) -> Iterator[Diagnostic]:
    """A minimum in prose that is not the minimum that the repository checks."""
    declared = [
        pin
        for pin in graph.pins_of(mention.tool, Role.REQUIRES)
        if isinstance(pin.value, Range)
        and pin.value.requirement.scheme == "minimum"
        and graph.standing(pin.location.path) is Standing.PRODUCT
        and graph.family(pin) == "release"
    ]
    said = parse(mention.pin.raw)
    if not declared or any(equal_at_precision(said, parse(_shown(pin))) for pin in declared):
        return
    yield _finding(mention, declared, f"this asks for `{mention.tool}` `{mention.pin.raw}` or newer")


def _finding(mention: Mention, pins: Sequence[Pin], what: str) -> Diagnostic:
    said = mention.pin
    values = sorted({_shown(pin) for pin in pins})
    where = f"{pins[0].location.path}:{pins[0].location.line}"
    single = values[0] if len(values) == 1 else None
    fix = None
    if single is not None and not isinstance(said.value, Range):
        edit = Edit(said.location, said.raw, restate(single, said.raw))
        fix = Fix(f"say `{single}`", (edit,), Applicability.UNSAFE)
    return Diagnostic(
        message=f"{what}, but {where} says `{_shown(pins[0])}`",
        location=said.location,
        tool=mention.tool,
        artifact=said.artifact,
        version=said.raw,
        expected=single,
        related=tuple(replace(Label.of(pin, pin.note), version=_shown(pin)) for pin in pins[:6]),
        help="say what is pinned, or leave the version out",
        fix=fix,
    )


def _shown(pin: Pin) -> str:
    if isinstance(pin.value, Range):
        return pin.value.requirement.text
    return pin.value.version.text if isinstance(pin.value, Exact) else pin.raw  # `313` is written out


CHECK = Check("a comment or text names a version that is no longer the pinned one", Severity.WARNING, run)
