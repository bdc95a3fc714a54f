"""Constants and tables: `X_VERSION = "1.2.3"`, `TOOL_VERSIONS = {…}`, and functions that look into one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from vercheck.extractors._starlark.pins import named, version_pin
from vercheck.extractors._starlark.surroundings import surroundings
from vercheck.extractors._starlark.telling import Telling
from vercheck.model import Accessor, Address, Constant, Extraction, Note, Pin, Span
from vercheck.shapes.names import (
    is_minimum_symbol,
    is_nameless,
    is_version_symbol,
    rule_names,
    tool_name,
    words,
)
from vercheck.shapes.tables import read_tables
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text, Unknown
from vercheck.syntax.starlark import Evaluator, Function, Module
from vercheck.syntax.starlark.parse import Assignment

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_CONSTANT = 500

_TABLES = frozenset({
    "list", "tuple", "dictionary", "list_comprehension", "dictionary_comprehension", "integer", "float",
    "true", "false", "none", "lambda",
})  # fmt: skip
"""Expressions that are no constant text, so that without a version in them nothing of them is kept."""

NO_SUBJECTS = frozenset({
    "versions", "version", "constants", "common", "defs", "def", "extensions", "rules", "build", "workspace",
    "module", "main", "attrs", "attributes", "args", "tags", "tag", "all", "internal", "private",
})  # fmt: skip
"""Names of files and symbols that say what stands there, not what it is about."""


def read_assignments(module: Module, evaluator: Evaluator, telling: Telling) -> Extraction:
    """Pins, constants and tables of a file's assignments, at the top and inside functions."""
    pins: list[Pin] = []
    constants: list[Constant] = []
    tables: list[Extraction] = []
    notes: list[Note] = []
    chosen_at_run = _alternatives(module)
    for assignment in module.assignments:
        node = assignment.node
        may_tell = telling.may(node.start_byte, node.end_byte, assignment.function)
        if not may_tell and (assignment.function is not None or _is_no_text(module, assignment.value)):
            continue
        trail = trail_of(assignment)
        value = evaluator.value(assignment.value, assignment.function)
        match value:
            case Mapping() | Sequence():
                table = _table(module, assignment, value, trail) if may_tell else Extraction()
                tables.append(_as_defaults(table) if "default" in words(assignment.target) else table)
                if isinstance(value, Mapping) and value.constructor == "struct":
                    tables.append(_fields(module, assignment, value, table))
            case Text() | Scalar() | Unknown():
                pin = _pin(module, assignment, value, trail) if trail not in chosen_at_run else None
                if pin is not None:
                    pins.append(pin)
                elif (constant := _constant(module, value, trail)) is not None:
                    constants.append(constant)
                elif _is_unfollowed(assignment, value):
                    notes.append(_note(module, assignment))
    accessors = tuple(
        accessor for function in module.functions if (accessor := _accessor(module, function)) is not None
    )
    own = Extraction(pins=tuple(pins), constants=tuple(constants), accessors=accessors, notes=tuple(notes))
    return Extraction.join((*tables, own))


def _table(module: Module, assignment: Assignment, value: Mapping | Sequence, trail: str) -> Extraction:
    hints = symbol_hints(module, assignment.target, assignment.function)
    table = read_tables(value, module.source, hints, trail)
    return surroundings(module, assignment, value).told(table) if table.matrices else table


def _fields(module: Module, assignment: Assignment, struct: Mapping, table: Extraction) -> Extraction:
    """The texts of a `struct(SKYLIB_VERSION = "1.2.1", …)`, which other files look up by their names: each is
    read as if it stood alone, where it is not read as an entry of a table already."""
    if assignment.function is not None:
        return Extraction()
    known = {pin.location for pin in table.pins}
    pins: list[Pin] = []
    constants: list[Constant] = []
    for name, entry in struct.items():
        value = entry.value
        if not isinstance(value, Text) or module.source.locate(value.span) in known:
            continue
        trail = f"{assignment.target}[{name}]"
        pin = _pin(module, replace(assignment, target=name), value, trail)
        if pin is not None:
            pins.append(pin)
        elif (constant := _constant(module, value, trail)) is not None:
            constants.append(constant)
    return Extraction(pins=tuple(pins), constants=tuple(constants))


