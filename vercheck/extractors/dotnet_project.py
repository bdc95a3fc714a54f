"""Projects of .NET: the version of the package that they build, and the packages that they refer to.

`1.2.3` as a reference is the oldest version that will do; only `[1.2.3]` is that one and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import (
    Artifact,
    Exact,
    Extraction,
    Floating,
    Interval,
    Note,
    Pin,
    Range,
    Requirement,
    Role,
    Source,
    Span,
    Value,
)
from vercheck.shapes.own_version import own_version
from vercheck.shapes.pins import minimum, pin_at
from vercheck.syntax.elements import Element, elements
from vercheck.versions import is_floating, looks_like_version, parse

_OWN = ("Version", "VersionPrefix", "PackageVersion")
_NAMES = ("PackageId", "AssemblyName", "id")
_REFERENCES = ("PackageReference", "PackageVersion", "GlobalPackageReference", "dependency")
_INTERVAL = re.compile(
    r"(?P<open>[\[(])\s{0,9}(?P<low>[^\s,\])]{0,60})\s{0,9}(?P<comma>,)?"
    r"\s{0,9}(?P<high>[^\s,\])]{0,60})\s{0,9}(?P<close>[\])])"
)


def extract(source: Source) -> Extraction:
    found: list[Pin | Note] = []
    name = source.name.rpartition(".")[0]
    own: list[tuple[Element, Span]] = []
    for element in elements(source):
        parent = element.around[-1] if element.around else ""
        if element.name in _NAMES and parent in ("PropertyGroup", "metadata") and element.text is not None:
            said = source.text(element.text)
            name = name if "$" in said else said
        elif element.name in (*_OWN, "version") and parent in ("PropertyGroup", "metadata"):
            own.extend([(element, element.text)] if element.text is not None else [])
        elif element.name in _REFERENCES or (element.name == "Version" and parent in _REFERENCES):
            found.extend(_reference(source, element))
    pins = [
        pin
        for element, span in own
        for pin in own_version(source, span, "nuget", name, f"{element.around[-1]}.{element.name}")
    ]
    return Extraction(
        pins=(*pins, *(item for item in found if isinstance(item, Pin))),
        notes=tuple(item for item in found if isinstance(item, Note)),
    )


def _reference(source: Source, element: Element) -> Iterator[Pin | Note]:
    owner = element.parent if element.name == "Version" else element
    given = owner.attributes if owner is not None else {}
    named = next((given[key] for key in ("Include", "Update", "id") if key in given), None)
    span = element.text if element.name == "Version" else given.get("Version", given.get("version"))
    if named is None or span is None or span.start == span.end:
        return
    name, text = source.text(named), source.text(span)
    if "$" in name + text or "@" in name:  # a property stands for it
        return
    value = _value(text)
    if value is None:
        yield Note("not-understood", f"`{text[:60]}` is not a version of NuGet", source.locate(span))
        return
    role = Role.SELECTS if isinstance(value, Exact) else Role.REQUIRES
    if isinstance(value, Exact):
        start = span.start + text.encode().index(value.version.text.encode())
        span = Span(start, start + len(value.version.text.encode()))
    yield pin_at(
        source, span, Artifact("nuget", name), value, role=role, trail=f"{(owner or element).name}({name})"
    )


def _value(text: str) -> Value | None:
    if "*" in text or is_floating(text):
        return Floating(text)
    if looks_like_version(text):
        return minimum(text)
    found = _INTERVAL.fullmatch(text.strip())
    if found is None:
        return None
    low, high = found["low"], found["high"]
    if not all(looks_like_version(bound) for bound in (low, high) if bound) or not (low or high):
        return None
    if found["comma"] is None:
        return Exact(parse(low)) if low else None
    bounds = Interval(
        parse(low) if low else None,
        parse(high) if high else None,
        low_closed=found["open"] == "[",
        high_closed=found["close"] == "]",
    )
    return Range(Requirement(text, "generic", (bounds,)))


EXTRACTOR = Extractor(
    patterns=(
        "*.csproj", "*.fsproj", "*.vbproj", "Directory.Build.props", "Directory.Packages.props", "*.nuspec",
    ),
    extract=extract,
)  # fmt: skip
