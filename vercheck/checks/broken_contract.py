"""A comment promises an agreement that does not hold.

What it does: reads comments such as `must match the version in tools/x.json` or `keep in sync with
Cargo.toml`, and compares the pin that the comment stands beside (on its line, or on the next) with
what the named file says of the same tool. It also reads `NAME … from FILE (version V)` and checks
that FILE still says so.

Why it matters: the author knew that these two must agree, and nothing else checks it.

What is quiet: files that do not exist or name the tool nowhere; agreements that hold.

How to fix: move the one that was left behind; the message names both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._promises import agrees, named_paths, stale_origin
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.model import Diagnostic, Exact, Label, Pin, Range, Remark, Role, Severity
from vercheck.shapes.remarks import CONTRACT


def run(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    beside: dict[tuple[str, int], list[Pin]] = defaultdict(list)
    in_file: dict[str, list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        in_file[pin.location.path].append(pin)
        beside[pin.location.path, pin.location.line].append(pin)
    for remark in graph.remarks:
        if remark.kind == "docstring" or graph.standing(remark.location.path) is not Standing.PRODUCT:
            continue
        yield from stale_origin(graph, remark, in_file)
        if not CONTRACT.search(remark.text):
            continue
        place = remark.location
        pins = beside.get((place.path, place.line)) or beside.get((place.path, place.line + 1)) or []
        for path in named_paths(graph, remark):
            for pin in pins:
                yield from _agreement(graph, remark, pin, path, in_file[path])


def _agreement(
    graph: PinGraph, remark: Remark, pin: Pin, path: str, there: list[Pin]
) -> Iterator[Diagnostic]:
    version, tool = graph.version(pin), graph.tool(pin)
    if version is None:
        return
    same = [other for other in there if graph.tool(other) == tool and other.role is not Role.MENTIONS]
    known = [other for other in same if isinstance(other.value, Exact | Range)]
    if not known or any(agrees(other, version) for other in known):
        return
    other = known[0]
    yield Diagnostic(
        message=(
            f"`{tool}` is `{pin.raw}` here, and the comment beside it ties it to {path}, "
            f"which says `{other.raw}`"
        ),
        location=pin.location,
        tool=tool,
        artifact=pin.artifact,
        version=pin.raw,
        related=(
            Label.of(other, "what the named file says"),
            Label(remark.location, "the comment"),
        ),
        help="move the one that was left behind",
    )


CHECK = Check("a comment promises an agreement that does not hold", Severity.ERROR, run)
