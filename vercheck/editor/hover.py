"""What is said about the pin below a cursor: what it is, where else its tool is pinned, which rules hold it,
and who is right. What comes from the repository is shown as code, never as markup."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from vercheck.editor.places import pin_at, pins_of
from vercheck.editor.view import Seen, View
from vercheck.graph.linked import LinkedPin
from vercheck.model import Location, Reference
from vercheck.printable import printable
from vercheck.reasons import authorities, constraints

_SHOWN = 12
"""Other places that are named one by one."""


def hover(view: View, path: str, position: Position, kind: MarkupKind) -> Hover | None:
    pin = pin_at(view, path, position)
    if pin is None or view.seen is None:
        return None
    writing = _Writing(view, kind is MarkupKind.Markdown)
    text = "\n\n".join(part for part in _parts(pin, view.seen, writing) if part)
    return Hover(MarkupContent(kind, text), view.range(pin.location))


class _Writing:
    """Words in Markdown, or plain for editors that show no markup."""

    def __init__(self, view: View, is_marked: bool) -> None:
        self._view = view
        self._is_marked = is_marked

    def code(self, text: str) -> str:
        return f"`{printable(text).replace('`', chr(0x2019))}`"

    def strong(self, text: str) -> str:
        return f"**{self.code(text)}**" if self._is_marked else self.code(text)

    def place(self, place: Location) -> str:
        name = self.code(f"{place.path}:{place.line}")
        return f"[{name}]({self._view.uri(place.path)}#L{place.line})" if self._is_marked else name

    def list(self, title: str, items: list[str]) -> str:
        return "\n".join([title, *(f"- {item}" for item in items)]) if items else ""

    def prose(self, text: str) -> str:
        """Words of a rule, which may be a pack of the repository: code where they could be markup."""
        return self.code(text) if self._is_marked and any(mark in text for mark in "[]<>*_\\`!&#|") else text


def _parts(pin: LinkedPin, seen: Seen, writing: _Writing) -> Iterator[str]:
    facts = seen.outcome.facts
    said = writing.code(pin.version) if pin.version is not None else "a version that is not known"
    if isinstance(pin.value, Reference):
        behind = facts.graph.literal_behind(pin.pin)
        origin = writing.place(behind.location) if behind is not None else writing.code(str(pin.value.target))
        said += f" from {origin}"
    note = f" ({writing.prose(pin.pin.note)})" if pin.pin.note else ""
    yield f"{writing.strong(pin.tool)} {said}: {writing.code(str(pin.artifact))} {pin.role} it here{note}"
    yield _elsewhere(pin, seen, writing)
    held = [
        f"{writing.code(found.row.id)}: {writing.prose(found.words)}. {writing.prose(found.row.reason)}"
        for found in constraints(pin.tool, facts)
    ]
    yield writing.list("Rules:", held)
    right = [
        writing.code(authority.words.replace("`", ""))
        for authority in authorities(pin.tool, facts, seen.tree.config)
    ]
    yield f"Authority: {'; '.join(right)}" if right else ""
    helps = [
        writing.prose(finding.help)
        for finding in seen.outcome.report.diagnostics
        if finding.help and finding.location == pin.location
    ]
    yield writing.list("Help:", list(dict.fromkeys(helps)))


def _elsewhere(pin: LinkedPin, seen: Seen, writing: _Writing) -> str:
    others = [
        other for other in pins_of(pin.tool, seen.outcome.facts.graph) if other.location != pin.location
    ]
    # What differs is what somebody wants to see first.
    others.sort(key=lambda other: (other.version == pin.version, other.location))
    lines = [
        f"{writing.place(other.location)} {other.role} {writing.code(other.version or '?')} "
        f"{writing.code(str(other.artifact))}"
        for other in others[:_SHOWN]
    ]
    if len(others) > _SHOWN:
        lines.append(f"and {len(others) - _SHOWN:,} more")
    return writing.list("Elsewhere:", lines) or "Nowhere else."
