"""Calls that pin: dependencies, tag classes, downloads, look-ups."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from vercheck.extractors._starlark.downloads import is_download, read_download
from vercheck.extractors._starlark.maven import read_coordinates
from vercheck.extractors._starlark.modules import is_module_call, read_module_calls
from vercheck.extractors._starlark.pins import named, version_pin
from vercheck.extractors._starlark.telling import Telling
from vercheck.model import Artifact, Exact, Extraction, Opaque, Pin, Role
from vercheck.shapes.names import is_minimum_symbol, normal, rule_names, tool_name, words
from vercheck.shapes.pins import read_value
from vercheck.syntax.data import Sequence, Text
from vercheck.syntax.starlark import Call, Evaluator, Function, Module

MAX_LINE = 400

_SILENT = frozenset({
    "load", "fail", "print", "use_extension", "use_repo", "register_toolchains",
    "register_execution_platforms", "struct", "dict", "provider", "exports_files", "package", "glob",
    "select", "alias", "format", "join", "replace", "get", "append", "extend", "startswith", "endswith",
    "split", "rule", "aspect", "repository_rule", "module_extension", "tag_class", "module_map",
    "depset", "Label", "path", "include", "range", "zip",
})  # fmt: skip
_ACQUIRES = frozenset({
    "toolchain", "toolchains", "register", "repository", "repositories", "download", "distribution",
    "install", "setup", "fetch", "sdk", "dist", "pull", "configure", "extension",
})  # fmt: skip
_ON_PURPOSE = re.compile(
    r"invalid|non.?exist|bogus|missing|unknown|fake|bad_|wrong|unsupported|asserts?\.(?:false|none)|should.?fail"
    r"|expect.?fail|\b9{2,}\.\d",
    re.IGNORECASE,
)
_TOOL = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{1,40}")


def read_calls(module: Module, evaluator: Evaluator, telling: Telling) -> Extraction:
    """Pins and statements of all calls of a file."""
    parts = [read_module_calls(module, evaluator)]
    fetched: list[Extraction] = []
    pins: list[tuple[Call, str, Pin]] = []
    for call in module.calls:
        if not telling.may(call.node.start_byte, call.node.end_byte):
            continue
        if call.name in _SILENT or is_module_call(call) or call.callee.startswith(("attr.", "attrs.")):
            continue
        if is_download(call):
            fetched.append(read_download(module, evaluator, call))
            continue
        pins.extend((call, keyword, pin) for keyword, pin in _keyword_pins(module, evaluator, call))
        parts.append(Extraction(pins=tuple(read_coordinates(module, evaluator, call))))
        read = _fallback if call.callee == "getattr" else _look_up
        found = read(module, evaluator, call)
        if found is not None:
            parts.append(Extraction(pins=(found,)))
    for function in module.functions:
        parts.append(Extraction(pins=tuple(_parameter_pins(module, evaluator, function))))
    return Extraction.join((*parts, _side_by_side(Extraction.join(fetched)), Extraction(pins=_tracked(pins))))


def _keyword_pins(module: Module, evaluator: Evaluator, call: Call) -> Iterator[tuple[str, Pin]]:
    acquires = _is_tag_class(module, call) or not _ACQUIRES.isdisjoint(words(call.name))
    for keyword, node in call.keywords.items():
        subject = tool_name(keyword)
        is_version = keyword in ("version", "versions", "tag") or (keyword == "digest" and _pulls_image(call))
        if subject is None and not (acquires and is_version):
            continue
        value = evaluator.value(node, call.function)
        artifact, names = _subject(evaluator, call, subject)
        values = value.items if isinstance(value, Sequence) else (value,)
        for index, item in enumerate(values):
            pin = version_pin(
                module.source,
                item,
                trail=_trail(evaluator, call, keyword)
                + (f"[{index}]" if isinstance(value, Sequence) else ""),
                artifact=artifact,
                names=names,
                role=Role.REQUIRES if artifact.ecosystem in ("cargo", "pypi", "npm", "go") else Role.SELECTS,
                is_default=call.function is not None,
                is_minimum=is_minimum_symbol(keyword),
                track=f"{keyword}[{index}]" if index else "",
                note=f"`{call.callee}(…)`",
            )
            if pin is not None:
                yield keyword, pin


def _pulls_image(call: Call) -> bool:
    """`oci.pull(image = …, digest = …)`, `container_pull(registry = …, repository = …, digest = …)`."""
    return "image" in call.keywords or {"registry", "repository"} <= call.keywords.keys()


def _subject(evaluator: Evaluator, call: Call, subject: str | None) -> tuple[Artifact, tuple[str, ...]]:
    """What the version of a call is a version of."""
    if subject is not None:
        return named((subject,))
    image = "repository" if "registry" in call.keywords else "image"
    for key, ecosystem in (("package", "cargo"), (image, "docker"), ("artifact", "maven")):
        value = _string(evaluator, call, key)
        if value and key in call.keywords and "/" not in value[:1]:
            group = _string(evaluator, call, "group")
            return Artifact(ecosystem, f"{group}:{value}" if group else value), ()
    # Gazelle's `go_repository(importpath = …)` and `go_deps.module(path = …)`.
    path = _string(evaluator, call, "importpath") or _string(evaluator, call, "path")
    if path and "." in path.partition("/")[0].strip("."):
        return Artifact("go", path), ()
    receiver, _, method = call.callee.rpartition(".")
    names: list[str] = []
    if receiver and method not in (
        "toolchain",
        "register",
        "download",
        "configure",
        "install",
        "init",
        "setup",
    ):
        names.extend(rule_names(method))  # `git_repos.wit_bindgen(tag = …)`: the tag class is the tool
    given = _string(evaluator, call, "name")
    if given:
        names.append(normal(given))
    names[:0] = rule_names(receiver or call.name)
    return named(tuple(dict.fromkeys(name for name in names if name)) or ("unnamed",))


def _trail(evaluator: Evaluator, call: Call, keyword: str) -> str:
    given = _string(evaluator, call, "name")
    owner = f"{call.function.name}." if call.function else ""
    return f"{owner}{call.callee}({given or ''}).{keyword}"


def _is_tag_class(module: Module, call: Call) -> bool:
    """`extension.tag(…)` at the top of a `MODULE.bazel`."""
    return "." in call.callee and call.function is None and module.source.name.endswith("MODULE.bazel")


def _tracked(pins: list[tuple[Call, str, Pin]]) -> tuple[Pin, ...]:
    """The same declaration several times with several versions offers them side by side: each is a
    track of its own. A release beside dated builds (a nightly formatter) stays the main one."""
    groups: dict[tuple[str, str, Artifact], set[str]] = defaultdict(set)
    for call, keyword, pin in pins:
        if isinstance(pin.value, Exact) and not _is_build(pin):
            groups[call.callee, keyword, pin.artifact].add(pin.raw)
    return tuple(
        replace(pin, track=pin.track or f"{call.callee}@{pin.raw}")
        if _is_build(pin) or len(groups[call.callee, keyword, pin.artifact]) > 1
        else pin
        for call, keyword, pin in pins
    )


def _is_build(pin: Pin) -> bool:
    """Whether a pin names a dated build or a commit, which has no place in the order of releases."""
    return isinstance(pin.value, Opaque) or (isinstance(pin.value, Exact) and pin.value.version.is_opaque)


def _side_by_side(fetched: Extraction) -> Extraction:
    """One repository fetched at several versions under several names in one file: each is a track."""
    versions: dict[Artifact, set[str]] = defaultdict(set)
    for pin in fetched.pins:
        if isinstance(pin.value, Exact):
            versions[pin.artifact].add(pin.raw)
    pins = tuple(
        replace(pin, track=pin.trail) if len(versions[pin.artifact]) > 1 else pin for pin in fetched.pins
    )
    return replace(fetched, pins=pins)


def _look_up(module: Module, evaluator: Evaluator, call: Call) -> Pin | None:
    """`get_tool_info("wasm-tools", "1.235.0", platform)`: a look-up that needs this very version."""
    if len(call.positional) < 2:
        return None
    strings = [index for index, node in enumerate(call.positional) if node.type == "string"]
    for first, second in pairwise(strings):
        tool = evaluator.value(call.positional[first], call.function)
        version = evaluator.value(call.positional[second], call.function)
        if not (second == first + 1 and isinstance(tool, Text) and isinstance(version, Text)):
            continue
        if not _TOOL.fullmatch(tool.value or "") or not isinstance(read_value(version.value or ""), Exact):
            continue
        if "." not in (version.value or "") or _ON_PURPOSE.search(_line_before(module, call)):
            return None
        artifact, _ = named((tool.value or "",))
        return version_pin(
            module.source,
            version,
            trail=f"{call.callee}({tool.value})",
            artifact=artifact,
            role=Role.REQUIRES,
            note=f"`{call.callee}(…)` looks it up",
        )
    return None


def _fallback(module: Module, evaluator: Evaluator, call: Call) -> Pin | None:
    """`getattr(tag, "node_version", "20.18.0")`: a default."""
    if len(call.positional) != 3:
        return None
    attribute = evaluator.value(call.positional[1], call.function)
    subject = tool_name(attribute.value or "") if isinstance(attribute, Text) else None
    if subject is None:
        return None
    artifact, names = named((subject,))
    return version_pin(
        module.source,
        evaluator.value(call.positional[2], call.function),
        trail=f"getattr({subject})",
        artifact=artifact,
        names=names,
        is_default=True,
        note="default of `getattr`",
    )


def _parameter_pins(module: Module, evaluator: Evaluator, function: Function) -> Iterator[Pin]:
    """`def f(x_version = "1.2.3")`: a default."""
    for parameter, default in function.parameters:
        if default is None:
            continue
        name = tool_name(parameter)
        names = (name,) if name else rule_names(function.name) if parameter == "version" else ()
        if not names:
            continue
        artifact, others = named(names)
        pin = version_pin(
            module.source,
            evaluator.value(default, None),
            trail=f"{function.name}({parameter})",
            artifact=artifact,
            names=others,
            is_default=True,
            is_minimum=is_minimum_symbol(parameter),
            note="default of a parameter",
        )
        if pin is not None:
            yield pin


def _string(evaluator: Evaluator, call: Call, keyword: str) -> str | None:
    node = call.keywords.get(keyword)
    if node is None:
        return None
    value = evaluator.value(node, call.function)
    return value.value if isinstance(value, Text) else None


def _line_before(module: Module, call: Call) -> str:
    content = module.source.content
    first = max(0, call.node.start_byte - MAX_LINE)
    start = content.rfind(b"\n", first, call.node.start_byte) + 1
    last = min(call.node.end_byte, call.node.start_byte + MAX_LINE)
    return content[max(start, first) : last].decode("utf-8", "replace")
