"""Generated build files whose labels name a version that the file no longer defines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.graph import Facts
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Label, Pin, Role
from vercheck.versions import parse, same_major, same_minor


def dangling_labels(facts: Facts) -> Iterator[Diagnostic]:
    """A label `:NAME-VERSION` in a file that defines other versions of NAME, but not this one."""
    defined: dict[tuple[str, str], dict[str, Pin]] = defaultdict(dict)
    wanted: dict[tuple[str, str, str], list[Pin]] = defaultdict(list)
    for pin in facts.graph.pins:
        if pin.track != "labels":
            continue
        if pin.role is Role.PROVIDES:
            defined[pin.location.path, pin.artifact.name].setdefault(pin.raw, pin)
        else:
            wanted[pin.location.path, pin.artifact.name, pin.raw].append(pin)
    for (path, name, version), pins in sorted(wanted.items()):
        there = defined.get((path, name), {})
        if not there or version in there:
            continue
        has = ", ".join(f"`{other}`" for other in sorted(there))
        yield Diagnostic(
            message=f"this label names `{name}` `{version}`, but the file defines only {has}",
            location=pins[0].location,
            tool=name,
            artifact=pins[0].artifact,
            version=version,
            related=(
                *(Label.of(pin, "the target") for pin in there.values()),
                *(Label.of(pin, "the same label") for pin in pins[1:5]),
            ),
            help="generate the file again from its lock file (`reindeer buckify`)",
            fix=_fix(name, version, pins, sorted(there)),
        )


def _fix(name: str, version: str, pins: list[Pin], defined: list[str]) -> Fix | None:
    """Name the version that the file defines, where only one is compatible; unsafe, as is every change of a
    generated file by hand."""
    meant = [other for other in defined if not any(other.startswith(f"{one}-") for one in defined)]
    meant = [other for other in meant if _is_compatible(version, other)]
    if len(meant) != 1:
        return None
    edits = tuple(Edit(pin.location, pin.raw, meant[0]) for pin in pins)
    return Fix(f"name `{name}` `{meant[0]}`", edits, Applicability.UNSAFE)


def _is_compatible(first: str, second: str) -> bool:
    """Whether Cargo takes one for the other."""
    one, two = parse(first, "cargo"), parse(second, "cargo")
    if one.is_opaque or two.is_opaque:
        return False
    return same_major(one, two) if one.release[:1] != (0,) else same_minor(one, two)
