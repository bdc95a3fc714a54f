"""Bytes to a tree, and from a byte to the nodes around it.

A file of packages is large and says little that is of interest, so nothing here walks a whole tree from
Python: what is wanted is found in the bytes, and `Tree.place` goes straight down to it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter_nix
from tree_sitter import Language, Node, Parser, Query, QueryCursor
from tree_sitter import Tree as Syntax

from vercheck.model import Note, Source, Span
from vercheck.syntax import bounded
from vercheck.syntax.nix.chains import MAX_PARTS, too_long, without, without_open_comments

MAX_DEPTH = 400
"""Nodes between the root and a place; what lies deeper is not looked at."""

MAX_HEAP = 20_000
"""Children of an error that is still looked into; to find a byte among them takes as many steps."""

_LANGUAGE = Language(tree_sitter_nix.language())
_COMMENTS = Query(_LANGUAGE, "(comment) @comment")


@dataclass(frozen=True, slots=True)
class Place:
    """The nodes that hold a byte, from the root to the smallest; never empty."""

    nodes: tuple[Node, ...]

    @property
    def leaf(self) -> Node:
        return self.nodes[-1]

    def nearest(self, *kinds: str) -> Place | None:
        """The place of the innermost node of one of these kinds."""
        for index in range(len(self.nodes) - 1, -1, -1):
            if self.nodes[index].type in kinds:
                return Place(self.nodes[: index + 1])
        return None

    def above(self, steps: int = 1) -> Node | None:
        """The node that many levels above the smallest."""
        index = len(self.nodes) - 1 - steps
        return self.nodes[index] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file; `notes` names what is no Nix."""

    source: Source
    syntax: Syntax
    notes: tuple[Note, ...]

    @property
    def root(self) -> Node:
        return self.syntax.root_node

    def place(self, offset: int, near: Place | None = None) -> Place | None:
        """The nodes around a byte; `None` where they are nested deeper than `MAX_DEPTH`, or lost in a
        heap of what is no Nix. The way down begins at what this place and another one, `near`, have in
        common."""
        if self.root.is_error and self.root.child_count > MAX_HEAP:
            return None
        nodes = list(near.nodes) if near is not None else [self.root]
        while len(nodes) > 1 and not nodes[-1].start_byte <= offset < nodes[-1].end_byte:
            nodes.pop()
        cursor = nodes[-1].walk()
        while cursor.goto_first_child_for_byte(offset) is not None:
            node = cursor.node
            if node is None or node.start_byte > offset:
                break
            if len(nodes) > MAX_DEPTH or (node.is_error and node.child_count > MAX_HEAP):
                return None
            nodes.append(node)
        return Place(tuple(nodes))

    def comments(self) -> tuple[Span, ...]:
        found = QueryCursor(_COMMENTS).captures(self.root).get("comment", [])
        return tuple(sorted(span_of(node) for node in found))

    def text(self, node: Node) -> str:
        return self.source.content[node.start_byte : node.end_byte].decode("utf-8", "replace")


def parse_nix(source: Source) -> Tree:
    """The tree of a file, however broken; never raises."""
    unread = too_long(source.content)
    content = without_open_comments(without(source.content, unread) if unread else source.content)
    syntax = bounded.parse(Parser(_LANGUAGE), content)
    if syntax is None:
        nothing = Parser(_LANGUAGE).parse(b"")
        return Tree(source, nothing, (_endless(source),))
    return Tree(source, syntax, (*_too_long(source, unread), *_faults(source, syntax.root_node)))


def file_path(tree: Tree, node: Node) -> str | None:
    """Where `./some/file` leads from this file: a path from the root, `None` where it leaves the tree."""
    if node.type != "path_expression" or any(child.type == "interpolation" for child in node.children):
        return None
    written = tree.text(node)
    if written.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(tree.source.folder, written))
    return None if path.startswith("..") else path


def span_of(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)


def _faults(source: Source, root: Node) -> Iterator[Note]:
    """One note for the first place that is no Nix; what follows it is mostly its echo."""
    faults = sorted(faulty(root), key=lambda node: node.start_byte)
    if not faults:
        return
    first = faults[0]
    more = f" (and in {len(faults) - 1} more places)" if len(faults) > 1 else ""
    expected = f"expected `{first.type}`" if first.is_missing else "unexpected text"
    yield Note("parse-error", f"not valid Nix: {expected} here{more}", source.locate(span_of(first)))


def _endless(source: Source) -> Note:
    message = "this is a heap of signs and not valid Nix; nothing of it was read"
    return Note("parse-error", message, source.locate(Span(0, min(80, len(source.content)))))


def _too_long(source: Source, words: tuple[Span, ...]) -> Iterator[Note]:
    for word in words[:1]:
        message = f"a word of more than {MAX_PARTS} parts, not read; the rest of the file was"
        yield Note("not-understood", message, source.locate(Span(word.start, word.start + 80)))


def faulty(root: Node) -> Iterator[Node]:
    """What the grammar did not understand, but for a comma at the end of `{ a, b, }: …`, which Nix
    accepts and the grammar does not know."""
    pending = [root] if root.has_error else []
    while pending:
        node = pending.pop()
        if node.is_error or node.is_missing:
            yield node
            continue
        for child in node.children:
            if child.has_error and not _is_trailing_comma(node, child):
                pending.append(child)


def _is_trailing_comma(parent: Node, node: Node) -> bool:
    if parent.type == "formal":
        return node.is_missing and node.type == "identifier" and _beside(parent) == (",", "}")
    is_comma = [child.type for child in node.children] == [","]
    return parent.type == "formals" and is_comma and _beside(node) == ("formal", "}")


def _beside(node: Node) -> tuple[str, str]:
    """What stands before and after a node, whatever is said in comments between them."""
    before, after = node.prev_sibling, node.next_sibling
    while before is not None and before.type == "comment":
        before = before.prev_sibling
    while after is not None and after.type == "comment":
        after = after.next_sibling
    return before.type if before is not None else "", after.type if after is not None else ""
