"""Calls of library functions, by the name under which they are called; no other function is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from vercheck.model import Address, Span
from vercheck.syntax.data import Piece, Text, Unknown
from vercheck.syntax.nix.functions import FUNCTIONS
from vercheck.syntax.nix.references import follow
from vercheck.syntax.nix.scopes import Definition, Nested, Scope
from vercheck.syntax.nix.tree import file_path
from vercheck.syntax.nix.values import Elements, Imported, Value

if TYPE_CHECKING:
    from vercheck.syntax.nix.evaluation import Evaluation

MAX_ARGUMENTS = 4

READERS = frozenset({"import", "importTOML", "importJSON", "readFile", "fileContents"})
"""Functions whose result is what another file says."""

DECODERS = frozenset({"fromTOML", "fromJSON"})


def call(evaluation: Evaluation, node: Node, scope: Scope, span: Span) -> Value:
    """The value of an `apply_expression`, as far as the table of functions goes."""
    callee, arguments = _parts(node)
    name = callee_name(evaluation, callee, scope) if callee is not None else None
    if name is None:
        return Unknown(span, "the result of a function")
    if len(arguments) == 1 and name in READERS:
        return _content(evaluation, arguments[0], scope, span)
    if len(arguments) == 1 and name in DECODERS:
        value = evaluation.value(arguments[0], scope)
        return value if isinstance(value, Imported) else Unknown(span, f"the result of `{name}`")
    function = FUNCTIONS.get(name)
    if function is None or function.arity != len(arguments):
        return Unknown(span, f"the result of `{name}`")
    values = [_argument(evaluation, argument, scope) for argument in arguments]
    result = function.apply(values)
    if result is None:
        return Unknown(span, f"the result of `{name}`")
    here = evaluation.address(scope)
    if isinstance(result, str):
        origins = (piece.origin for value in values if isinstance(value, Text) for piece in value.pieces)
        return Text((Piece(result, span, next(origins, None) or here),), span)
    return Text(tuple(Piece(piece.text, span, piece.origin or here) for piece in result), span)


def callee_name(evaluation: Evaluation, node: Node, scope: Scope) -> str | None:
    """`removePrefix` for `lib.strings.removePrefix` or `removePrefix`; `versions.major` keeps both
    steps. `None` where this file defines that name itself."""
    if node.type == "variable_expression":
        name = evaluation.tree.text(node)
        binding, _ = evaluation.scopes.lookup(name, scope)
        return None if isinstance(binding, Definition | Nested) else name
    base, attrpath = node.child_by_field_name("expression"), node.child_by_field_name("attrpath")
    if node.type != "select_expression" or base is None or attrpath is None:
        return None
    if base.type == "variable_expression":
        binding, _ = evaluation.scopes.lookup(evaluation.tree.text(base), scope)
        if isinstance(binding, Definition) and not evaluation.tree.text(binding.node).endswith("lib"):
            return None
    steps = evaluation.tree.text(node).split(".")
    return ".".join(steps[-2:]) if steps[-2] == "versions" else steps[-1]


def _parts(node: Node) -> tuple[Node | None, list[Node]]:
    """The function and the arguments of `f a b`, which nests to the left."""
    arguments: list[Node] = []
    callee: Node | None = node
    while callee is not None and callee.type == "apply_expression" and len(arguments) < MAX_ARGUMENTS:
        argument = callee.child_by_field_name("argument")
        if argument is not None:
            arguments.insert(0, argument)
        callee = callee.child_by_field_name("function")
    return callee, arguments


def _content(evaluation: Evaluation, argument: Node, scope: Scope, span: Span) -> Value:
    """The content of another file, as far as an address goes."""
    target = follow(evaluation, Definition(argument, scope)).node
    path = file_path(evaluation.tree, target)
    if path is None:
        return Unknown(span, "a file that is not named here")
    return Imported(Address(path, ""), span)


def _argument(evaluation: Evaluation, node: Node, scope: Scope) -> Value | list[Value]:
    value = evaluation.value(node, scope)
    return [evaluation.of(item) for item in value.items] if isinstance(value, Elements) else value
