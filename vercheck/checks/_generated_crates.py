"""A build file that is generated from a `Cargo.lock`, and was not generated again when the lock moved.

Separate from the manifests of a lock, which ask for ranges: here each crate is downloaded at one version,
which must be one that the lock beside it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Exact, Label, Pin, Role
from vercheck.shapes.names import normal
from vercheck.versions import equal

_GENERATED = frozenset({"BUCK", "BUCK.v2", "TARGETS"})
_SHOWN = 5
_OURS = frozenset({Standing.PRODUCT, Standing.VENDORED})
"""What is generated lies among what others wrote, and is the project's own all the same."""


def crate_drift(facts: Facts) -> Iterator[Diagnostic]:
    """One finding for each generated file, at its first crate that the lock does not have so."""
    locked: dict[str, dict[str, list[Pin]]] = defaultdict(lambda: defaultdict(list))
    generated: dict[str, list[Pin]] = defaultdict(list)
    for pin in facts.graph.pins:
        if pin.artifact.ecosystem != "cargo" or pin.role is not Role.RESOLVES:
            continue
        folder, _, name = pin.location.path.rpartition("/")
        if name == "Cargo.lock":
            locked[folder][normal(pin.artifact.name)].append(pin)
        elif name in _GENERATED and facts.graph.standing(pin.location.path) in _OURS:
            generated[pin.location.path].append(pin)
    for path, pins in sorted(generated.items()):
        there = locked.get(path.rpartition("/")[0], {})
        stale = [pin for pin in pins if _is_elsewhere(pin, there.get(normal(pin.artifact.name), []))]
        if stale:
            yield _finding(stale, there[normal(stale[0].artifact.name)])


def _is_elsewhere(pin: Pin, entries: list[Pin]) -> bool:
    """Whether the lock has the crate, and only at other versions."""
    value = pin.value
    known = [entry.value.version for entry in entries if isinstance(entry.value, Exact)]
    return isinstance(value, Exact) and bool(known) and not any(equal(value.version, one) for one in known)


def _finding(stale: list[Pin], entries: list[Pin]) -> Diagnostic:
    pin, entry = stale[0], entries[0]
    has = " and ".join(f"`{one.raw}`" for one in entries)
    more = f" (more crates at other versions than in the lock: {len(stale) - 1})" if len(stale) > 1 else ""
    return Diagnostic(
        message=f"`{pin.artifact.name}` is `{pin.raw}` in this generated file but "
        f"{entry.location.path}:{entry.location.line} has {has}{more}",
        location=pin.location,
        tool=pin.artifact.name,
        artifact=pin.artifact,
        version=pin.raw,
        expected=entry.raw if len(entries) == 1 else None,
        related=(
            *(Label.of(one, "locked here") for one in entries[:_SHOWN]),
            *(Label.of(one, "not what the lock has either") for one in stale[1 : 1 + _SHOWN]),
        ),
        help="generate the file again from its lock file (`reindeer buckify`)",
    )
