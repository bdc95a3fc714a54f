"""Attribute declarations with a default: `"version": attr.string(default = "1.2.3")`."""

from __future__ import annotations

from bisect import bisect_right

from vercheck.extractors._starlark.downloads import member_of
from vercheck.extractors._starlark.pins import named, version_pin
from vercheck.model import Extraction, Pin, Span, Statement
from vercheck.shapes.names import is_version_symbol, rule_names, tool_name
from vercheck.syntax.data import Sequence, Text
from vercheck.syntax.starlark import Call, Evaluator, Module
from vercheck.syntax.starlark.parse import plain_string

_CALLEES = frozenset({"attr.string", "attrs.string", "attr.string_list", "attrs.default_only"})


def read_attributes(module: Module, evaluator: Evaluator) -> Extraction:
    """Default versions of attributes, and declarations whose default must be among their `values`."""
    tops = [assignment for assignment in module.assignments if assignment.function is None]
    starts = [assignment.node.start_byte for assignment in tops]
    pins: list[Pin] = []
    statements: list[Statement] = []
    for call in module.calls:
        if call.callee not in _CALLEES or "default" not in call.keywords:
            continue
        key = _key(module, call)
        index = bisect_right(starts, call.node.start_byte) - 1
        owner = tops[index].target if index >= 0 and tops[index].node.end_byte >= call.node.end_byte else ""
        trail = f"{owner}.{key}" if owner else key
        statement = _choice(module, evaluator, call, trail)
        if statement is not None:
            statements.append(statement)
            continue
        pin = _default(module, evaluator, call, key, owner, trail)
        if pin is not None:
            pins.append(pin)
    return Extraction(pins=tuple(pins), statements=tuple(statements))


def _default(
    module: Module, evaluator: Evaluator, call: Call, key: str, owner: str, trail: str
) -> Pin | None:
    if not is_version_symbol(key):
        return None
    subject = tool_name(key)
    stem = module.source.name.partition(".")[0]
    names = (subject,) if subject else tuple(dict.fromkeys((*rule_names(owner), *rule_names(stem))))
    if not names or (subject is None and key.strip("_").lower() != "version"):
        return None
    artifact, others = named(names)
    return version_pin(
        module.source,
        evaluator.value(call.keywords["default"], call.function),
        trail=f"{trail}.default",
        artifact=artifact,
        names=others,
        is_default=True,
        note="default of an attribute",
    )


def _choice(module: Module, evaluator: Evaluator, call: Call, trail: str) -> Statement | None:
    """An attribute that lists its `values`: the default must be one of them."""
    if "values" not in call.keywords:
        return None
    values = evaluator.value(call.keywords["values"], call.function)
    default = evaluator.value(call.keywords["default"], call.function)
    if not isinstance(values, Sequence) or not isinstance(default, Text) or default.value is None:
        return None
    allowed = [item for item in values.items if isinstance(item, Text) and item.value is not None]
    if len(allowed) != len(values.items) or not allowed:
        return None
    return Statement(
        kind="attribute",
        name=trail,
        location=module.source.locate(Span(call.node.start_byte, call.node.end_byte)),
        trail=trail,
        members=(
            member_of(module.source, "default", default),
            *(member_of(module.source, "allowed", item) for item in allowed),
        ),
    )


def _key(module: Module, call: Call) -> str:
    """The attribute's name: the key of the dict entry, or the keyword, that the call is the value of."""
    parent = call.node.parent
    if parent is None:
        return ""
    if parent.type == "pair" and (key := parent.child_by_field_name("key")) is not None:
        return plain_string(module.source, key) or ""
    if parent.type == "keyword_argument" and (name := parent.child_by_field_name("name")) is not None:
        return module.text(name)
    return ""
