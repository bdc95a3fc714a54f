"""Labels with a version in them (`:syn-2.0.16`), as generated third-party build files have."""

from __future__ import annotations

import re

from vercheck.model import Artifact, Exact, Extraction, Pin, Range, Role, Span
from vercheck.syntax.starlark import Module
from vercheck.syntax.starlark.parse import string_span
from vercheck.versions import parse, parse_requirement

_NAMED = re.compile(
    r":?(?P<name>[A-Za-z][\w-]*?)-(?P<version>\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+?)?)(?:\.crate|\.git)?"
)


def read_labels(module: Module) -> Extraction:
    """In a file that defines targets `NAME-VERSION`: each such target (role `provides`) and each
    label that names one (role `requires`)."""
    if not module.source.name.startswith(("BUCK", "TARGETS")):
        return Extraction()
    pins: list[Pin] = []
    for call in module.calls:
        for keyword, node in call.keywords.items():
            if keyword == "name" and node.type == "string":
                pins.extend(_pin(module, string_span(node), Role.PROVIDES, f"{call.name}[name]"))
            elif keyword == "actual" and node.type == "string":
                pins.extend(_pin(module, string_span(node), Role.REQUIRES, f"{call.name}[actual]"))
            elif keyword == "deps" and node.type == "list":
                for child in node.named_children:
                    if child.type == "string":
                        pins.extend(_pin(module, string_span(child), Role.REQUIRES, f"{call.name}[deps]"))
    return Extraction(pins=tuple(pins))


def _pin(module: Module, span: Span, role: Role, trail: str) -> list[Pin]:
    text = module.source.text(span)
    found = _NAMED.fullmatch(text)
    if found is None or (role is Role.REQUIRES) != text.startswith(":"):
        return []
    start = span.start + len(text[: found.start("version")].encode())
    place = Span(start, start + len(found["version"].encode()))
    version = found["version"]
    value = (
        Exact(parse(version, "cargo"))
        if role is Role.PROVIDES
        else Range(parse_requirement(f"={version}", "cargo"))
    )
    return [
        Pin(
            artifact=Artifact("cargo", found["name"]),
            value=value,
            role=role,
            location=module.source.locate(place),
            raw=version,
            trail=f"{trail}:{found['name']}-{version}",
            track="labels",
            note="target" if role is Role.PROVIDES else "label",
        )
    ]
