"""Ruby: what a Gemfile or a gemspec asks for, and a gem's own version.

A Gemfile is a program, but what pins a version in it is one call on a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Exact, Extraction, Note, Pin, Range, Role, Source, Value
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import pin_at, read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.urls import repository
from vercheck.syntax.passage import Passage
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

RUBY = artifact_named("ruby")

_CALL = re.compile(
    r"[ \t]*+(?:\w+\.)?(?P<verb>gem|ruby|add_dependency|add_runtime_dependency|add_development_dependency"
    r"|required_ruby_version)\b[ \t]*+[=(]?[ \t]*+(?P<rest>[^\n]*)"
)
_STRING = re.compile(r"(?:(?P<key>\w+): ?|:(?P<symbol>\w+) ?=> ?)?[\"'](?P<text>[^\"'\n]*)[\"']")
_FIELD = re.compile(
    r"^[ \t]*+\w+\.(?P<field>name|version)[ \t]*+=[ \t]*+[\"'](?P<text>[^\"'\n]*)[\"']", re.MULTILINE
)
_COMMENT = re.compile(r"(?:^|[ \t])#[^{].*$", re.MULTILINE)


def extract(source: Source) -> Extraction:
    passage = Passage.of_source(source)
    found: list[Pin | Note] = []
    position = 0
    for line in passage.text.splitlines(keepends=True):
        call = _CALL.match(line)
        if call is not None and len(line) < 2000:
            found.extend(_call(source, passage, call, position))
        position += len(line)
    found.extend(_own(source, passage))
    spans = (passage.span(one.start(), one.end()) for one in _COMMENT.finditer(passage.text))
    return Extraction(
        pins=tuple(item for item in found if isinstance(item, Pin)),
        remarks=remarks_of(source, [span for span in spans if span is not None]),
        notes=tuple(item for item in found if isinstance(item, Note)),
    )


def _own(source: Source, passage: Passage) -> Iterator[Pin]:
    """`spec.name = "x"` and `spec.version = "1.2.3"` of a gemspec."""
    if not source.name.endswith(".gemspec"):
        return
    given = {one["field"]: one for one in reversed(list(_FIELD.finditer(passage.text)))}
    version = given.get("version")
    value = read_value(version["text"]) if version is not None else None
    span = passage.span(*version.span("text")) if version is not None else None
    if value is not None and span is not None:
        name = given["name"]["text"] if "name" in given else source.name.removesuffix(".gemspec")
        yield pin_at(
            source,
            span,
            Artifact("gem", name),
            value,
            role=Role.PROVIDES,
            trail="version",
            note="own version",
        )


def _call(source: Source, passage: Passage, call: re.Match[str], start: int) -> Iterator[Pin | Note]:
    verb = call["verb"]
    rest = _COMMENT.sub(lambda found: " " * len(found.group()), call["rest"])
    base = start + call.start("rest")
    given = [
        (one["key"] or one["symbol"] or "", one["text"], base + one.start("text"))
        for one in _STRING.finditer(rest)
    ]
    plain = [(text, place) for key, text, place in given if not key]
    named = {key: (text, place) for key, text, place in given if key}
    if verb in ("ruby", "required_ruby_version"):
        artifact, trail = RUBY, verb
    elif plain:
        artifact, trail = Artifact("gem", plain[0][0]), f"{verb}[{plain[0][0]}]"
        plain = plain[1:]
    else:
        return
    remote = repository(named["git"][0]) if "git" in named else None
    if "github" in named and named["github"][0].count("/") == 1:
        remote = Artifact("github", named["github"][0])
    if remote is not None and "tag" in named:
        text, place = named["tag"]
        yield from _pin(source, passage, remote, trail, text, place, place + len(text), read_value(text))
    if not plain or any("#{" in text for text, _ in plain):
        return
    first, last = plain[0][1], plain[-1][1] + len(plain[-1][0])
    text = passage.text[first:last]
    value = _value([text for text, _ in plain])
    if value is None and artifact is RUBY and not any(map(str.isdigit, text)):
        return
    yield from _pin(source, passage, artifact, trail, text, first, last, value)


def _value(parts: list[str]) -> Value | None:
    """A bare version is that one; several requirements must all hold."""
    bare = parts[0].strip().removeprefix("=").strip()
    if len(parts) == 1 and looks_like_version(bare) and parts[0].strip() == bare:
        return Exact(parse(bare))
    try:
        return Range(parse_requirement(", ".join(parts), "generic"))
    except RequirementError:
        return None


def _pin(
    source: Source, passage: Passage, artifact: Artifact, trail: str, text: str, start: int, end: int,
    value: Value | None,
) -> Iterator[Pin | Note]:  # fmt: skip
    span = passage.span(start, end)
    if span is None:
        return
    if value is None:
        message = f"`{text[:60]}` is not a version of {artifact} that vercheck can read"
        yield Note("not-understood", message, source.locate(span))
        return
    role = Role.REQUIRES if isinstance(value, Range) else Role.SELECTS
    yield pin_at(source, span, artifact, value, role=role, trail=trail)


EXTRACTOR = Extractor(patterns=("Gemfile", "gems.rb", "*.gemspec"), extract=extract)
