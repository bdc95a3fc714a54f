"""What comments tie a pin to: the files that they name, and where they say that a version comes from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from vercheck.graph import PinGraph
from vercheck.graph.mentions import part
from vercheck.model import Diagnostic, Exact, Label, Pin, Range, Remark, Severity, Version
from vercheck.shapes.names import normal
from vercheck.versions import admits, equal_at_precision, parse

_PATH = re.compile(r"(?<![\w:/])((?:[\w.@-]+/)*[\w@-]+\.[A-Za-z][\w.]{1,12}|(?:[\w.-]+/)+[\w.-]+)")
_ORIGIN = re.compile(
    r"\b(?P<name>[A-Za-z][\w-]{2,40})(?: crate| module| package| dependency)?(?: is| comes)?"
    r"(?: available| defined| pinned| declared| taken| set)? (?:from|in) (?P<path>[\w./-]+\.\w+) ?"
    r"\(?(?:at )?(?:version )?v?(?P<version>\d+(?:\.\d+)+(?:-[\w.]*\w)?)"
)


def named_paths(graph: PinGraph, remark: Remark) -> list[str]:
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


def agrees(pin: Pin, version: Version) -> bool:
    match pin.value:
        case Exact(other):
            return equal_at_precision(other, version)
        case Range(requirement):
            return admits(requirement, version)
        case _:
            return True


def stale_origin(graph: PinGraph, remark: Remark, in_file: dict[str, list[Pin]]) -> Iterator[Diagnostic]:
    """`NAME is available from FILE (version V)`."""
    found = _ORIGIN.search(remark.text)
    if found is None:
        return
    paths = [path for path in named_paths(graph, remark) if path.endswith(found["path"])]
    if not paths or not in_file[paths[0]]:
        return
    claimed = parse(found["version"])
    same = [pin for pin in in_file[paths[0]] if normal(pin.artifact.name) == normal(found["name"])]
    if any(agrees(pin, claimed) for pin in same):
        return
    says = f"which says `{same[0].raw}`" if same else "which does not name it"
    yield Diagnostic(
        message=f"the comment takes `{found['name']}` `{found['version']}` from {paths[0]}, {says}",
        location=part(remark, *found.span("version")),
        tool=found["name"],
        version=found["version"],
        related=tuple(Label.of(pin, "what the file says") for pin in same[:3]),
        help="correct the comment",
        severity=Severity.WARNING,
    )
