"""Commits that are called by a version in the comment behind them: one commit, one name.

What a commit is really called is known to its repository alone. But where two places of one repository
give one commit two versions, or one version two commits, one of the two comments is wrong, without a look
at anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vercheck.graph import Facts
from vercheck.model import Diagnostic, Exact, Label, Opaque, Pin, Role, Version
from vercheck.versions import equal_at_precision

_WHOLE = 3
"""Parts of a release's name: `v4` is a tag that moves, and may be many commits."""
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class _Call:
    """A commit, and the version that the comment behind it calls it by."""

    commit: Pin
    comment: Pin
    version: Version


def miscalled(facts: Facts) -> Iterator[Diagnostic]:
    """One finding for each commit with two names, and for each whole version with two commits."""
    by_commit: dict[tuple[str, str], list[_Call]] = defaultdict(list)
    by_version: dict[tuple[str, str], list[_Call]] = defaultdict(list)
    for call in _calls(facts):
        name = str(call.commit.artifact)
        by_commit[name, call.commit.raw].append(call)
        if call.version.precision >= _WHOLE:
            by_version[name, str(call.version).lstrip("vV")].append(call)
    yield from _contradictions(by_commit, lambda one, two: equal_at_precision(one.version, two.version))
    yield from _contradictions(by_version, lambda one, two: one.commit.raw == two.commit.raw)


def _calls(facts: Facts) -> Iterator[_Call]:
    commits = {
        (pin.artifact, pin.location.path, pin.location.line): pin
        for pin in facts.graph.pins
        if pin.role is Role.SELECTS and isinstance(pin.value, Opaque) and len(pin.raw) >= _SHORTEST
    }
    for pin in facts.graph.pins:
        commit = commits.get((pin.artifact, pin.location.path, pin.location.line))
        if commit is not None and pin.role is Role.MENTIONS and isinstance(pin.value, Exact):
            yield _Call(commit, pin, pin.value.version)


def _contradictions(
    groups: dict[tuple[str, str], list[_Call]], agree: Callable[[_Call, _Call], bool]
) -> Iterator[Diagnostic]:
    for calls in groups.values():
        first = calls[0]
        others = [call for call in calls[1:] if not agree(first, call)]
        if others:
            yield _finding(others[-1], [first, *others[:-1]])


def _finding(wrong: _Call, others: list[_Call]) -> Diagnostic:
    other = others[0]
    place = f"{other.comment.location.path}:{other.comment.location.line}"
    return Diagnostic(
        message=f"this comment calls the commit `{wrong.commit.raw[:_SHORTEST]}` of "
        f"`{wrong.commit.artifact.name}` `{wrong.comment.raw}`, but {place} calls "
        f"`{other.commit.raw[:_SHORTEST]}` `{other.comment.raw}`",
        location=wrong.comment.location,
        tool=wrong.commit.artifact.name,
        artifact=wrong.commit.artifact,
        version=wrong.comment.raw,
        related=(
            Label.of(wrong.commit, "the commit"),
            *(Label.of(call.comment, "called so here") for call in others),
        ),
        help="look the commit up in its repository, and call it by its own release",
    )
