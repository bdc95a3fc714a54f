"""The pin of a version that a manifest gives to the very thing it describes.

Every packager has a manifest of its own, and each states the project's version once more; what such a
pin looks like is the same for all, so that a check can hold them against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Artifact, Exact, Pin, Range, Role, Source, Span
from vercheck.shapes.pins import pin_at
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

OWN = "own version"
CARRIED = "the program in the chart"
"""The note of a version that a package of packages (a chart) states of what is inside."""


def own_version(source: Source, span: Span, ecosystem: str, name: str, trail: str) -> Iterator[Pin]:
    """The pin at these bytes; none where they are no version (a variable, `git`, a template)."""
    text = source.text(span)
    if looks_like_version(text):
        artifact = Artifact(ecosystem, name)
        value = Exact(parse(text))
        yield pin_at(source, span, artifact, value, role=Role.PROVIDES, trail=trail, note=OWN)


def named_after_folder(source: Source) -> str:
    """What a manifest is about that does not say so."""
    return source.folder.rpartition("/")[2] or "project"


def is_template(source: Source) -> bool:
    """Whether a generator fills the file in first: until then it need not be of its format."""
    return b"{{" in source.content or b"<%" in source.content


def group(found: re.Match[bytes], name: str, offset: int = 0) -> Span:
    """The bytes of a group of a match, without the white space around it."""
    start, end = found.span(name)
    text = found.string[start:end]
    start += len(text) - len(text.lstrip())
    return Span(offset + start, offset + start + len(text.strip()))


def as_range(text: str, scheme: str) -> Range | None:
    """What a text asks for in a scheme; `None` where it cannot be read."""
    try:
        return Range(parse_requirement(text, scheme))
    except RequirementError:
        return None
