"""The name of a file or folder against what the file says; the name of a patch against what it patches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._claims import Claim, claims, same
from vercheck.graph import PinGraph, Standing
from vercheck.model import Diagnostic, Exact, Label, Pin, Role, Severity, Statement
from vercheck.shapes.names import normal
from vercheck.shapes.path_versions import PathVersion, path_versions, read_patch_name

_WRITES = "writes:"
"""How the trail of a version begins that a patch adds."""
_TOLD = (Standing.PRODUCT, Standing.VENDORED, Standing.RELEASED)


def misnamed_files(graph: PinGraph) -> Iterator[Diagnostic]:
    """`third_party/foo-1.2.3/Cargo.toml` that declares foo 1.2.4. Where a manifest of that name lies in a
    folder of that name and full version, one of the two is wrong; another name may be old."""
    in_file: dict[str, list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        if pin.role in (Role.PROVIDES, Role.SELECTS) and isinstance(pin.value, Exact):
            in_file[pin.location.path].append(pin)
    for path, pins in in_file.items():
        if graph.standing(path) not in _TOLD:
            continue
        told: set[str] = set()
        for said in path_versions(path):
            name = normal(said.name)
            mine = [pin for pin in pins if _name(pin) == name]
            if mine and name not in told:
                told.add(name)
                yield from _misnamed(said, mine)


def _misnamed(said: PathVersion, pins: list[Pin]) -> Iterator[Diagnostic]:
    own = [pin for pin in pins if "own version" in pin.note]
    pins = own or pins
    if any(_agree(said.version, pin) for pin in pins) or len({pin.raw for pin in pins}) > 1:
        return
    is_sure = bool(own) and said.is_folder and said.is_exact
    what = "folder" if said.is_folder else "file"
    yield Diagnostic(
        message=f"the {what} `{said.text}` is named for `{said.version}`, but it holds `{pins[0].raw}`",
        location=pins[0].location,
        tool=normal(said.name),
        artifact=pins[0].artifact,
        version=pins[0].raw,
        expected=said.version if is_sure else None,
        help=f"rename the {what}, or correct the version",
        severity=None if is_sure else Severity.WARNING,
    )


def misnamed_patches(graph: PinGraph) -> Iterator[Diagnostic]:
    """`foo-1.2.3.patch` on foo 1.3.0. It may well still apply, so this is never more than a warning. Where a
    file has patches for several versions, it chooses among them."""
    for statement in graph.statements:
        if graph.standing(statement.location.path) is Standing.PRODUCT:
            yield from _patched(graph, statement)
    beside: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        if pin.role is Role.SELECTS and isinstance(pin.value, Exact):
            beside[pin.location.path, _name(pin)].append(pin)
    patches: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        if pin.role is Role.MENTIONS and pin.trail.startswith("patch:"):
            patches[pin.location.path, _name(pin)].append(pin)
    for key, named in patches.items():
        there = beside[key]
        if there and len({pin.raw for pin in named}) == 1:
            for pin in named:
                if not any(_agree(pin.raw, other) for other in there):
                    claim = Claim("patch", pin.raw, "", pin.location)
                    yield _old_patch(pin.artifact.name, claim, there[0].raw)


def miswritten_patches(graph: PinGraph) -> Iterator[Diagnostic]:
    """`bump-foo-to-1.3.1.patch` that writes 1.3.2: the name was not moved with the lines, or the reverse."""
    written: dict[str, list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        if pin.trail.startswith(_WRITES) and graph.standing(pin.location.path) in _TOLD:
            written[pin.location.path].append(pin)
    for path, pins in written.items():
        said = pins[0].trail.removeprefix(_WRITES)
        if any(_agree(said, pin) for pin in pins):
            continue
        file = path.rpartition("/")[2]
        yield Diagnostic(
            message=f"the patch `{file}` is named for `{said}`, but it writes `{pins[0].raw}`",
            location=pins[0].location,
            tool=graph.tool(pins[0]),
            version=pins[0].raw,
            help="rename the patch, or correct the version",
            severity=Severity.WARNING,
        )


def _patched(graph: PinGraph, statement: Statement) -> Iterator[Diagnostic]:
    patches = statement.all("patch")
    if not patches or statement.artifact is None:
        return
    said = [claim for member in statement.members for claim in claims(graph, statement, member)]
    names = {normal(statement.name), normal(statement.artifact.name.rpartition("/")[2])}
    for patch in patches:
        read = read_patch_name(patch.text.replace(":", "/").rpartition("/")[2])
        if read is None or not said or names.isdisjoint(map(normal, read.names)):
            continue
        claim = Claim("patch", read.version, patch.text, patch.location)
        if not any(same(claim, other) for other in said):
            yield _old_patch(statement.name, claim, said[0].version)


def _old_patch(name: str, patch: Claim, version: str) -> Diagnostic:
    return Diagnostic(
        message=f"the patch is named for `{name}` `{patch.version}`, but it is applied to `{version}`",
        location=patch.location,
        tool=normal(name),
        version=patch.version,
        related=(Label(patch.location, "the patch", patch.version),),
        help="see whether the patch is still needed, and rename it",
        severity=Severity.WARNING,
    )


def _agree(version: str, pin: Pin) -> bool:
    return same(
        Claim("path", version, version, pin.location), Claim("version", pin.raw, pin.raw, pin.location)
    )


def _name(pin: Pin) -> str:
    return normal(pin.artifact.name.rpartition("/")[2])
