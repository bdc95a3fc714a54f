"""Attribute declarations with a default: `"version": attr.string(default = "1.2.3")`."""

from __future__ import annotations

import re
from bisect import bisect_right

from vercheck.extractors._starlark.downloads import member_of
from vercheck.extractors._starlark.pins import named, version_pin
from vercheck.model import Extraction, Pin, Span, Statement
from vercheck.shapes.names import is_version_symbol, rule_names, tool_name
from vercheck.syntax.data import Sequence, Text
from vercheck.syntax.starlark import Call, Evaluator, Module
from vercheck.syntax.starlark.parse import plain_string

_CALLEES = frozenset({"attr.string", "attrs.string", "attr.string_list", "attrs.default_only"})

_BEGINNINGS = tuple(sorted({*(name.encode() for name in _CALLEES), b"maybe"}))
_KEY = re.compile(rb"ver|tag", re.IGNORECASE)
_MAX_KEY = 300
"""Bytes before an attribute in which its name stands."""

_NESTING = 8
"""So far up the tag class of an attribute may stand: pair, dict, keyword, arguments, call."""


def read_attributes(module: Module, evaluator: Evaluator) -> Extraction:
    """Default versions of attributes, and declarations whose default must be among their `values`."""
    tops = [assignment for assignment in module.assignments if assignment.function is None]
    starts = [assignment.node.start_byte for assignment in tops]
    pins: list[Pin] = []
    statements: list[Statement] = []
    for call in module.calls:
        if not _may_tell(module, call) or call.callee not in _CALLEES or "default" not in call.keywords:
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


def _may_tell(module: Module, call: Call) -> bool:
    """Whether a call may be of an attribute with a version or a choice: told by its bytes alone."""
    if not call.may_be(_BEGINNINGS):
        return False
    start, content = call.node.start_byte, module.source.content
    written = content[start : call.node.end_byte]
    if b"default" not in written:
        return False
    return b"values" in written or _KEY.search(content, max(0, start - _MAX_KEY), start) is not None


def _default(
    module: Module, evaluator: Evaluator, call: Call, key: str, owner: str, trail: str
) -> Pin | None:
    names = _tag_class(module, call) if key == "tag" else _subjects(module, key, owner)
    if not names:
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


def _subjects(module: Module, key: str, owner: str) -> tuple[str, ...]:
    """What a version attribute is about: its own name says it, or the rule's or the file's."""
    if not is_version_symbol(key):
        return ()
    subject = tool_name(key)
    if subject is not None:
        return (subject,)
    stem = module.source.name.partition(".")[0]
    is_plain = key.strip("_").lower() == "version"
    return tuple(dict.fromkeys((*rule_names(owner), *rule_names(stem)))) if is_plain else ()


def _tag_class(module: Module, call: Call) -> tuple[str, ...]:
    """The name of the tag class that declares the attribute: `"wit_bindgen": tag_class(attrs = {…})`."""
    node = call.node.parent
    for _ in range(_NESTING):
        if node is None:
            return ()
        callee = node.child_by_field_name("function")
        parent = node.parent
        if callee is not None and module.text(callee) == "tag_class":
            named = parent.child_by_field_name("key") if parent is not None else None
            return rule_names(plain_string(module.source, named) or "") if named is not None else ()
        node = parent
    return ()


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
