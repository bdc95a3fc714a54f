"""What a cursor is on: the pin, and from there its authority and all places of its tool."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lsprotocol.types import Location as Place
from lsprotocol.types import Position

from vercheck.editor.text import Text
from vercheck.editor.view import Seen, View
from vercheck.graph import PinGraph
from vercheck.graph.linked import LinkedPin, linked
from vercheck.model import Pin, Reference, Role
from vercheck.reasons import authorities

_WORD = re.compile(rb"[\w.@/+-]+")
_LONGEST_LINE = 10_000
"""Bytes of a line in which the word below a cursor is looked for."""


def pin_at(view: View, path: str, position: Position) -> LinkedPin | None:
    """The pin that a cursor is on: on its version, or in its line on a word that names it."""
    text = view.text(path)
    if text is None or view.seen is None:
        return None
    found = [pin for pin in _pins(view.seen.outcome.facts.graph) if pin.location.path == path]
    offset = text.offset(position)
    covering = [pin for pin in found if pin.location.span.start <= offset <= pin.location.span.end]
    if covering:
        return min(covering, key=lambda pin: pin.location.span.end - pin.location.span.start)
    word = _word_at(text, position)
    line = position.line + 1
    named = [pin for pin in found if pin.location.line == line and word and _names(pin, word)]
    return min(named, key=lambda pin: abs(pin.location.span.start - offset), default=None)


@lru_cache(maxsize=2)
def _pins(graph: PinGraph) -> tuple[LinkedPin, ...]:
    """All pins of a view: a cursor moves more often than a text changes."""
    return linked(graph)


def _word_at(text: Text, position: Position) -> str:
    span, offset = text.line(position.line), text.offset(position)
    if span.end - span.start > _LONGEST_LINE:
        return ""
    line = text.source.content[span.start : span.end]
    for match in _WORD.finditer(line):
        if span.start + match.start() <= offset <= span.start + match.end():
            return match[0].decode("utf-8", "replace")
    return ""


def _names(pin: LinkedPin, word: str) -> bool:
    return word in (pin.artifact.name, pin.tool, *pin.pin.names) or word in re.split(
        r"[.\[\]]", pin.pin.trail
    )


def definition(view: View, path: str, position: Position) -> list[Place]:
    """Where the version is decided: the literal behind a reference, the authority, else the first other
    place."""
    pin, seen = pin_at(view, path, position), view.seen
    if pin is None or seen is None:
        return []
    graph = seen.outcome.facts.graph
    if isinstance(pin.value, Reference):
        behind = graph.literal_behind(pin.pin)
        return [view.place(behind.location)] if behind is not None else []
    others = [other for other in graph.pins_of(pin.tool) if other.location != pin.location]
    deciding = [decider.location for decider in _deciding(pin, seen)] if others else []
    # One of several that lead together is not decided by the others.
    if deciding and (pin.location not in deciding or len(deciding) == 1):
        return [view.place(location) for location in deciding]
    return [view.place(other.location) for other in (_literals(others) or others)[:1]]


def _deciding(pin: LinkedPin, seen: Seen) -> list[Pin]:
    """The pins of the authority: in the scope of the pin, where it has any there."""
    facts = seen.outcome.facts
    found = [
        decider
        for authority in authorities(pin.tool, facts, seen.tree.config)
        for decider in _literals(authority.pins)
    ]
    near = [decider for decider in found if facts.graph.scope(decider) == pin.scope]
    return near or found


def _literals(pins: Iterable[Pin]) -> list[Pin]:
    """Those that choose, where any of them does: a lock or a registry only follows."""
    every = [pin for pin in pins if not isinstance(pin.value, Reference)]
    return [pin for pin in every if pin.role is Role.SELECTS] or every


def references(view: View, path: str, position: Position) -> list[Place]:
    """Every place of the tool that a cursor is on."""
    pin = pin_at(view, path, position)
    if pin is None or view.seen is None:
        return []
    found = [other.location for other in pins_of(pin.tool, view.seen.outcome.facts.graph)]
    return [view.place(location) for location in dict.fromkeys(found)]


def pins_of(tool: str, graph: PinGraph) -> list[LinkedPin]:
    """Every place of a tool, and what names it."""
    return [pin for pin in _pins(graph) if pin.tool == tool]
