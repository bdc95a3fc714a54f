"""Evaluates Nix expressions lazily, each stretch of a string with the binding that it comes from.

Only what is written in the file counts: no import, no call of a function that is written in Nix. What
would need one is `Unknown` or `Imported`, never a guess. A value is worked out once, at most `MAX_DEPTH`
expressions deep, and a circle of bindings ends in a note.
"""

from __future__ import annotations

import weakref

from tree_sitter import Node

from vercheck.model import Address, Note, Span
from vercheck.syntax.data import Piece, Scalar, Text, Unknown
from vercheck.syntax.nix import references
from vercheck.syntax.nix.calls import call
from vercheck.syntax.nix.scopes import Binding, Definition, Nested, Scope, Scopes, Table
from vercheck.syntax.nix.strings import Words, parts_of
from vercheck.syntax.nix.tree import Place, Tree, span_of
from vercheck.syntax.nix.values import Attributes, Elements, Imported, Lambda, Value

MAX_DEPTH = 60
MAX_NOTES = 20
MAX_PIECES = 2_000
MAX_LENGTH = 1_000_000

SETS = frozenset({"attrset_expression", "rec_attrset_expression"})
STRINGS = frozenset({"string_expression", "indented_string_expression", "uri_expression"})

_CONSTANTS = frozenset({"true", "false", "null"})
_PATHS = frozenset({"path_expression", "hpath_expression", "spath_expression"})


