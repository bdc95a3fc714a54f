"""`[[sync]]`: values that are derived from others, wherever they stand.

Both ends are addresses, as of an authority. Where no reader knows an address, the value is looked up in the
file itself, by its keys; in a file of any other kind, a pattern finds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from vercheck.config import ConfigError, DeclaredSync, Placed
from vercheck.declared.extracts import MAX_MATCHES
from vercheck.declared.values import Found
from vercheck.graph import PinGraph
from vercheck.graph.synced import Literal, Synced, literals_at
from vercheck.model import Address, Constant, Location, Pin, Range, Source
from vercheck.syntax.data import Text
from vercheck.syntax.patterns import compile_pattern


def read_addresses(source: Source, row: DeclaredSync) -> Iterator[Constant]:
    """The values at the row's addresses in this file."""
    from vercheck.declared.symbols import values_of  # the readers of four formats

    for address in (row.origin, row.target):
        if address is None or address.path != source.path or not address.trail:
            continue
        values = values_of(source)
        value = values.at(address.trail.replace("[", ".").replace("]", "")) if values is not None else None
        if value is not None and isinstance(value.datum, Text) and value.datum.is_literal:
            text = source.text(value.datum.span)
            yield Constant(address.trail, text, source.locate(value.datum.span))


def read_matches(source: Source, row: Placed[DeclaredSync]) -> Iterator[Found]:
    """What the row's pattern finds in this file."""
    matches = compile_pattern(row.value.pattern).matches(source.content)
    for _, groups in islice(matches, MAX_MATCHES):
        if "version" in groups:
            yield row.location, (source.locate(groups["version"]), source.text(groups["version"]))


def resolved(
    rows: Collection[Placed[DeclaredSync]], found: Collection[Found], graph: PinGraph
) -> tuple[Synced, ...]:
    """Every derived value, by place; none for a row that is not about one value."""
    if not rows:
        return ()
    pins: dict[Location, list[Pin]] = {}
    for pin in graph.pins:
        pins.setdefault(pin.location, []).append(pin)
    synced = []
    for row in rows:
        sources = literals_at(graph, row.value.origin)
        if len(sources) != 1:
            continue
        (source, said), *_ = sources
        for place, raw in targets(row, found, graph):
            here = pins.get(place, [])
            is_range = any(isinstance(pin.value, Range) for pin in here)
            has_digest = any(pin.digests for pin in here) or _is_beside_a_digest(place, graph)
            if place != source:
                synced.append(Synced(source, said, place, raw, row.location, is_range, has_digest))
    known = {one.place: one for one in synced}
    last = (_from_the_first(one, known) for one in synced)
    return tuple(sorted(last, key=lambda one: (one.place, one.row)))


def _from_the_first(one: Synced, known: Mapping[Location, Synced]) -> Synced:
    """A value with where it comes from in the end: what it is derived from may be derived itself.

    Raises:
        ConfigError: in the end it is derived from itself.
    """
    passed, source = {one.place}, one
    while source.source in known:
        if source.source in passed:
            raise ConfigError("`[[sync]]` derives a value from itself, by way of other rows", one.row)
        passed.add(source.source)
        source = known[source.source]
    return replace(one, source=source.source, said=source.said)


def _is_beside_a_digest(place: Location, graph: PinGraph) -> bool:
    """Whether a place is a part of a declaration that has a digest."""
    return any(
        bool(statement.all("digest"))
        and any(
            member.location.path == place.path and member.location.span.covers(place.span)
            for member in statement.members
        )
        for statement in graph.statements
    )


def targets(row: Placed[DeclaredSync], found: Collection[Found], graph: PinGraph) -> tuple[Literal, ...]:
    """The values that a row says are derived."""
    if row.value.target is not None:
        return literals_at(graph, row.value.target)
    return tuple(literal for place, literal in found if place == row.location)


def idle(row: Placed[DeclaredSync], found: Collection[Found], graph: PinGraph) -> str | None:
    """Why a row does nothing, in words."""
    sources = literals_at(graph, row.value.origin)
    if not sources:
        return f"reads from `{_said(row.value.origin)}`, where no value stands"
    if len(sources) > 1:
        return f"reads from `{_said(row.value.origin)}`, where {len(sources)} values stand"
    if targets(row, found, graph):
        return None
    if row.value.target is not None:
        return f"writes to `{_said(row.value.target)}`, where no value stands"
    return f"has `{row.value.pattern}`, which finds nothing in its files"


def _said(address: Address) -> str:
    return str(address) if address.trail else address.path
