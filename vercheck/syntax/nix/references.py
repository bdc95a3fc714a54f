"""From a name to what it is bound to: `inherit`, `a.b.c`, `finalAttrs.version`, `src.rev`.

Apart from evaluation, because a reader of pins asks the same: not only what a version is, but where it
is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from vercheck.model import Address, Span
from vercheck.syntax.nix.scopes import Argument, Binding, Definition, Inherited, Nested, Scope, Selected
from vercheck.syntax.nix.tree import span_of
from vercheck.syntax.nix.values import Attributes, Imported, Value

if TYPE_CHECKING:
    from vercheck.syntax.nix.evaluation import Evaluation

MAX_STEPS = 50
MAX_NESTED = 20

FIXPOINTS = frozenset({"finalAttrs", "finalPackage", "final", "self", "this", "fixed"})
"""Names that packages give to the attributes as they end up, in `mkDerivation (finalAttrs: {…})`."""

PASSED_ON = frozenset({"rev", "tag", "url", "owner", "repo", "name", "version", "pname"})
"""Arguments of a fetcher that can be read from its result."""

_SETS = frozenset({"attrset_expression", "rec_attrset_expression"})

Settled = Definition | Nested | Argument


@dataclass(frozen=True, slots=True)
class Selection:
    """What `a.b.c` is bound to; `is_absent` where the set is known and has no such attribute."""

    binding: Binding | None
    is_absent: bool = False


def follow(evaluation: Evaluation, definition: Definition) -> Definition:
    """The expression that a reference, in parentheses or not, stands for."""
    seen: set[int] = set()
    for _ in range(MAX_STEPS):
        if definition.node.id in seen:
            break
        seen.add(definition.node.id)
        binding = _referred(evaluation, definition)
        settled = settle(evaluation, binding) if binding is not None else None
        if not isinstance(settled, Definition):
            break
        definition = settled
    return definition


def settle(evaluation: Evaluation, binding: Binding) -> Settled | None:
    """What a binding comes down to, through `inherit`."""
    found: Binding | None = binding
    for _ in range(MAX_STEPS):
        match found:
            case None | Definition() | Nested() | Argument():
                return found
            case Inherited(name, scope):
                found, _ = evaluation.scopes.lookup(name, scope)
            case Selected(source=source, scope=scope, name=name):
                value = evaluation.value(source, scope)
                found = value.table.get(name) if isinstance(value, Attributes) else None
                found = found or fixpoint(evaluation, source, scope, name)
                found = found or passed_on(evaluation, source, scope, name)
    return None


def absence(settled: Argument | None) -> str:
    return "an argument" if isinstance(settled, Argument) else "not bound in this file"


def selected(evaluation: Evaluation, node: Node, scope: Scope) -> Selection:
    """What a `select_expression` means."""
    base, names = _steps(evaluation, node)
    if base is None or not names:
        return Selection(None)
    first = names[0]
    if first is not None and len(names) == 1:
        binding = fixpoint(evaluation, base, scope, first) or passed_on(evaluation, base, scope, first)
        if binding is not None:
            return Selection(binding)
    binding = None
    value: Value = _fixpoint_set(evaluation, base, scope) or evaluation.value(base, scope)
    for name in names:
        if binding is not None:
            value = evaluation.of_binding(binding)
        if name is None or not isinstance(value, Attributes):
            return Selection(None)
        binding = value.table.get(name)
        if binding is None:
            return Selection(None, value.is_complete)
    return Selection(binding)


def imported(evaluation: Evaluation, node: Node, scope: Scope, span: Span) -> Imported | None:
    """What `cargoToml.package.version` means where `cargoToml` is another file's content."""
    base, names = _steps(evaluation, node)
    value = evaluation.value(base, scope) if base is not None else None
    known = [name for name in names if name is not None]
    if not isinstance(value, Imported) or len(known) < len(names):
        return None
    return Imported(_within(value.address, *known), span)


def inherited(evaluation: Evaluation, binding: Binding) -> Imported | None:
    """What `inherit (cargoToml.package) version` means."""
    if not isinstance(binding, Selected):
        return None
    value = evaluation.value(binding.source, binding.scope)
    if not isinstance(value, Imported):
        return None
    return Imported(_within(value.address, binding.name), span_of(binding.node))


def _within(address: Address, *names: str) -> Address:
    return Address(address.path, ".".join([address.trail, *names] if address.trail else names))


def fixpoint(evaluation: Evaluation, node: Node, scope: Scope, name: str) -> Binding | None:
    attributes = _fixpoint_set(evaluation, node, scope)
    return attributes.table.get(name) if attributes is not None else None


def passed_on(evaluation: Evaluation, node: Node, scope: Scope, name: str) -> Binding | None:
    """`src.rev` where `src` is a fetcher's result: fetchers pass such arguments on."""
    if name not in PASSED_ON or node.id in evaluation.following or len(evaluation.following) >= MAX_NESTED:
        return None
    evaluation.following.add(node.id)
    try:
        target = follow(evaluation, Definition(node, scope))
    finally:
        evaluation.following.discard(node.id)
    if target.node.type != "apply_expression":
        return None
    callee = target.node.child_by_field_name("function")
    argument = target.node.child_by_field_name("argument")
    if callee is None or argument is None or argument.type not in _SETS:
        return None
    if not evaluation.tree.text(callee).rpartition(".")[2].startswith("fetch"):
        return None
    return evaluation.scopes.attributes(argument, target.scope).get(name)


def _fixpoint_set(evaluation: Evaluation, node: Node, scope: Scope) -> Attributes | None:
    """The set that `finalAttrs` stands for, in `f (finalAttrs: {…})`."""
    if node.type != "variable_expression":
        return None
    binding, _ = evaluation.scopes.lookup(evaluation.tree.text(node), scope)
    if not isinstance(binding, Argument) or not binding.is_whole or binding.name not in FIXPOINTS:
        return None
    body = binding.function.child_by_field_name("body")
    while body is not None and body.type == "parenthesized_expression":
        body = body.child_by_field_name("expression")
    if body is None or body.type not in _SETS or binding.function.child_by_field_name("formals"):
        return None
    return Attributes(evaluation.scopes.attributes(body, binding.scope), span_of(body), is_complete=False)


def _steps(evaluation: Evaluation, node: Node) -> tuple[Node | None, list[str | None]]:
    """The expression and the names of `a.b.c`; `None` for a name that is computed."""
    base, attrpath = node.child_by_field_name("expression"), node.child_by_field_name("attrpath")
    if attrpath is None:
        return base, []
    return base, [evaluation.scopes.name(attr) for attr in attrpath.children_by_field_name("attr")]


def _referred(evaluation: Evaluation, definition: Definition) -> Binding | None:
    node, scope = definition.node, definition.scope
    match node.type:
        case "parenthesized_expression":
            inner = node.child_by_field_name("expression")
            return Definition(inner, scope) if inner is not None else None
        case "variable_expression":
            return evaluation.scopes.lookup(evaluation.tree.text(node), scope)[0]
        case "select_expression":
            return selected(evaluation, node, scope).binding
        case _:
            return None
