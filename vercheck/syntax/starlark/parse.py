"""Starlark bytes → the outline of a file: its loads, functions, assignments, calls and comments.

The outline comes from one tree-sitter query, so Python visits only the nodes that matter; what
they mean is for the evaluator and the extractors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from vercheck.model import Note, Source, Span
from vercheck.syntax import bounded
from vercheck.syntax.starlark.calls import Call
from vercheck.syntax.starlark.damage import damage, heap_notes, nesting_notes
from vercheck.syntax.starlark.functions import Enclosing, Function, read_function
from vercheck.syntax.starlark.nesting import too_deep, without

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Parser, Query, Tree

MAX_TREE_DEPTH = 2000  # beyond 32767 levels (`a.b().b()…`) a query no longer ends

_QUOTES = (b'"', b"'")
_LOAD = (b"load", b"maybe")

_OUTLINE = """
(call) @call
(assignment) @assignment
(function_definition) @function
(comment) @comment
(string) @string
(ERROR) @error
(MISSING) @error
"""


@dataclass(frozen=True)
class Assignment:
    """`target = value` for a plain name, in a function or (`None`) at the top."""

    target: str
    value: Node
    node: Node
    function: Function | None


@dataclass(frozen=True)
class Module:
    """The outline of one file; `nodes` are those of each kind, in order of place."""

    source: Source
    root: Node
    functions: tuple[Function, ...]
    nodes: dict[str, list[Node]]
    notes: tuple[Note, ...] = field(default=())

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        return tuple(
            Assignment(_text(self.source, left), right, node, self.function_around(node))
            for node in self.nodes.get("assignment", ())
            if (left := node.child_by_field_name("left")) is not None
            and left.type == "identifier"
            and (right := node.child_by_field_name("right")) is not None
        )

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        # A call knows no module: the two would keep each other, and the tree, beyond their use.
        source, enclosing = self.source, self._enclosing
        return tuple(Call(source, enclosing, node) for node in self.nodes.get("call", ()))

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        return tuple(sorted(Span(node.start_byte, node.end_byte) for node in self.nodes.get("comment", ())))

    @property
    def strings(self) -> list[Node]:
        return self.nodes.get("string", [])

    @cached_property
    def loads(self) -> dict[str, tuple[str, str]]:
        """Local name → (label, name there)."""
        return _loads(self.source, self.calls)

    @cached_property
    def _enclosing(self) -> Enclosing:
        return Enclosing(self.functions)

    def function_around(self, node: Node) -> Function | None:
        return self._enclosing.of(node)

    def text(self, node: Node) -> str:
        return _text(self.source, node)


@cache
def _grammar() -> tuple[Language, Parser, Query]:
    import tree_sitter
    import tree_sitter_starlark

    language = tree_sitter.Language(tree_sitter_starlark.language())
    return language, tree_sitter.Parser(language), tree_sitter.Query(language, _OUTLINE)


def parse_starlark(source: Source) -> Module:
    """Read a file's outline. Never fails: damaged parts are left out and noted."""
    import tree_sitter

    _, parser, query = _grammar()
    deep = too_deep(source.content)
    read, heap = _parsed(parser, without(source.content, deep) if deep else source.content)
    root = read.root_node
    cursor = tree_sitter.QueryCursor(query)
    cursor.set_max_start_depth(MAX_TREE_DEPTH)
    # The cursor promises no order; nodes that begin together are told apart by their ends.
    captures = {
        name: sorted(nodes, key=lambda node: (node.start_byte, -node.end_byte))
        for name, nodes in cursor.captures(root).items()
    }
    functions = tuple(read_function(source, node) for node in captures.get("function", ()))
    functions = tuple(sorted(functions, key=lambda item: item.span))
    notes = (
        *damage(source, captures.get("error", [])),
        *nesting_notes(source, deep),
        *heap_notes(source, heap),
    )
    return Module(source, root, functions, captures, notes)


def _parsed(parser: Parser, content: bytes) -> tuple[Tree, tuple[Span, ...]]:
    """The tree of what can be read of some bytes, and the stretches that are heaps of signs."""
    whole = Span(0, len(content))
    tree = bounded.parse(parser, content)
    if tree is None:
        return parser.parse(b""), (whole,)
    heaps = tuple(sorted(Span(node.start_byte, node.end_byte) for node in bounded.heaps(tree.root_node)))
    if not heaps:
        return tree, ()
    again = bounded.parse(parser, without(content, heaps))
    if again is None or bounded.heaps(again.root_node):
        return parser.parse(b""), (whole,)
    return again, heaps


def _text(source: Source, node: Node) -> str:
    return source.content[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _loads(source: Source, calls: tuple[Call, ...]) -> dict[str, tuple[str, str]]:
    loads: dict[str, tuple[str, str]] = {}
    for call in calls:
        if not call.may_be(_LOAD) or call.callee != "load" or not call.positional:
            continue
        label = plain_string(source, call.positional[0])
        if label is None:
            continue
        for node in call.positional[1:]:
            name = plain_string(source, node)
            if name:
                loads[name] = (label, name)
        for local, node in call.keywords.items():
            name = plain_string(source, node)
            if name:
                loads[local] = (label, name)
    return loads


def plain_string(source: Source, node: Node) -> str | None:
    """The characters of a string node without escapes, else `None`."""
    if node.type != "string" or any(child.type == "interpolation" for child in node.named_children):
        return None
    inner = string_span(node, source.content)
    return source.text(inner)


def string_span(node: Node, content: bytes = b"") -> Span:
    """The bytes between the quotes of a string node; told from `content`, where that is given, for the plain
    ones."""
    start, end = node.start_byte, node.end_byte
    quote = content[start : start + 1]
    if quote in _QUOTES and content[start + 1 : start + 2] != quote and not node.has_error:
        return Span(start + 1, end - 1)
    if node.child_count >= 2:
        first, last = node.child(0), node.child(node.child_count - 1)
        if first.type == "string_start" and last.type == "string_end":
            return Span(first.end_byte, last.start_byte)
    return Span(node.start_byte, node.end_byte)
