"""What a constant is the version of, told by what it downloads.

`versions.SKYLIB_VERSION` has a name that people chose; an archive of `bazelbuild/bazel-skylib` that is
fetched with it says more. Separate from `identity`, which knows names alone, and from `references`, which
knows no tools.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from vercheck.graph.identity import Identity
from vercheck.model import Artifact, Constant, Pin, Reference, Role
from vercheck.shapes.names import words

_GENERIC = frozenset({
    "version", "versions", "tag", "tags", "release", "releases", "ref", "default", "v", "ver", "git",
    "current",
})  # fmt: skip
"""Words of a constant's name that say what it holds, not of what."""


def is_about(trail: str, artifact: Artifact) -> bool:
    """Whether the name of the constant at a trail has no word that the repository's lacks:
    `BAZEL_LAUNCHER_TAG` is the version of something else than `bazelbuild/bazel`, although it is fetched from
    there."""
    symbol = trail.rstrip("]").rpartition("[")[2].rpartition(".")[2]
    return _GENERIC.union(words(artifact.name)).issuperset(words(symbol))


def _is_shared(literal: Pin) -> bool:
    """Whether a constant stands at the top of its file: a local of a function chooses for that function."""
    return "." not in literal.trail


def used_for(
    pins: Iterable[Pin], identity: Identity, behind: Callable[[Pin], Pin | Constant | None]
) -> dict[int, Artifact]:
    """The repository that each constant (by its identity) is fetched from, where all that refer to it agree,
    other places have a version of that tool too, and none has one of the tool of its own name."""
    pins = tuple(pins)
    referring: dict[int, list[Pin]] = defaultdict(list)
    literals: dict[int, Pin] = {}
    for pin in pins:
        if not isinstance(pin.value, Reference) or pin.role is not Role.SELECTS:
            continue
        literal = behind(pin)
        if isinstance(literal, Pin) and literal.artifact.ecosystem == "bin" and literal is not pin:
            literals[id(literal)] = literal
            referring[id(literal)].append(pin)
    if not literals:
        return {}
    places: dict[str, int] = defaultdict(int)
    for pin in pins:
        if not isinstance(pin.value, Reference):
            places[identity.tool(identity.of(pin))] += 1
    found: dict[int, Artifact] = {}
    for key, literal in literals.items():
        fetched = {pin.artifact for pin in referring[key]}
        own = identity.tool(identity.of(literal))
        if len(fetched) != 1 or places[own] > 1 or identity.is_declared(identity.of(literal)):
            continue
        artifact = next(iter(fetched))
        tool = identity.tool(artifact)
        is_meant = (
            artifact.ecosystem == "github" and _is_shared(literal) and is_about(literal.trail, artifact)
        )
        if is_meant and tool != own and places[tool]:
            found[key] = artifact
    return found
