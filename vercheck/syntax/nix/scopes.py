"""What names mean: scopes, and the bindings of sets and `let`.

A Nix expression means what the names around it mean, and these are known from where it stands. So a
scope is a chain of the nodes that bring names, and a binding is an expression with its scope: nothing is
evaluated until it is asked for. Each scope also knows the trail of its place (`packages.foo.src`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from vercheck.syntax.nix.tree import Place


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """`opener` is the node that brings names (`None` at the root, or where only the trail grows)."""

    opener: Node | None
    outer: Scope | None
    trail: str

    def chain(self) -> Iterator[Scope]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer


@dataclass(frozen=True, slots=True)
class Definition:
    """An expression, with the scope in which it stands; `scope.trail` is its own trail."""

    node: Node
    scope: Scope


@dataclass(frozen=True, slots=True)
class Inherited:
    """`inherit name`: what the name means outside."""

    name: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Selected:
    """`inherit (source) name`; `node` is the name."""

    source: Node
    scope: Scope
    name: str
    node: Node


@dataclass(frozen=True, slots=True)
class Nested:
    """`a.b = …; a.c = …`: a set that is written in parts, each with the rest of its path."""

    parts: tuple[tuple[tuple[str, ...], Definition], ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter without a default; `is_whole` for the name of all arguments (`args@{…}`, `self:`)."""

    name: str
    function: Node
    scope: Scope
    is_whole: bool = False


Binding = Definition | Inherited | Selected | Nested | Argument
Table = Mapping[str, Binding]
Naming = Callable[[Node], str | None]

ROOT = Scope(None, None, "")