def _is_no_text(module: Module, node: Node) -> bool:
    """Whether an expression is none that stands for a text: a table, or a call by keywords alone of what the
    file does not define (`rule(implementation = …)`)."""
    if node.type != "call":
        return node.type in _TABLES
    callee, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if callee is None or callee.type != "identifier" or arguments is None or not arguments.named_children:
        return False
    own = {"struct", *(function.name for function in module.functions)}
    kinds = {child.type for child in arguments.named_children}
    return (
        "keyword_argument" in kinds
        and kinds <= {"keyword_argument", "comment"}
        and (module.text(callee) not in own)
    )


def _is_unfollowed(assignment: Assignment, value: Datum) -> bool:
    """A constant of the file that is named as a version, with a value that only a run knows."""
    is_named = assignment.function is None and tool_name(assignment.target) is not None
    return is_named and isinstance(value, Text | Unknown)


def _note(module: Module, assignment: Assignment) -> Note:
    span = Span(assignment.value.start_byte, min(assignment.value.end_byte, assignment.value.start_byte + 80))
    place = module.source.locate(span)
    return Note("not-understood", f"the value of `{assignment.target}` could not be evaluated", place)


def _as_defaults(table: Extraction) -> Extraction:
    """A table of defaults: what an explicit choice elsewhere overrides. Profiles stay what they are."""
    return replace(table, pins=tuple(replace(pin, is_default=not pin.track) for pin in table.pins))


def _alternatives(module: Module) -> frozenset[str]:
    """Locals that are assigned more than once: which value holds, the run decides."""
    counted = Counter(trail_of(assignment) for assignment in module.assignments if assignment.function)
    return frozenset(trail for trail, times in counted.items() if times > 1)


def trail_of(assignment: Assignment) -> str:
    """`NAME` at the top, `function.name` inside one."""
    owner = assignment.function.name if assignment.function else ""
    return f"{owner}.{assignment.target}" if owner else assignment.target


def symbol_hints(module: Module, symbol: str, function: Function | None) -> tuple[str, ...]:
    """What may name the subject of a table, best first: its symbol, its function, its file."""
    stem = module.source.name.partition(".")[0]
    return tuple(name for name in (symbol, function.name if function else "", stem) if name)


def place_names(module: Module, function: Function | None) -> tuple[str, ...]:
    """Names for something that has none of its own: those of its function and its file."""
    found: list[str] = []
    for symbol in (function.name if function else "", module.source.name.partition(".")[0]):
        found.extend(name for name in reversed(rule_names(symbol)) if name not in NO_SUBJECTS)
    return tuple(dict.fromkeys(found))


def _pin(module: Module, assignment: Assignment, value: Datum, trail: str) -> Pin | None:
    symbol = assignment.target
    if not is_version_symbol(symbol):
        return None
    name = tool_name(symbol)
    names = (name,) if name else place_names(module, assignment.function) if is_nameless(symbol) else ()
    if not names:
        return None
    if isinstance(value, Unknown) and assignment.function is not None and value.origin is None:
        return None
    artifact, others = named(names)
    return version_pin(
        module.source,
        value,
        trail=trail,
        artifact=artifact,
        names=others,
        is_minimum=is_minimum_symbol(symbol),
        note="constant",
    )


def _constant(module: Module, value: Datum, trail: str) -> Constant | None:
    if "." in trail:
        return None  # a local of a function is not seen from elsewhere
    location = module.source.locate(value.span)
    if isinstance(value, Text) and value.value is not None and len(value.value) <= MAX_CONSTANT:
        return Constant(trail, value.value, location)
    if isinstance(value, Unknown) and value.origin is not None:
        return Constant(trail, None, location, value.origin)
    return None


def _accessor(module: Module, function: Function) -> Accessor | None:
    """A function whose only result is `TABLE[parameter]` or `TABLE.get(parameter)`."""
    node = function.returned
    if node is None:
        return None
    table = key = None
    if node.type == "subscript":
        table, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
    elif node.type == "call":
        callee, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if callee is None or arguments is None or callee.type != "attribute" or not arguments.named_children:
            return None
        method = callee.child_by_field_name("attribute")
        if method is None or module.text(method) != "get":
            return None
        table, key = callee.child_by_field_name("object"), arguments.named_children[0]
    if table is None or key is None or table.type != "identifier" or key.type != "identifier":
        return None
    parameters = [name for name, _ in function.parameters]
    if module.text(key) not in parameters:
        return None
    symbol = module.text(table)
    label, original = module.loads.get(symbol, (module.source.path, symbol))
    return Accessor(function.name, Address(label, original), parameters.index(module.text(key)))
