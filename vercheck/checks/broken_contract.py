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

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.mentions import part
from vercheck.model import Diagnostic, Exact, Label, Pin, Range, Remark, Role, Severity, Version
from vercheck.shapes.names import normal
from vercheck.shapes.remarks import CONTRACT
from vercheck.versions import admits, equal_at_precision, parse

_PATH = re.compile(r"(?<![\w:/])((?:[\w.@-]+/)*[\w@-]+\.[A-Za-z][\w.]{1,12}|(?:[\w.-]+/)+[\w.-]+)")
_ORIGIN = re.compile(
    r"\b(?P<name>[A-Za-z][\w-]{2,40})(?: crate| module| package| dependency)?(?: is| comes)?"
    r"(?: available| defined| pinned| declared| taken| set)? (?:from|in) (?P<path>[\w./-]+\.\w+) ?"
    r"\(?(?:at )?(?:version )?v?(?P<version>\d+(?:\.\d+)+(?:-[\w.]*\w)?)"
)


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
        yield from _origin(graph, remark, in_file)
        if not CONTRACT.search(remark.text):
            continue
        place = remark.location
        pins = beside.get((place.path, place.line)) or beside.get((place.path, place.line + 1)) or []
        for path in _named_paths(graph, remark):
            for pin in pins:
                yield from _agreement(graph, remark, pin, path, in_file[path])


def _named_paths(graph: PinGraph, remark: Remark) -> list[str]:
    """Files of the repository that a remark names: by path, from its own folder, or by a unique tail."""
    found: list[str] = []
    folder = posixpath.dirname(remark.location.path)
    for match in _PATH.finditer(remark.text):
        name = match.group(1).strip(".")
        candidates = [name, posixpath.normpath(posixpath.join(folder, name))]
        hit = next((path for path in candidates if path in graph.paths), None)
        if hit is None:
            tails = [path for path in graph.paths if path.endswith(f"/{name}")]
            hit = tails[0] if len(tails) == 1 else None
        if hit is not None and hit != remark.location.path:
            found.append(hit)
    return found


def _agreement(graph: PinGraph, remark: Remark, pin: Pin, path: str, there: list[Pin]) -> Iterator[Diagnostic]:
    version, tool = graph.version(pin), graph.tool(pin)
    if version is None:
        return
    same = [other for other in there if graph.tool(other) == tool and other.role is not Role.MENTIONS]
    known = [other for other in same if isinstance(other.value, Exact | Range)]
    if not known or any(_agrees(other, version) for other in known):
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
            Label(other.location, "what the named file says", other.raw, other.artifact, other.role),
            Label(remark.location, "the comment"),
        ),
        help="move the one that was left behind",
    )


def _agrees(pin: Pin, version: Version) -> bool:
    match pin.value:
        case Exact(other):
            return equal_at_precision(other, version)
        case Range(requirement):
            return admits(requirement, version)
        case _:
            return True


def _origin(graph: PinGraph, remark: Remark, in_file: dict[str, list[Pin]]) -> Iterator[Diagnostic]:
    """`NAME is available from FILE (version V)`."""
    found = _ORIGIN.search(remark.text)
    if found is None:
        return
    paths = [path for path in _named_paths(graph, remark) if path.endswith(found["path"])]
    if not paths or not in_file[paths[0]]:
        return
    claimed = parse(found["version"])
    same = [pin for pin in in_file[paths[0]] if normal(pin.artifact.name) == normal(found["name"])]
    if any(_agrees(pin, claimed) for pin in same):
        return
    says = f"which says `{same[0].raw}`" if same else "which does not name it"
    yield Diagnostic(
        message=f"the comment takes `{found['name']}` `{found['version']}` from {paths[0]}, {says}",
        location=part(remark, *found.span("version")),
        tool=found["name"],
        version=found["version"],
        related=tuple(Label(pin.location, "what the file says", pin.raw, pin.artifact, pin.role) for pin in same[:3]),
        help="correct the comment",
        severity=Severity.WARNING,
    )


CHECK = Check("a comment promises an agreement that does not hold", Severity.ERROR, run)