class Evaluation:
    """The expressions of one file. Keeps what it has worked out, and a note for each circle;
    `following` holds the nodes behind which a fetcher is being looked for."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        # Weakly, so that a tree goes when its file has been read, and waits for no collector of circles.
        own = weakref.proxy(self)
        self.scopes = Scopes(tree.text, lambda node: own._attribute_name(node))
        self.notes: list[Note] = []
        self.following: set[int] = set()
        self._known: dict[int, Value] = {}
        self._open: set[int] = set()

    def at(self, place: Place) -> Definition:
        """The smallest node of a place, with its scope."""
        return Definition(place.leaf, self.scopes.at(place))

    def of(self, definition: Definition) -> Value:
        """What an expression stands for."""
        return self.value(definition.node, definition.scope)

    def of_binding(self, binding: Binding) -> Value:
        """What a name stands for, as at the place where it is defined."""
        settled = references.settle(self, binding)
        if isinstance(settled, Definition):
            return self.of(settled)
        if isinstance(settled, Nested):
            if not settled.parts:
                return Unknown(Span(0, 0), "defined twice")
            return Attributes(self.scopes.merged(settled), span_of(settled.parts[0][1].node))
        return references.inherited(self, binding) or Unknown(Span(0, 0), references.absence(settled))

    def attributes(self, definition: Definition) -> Table:
        """The attributes of a set expression (`{…}`, `rec {…}`)."""
        return self.scopes.attributes(definition.node, definition.scope)

    def literal(self, binding: Binding) -> Definition | None:
        """The expression at the end of a chain of plain references; `None` where it leads out."""
        settled = references.settle(self, binding)
        return references.follow(self, settled) if isinstance(settled, Definition) else None

    def value(self, node: Node, scope: Scope) -> Value:
        """What the expression at `node` stands for, where it stands in `scope`."""
        known = self._known.get(node.id)
        if known is not None:
            return known
        span = span_of(node)
        if node.id in self._open:
            return self._refused(span, "is defined by itself")
        if len(self._open) >= MAX_DEPTH:
            return self._refused(span, "is nested too deeply")
        self._open.add(node.id)
        try:
            value = self._form(node, scope, span)
        finally:
            self._open.discard(node.id)
        self._known[node.id] = value
        return value

    def seen(self, binding: Binding, span: Span) -> Value:
        """A binding's value as seen from a reference at `span`."""
        settled = references.settle(self, binding)
        if isinstance(settled, Nested):
            return self.of_binding(settled)
        if not isinstance(settled, Definition):
            imported = references.inherited(self, binding)
            return (
                Imported(imported.address, span) if imported else Unknown(span, references.absence(settled))
            )
        address = self.address(settled.scope)
        match self.of(settled):
            case Text(pieces):
                return Text(tuple(Piece(piece.text, span, piece.origin or address) for piece in pieces), span)
            case Unknown(_, reason, origin):
                return Unknown(span, reason, origin or address)
            case Imported(target):
                return Imported(target, span)
            case value:
                return value

    def address(self, scope: Scope) -> Address:
        return Address(self.tree.source.path, scope.trail)

    # forms

    def _form(self, node: Node, scope: Scope, span: Span) -> Value:
        kind = node.type
        if kind in STRINGS:
            return self._string(node, scope, span)
        if kind in SETS:
            return Attributes(self.scopes.attributes(node, scope), span)
        match kind:
            case "variable_expression":
                return self._variable(node, scope, span)
            case "select_expression":
                return self._select(node, scope, span)
            case "apply_expression":
                return call(self, node, scope, span)
            case "binary_expression":
                return self._binary(node, scope, span)
            case "list_expression":
                elements = node.children_by_field_name("element")
                items = (Definition(child, self.scopes.inside(node, child, scope)) for child in elements)
                return Elements(tuple(items), span)
            case "integer_expression" | "float_expression":
                return Scalar(self.tree.text(node), span)
            case "function_expression":
                return Lambda(node, scope, span)
            case "if_expression":
                return self._choice(node, scope, span)
            case "parenthesized_expression":
                return self._child(node, "expression", scope, span)
            case "let_expression" | "with_expression":
                return self._child(node, "body", self.scopes.open(node, scope), span)
            case "assert_expression":
                return self._child(node, "body", scope, span)
            case _:
                return Unknown(span, kind.removesuffix("_expression").replace("_", " "))

    def _child(self, node: Node, field: str, scope: Scope, span: Span) -> Value:
        child = node.child_by_field_name(field)
        return self.value(child, scope) if child is not None else Unknown(span, "incomplete")

    def _string(self, node: Node, scope: Scope, span: Span) -> Value:
        pieces: list[Piece] = []
        written = parts_of(node, self.tree.source.content)
        for part in written:
            if isinstance(part, Words):
                if part.text:
                    pieces.append(Piece(part.text, part.span))
                continue
            inner = part.child_by_field_name("expression")
            if inner is not None:
                pieces.extend(self._interpolated(inner, scope))
        if len(written) == 1 and len(pieces) == 1 and isinstance(written[0], Words):
            return Text(tuple(pieces), pieces[0].span)
        return _text(pieces, span)

    def _interpolated(self, node: Node, scope: Scope) -> tuple[Piece, ...]:
        value, span = self.value(node, scope), span_of(node)
        if isinstance(value, Text):
            here = self.address(scope)
            return tuple(Piece(piece.text, span, piece.origin or here) for piece in value.pieces)
        return (Piece(None, span, _origin(value)),)

    def _variable(self, node: Node, scope: Scope, span: Span) -> Value:
        name = self.tree.text(node)
        binding, is_open = self.scopes.lookup(name, scope)
        if binding is not None:
            return self.seen(binding, span)
        if name in _CONSTANTS:
            return Scalar(name, span)
        return Unknown(span, "from a `with`" if is_open else "not bound in this file")

    def _select(self, node: Node, scope: Scope, span: Span) -> Value:
        selection = references.selected(self, node, scope)
        if selection.binding is not None:
            return self.seen(selection.binding, span)
        imported = references.imported(self, node, scope, span)
        if imported is not None:
            return imported
        default = node.child_by_field_name("default")
        if selection.is_absent and default is not None:
            return self.value(default, scope)
        return Unknown(span, "an attribute of what is not known here")

    def _binary(self, node: Node, scope: Scope, span: Span) -> Value:
        operator = node.child_by_field_name("operator")
        symbol = operator.type if operator is not None else ""
        if symbol == "+":
            return self._sum(node, scope, span)
        if symbol != "//":
            return Unknown(span, f"the operator `{symbol}`")
        left, right = self._child(node, "left", scope, span), self._child(node, "right", scope, span)
        if not isinstance(right, Attributes):
            return Unknown(span, "updated with a set that is not known")
        if not isinstance(left, Attributes):
            return Attributes(right.table, span, is_complete=False)
        return Attributes({**left.table, **right.table}, span, left.is_complete and right.is_complete)

    def _sum(self, node: Node, scope: Scope, span: Span) -> Value:
        pieces: list[Piece] = []
        for operand in _operands(node):
            value = self.value(operand, scope)
            if isinstance(value, Text):
                pieces.extend(value.pieces)
            elif isinstance(value, Unknown | Imported) and operand.type not in _PATHS:
                pieces.append(Piece(None, span_of(operand), _origin(value)))
            else:
                return Unknown(span, "a sum of what is no text")
        if all(piece.text is None for piece in pieces):
            return Unknown(span, "a sum of unknown values")
        return _text(pieces, span)

    def _choice(self, node: Node, scope: Scope, span: Span) -> Value:
        match self._child(node, "condition", scope, span):
            case Scalar("true"):
                return self._child(node, "consequence", scope, span)
            case Scalar("false"):
                return self._child(node, "alternative", scope, span)
            case _:
                return Unknown(span, "depends on a condition")

    def _attribute_name(self, attr: Node) -> str | None:
        """The name that a quoted or computed attribute has, where no binding is needed to know it."""
        if attr.type == "interpolation":
            inner = attr.child_by_field_name("expression")
            return self._attribute_name(inner) if inner is not None and inner.type in STRINGS else None
        if attr.type not in STRINGS:
            return None
        parts = parts_of(attr, self.tree.source.content)
        texts = [part.text for part in parts if isinstance(part, Words)]
        return "".join(texts) if len(texts) == len(parts) else None

    def _refused(self, span: Span, why: str) -> Unknown:
        if len(self.notes) < MAX_NOTES and all(note.location.span != span for note in self.notes):
            message = f"not evaluated: this expression {why}"
            self.notes.append(Note("not-understood", message, self.tree.source.locate(span)))
        return Unknown(span, why)


def _operands(node: Node) -> list[Node]:
    """The operands of `a + b + c`, which nests to the left; all but the last `MAX_PIECES` stay one."""
    operands: list[Node] = []
    left: Node | None = node
    while left is not None and left.type == "binary_expression" and len(operands) < MAX_PIECES:
        operator, right = left.child_by_field_name("operator"), left.child_by_field_name("right")
        if operator is None or operator.type != "+" or right is None:
            break
        operands.append(right)
        left = left.child_by_field_name("left")
    if left is not None:
        operands.append(left)
    return operands[::-1]


def _origin(value: Value) -> Address | None:
    match value:
        case Unknown(origin=origin):
            return origin
        case Imported(address):
            return address
        case _:
            return None


def _text(pieces: list[Piece], span: Span) -> Value:
    if len(pieces) > MAX_PIECES or sum(len(piece.text or "") for piece in pieces) > MAX_LENGTH:
        return Unknown(span, "too long")
    return Text(tuple(pieces), span)
