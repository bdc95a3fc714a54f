"""Evaluates Starlark expressions to data, and remembers where each stretch of text comes from.

Only what a version, a URL or a table needs: literals, names, look-ups, concatenation, formatting,
a few string methods, and calls of functions that only return an expression. Nothing is executed:
loops, comprehensions and unknown calls are `Unknown`. What another file defines stays a hole with
its address, which the graph fills.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from vercheck.model import Address, Span
from vercheck.syntax import methods, text_ops
from vercheck.syntax.data import Datum, Entry, Mapping, Piece, Scalar, Sequence, Text, Unknown
from vercheck.syntax.starlark.budget import Budget
from vercheck.syntax.starlark.calls import callee_text
from vercheck.syntax.starlark.functions import Function
from vercheck.syntax.starlark.parse import Assignment, Module, string_span

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 40
Bindings = dict[str, Datum]


class Evaluator:
    """Evaluates expressions of one module. Holds no more than a memo of names and of whole expressions
    already evaluated."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._path = module.source.path
        self._bound: dict[str | None, dict[str, list[Assignment]]] = {}
        for assignment in module.assignments:
            owner = assignment.function.name if assignment.function else None
            self._bound.setdefault(owner, {}).setdefault(assignment.target, []).append(assignment)
        self._functions = {function.name: function for function in module.functions}
        self._memo: dict[tuple[str | None, str], Datum] = {}
        self._values: dict[tuple[int, str | None], Datum] = {}
        self.budget = Budget(len(module.source.content))

    def value(self, node: Node, function: Function | None = None) -> Datum:
        """What an expression stands for, seen from inside `function`."""
        key = (node.id, function.name if function else None)
        if key not in self._values:
            self._values[key] = self._within(node, function, {}, 0)
        return self._values[key]

    def _within(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        found = self._evaluated(node, function, bindings, depth)
        if node.type in _FOLLOWS and isinstance(found, Mapping | Sequence):
            self.budget.take(found)
            if self.budget.is_spent:
                return self._stop(node)
        return found

    def _looked_into(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        found = self._evaluated(node, function, bindings, depth)
        self.budget.search(found)
        return found

    def _evaluated(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        self.budget.step()
        if depth > MAX_DEPTH:
            return Unknown(_span(node), "nested too deeply")
        if self.budget.is_spent and node.type in _FOLLOWS:
            return self._stop(node)
        evaluate = _FORMS.get(node.type)
        if evaluate is None:
            return Unknown(_span(node), node.type)
        return evaluate(self, node, function, bindings, depth + 1)

    def _stop(self, node: Node) -> Unknown:
        self.budget.stop(_span(node))
        return Unknown(_span(node), "too much to evaluate")

    # forms

    def _string(self, node: Node, *_: object) -> Datum:
        whole = self._module.source.content
        inner = string_span(node, whole)
        content = whole[inner.start : inner.end]
        text = content.decode("utf-8", "replace")
        if b"\\" in content and b"r" not in whole[node.start_byte : inner.start].lower():
            text = text_ops.unescape(text)
        return Text((Piece(text, inner),), inner)

    def _scalar(self, node: Node, *_: object) -> Datum:
        return Scalar(self._module.text(node), _span(node))

    def _sequence(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        items = tuple(
            self._within(child, function, bindings, depth)
            for child in node.named_children
            if child.type not in ("comment", "ERROR")
        )
        return Sequence(items, _span(node), node.type == "tuple")

    def _dictionary(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        entries: list[Entry] = []
        for child in node.named_children:
            if child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is None or value is None or any(part.is_error for part in child.children):
                    continue  # damaged: which value belongs to which key cannot be told
                named = text_ops.as_text(self._within(key, function, bindings, depth))
                entries.append(Entry(named, self._within(value, function, bindings, depth)))
            elif child.type == "dictionary_splat" and child.named_children:
                other = self._within(child.named_children[0], function, bindings, depth)
                if isinstance(other, Mapping):
                    entries.extend(other.entries)
        return Mapping(tuple(entries), _span(node))

    def _parenthesized(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        for child in node.named_children:
            if child.type != "comment":
                return self._within(child, function, bindings, depth)
        return Unknown(_span(node), "empty")

    def _identifier(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        name = self._module.text(node)
        span = _span(node)
        if name in bindings:
            return text_ops.seen_from(bindings[name], span, None)
        for owner in (function.name, None) if function else (None,):
            found = self._bound.get(owner, {}).get(name)
            if found is not None:
                trail = f"{owner}.{name}" if owner else name
                return text_ops.seen_from(
                    self._bound_value(owner, name, found, depth), span, Address(self._path, trail)
                )
        if function is not None and name in function.parameter_names:
            return Unknown(span, "argument")
        if name in self._module.loads:
            label, original = self._module.loads[name]
            return Unknown(span, "loaded", Address(label, original))
        return Unknown(span, "name")

    def _bound_value(self, owner: str | None, name: str, found: list[Assignment], depth: int) -> Datum:
        key = (owner, name)
        if key in self._memo:
            return self._memo[key]
        last = found[-1]
        if len(found) > 1:
            # Assigned more than once: which one holds depends on the run.
            self._memo[key] = Unknown(_span(last.value), "reassigned")
            return self._memo[key]
        self._memo[key] = Unknown(_span(last.value), "defined by itself")
        self._memo[key] = self._within(last.value, last.function, {}, depth)
        return self._memo[key]

    def _attribute(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        holder, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
        if holder is None or name is None:
            return Unknown(_span(node), "attribute")
        return text_ops.look_up(
            self._looked_into(holder, function, bindings, depth), self._module.text(name), _span(node)
        )

    def _subscript(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        holder, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
        if holder is None or key is None:
            return Unknown(_span(node), "subscript")
        index = self._within(key, function, bindings, depth)
        value = self._looked_into(holder, function, bindings, depth)
        if isinstance(index, Scalar):
            return text_ops.item(value, index.text, _span(node))
        wanted = index.value if isinstance(index, Text) else None
        if wanted is None:
            return Unknown(_span(node), "key not known")
        return text_ops.look_up(value, wanted, _span(node))

    def _operator(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        sign = self._module.text(operator) if operator is not None else ""
        if left is None or right is None:
            return Unknown(_span(node), "operator")
        first = self._within(left, function, bindings, depth)
        second = self._within(right, function, bindings, depth)
        if sign == "+":
            return text_ops.added(first, second, _span(node))
        if sign == "%":
            return text_ops.percent(first, second, _span(node))
        if sign == "|" and isinstance(first, Mapping) and isinstance(second, Mapping):
            return Mapping((*first.entries, *second.entries), _span(node))
        return Unknown(_span(node), "operator")

    def _boolean(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        """`given or "default"`: the default, where what is given is not known."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None or operator is None or self._module.text(operator) != "or":
            return Unknown(_span(node), "condition")
        first = self._within(left, function, bindings, depth)
        unset = isinstance(first, Unknown) and first.origin is None
        if unset or (isinstance(first, Text) and first.value == ""):
            return self._within(right, function, bindings, depth)
        return first

    def _call(self, node: Node, function: Function | None, bindings: Bindings, depth: int) -> Datum:
        callee, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if callee is None or arguments is None:
            return Unknown(_span(node), "call")
        positional: list[Datum] = []
        keywords: list[Entry] = []
        for child in arguments.named_children:
            if child.type == "keyword_argument":
                name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
                if name is not None and value is not None:
                    key = Text((Piece(self._module.text(name), _span(name)),), _span(name))
                    keywords.append(Entry(key, self._within(value, function, bindings, depth)))
            elif child.type not in ("comment", "ERROR", "list_splat", "dictionary_splat"):
                positional.append(self._within(child, function, bindings, depth))
        if callee.type == "attribute":
            method = callee.child_by_field_name("attribute")
            holder = callee.child_by_field_name("object")
            if method is not None and holder is not None:
                receiver = self._looked_into(holder, function, bindings, depth)
                done = methods.method(receiver, self._module.text(method), positional, keywords, _span(node))
                if done is not None:
                    return done
        written = callee_text(self._module.source, callee)
        if written == "str" and len(positional) == 1:
            return positional[0]
        if callee.type == "identifier":
            called = self._called(written, positional, keywords, node, depth)
            if called is not None:
                return called
        if not positional and keywords:
            return Mapping(tuple(keywords), _span(node), written)
        return Unknown(_span(node), "call")

    def _called(
        self, name: str, positional: list[Datum], keywords: list[Entry], node: Node, depth: int
    ) -> Datum | None:
        """The result of a function of this module that returns one expression, or the address of
        one that is loaded and called with a known key."""
        called = self._functions.get(name)
        if called is None:
            if name not in self._module.loads or len(positional) != 1:
                return None
            key = positional[0].value if isinstance(positional[0], Text) else None
            if key is None:
                return None
            label, original = self._module.loads[name]
            return Unknown(_span(node), "loaded", Address(label, f"{original}({key})"))
        result = called.returned
        if result is None:
            return None
        bound: Bindings = {}
        for (parameter, _), given in zip(called.parameters, positional, strict=False):
            bound[parameter] = given
        for parameter, default in called.parameters[len(positional) :]:
            if default is not None:
                bound[parameter] = self._within(default, None, {}, depth)
        bound.update({key: entry.value for entry in keywords if (key := entry.key.value) is not None})
        return text_ops.seen_from(self._within(result, called, bound, depth), _span(node), None)

    def _conditional(self, node: Node, *_: object) -> Datum:
        return Unknown(_span(node), "condition")


def _span(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)


_FOLLOWS = frozenset({"identifier", "attribute", "subscript", "call", "binary_operator"})
"""Expressions whose value may be larger than what is written: a file's literals are always read."""

_FORMS: dict[str, Callable[[Evaluator, Node, Function | None, Bindings, int], Datum]] = {
    "string": Evaluator._string,
    "integer": Evaluator._scalar,
    "float": Evaluator._scalar,
    "true": Evaluator._scalar,
    "false": Evaluator._scalar,
    "none": Evaluator._scalar,
    "unary_operator": Evaluator._scalar,
    "list": Evaluator._sequence,
    "tuple": Evaluator._sequence,
    "dictionary": Evaluator._dictionary,
    "parenthesized_expression": Evaluator._parenthesized,
    "identifier": Evaluator._identifier,
    "attribute": Evaluator._attribute,
    "subscript": Evaluator._subscript,
    "binary_operator": Evaluator._operator,
    "boolean_operator": Evaluator._boolean,
    "call": Evaluator._call,
    "conditional_expression": Evaluator._conditional,
}
