"""A manifest that declares an older Rust than its own edition or resolver is of: Cargo refuses it as it is,
whatever compiler there is.

Separate from the toolchains that build a project: here two lines of one manifest contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._toolchains import Demand, is_below
from vercheck.graph import Facts
from vercheck.graph.in_force import Site
from vercheck.model import Diagnostic, Requirement

_OF_THE_MANIFEST = frozenset({"rust:edition"})
"""What Cargo holds `rust-version` against when it reads a manifest."""


def declared_too_low(facts: Facts, every: list[Demand]) -> Iterator[Diagnostic]:
    """Declared minimums below what the same manifest needs, each place once."""
    needs: dict[str, list[tuple[int, Demand]]] = defaultdict(list)
    for number, one in enumerate(every):
        if one.row is not None and str(one.site.artifact) in _OF_THE_MANIFEST:
            for path in _manifests(one.site):
                needs[path].append((number, one))
    for declared in every:
        low = declared.need.intervals[0].low if declared.is_declared and declared.need.intervals else None
        if low is None:
            continue
        theirs = dict(one for path in _manifests(declared.site) for one in needs.get(path, ()))
        ordered = (theirs[number] for number in sorted(theirs))
        unmet = next((one for one in ordered if is_below(one.need, low)), None)
        if unmet is not None:
            yield _finding(facts, declared, unmet, unmet.need)


def _manifests(site: Site) -> frozenset[str]:
    """The manifests that a literal is about: its own, or those of the members that inherit it."""
    return frozenset(pin.location.path for pin in site.pins)


def _finding(facts: Facts, declared: Demand, unmet: Demand, need: Requirement) -> Diagnostic:
    site = declared.site
    return Diagnostic(
        message=f"`rust-version` is `{site.raw}` here but {unmet.text}",
        location=site.location,
        tool=facts.graph.tool(site.pin),
        artifact=site.artifact,
        version=site.raw,
        related=(unmet.site.label(f"needs `{need.text}`"),),
        help=f"declare `{need.text.lstrip('>=')}`, or an older edition",
        rule=unmet.row.id if unmet.row else None,
    )
