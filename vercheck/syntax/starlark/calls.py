"""One call of a file: what it calls and what it gives.

Separate from the outline, which has all calls of a file and takes none of them apart.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from vercheck.model import Source
from vercheck.syntax.starlark.functions import Enclosing, Function

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_CALLEE = 200


class Call:
    """A call: `callee` as written (`native.http_archive`, `attr.string`), positional and keyword
    argument nodes. `maybe(rule, …)` is a call of `rule`. A file has many calls of which few are asked
    about, so each is taken apart when it is."""

    def __init__(self, source: Source, enclosing: Enclosing, node: Node) -> None:
        self._source, self._enclosing = source, enclosing
        self.node = node

    @cached_property
    def callee(self) -> str:
        return self._parts[0]

    @cached_property
    def positional(self) -> tuple[Node, ...]:
        return self._parts[1]

    @cached_property
    def keywords(self) -> dict[str, Node]:
        return self._parts[2]

    @property
    def splat(self) -> Node | None:
        return self._parts[3]

    @cached_property
    def function(self) -> Function | None:
        return self._enclosing.of(self.node)

    @cached_property
    def name(self) -> str:
        """The last part of the callee."""
        return self.callee.rpartition(".")[2]

    @cached_property
    def _parts(self) -> tuple[str, tuple[Node, ...], dict[str, Node], Node | None]:
        return _parts(self._source, self.node)

    def may_be(self, callees: tuple[bytes, ...]) -> bool:
        """Whether the callee begins like one of these, which is told without taking the call apart."""
        return self._source.content.startswith(callees, self.node.start_byte)


def _parts(source: Source, node: Node) -> tuple[str, tuple[Node, ...], dict[str, Node], Node | None]:
    """The callee of a call, its positional and its keyword arguments, and what is behind `**`."""
    callee = node.child_by_field_name("function")
    arguments = node.child_by_field_name("arguments")
    positional: list[Node] = []
    keywords: dict[str, Node] = {}
    splat: Node | None = None
    for child in arguments.named_children if arguments is not None else ():
        kind = child.type
        if kind == "keyword_argument":
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is not None and value is not None:
                keywords[_text(source, name)] = value
        elif kind == "dictionary_splat":
            splat = child.named_children[0] if child.named_children else None
        elif kind not in ("comment", "list_splat", "ERROR"):
            positional.append(child)
    written = callee_text(source, callee)
    if written.rpartition(".")[2] == "maybe" and positional:
        written, positional = callee_text(source, positional[0]), positional[1:]
    return written, tuple(positional), keywords, splat


def callee_text(source: Source, node: Node | None) -> str:
    """A callee as written: a name, or names with dots. Of a long chain only the last name is told."""
    if node is None or node.type not in ("identifier", "attribute"):
        return ""
    if node.end_byte - node.start_byte <= MAX_CALLEE:
        return _text(source, node)
    last = node.child_by_field_name("attribute")
    return f".{_text(source, last)[:MAX_CALLEE]}" if last is not None else ""


def _text(source: Source, node: Node) -> str:
    return source.content[node.start_byte : node.end_byte].decode("utf-8", "replace")
