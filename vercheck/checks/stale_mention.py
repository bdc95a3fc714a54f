"""A comment or a text names a version that is no longer the pinned one.

What it does: compares claims such as `compatible with wit-bindgen CLI 0.47.0` in comments and embedded
text, and minimums in prose (`Bazel >= 0.27`, a badge `rustc 1.63+`), with what is pinned (or required)
in the repository; sentences that say what is needed today (`you need Python 3.13.2`); the examples of
how to depend on the project itself with one another, and those of other modules where one has moved with
the project; and the versions by which comments call commits.

Why it matters: people act on what the comment says. Sentences about the past (`since 1.2`), examples
in docstrings and tools that are not pinned here are quiet.
Fix safety: unsafe: the sentence around the version may need another wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from vercheck.checks import Check
from vercheck.checks._called_commits import miscalled
from vercheck.checks._documented_versions import documented_drift
from vercheck.checks._minimum_mentions import contradicting_minimums, restated, shown
from vercheck.checks._shown_dependencies import shown_drift
from vercheck.checks._written_examples import written_drift
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.choices import choices
from vercheck.graph.mentions import Mention
from vercheck.model import (
    Applicability,
    Diagnostic,
    Exact,
    Fix,
    Label,
    Pin,
    Range,
    Role,
    Severity,
    Version,
)
from vercheck.versions import admits, equal_at_precision, parse

_MOST = 1_000
"""Versions of one tool; where there are more, none is the one that a text could be behind."""


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
            case Exact() if standing is Standing.DOCS and mention.is_present:
                yield from _claim(graph, mention)
            case Range():
                pins = contradicting_minimums(graph, mention)
                if pins:
                    what = f"this asks for `{mention.tool}` `{mention.pin.raw}` or newer"
                    yield _finding(mention, pins, what)
            case _:
                pass
    yield from documented_drift(facts)
    yield from shown_drift(facts)
    yield from written_drift(facts)
    yield from miscalled(facts)


def _claim(graph: PinGraph, mention: Mention) -> Iterator[Diagnostic]:
    """A claim about the current version that agrees with no pin of the tool."""
    said = _said(graph, mention.tool, "crate" in mention.remark.text.lower())
    if len(said) > _MOST or any(_covers(mention.pin, version) for version in said):
        return
    chosen = choices(graph, mention.tool, graph.root(mention.pin.location.path))
    if chosen:
        what = f"this {mention.remark.kind} names `{mention.tool}` `{mention.pin.raw}`"
        yield _finding(mention, chosen, what)


@lru_cache(maxsize=64)
def _said(graph: PinGraph, tool: str, with_crates: bool) -> tuple[Version, ...]:
    """The versions that a tool is selected or resolved at, each once."""
    pins = graph.pins_of(tool, Role.SELECTS, Role.RESOLVES)
    said = (graph.version(pin) for pin in pins if with_crates or graph.family(pin) == "release")
    return tuple(dict.fromkeys(version for version in said if version is not None))


def _covers(claim: Pin, version: Version) -> bool:
    if isinstance(claim.value, Range):
        return not version.is_opaque and admits(claim.value.requirement, version)
    return equal_at_precision(parse(claim.raw), version)


def _finding(mention: Mention, pins: Sequence[Pin], what: str) -> Diagnostic:
    said = mention.pin
    values = sorted({shown(pin) for pin in pins})
    where = f"{pins[0].location.path}:{pins[0].location.line}"
    single = values[0] if len(values) == 1 else None
    fix = None
    is_span = isinstance(said.value, Range) and said.value.requirement.scheme == "interval"
    if single is not None and not is_span:
        fix = Fix(f"say `{single}`", tuple(restated(mention, single)), Applicability.UNSAFE)
    return Diagnostic(
        message=f"{what}, but {where} says `{shown(pins[0])}`",
        location=said.location,
        tool=mention.tool,
        artifact=said.artifact,
        version=said.raw,
        expected=single,
        related=tuple(replace(Label.of(pin, pin.note), version=shown(pin)) for pin in pins[:6]),
        help="say what is pinned, or leave the version out",
        fix=fix,
    )


CHECK = Check("a comment or text names a version that is no longer the pinned one", Severity.WARNING, run)
