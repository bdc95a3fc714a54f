"""The functions of a file: their parameters, what they return, and which one is around a node.

Separate from the outline, which is about whole files.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from vercheck.model import Source, Span

if TYPE_CHECKING:
    from tree_sitter import Node

_BLOCKS = frozenset({"block", "if_statement", "elif_clause", "else_clause", "for_statement"})


@dataclass(frozen=True, eq=False)
class Function:
    """A `def`: its name, its parameters with their default nodes, and its bytes."""

    name: str
    node: Node
    span: Span
    parameters: tuple[tuple[str, Node | None], ...]

    @cached_property
    def parameter_names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.parameters)

    @cached_property
    def returned(self) -> Node | None:
        """The expression that is the only one the function ever returns, at the end of its body."""
        found: list[tuple[Node, int]] = []
        waiting = [(self.node.child_by_field_name("body"), 0)]
        while waiting:
            block, depth = waiting.pop()
            for child in block.named_children if block is not None else ():
                if child.type == "return_statement":
                    found.append((child, depth))
                elif child.type in _BLOCKS:
                    waiting.append((child, depth + 1))
        if len(found) != 1 or found[0][1] or not found[0][0].named_children:
            return None
        return found[0][0].named_children[0]


def read_function(source: Source, node: Node) -> Function:
    name = node.child_by_field_name("name")
    parameters: list[tuple[str, Node | None]] = []
    listed = node.child_by_field_name("parameters")
    for child in listed.named_children if listed is not None else ():
        if child.type == "identifier":
            parameters.append((_text(source, child), None))
        elif child.type in ("default_parameter", "typed_default_parameter", "typed_parameter"):
            named = child.child_by_field_name("name") or (
                child.named_children[0] if child.named_children else None
            )
            if named is not None:
                parameters.append((_text(source, named), child.child_by_field_name("value")))
    return Function(
        _text(source, name) if name is not None else "",
        node,
        Span(node.start_byte, node.end_byte),
        tuple(parameters),
    )


class Enclosing:
    """Finds the innermost function around a node, by bytes: cheaper than asking nodes for parents."""

    def __init__(self, functions: tuple[Function, ...]) -> None:
        self._functions = functions
        self._starts = [function.span.start for function in functions]
        self._outer: list[int] = []
        for function in functions:
            self._outer.append(self._around(len(self._outer) - 1, function.span))

    def of(self, node: Node) -> Function | None:
        span = Span(node.start_byte, node.end_byte)
        index = self._around(bisect_right(self._starts, span.start) - 1, span)
        return self._functions[index] if index >= 0 else None

    def _around(self, index: int, span: Span) -> int:
        """The function at `index`, or the nearest one around it, that holds `span`; -1 for none."""
        while index >= 0:
            own = self._functions[index].span
            if own.start < span.start and span.end <= own.end:
                break
            index = self._outer[index]
        return index


def _text(source: Source, node: Node) -> str:
    return source.text(Span(node.start_byte, node.end_byte))
