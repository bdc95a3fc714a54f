"""Lists of platforms: constants, and arguments such as `extra_target_triples = […]`."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from vercheck.extractors._starlark.assignments import trail_of
from vercheck.model import Extraction, Span
from vercheck.shapes.platform_lists import holds_platforms, read_platform_lists
from vercheck.syntax.data import Text
from vercheck.syntax.starlark import Call, Evaluator, Function, Module

_LITERALS = frozenset({"list", "dictionary", "tuple"})


def read_listed_platforms(module: Module, evaluator: Evaluator) -> Extraction:
    """The lists and tables of a file that hold platforms, each where it is written."""
    if not holds_platforms(module.source.content):
        return Extraction()
    parts = []
    for name, trail, node, function in _values(module, evaluator):
        span = Span(node.start_byte, node.end_byte)
        parts.append(read_platform_lists(evaluator.value(node, function), module.source, name, trail, span))
    return Extraction.join(parts)


def _values(module: Module, evaluator: Evaluator) -> Iterator[tuple[str, str, Node, Function | None]]:
    for assignment in module.assignments:
        if _may_hold(module, assignment.value):
            yield assignment.target, trail_of(assignment), assignment.value, assignment.function
    for call in module.calls:
        if call.name == "select":
            continue
        for keyword, node in call.keywords.items():
            if not _may_hold(module, node):
                continue
            yield keyword, f"{_called(evaluator, call)}.{keyword}", node, call.function


def _may_hold(module: Module, node: Node) -> bool:
    is_literal = node.type in _LITERALS
    return is_literal and holds_platforms(module.source.content[node.start_byte : node.end_byte])


def _called(evaluator: Evaluator, call: Call) -> str:
    node = call.keywords.get("name")
    name = evaluator.value(node, call.function) if node is not None and node.type == "string" else None
    return f"{call.callee}({name.value if isinstance(name, Text) and name.value else ''})"
