"""The vocabulary of `MODULE.bazel`: the module itself, its dependencies and their overrides."""

from __future__ import annotations

from vercheck.extractors._starlark.downloads import read_download
from vercheck.extractors._starlark.pins import version_pin
from vercheck.model import Artifact, Extraction, Pin, Range, Role, Span, Statement
from vercheck.syntax.data import Datum, Sequence, Text
from vercheck.syntax.starlark import Call, Evaluator, Module
from vercheck.versions import RequirementError, parse_requirement

_OVERRIDES = frozenset(
    {
        "single_version_override",
        "multiple_version_override",
        "archive_override",
        "git_override",
        "local_path_override",
    }
)
_REPLACES = _OVERRIDES - {"multiple_version_override"}
_CALLS = _OVERRIDES | {"module", "workspace", "bazel_dep"}
_BEGINNINGS = tuple(sorted(name.encode() for name in (*_CALLS, "maybe")))


def is_module_call(call: Call) -> bool:
    return call.may_be(_BEGINNINGS) and call.callee in _CALLS


def read_module_calls(module: Module, evaluator: Evaluator) -> Extraction:
    """Pins of `module`, `bazel_dep` and the overrides. A `bazel_dep` whose version an override in
    the same file replaces only asks for a minimum."""
    calls = [call for call in module.calls if is_module_call(call)]
    replaced = {
        name
        for call in calls
        if call.callee in _REPLACES
        and (name := _text(evaluator, call, "module_name"))
        and (call.callee != "single_version_override" or "version" in call.keywords)
    }
    parts: list[Extraction] = []
    for call in calls:
        match call.callee:
            case "module":
                parts.append(_own(module, evaluator, call))
            case "workspace":
                parts.append(_named(module, evaluator, call))
            case "bazel_dep":
                parts.append(_dependency(module, evaluator, call, replaced))
            case "single_version_override":
                parts.append(_single(module, evaluator, call))
            case "multiple_version_override":
                parts.append(_several(module, evaluator, call))
            case "archive_override" | "git_override":
                parts.append(read_download(module, evaluator, call, _text(evaluator, call, "module_name")))
            case _:
                pass
    return Extraction.join(parts)


def _own(module: Module, evaluator: Evaluator, call: Call) -> Extraction:
    name = _text(evaluator, call, "name") or ""
    pins: list[Pin | None] = [
        version_pin(
            module.source,
            _value(evaluator, call, "version"),
            trail="module.version",
            artifact=Artifact("bazel", name),
            role=Role.PROVIDES,
            note="own version",
            scheme="bazel",
        )
    ]
    wanted = _value(evaluator, call, "bazel_compatibility")
    for index, item in enumerate(wanted.items if isinstance(wanted, Sequence) else ()):
        text = item.value if isinstance(item, Text) and item.is_literal else None
        if text is None or not text.startswith((">", "<")):
            continue
        try:
            requirement = parse_requirement(text, "cargo")
        except RequirementError:
            continue
        pins.append(
            Pin(
                artifact=Artifact("bin", "bazel"),
                value=Range(requirement),
                role=Role.REQUIRES,
                location=module.source.locate(item.span),
                raw=module.source.text(item.span),
                trail=f"module.bazel_compatibility[{index}]",
                note="`bazel_compatibility`",
            )
        )
    return Extraction(pins=tuple(pin for pin in pins if pin is not None))


def _named(module: Module, evaluator: Evaluator, call: Call) -> Extraction:
    """`workspace(name = "rules_foo")`: what the project is called, where no version of its own is written."""
    name = _text(evaluator, call, "name")
    if not name:
        return Extraction()
    place = module.source.locate(Span(call.node.start_byte, call.node.end_byte))
    return Extraction(statements=(Statement("bazel-workspace", name, place, "workspace", ()),))


def _dependency(module: Module, evaluator: Evaluator, call: Call, replaced: set[str]) -> Extraction:
    name = _text(evaluator, call, "name")
    if not name:
        return Extraction()
    pin = version_pin(
        module.source,
        _value(evaluator, call, "version"),
        trail=f"bazel_dep[{name}]",
        artifact=Artifact("bazel", name),
        role=Role.REQUIRES if name in replaced else Role.SELECTS,
        is_minimum=name in replaced,
        note="`bazel_dep`, overridden in this file" if name in replaced else "`bazel_dep`",
        scheme="bazel",
    )
    return Extraction(pins=(pin,) if pin is not None else ())


def _single(module: Module, evaluator: Evaluator, call: Call) -> Extraction:
    name = _text(evaluator, call, "module_name")
    if not name:
        return Extraction()
    pin = version_pin(
        module.source,
        _value(evaluator, call, "version"),
        trail=f"single_version_override[{name}]",
        artifact=Artifact("bazel", name),
        note="`single_version_override`",
        scheme="bazel",
    )
    return Extraction(pins=(pin,) if pin is not None else ())


def _several(module: Module, evaluator: Evaluator, call: Call) -> Extraction:
    name = _text(evaluator, call, "module_name")
    value = _value(evaluator, call, "versions")
    if not name or not isinstance(value, Sequence):
        return Extraction()
    pins = (
        version_pin(
            module.source,
            item,
            trail=f"multiple_version_override[{name}][{index}]",
            artifact=Artifact("bazel", name),
            role=Role.PROVIDES,
            note="`multiple_version_override`",
            scheme="bazel",
        )
        for index, item in enumerate(value.items)
    )
    return Extraction(pins=tuple(pin for pin in pins if pin is not None))


def _value(evaluator: Evaluator, call: Call, keyword: str) -> Datum | None:
    node = call.keywords.get(keyword)
    return evaluator.value(node, call.function) if node is not None else None


def _text(evaluator: Evaluator, call: Call, keyword: str) -> str | None:
    value = _value(evaluator, call, keyword)
    return value.value if isinstance(value, Text) else None
