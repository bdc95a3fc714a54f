"""Parses with a grammar, and stops where what is no text of the language costs more than reading on is worth.

Separate from the languages, because it is about the engine that they share: it looks for the least damaged
reading of what its grammar does not know, and for some short heaps of signs that search has no end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

_STEPS = 100
"""Steps of the engine between two questions whether to go on."""

FREE_STEPS = 200_000
"""Steps that any file may take."""

SMALL = 500_000
"""Bytes for each of which there are six steps besides, and one for each further one. What people write takes
less than one, a list of single digits up to five."""

MAX_HEAP = 1_000
"""Parts of one damaged stretch that are still looked into: a query takes the square of their number."""


def parse(parser: Parser, content: bytes, most: int = 1 << 62) -> Tree | None:
    """The tree of some bytes, `None` where it takes too many steps to find one, or more than `most`. Whoever
    wants the text of a node cuts it out of the bytes: the node itself would read all of the rest for it."""
    held = content
    left = min(most, FREE_STEPS + len(content) + 5 * min(SMALL, len(content))) // _STEPS

    def read(offset: int, _: object) -> bytes:
        nonlocal held  # the engine looks at the bytes without holding them
        held = content[offset:]
        return held

    def is_enough(*_: object) -> bool:
        nonlocal left
        left -= 1
        return left < 0

    try:
        return parser.parse(read, progress_callback=is_enough)
    except ValueError:  # it was stopped
        parser.reset()
        return None


def heaps(root: Node) -> list[Node]:
    """The damaged stretches of a tree that have more than `MAX_HEAP` parts."""
    found: list[Node] = []
    waiting = [root] if root.has_error else []
    while waiting:
        node = waiting.pop()
        if node.is_error and node.child_count > MAX_HEAP:
            found.append(node)
        elif node.child_count:
            waiting.extend(child for child in node.children if child.has_error)
    return found
