"""A comment promises an agreement that does not hold.

What it does: reads comments such as `must match the version in tools/x.json`, `keep in sync with
Cargo.toml`, `must match FOO_VERSION` or `when updating this, also update y.nix`, and compares the pins
that the comment stands beside, stands over or heads with what the named file says of the same tool, or
of the only thing that can be meant. It also reads `NAME … from FILE (version V)` and checks that FILE
still says so, and tells of a promise about a file that is not there.

Why it matters: the author knew that these two must agree, and nothing else checks it.

What is quiet: files that name the tool nowhere; agreements that hold; bounds (`at least`).

How to fix: move the one that was left behind; the message names both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._agreement import agree, are_apart, says
from vercheck.checks._contracts import Contracts, Tie
from vercheck.checks._promises import missing_files, stale_origin
from vercheck.graph import Facts, PinGraph
from vercheck.model import Diagnostic, Label, Pin, Severity

_MOST = 300
"""Pins of one thing in a named file; where there are more, it lists what there is and says not which."""


def run(facts: Facts) -> Iterator[Diagnostic]:
    contracts = Contracts.of(facts)
    ties: list[Tie] = []
    for passage in contracts.passages:
        if passage.remarks[0].kind != "docstring":
            for remark in passage.remarks:
                yield from stale_origin(contracts, remark)
            if facts.files:
                yield from missing_files(contracts, passage)
        ties.extend(contracts.ties(passage))
    for tie in _once(facts.graph, ties):
        yield _broken(facts.graph, tie)


def _once(graph: PinGraph, ties: list[Tie]) -> Iterator[Tie]:
    """The broken ties, each disagreement once: where comments name each other in a ring, the last
    tie of the ring says nothing new."""
    groups = _Groups()
    broken = []
    for tie in ties:
        if len(tie.others) > _MOST:
            continue
        known = [other for other in tie.others if says(graph, other) is not None]
        holding = [other for other in known if agree(graph, tie.pin, other, tie.promise.parts)]
        if holding:
            groups.join(tie.pin, holding[0])
        elif known and says(graph, tie.pin) is not None:
            broken.append(tie)
    for tie in broken:
        if groups.join(tie.pin, tie.others[0]):
            yield tie


class _Groups:
    """Pins that are known to agree, or to have been reported together."""

    def __init__(self) -> None:
        self._leader: dict[int, int] = defaultdict(int)

    def join(self, one: Pin, other: Pin) -> bool:
        """Whether the two were apart until now."""
        first, second = self._find(id(one)), self._find(id(other))
        self._leader[first] = second
        return first != second

    def _find(self, key: int) -> int:
        while self._leader.setdefault(key, key) != key:
            key = self._leader[key]
        return key


def _broken(graph: PinGraph, tie: Tie) -> Diagnostic:
    tool = graph.tool(tie.pin)
    others = {_shown(graph, pin): pin for pin in reversed(tie.others) if says(graph, pin) is not None}
    shown = dict(reversed(others.items()))
    other = next(iter(shown.values()))
    is_same = graph.tool(other) == tool
    is_clear = tie.is_sure and not tie.promise.is_vague and (is_same or len(shown) == 1)
    named = "" if is_same else f" of `{graph.tool(other)}`"
    listed = ", ".join(f"`{text}`" for text in list(shown)[:3])
    return Diagnostic(
        message=(
            f"`{tool}` is `{_shown(graph, tie.pin)}` here, and the comment beside it ties it to {tie.place}, "
            f"which says {listed}{named}"
        ),
        location=tie.pin.location,
        tool=tool,
        artifact=tie.pin.artifact,
        version=tie.pin.raw,
        related=(
            *(Label.of(pin, "what the named file says") for pin in list(shown.values())[:3]),
            Label(tie.remark.location, "the comment"),
        ),
        help="move the one that was left behind",
        severity=None if is_clear and are_apart(graph, tie.pin, tie.others) else Severity.WARNING,
    )


def _shown(graph: PinGraph, pin: Pin) -> str:
    literal = graph.literal_behind(pin)
    return literal.raw if isinstance(literal, Pin) else pin.raw


CHECK = Check("a comment promises an agreement that does not hold", Severity.ERROR, run)
