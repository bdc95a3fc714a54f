"""Where pins land when edits are applied: what a second extraction must find, no more and no less."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vercheck.model import Edit, Pin, Reference, Span

_NUMBER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A pin without its place: addresses survive edits, offsets do not. Of an edited one, `artifact` is the
    name alone: which series of a program is installed may decide what the installer takes it for."""

    trail: str
    artifact: str
    value: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Spans of one text that edits touch, sorted; for each what stands there before and after."""

    spans: tuple[Span, ...]
    edits: tuple[Edit, ...]

    def touching(self, span: Span) -> Iterator[tuple[Span, Edit]]:
        """Edits that share a byte with a span, or insert strictly inside of it."""
        starts = [known.start for known in self.spans]
        index = bisect_right(starts, span.start) - 1
        for known, edit in zip(self.spans[max(index, 0) :], self.edits[max(index, 0) :], strict=True):
            if known.start >= span.end:
                return
            if known.end > span.start or known == span:
                yield known, edit


def expected_pins(pins: Iterable[Pin], edits: Sequence[Edit]) -> Iterator[Said]:
    """What the pins of a file must say once it is edited.

    A pin that an edit replaces together with what is around it is left out: the edit moves it or
    takes it away, and only its author knows where to.
    """
    ordered = sorted(edits)
    ground = Ground(tuple(edit.location.span for edit in ordered), tuple(ordered))
    pins = tuple(pins)
    touched = {pin: list(ground.touching(pin.location.span)) for pin in pins}
    values = {edit for pin in pins for _, edit in touched[pin] if not pin.trail.endswith(f"[{edit.old}]")}
    keys = [edit for edit in ordered if edit not in values]
    for pin in pins:
        touching = touched[pin]
        if not touching:
            yield _said(pin, _trail(_renamed(pin.trail, keys), ordered))
        elif all(pin.location.span.covers(span) for span, _ in touching):
            after = _after(pin, touching)
            trail = _respelled(_renamed(pin.trail, keys), pin.raw, after)
            yield Said(_trail(trail, ordered), pin.artifact.name, after)


def found_pins(pins: Iterable[Pin], edits: Sequence[Edit]) -> Iterator[Said]:
    """What the pins of the edited file say, without those that an edit brought whole."""
    ordered = sorted(edits)
    ground = Ground(tuple(_landed(ordered)), tuple(ordered))
    for pin in pins:
        touching = list(ground.touching(pin.location.span))
        if not touching:
            yield _said(pin, _trail(pin.trail, ordered))
        elif all(pin.location.span.covers(span) for span, _ in touching):
            yield Said(_trail(pin.trail, ordered), pin.artifact.name, pin.raw)


def _landed(ordered: Sequence[Edit]) -> Iterator[Span]:
    """Where the new text of each edit stands in the edited file."""
    shift = 0
    for edit in ordered:
        span = edit.location.span
        length = len(edit.new.encode())
        yield Span(span.start + shift, span.start + shift + length)
        shift += length - (span.end - span.start)


def _after(pin: Pin, touching: Iterable[tuple[Span, Edit]]) -> str:
    raw = pin.raw.encode()
    for span, edit in sorted(touching, key=lambda item: item[0], reverse=True):
        start, end = span.start - pin.location.span.start, span.end - pin.location.span.start
        raw = raw[:start] + edit.new.encode() + raw[end:]
    return raw.decode("utf-8", "replace")


def _said(pin: Pin, trail: str) -> Said:
    match pin.value:
        case Reference(target):
            return Said(trail, str(pin.artifact), f"→ {target}")
        case _:
            return Said(trail, str(pin.artifact), pin.raw)


def _trail(trail: str, edits: Iterable[Edit]) -> str:
    """A trail may number what has no name by its line; where edits move lines, numbers say nothing."""
    if all(edit.old.count("\n") == edit.new.count("\n") for edit in edits):
        return trail
    return _NUMBER.sub("[#]", trail)


def _respelled(trail: str, old: str, new: str) -> str:
    """A trail that names an entry with the version that its own pin says (`package[tool@1.2.3]`)."""
    return re.sub(rf"(?<=[@-]){re.escape(old)}(?=\]|$)", lambda _: new, trail)


def _renamed(trail: str, edits: Iterable[Edit]) -> str:
    """A trail that holds a version as a key (`versions[0.43.0]`) is renamed with it, but not with a value
    that says the same version (`latest_version`)."""
    for edit in edits:
        if edit.old and f"[{edit.old}]" in trail:
            return trail.replace(f"[{edit.old}]", f"[{edit.new}]")
    return trail