class Scopes:
    """Opens scopes and lists their names; each node's table is made once."""

    def __init__(self, text: Callable[[Node], str], naming: Naming) -> None:
        self._text = text
        self._naming = naming
        self._opened: dict[int, Scope] = {}
        self._tables: dict[int, Table] = {}
        self._positions: dict[int, dict[int, int]] = {}

    def at(self, place: Place) -> Scope:
        """The scope of the smallest node of a place."""
        scope = ROOT
        for node, child in zip(place.nodes, place.nodes[1:], strict=False):
            scope = self.inside(node, child, scope)
        return scope

    def inside(self, node: Node, child: Node, scope: Scope) -> Scope:
        """The scope in which a child of a node stands, where the node itself stands in `scope`."""
        match node.type:
            case "let_expression" | "rec_attrset_expression" | "function_expression":
                return self.open(node, scope)
            case "with_expression":
                return self.open(node, scope) if child == node.child_by_field_name("body") else scope
            case "binding":
                is_value = child == node.child_by_field_name("expression")
                return self.named(child, scope, self.path(node)) if is_value else scope
            case "formal":
                name = node.child_by_field_name("name")
                is_default = name is not None and child == node.child_by_field_name("default")
                return self.named(child, scope, (self._text(name),)) if name and is_default else scope
            case "list_expression":
                index = self._index(node, child)
                return scope if index is None else self._within(child, scope, f"{scope.trail}[{index}]")
            case _:
                return scope

    def open(self, node: Node, outer: Scope) -> Scope:
        found = self._opened.get(node.id)
        if found is None:
            found = self._opened[node.id] = Scope(node, outer, outer.trail)
        return found

    def named(self, value: Node, outer: Scope, path: tuple[str, ...]) -> Scope:
        """The scope of a value that is bound to a path of names."""
        steps = ".".join(f'"{name}"' if "." in name else name for name in path)
        return self._within(value, outer, f"{outer.trail}.{steps}" if outer.trail else steps)

    def element(self, sequence: Node, child: Node, scope: Scope) -> Scope:
        return self.inside(sequence, child, scope)

    def table(self, scope: Scope) -> Table:
        """The names that a scope brings."""
        if scope.opener is None:
            return {}
        found = self._tables.get(scope.opener.id)
        if found is None:
            found = self._tables[scope.opener.id] = self._names(scope.opener, scope)
        return found

    def attributes(self, node: Node, scope: Scope) -> Table:
        """The attributes of a set that stands in `scope`."""
        if node.type == "rec_attrset_expression":
            return self.table(self.open(node, scope))
        found = self._tables.get(node.id)
        if found is None:
            found = self._tables[node.id] = self._bound(node, scope, scope)
        return found

    def merged(self, nested: Nested) -> Table:
        """The attributes of a set that is written in parts."""
        return _grouped(nested.parts, self)

    def path(self, binding: Node) -> tuple[str, ...]:
        """The names of a binding's path; one that is computed is given as it is written."""
        attrpath = binding.child_by_field_name("attrpath")
        if attrpath is None:
            return ()
        return tuple(self.name(attr) or self._text(attr) for attr in attrpath.children_by_field_name("attr"))

    def name(self, attr: Node) -> str | None:
        return self._text(attr) if attr.type == "identifier" else self._naming(attr)

    def lookup(self, name: str, scope: Scope) -> tuple[Binding | None, bool]:
        """The binding of a name, and whether a `with` may bring it where nothing else does."""
        is_open = False
        for frame in scope.chain():
            if frame.opener is None:
                continue
            if frame.opener.type == "with_expression":
                is_open = True
                continue
            found = self.table(frame).get(name)
            if found is not None:
                return found, False
        return None, is_open

    def _within(self, node: Node, outer: Scope, trail: str) -> Scope:
        # Openers are keyed by their own node, trail-only frames by the value's: a value that opens a
        # scope itself needs both.
        key = -node.id
        found = self._opened.get(key)
        if found is None:
            found = self._opened[key] = Scope(None, outer, trail)
        return found

    def _names(self, node: Node, scope: Scope) -> Table:
        if node.type == "function_expression":
            return self._parameters(node, scope)
        if node.type in ("let_expression", "rec_attrset_expression"):
            return self._bound(node, scope, scope.outer or ROOT)
        return {}

    def _parameters(self, node: Node, scope: Scope) -> Table:
        table: dict[str, Binding] = {}
        universal = node.child_by_field_name("universal")
        if universal is not None:
            name = self._text(universal)
            table[name] = Argument(name, node, scope, is_whole=True)
        formals = node.child_by_field_name("formals")
        for formal in formals.children_by_field_name("formal") if formals is not None else ():
            symbol = formal.child_by_field_name("name")
            if symbol is None:
                continue
            name, default = self._text(symbol), formal.child_by_field_name("default")
            if default is None:
                table[name] = Argument(name, node, scope)
            else:
                table[name] = Definition(default, self.named(default, scope, (name,)))
        return table

    def _bound(self, node: Node, inner: Scope, outer: Scope) -> Table:
        """The bindings of a `let` or a set; plain `inherit` looks into `outer`."""
        parts: list[tuple[tuple[str, ...], Definition]] = []
        table: dict[str, Binding] = {}
        for binding in bindings_of(node):
            if binding.type == "binding":
                value, path = binding.child_by_field_name("expression"), self.path(binding)
                if value is not None and path:
                    parts.append((path, Definition(value, self.named(value, inner, path))))
                continue
            attrs = binding.child_by_field_name("attrs")
            source = binding.child_by_field_name("expression")
            for attr in attrs.children_by_field_name("attr") if attrs is not None else ():
                name = self.name(attr)
                if name is not None and binding.type == "inherit_from" and source is not None:
                    table[name] = Selected(source, inner, name, attr)
                elif name is not None and binding.type == "inherit":
                    table[name] = Inherited(name, outer)
        table.update(_grouped(tuple(parts), self))
        return table

    def _index(self, sequence: Node, child: Node) -> int | None:
        positions = self._positions.get(sequence.id)
        if positions is None:
            elements = sequence.children_by_field_name("element")
            positions = {element.start_byte: index for index, element in enumerate(elements)}
            self._positions[sequence.id] = positions
        return positions.get(child.start_byte)


def bindings_of(node: Node) -> Iterator[Node]:
    """The `binding`, `inherit` and `inherit_from` nodes of a `let` or a set."""
    for child in node.named_children:
        if child.type == "binding_set":
            for binding in child.named_children:
                if binding.type in ("binding", "inherit", "inherit_from"):
                    yield binding


def _grouped(parts: tuple[tuple[tuple[str, ...], Definition], ...], scopes: Scopes) -> dict[str, Binding]:
    """Bindings by their first name; those with more than one part become one nested set."""
    groups: dict[str, list[tuple[tuple[str, ...], Definition]]] = {}
    for path, definition in parts:
        groups.setdefault(path[0], []).append((path[1:], definition))
    table: dict[str, Binding] = {}
    for name, group in groups.items():
        if not group[0][0] and len(group) == 1:
            table[name] = group[0][1]
            continue
        table[name] = Nested(tuple(_spread(group, scopes)))
    return table


def _spread(
    group: list[tuple[tuple[str, ...], Definition]], scopes: Scopes
) -> Iterator[tuple[tuple[str, ...], Definition]]:
    """Parts with a path left; a whole set among them gives its attributes (`a = { b = 1; }; a.c = 2`)."""
    for path, definition in group:
        if path:
            yield path, definition
        elif definition.node.type in ("attrset_expression", "rec_attrset_expression"):
            for name, binding in scopes.attributes(definition.node, definition.scope).items():
                if isinstance(binding, Definition):
                    yield (name,), binding
