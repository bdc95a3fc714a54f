"""A crate that is installed as a program, held against what else is one tool with it.

A program and a library of one name are two things, and may be at two versions. Where a crate is both, and
the project is built with the one and run with the other (`mdbook` and what is plugged into it, `cbindgen`
in a build script and in a job), Cargo's own rule says which versions go together. And where another
installer (aqua, mise, a download) brings the program of that name, too, the two are one program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.relations import admitted
from vercheck.model import Diagnostic, Exact, Label, Pin, Range, Role, Severity
from vercheck.versions import equal_at_precision

_NAMED = 4
_PLACES = 100
"""Places that another installer has one program in, and that are looked at: nobody has more."""
_TABLES = ("dependencies.", "build-dependencies.", "workspace.dependencies.")
"""What a test is built with says nothing about the program."""
_PROGRAMS = frozenset({"bin", "github"})
_INSTALLS = "install("
"""In the trail of what `cargo install` and its kin name."""
_BUILT = "the project is built with"
_FETCHED = "another installer brings"


def installed_drift(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    wishes: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    programs: list[Pin] = []
    releases: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        if pin.track or pin.is_default or graph.standing(pin.location.path) is not Standing.PRODUCT:
            continue
        if pin.artifact.ecosystem != "cargo":
            is_release = (
                pin.role is Role.SELECTS and graph.family(pin) == "release" and not graph.scope(pin).track
            )
            if is_release and graph.artifact(pin).ecosystem in _PROGRAMS:
                releases[graph.tool(pin), graph.root(pin.location.path)].append(pin)
            continue
        if pin.role is Role.REQUIRES and isinstance(pin.value, Range) and pin.trail.startswith(_TABLES):
            wishes[pin.artifact.name, graph.root(pin.location.path)].append(pin)
        elif pin.role is Role.SELECTS and isinstance(pin.value, Exact) and _INSTALLS in pin.trail:
            programs.extend(() if graph.scope(pin).track else (pin,))
    for program in programs:
        root = graph.root(program.location.path)
        asked = wishes.get((program.artifact.name, root), [])
        if asked and all(_is_excluded(program, wish) for wish in asked[:_PLACES]):
            yield _finding(program, asked, _BUILT, "the library of the same name")
        others = releases.get((program.artifact.name.lower(), root), []) if not graph.ties(program) else []
        if others and not any(_is_one(graph, program, other) for other in others[:_PLACES]):
            yield _finding(program, others, _FETCHED, "the program of the same name")


def _is_excluded(program: Pin, wish: Pin) -> bool:
    if not isinstance(program.value, Exact) or not isinstance(wish.value, Range):
        return False
    return admitted(wish.value.requirement, program.value.version) is False


def _is_one(graph: PinGraph, program: Pin, other: Pin) -> bool:
    """Whether two installers bring one version; who cannot be compared is given the benefit of the doubt."""
    version = graph.version(other)
    if version is None or version.is_opaque or not isinstance(program.value, Exact):
        return True
    return equal_at_precision(program.value.version, version)


def _finding(program: Pin, others: list[Pin], what: str, label: str) -> Diagnostic:
    first = others[0]
    return Diagnostic(
        message=f"`{program.artifact.name}` is installed at `{program.raw}` here, but {what} `{first.raw}` "
        f"of it in {first.location.path}:{first.location.line}",
        location=program.location,
        tool=program.artifact.name,
        artifact=program.artifact,
        version=program.raw,
        related=tuple(Label.of(pin, label) for pin in others[:_NAMED]),
        help=f"install what `{first.raw}` admits, or move that one",
        severity=Severity.WARNING,
    )
