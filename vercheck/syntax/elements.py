"""XML as a stream of elements with the bytes of what they say: no tree, no entities, no name spaces.

Manifests in XML hold their versions in attributes or in the text of an element without children; for
that one pass over the tags is enough, and a file that is damaged is read as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vercheck.model import Source, Span

_TAG = re.compile(rb"<(?P<close>/)?(?P<name>[A-Za-z_][\w.:-]{0,100})")
_ATTRIBUTE = re.compile(
    rb"\s{0,200}(?P<name>[\w.:-]{1,100})\s{0,20}=\s{0,20}(?:\"(?P<double>[^\"<]*)\"|'(?P<single>[^'<]*)')"
)
_ASIDES = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!", b">"))
_REACH = 4
"""How many of the elements around one it knows of."""


@dataclass(slots=True)
class Element:
    """`around` holds the names of the elements that it is in, the nearest last. `text` is where its
    characters stand, `None` where there are none or elements among them."""

    name: str
    around: tuple[str, ...]
    attributes: dict[str, Span] = field(default_factory=dict)
    text: Span | None = None
    parent: Element | None = None
    has_children: bool = False


def elements(source: Source) -> Iterator[Element]:
    """The elements in the order in which they end."""
    content = source.content
    stack: list[tuple[Element, int]] = []
    position = 0
    while (position := content.find(b"<", position)) != -1:
        aside = next((end for start, end in _ASIDES if content.startswith(start, position)), None)
        if aside is not None:
            end = content.find(aside, position)
            if end == -1:
                return
            position = end + len(aside)
            continue
        tag = _TAG.match(content, position)
        if tag is None:
            position += 1
            continue
        name = tag["name"].decode("ascii", "replace").rpartition(":")[2]
        if tag["close"] is not None:
            if stack and stack[-1][0].name == name:
                element, start = stack.pop()
                if not element.has_children:
                    element.text = _trimmed(content, start, position)
                yield element
            position = tag.end()
            continue
        parent = stack[-1][0] if stack else None
        if parent is not None:
            parent.has_children = True
        element = Element(name, tuple(one.name for one, _ in stack[-_REACH:]), parent=parent)
        position = _attributes(content, tag.end(), element)
        end = content.find(b">", position)
        if end == -1:
            return
        if content[end - 1 : end] == b"/":
            yield element
        else:
            stack.append((element, end + 1))
        position = end + 1


def _attributes(content: bytes, position: int, element: Element) -> int:
    while (found := _ATTRIBUTE.match(content, position)) is not None:
        group = "double" if found["double"] is not None else "single"
        element.attributes.setdefault(found["name"].decode("ascii", "replace"), Span(*found.span(group)))
        position = found.end()
    return position


def _trimmed(content: bytes, start: int, end: int) -> Span | None:
    text = content[start:end]
    start += len(text) - len(text.lstrip())
    length = len(text.strip())
    return Span(start, start + length) if length and b"<" not in text else None
