"""Declarations inside text that is no program: a README's `http_archive(…)`, an example that a script writes.

Only what is plainly written counts — a key, an equals sign, strings — so that no language has to be
parsed and a snippet in the middle of a sentence is harmless.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vercheck.model import Artifact, Extraction, Location, Member, Pin, Role, Span, Statement
from vercheck.shapes.digests import read_digest
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.urls import read_url, repository, version_in_tag
from vercheck.versions import looks_like_version

MAX_CALL = 6000

_CALL = re.compile(r"(?:^|(?<=[\n\s=(]))([A-Za-z_][\w.]{0,80})\((?=\s|[A-Za-z_]\w*\s*=)")
_TOKEN = re.compile(
    r"\"((?:\\.|[^\"\\\n])*)\"|'((?:\\.|[^'\\\n])*)'|([()\[\]{}])|#[^\n]*|([A-Za-z_]\w*)\s*=(?!=)|[^\"'()\[\]{}#\w]+|\w+|."
)
_PARTS = {
    "url": "url", "urls": "url", "sha256": "digest", "sha512": "digest", "integrity": "digest",
    "strip_prefix": "strip_prefix", "tag": "tag", "commit": "commit", "remote": "remote",
    "version": "version", "name": "name", "module_name": "name",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    start: int
    end: int
    values: tuple[tuple[str, Word], ...]

    def first(self, part: str) -> Word | None:
        return next((word for name, word in self.values if name == part), None)


def read_documented(script: Script, start: int, end: int) -> tuple[Extraction, tuple[Span, ...]]:
    """The declarations between two characters: what each fetches, and the modules that it asks for;
    and where they stand."""
    calls = list(_calls(script.passage.text, start, end))
    first = [script.passage.span(call.start, call.start + 1) for call in calls]
    last = [script.passage.span(call.end - 1, call.end) for call in calls]
    spans = tuple(Span(one.start, other.end) for one, other in zip(first, last, strict=True) if one and other)
    return Extraction.join(_read(script, call) for call in calls), spans


def outside(extraction: Extraction, spans: tuple[Span, ...]) -> Extraction:
    """What does not stand within one of the spans, which are in order."""
    starts = [span.start for span in spans]

    def is_outside(location: Location) -> bool:
        index = bisect_right(starts, location.span.start) - 1
        return index < 0 or not spans[index].covers(location.span)

    return replace(
        extraction,
        pins=tuple(pin for pin in extraction.pins if is_outside(pin.location)),
        statements=tuple(statement for statement in extraction.statements if is_outside(statement.location)),
    )


def _calls(text: str, start: int, end: int) -> Iterator[_Call]:
    position = start
    # What is looked at and not closed is looked at again from the next bracket: not without end.
    patience = 20 * (end - start) + MAX_CALL
    while patience > 0 and (found := _CALL.search(text, position, end)) is not None:
        call = _call(text, found, min(end, found.end() + MAX_CALL))
        position = call.end if call is not None else found.end()
        patience -= call.end - call.start if call is not None else MAX_CALL
        if call is not None:
            yield call


def _call(text: str, head: re.Match[str], end: int) -> _Call | None:
    """The call whose name stands at `head`; `None` where its bracket is not closed."""
    depth, key = 1, ""
    values: list[tuple[str, Word]] = []
    for token in _TOKEN.finditer(text, head.end(), end):
        if token[3]:
            depth += 1 if token[3] in "([{" else -1
            if depth == 0:
                return _Call(head.group(1), head.start(1), token.end(), tuple(values))
        elif token[4] and depth == 1:
            key = token[4]
        elif token[1] is not None or token[2] is not None:
            group = 1 if token[1] is not None else 2
            if key in _PARTS and "\\" not in token[group] and "{" not in token[group]:
                values.append((_PARTS[key], Word(token[group], *token.span(group))))
    return None


def _read(script: Script, call: _Call) -> Extraction:
    name = call.first("name")
    trail = f"{call.name}({name.text if name else ''})"
    version = call.first("version")
    if call.name.rpartition(".")[2] in ("bazel_dep", "single_version_override") and name and version:
        pin = script.pin(
            version, Artifact("bazel", name.text), trail, note="an example of how to depend on it"
        )
        return Extraction(pins=(pin,) if pin else ())
    artifact = _artifact(call)
    members = tuple(_members(script, call))
    if artifact is None and not any(member.name == "url" for member in members):
        return Extraction()
    span = script.passage.span(call.start, call.start + len(call.name))
    if span is None:
        return Extraction()
    statement = Statement(
        kind="documented-archive",
        name=name.text if name else call.name,
        location=script.source.locate(span),
        trail=script.trail + trail,
        members=members,
        artifact=artifact,
    )
    pins = tuple(_pins(script, call, artifact, trail)) if artifact is not None else ()
    return Extraction(pins=pins, statements=(statement,) if members else ())


def _artifact(call: _Call) -> Artifact | None:
    for part, word in call.values:
        found = repository(word.text) if part in ("url", "remote") else None
        if found is not None:
            return found
    return None


def _members(script: Script, call: _Call) -> Iterator[Member]:
    for part, word in call.values:
        span = script.passage.span(word.start, word.end)
        if part != "name" and span is not None and word.text and not _is_placeholder(part, word.text):
            yield Member(part, word.text, script.source.locate(span))


def _is_placeholder(part: str, text: str) -> bool:
    """Whether the reader is to fill something in: `<sha256>`, `$URL`, `xxxx`."""
    if part == "digest":
        return read_digest(text) is None or len(set(text)) < 3
    return "$" in text or "<" in text


def _pins(script: Script, call: _Call, artifact: Artifact, trail: str) -> Iterator[Pin]:
    """The version in the first address, or the tag."""
    digests = tuple(
        digest
        for part, word in call.values
        if part == "digest" and (digest := read_digest(word.text)) is not None
    )
    for part, word in call.values:
        stretch = None
        if part == "url" and (url := read_url(word.text)) is not None and url.artifact == artifact:
            stretch = url.version
        elif part == "tag":
            stretch = version_in_tag(word.text)
        if stretch is None or not looks_like_version(word.text[slice(*stretch)]):
            continue
        pin = script.pin(word.cut(*stretch), artifact, trail, role=Role.MENTIONS, note="an example")
        if pin is not None:
            yield replace(pin, digests=digests)
            return
