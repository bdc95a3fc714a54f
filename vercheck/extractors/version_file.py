"""Files that hold a version and nothing else: `.bazelversion`, `.nvmrc`, `.tool-versions`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from vercheck.extractors import Extractor
from vercheck.model import (
    Artifact,
    Exact,
    Extraction,
    Floating,
    Note,
    Opaque,
    Pin,
    Remark,
    Role,
    Source,
    Span,
    Value,
)
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import pin_at, read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.shell_words import Word
from vercheck.shapes.variables import variable_artifact
from vercheck.syntax.passage import Passage

MAX_LINES = 1_000
"""Lines with something in them: nobody chooses among more versions."""

_NAMES = {".bazelversion": "bazel", ".nvmrc": "node", ".dvmrc": "deno", ".bvmrc": "bun", ".yvmrc": "yarn"}
_PRODUCT = re.compile(r"(?:[A-Za-z]+-)+(?=v?\d)|go(?=\d)")
_FORK = re.compile(r"[\w.-]+/(?=\d)")
_TOKEN = re.compile(r"[^\s#][^\s]*")
_FLOATS = re.compile(
    r"lts(?:/[\w*-]+)?|(?:latest|rolling|last_green|last_rc)(?:[-:][\w^~.]+)?|\d+(?:\.\d+)?\.[x*]", re.I
)


def extract(source: Source) -> Extraction:
    passage = Passage.of_source(source)
    lines = list(islice(_lines(passage.text), MAX_LINES + 1))
    beyond = lines[MAX_LINES:]
    del lines[MAX_LINES:]
    if source.name == ".tool-versions":
        pins = [pin for start, line in lines for pin in _tools(source, passage, start, line)]
    elif source.name in (".bazeliskrc", ".sdkmanrc"):
        pins = [pin for start, line in lines for pin in _setting(source, passage, start, line)]
    else:
        pins = list(_versions(source, passage, lines))
    notes = [*_notes(source, passage, lines, pins), *_unread(source, passage, beyond)]
    return Extraction(pins=tuple(pins), remarks=_remarks(source), notes=tuple(notes))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without their comments, with where they start."""
    position = 0
    for line in text.split("\n"):
        body = line.partition("#")[0].lstrip("\ufeff").rstrip()
        if body.strip():
            yield position + line.index(body), body
        position += len(line) + 1


def _versions(source: Source, passage: Passage, lines: list[tuple[int, str]]) -> Iterator[Pin]:
    """The first line is the version; further ones (pyenv allows them) are on offer beside it."""
    name = _NAMES.get(source.name) or source.name.removeprefix(".").removesuffix("-version")
    for index, (start, line) in enumerate(lines):
        found = _TOKEN.search(line)
        if found is not None:
            word = Word(found.group(), start + found.start(), start + found.end())
            trail = "version" if index == 0 else f"version[{index}]"
            track = "matrix" if index else ""
            yield from _pin(source, passage, artifact_named(name), word, trail, track)


def _tools(source: Source, passage: Passage, start: int, line: str) -> Iterator[Pin]:
    """`name version [fallback …]`, as asdf and mise read it."""
    found = list(_TOKEN.finditer(line))
    name = found[0].group()
    for index, token in enumerate(found[1:]):
        word = Word(token.group(), start + token.start(), start + token.end())
        trail = f"[{name}]" if index == 0 else f"[{name}][{index}]"
        yield from _pin(source, passage, artifact_named(name), word, trail, "fallback" if index else "")


def _setting(source: Source, passage: Passage, start: int, line: str) -> Iterator[Pin]:
    """`USE_BAZEL_VERSION=7.4.1`, `java=17.0.5-tem`."""
    name, sign, value = line.partition("=")
    key = name.strip()
    artifact = variable_artifact(key) if source.name == ".bazeliskrc" else artifact_named(key)
    if not sign or artifact is None or not value.strip():
        return
    place = start + len(name) + 1 + value.index(value.strip())
    yield from _pin(
        source, passage, artifact, Word(value.strip(), place, place + len(value.strip())), key, ""
    )


def _pin(
    source: Source, passage: Passage, artifact: Artifact, word: Word, trail: str, track: str
) -> Iterator[Pin]:
    """A product's name in front (`temurin-17.0.5`, `fork/7.0.0`) is not part of the version."""
    value = _value(word.text)
    if value is None:
        front = _FORK.match(word.text) or _PRODUCT.match(word.text)
        if front is None:
            return
        word = word.cut(front.end())
        value = _value(word.text)
    span = passage.span(word.start, word.end)
    if value is not None and span is not None:
        yield pin_at(source, span, artifact, value, role=Role.SELECTS, trail=trail, track=track)


def _value(text: str) -> Value | None:
    value = read_value(text)
    if value is not None and not (isinstance(value, Exact) and value.version.prefix not in ("", "v", "V")):
        return value
    if _FLOATS.fullmatch(text):
        return Floating(text)
    return Opaque(text) if re.fullmatch(r"[0-9a-f]{40}", text) else None


def _notes(source: Source, passage: Passage, lines: list[tuple[int, str]], pins: list[Pin]) -> Iterator[Note]:
    """Every line of these files is a version; one that is not understood is worth a word."""
    read = {pin.location.line for pin in pins}
    for start, line in lines:
        if re.search(r"\b(?:system|ref:|path:|sub-|default)", line) or not line.strip():
            continue
        span = passage.span(start, start + len(line))
        place = source.locate(span if span is not None else Span(0, 0))
        if place.line not in read and source.name != ".bazeliskrc":
            yield Note(
                "not-understood", f"`{line.strip()[:80]}` is not a version that vercheck can read", place
            )


def _unread(source: Source, passage: Passage, beyond: list[tuple[int, str]]) -> Iterator[Note]:
    for start, line in beyond:
        span = passage.span(start, start + len(line)) or Span(0, 0)
        yield Note("not-understood", f"only the first {MAX_LINES:,} lines are read", source.locate(span))


def _remarks(source: Source) -> tuple[Remark, ...]:
    spans = []
    offset = 0
    for line in source.content.splitlines(keepends=True):
        mark = line.find(b"#")
        if mark != -1:
            spans.append(Span(offset + mark, offset + len(line)))
        offset += len(line)
    return remarks_of(source, spans)


EXTRACTOR = Extractor(
    patterns=(
        ".bazelversion", ".bazeliskrc", ".nvmrc", ".dvmrc", ".bvmrc", ".sdkmanrc", ".tool-versions",
        ".node-version", ".python-version", ".go-version", ".java-version", ".ruby-version",
        ".terraform-version", ".opentofu-version", ".deno-version", ".bun-version", ".zig-version",
        ".swift-version", ".crystal-version", ".elixir-version", ".php-version", ".pnpm-version",
        ".yarn-version", ".kubectl-version", ".helm-version", ".yvmrc",
        ".rust-version", ".terragrunt-version", ".flutter-version", ".golangci-lint-version",
        ".perl-version", ".dotnet-version", ".earthly-version", ".lua-version", ".julia-version",
    ),
    extract=extract,
)  # fmt: skip
