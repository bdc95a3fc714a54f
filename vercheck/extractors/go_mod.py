"""go.mod and go.work: the Go that a module needs, and the modules that it asks for.

The two files have one grammar: directives of words, alone on a line or several in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.extractors import Extractor
from vercheck.model import (
    Artifact,
    Exact,
    Extraction,
    Interval,
    Note,
    Pin,
    Range,
    Requirement,
    Role,
    Source,
    Span,
    Statement,
    Value,
)
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import minimum, pin_at
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.shell_words import Word, unquoted
from vercheck.syntax.passage import Passage
from vercheck.versions import looks_like_version, parse

GO = artifact_named("go")
MAX_NOTES = 20

_TOKEN = re.compile(r"//.*|\"[^\"]*\"|`[^`]*`|[()]|[^\s\"`()]+")
_VERBS = frozenset({
    "module", "go", "toolchain", "godebug", "require", "tool", "exclude", "replace", "retract", "use",
    "ignore",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Directive:
    """`words` are what stands behind the verb; `comment` is what follows `//` on the line; `start` is
    the line's first word."""

    verb: str
    start: int
    words: tuple[Word, ...]
    comment: str


def extract(source: Source) -> Extraction:
    passage = Passage.of_source(source)
    pins: list[Pin] = []
    notes: list[Note] = []
    statements: list[Statement] = []
    for directive in _directives(passage.text):
        if directive.verb in ("use", "replace") and directive.words:
            statements.extend(_stated(source, passage, directive.verb, directive.words[0]))
        found = _read(source, passage, directive)
        if isinstance(found, Pin):
            pins.append(found)
        elif found is not None and len(notes) < MAX_NOTES:
            notes.append(found)
    remarks = remarks_of(source, _comments(source))
    return Extraction(pins=tuple(pins), remarks=remarks, notes=tuple(notes), statements=tuple(statements))


def _stated(source: Source, passage: Passage, verb: str, word: Word) -> Iterator[Statement]:
    """A folder whose module belongs to the workspace, or a module in whose place another is taken."""
    span = passage.span(word.start, word.end)
    if span is not None:
        yield Statement(f"go-{verb}", word.text, source.locate(span), f"{verb}[{word.text}]", ())


def _directives(text: str) -> Iterator[_Directive]:
    block = ""
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        tokens = list(_TOKEN.finditer(line))
        comment = tokens.pop().group()[2:].strip() if tokens and tokens[-1].group()[:2] == "//" else ""
        words = [unquoted(token.group().strip("`"), start + token.start()) for token in tokens]
        texts = [word.text for word in words]
        if not words:
            continue
        if block and texts == [")"]:
            block = ""
        elif len(texts) >= 2 and texts[1] == "(" and not block:
            block = texts[0]
        elif block:
            yield _Directive(block, words[0].start, tuple(words), comment)
        else:
            yield _Directive(texts[0], words[0].start, tuple(words[1:]), comment)


def _read(source: Source, passage: Passage, directive: _Directive) -> Pin | Note | None:
    words = directive.words
    match directive.verb:
        case "go" if words:
            return _pin(source, passage, words[0], GO, minimum(words[0].text), "go", Role.REQUIRES)
        case "toolchain" if words and words[0].text not in ("default", "local"):
            return _toolchain(source, passage, words[0])
        case "require" if len(words) >= 2:
            artifact = Artifact("go", words[0].text)
            note = "indirect" if "indirect" in directive.comment else ""
            trail = f"require[{artifact.name}]"
            return _pin(
                source, passage, words[1], artifact, _at_least(words[1].text), trail, Role.REQUIRES, note
            )
        case "replace":
            return _replacement(source, passage, words)
        case verb if verb not in _VERBS:
            return _note(source, passage, directive)
        case _:
            return None


def _toolchain(source: Source, passage: Passage, word: Word) -> Pin | Note:
    """What `go` switches to where the one at hand is older: whatever is installed may be newer."""
    version = parse(word.text)
    value = None if version.is_opaque else Exact(version)
    return _pin(
        source,
        passage,
        word,
        GO,
        value,
        "toolchain",
        Role.SELECTS,
        "the toolchain that a module suggests",
        is_default=True,
    )


def _replacement(source: Source, passage: Passage, words: tuple[Word, ...]) -> Pin | Note | None:
    """`old v1 => new v2`; a folder in place of `new` has no version."""
    arrow = next((index for index, word in enumerate(words) if word.text == "=>"), None)
    if arrow is None or len(words) < arrow + 3:
        return None
    module, version = words[arrow + 1 : arrow + 3]
    value = Exact(parse(version.text, "go")) if looks_like_version(version.text) else None
    trail = f"replace[{words[0].text}]"
    artifact = Artifact("go", module.text)
    note = f"in place of {words[0].text}"
    return _pin(source, passage, version, artifact, value, trail, Role.SELECTS, note)


def _at_least(text: str) -> Value | None:
    """Go takes the highest of all the minimums that it meets."""
    if not looks_like_version(text):
        return None
    return Range(Requirement(text, "minimum", (Interval(parse(text, "go"), None),)))


def _pin(
    source: Source,
    passage: Passage,
    word: Word,
    artifact: Artifact,
    value: Value | None,
    trail: str,
    role: Role,
    note: str = "",
    *,
    is_default: bool = False,
) -> Pin | Note:
    span = passage.span(word.start, word.end) or Span(0, 0)
    if value is None or span.end == span.start:
        message = f"`{word.text[:60]}` is not a version of {artifact} that vercheck can read"
        return Note("not-understood", message, source.locate(span))
    return pin_at(source, span, artifact, value, role=role, trail=trail, note=note, is_default=is_default)


def _note(source: Source, passage: Passage, directive: _Directive) -> Note:
    span = passage.span(directive.start, directive.start + 1) or Span(0, 0)
    message = f"`{directive.verb[:60]}` is no directive of {source.name}"
    return Note("parse-error", message, source.locate(span))


def _comments(source: Source) -> Iterator[Span]:
    offset = 0
    for line in source.content.splitlines(keepends=True):
        mark = line.find(b"//")
        if mark != -1 and (mark == 0 or line[mark - 1 : mark].isspace()):
            yield Span(offset + mark, offset + len(line))
        offset += len(line)


EXTRACTOR = Extractor(patterns=("go.mod", "go.work"), extract=extract)
