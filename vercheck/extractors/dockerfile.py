"""Dockerfiles: base images, build arguments, and the commands of `RUN`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Location, Pin, Source, Span
from vercheck.shapes.commands import read_commands, read_words
from vercheck.shapes.downloads import downloads, read_download
from vercheck.shapes.images import read_image
from vercheck.shapes.names import announces_age
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word, commands, unquoted
from vercheck.shapes.variables import assignments, read_assignment, read_variables
from vercheck.syntax.passage import Passage

_INSTRUCTION = re.compile(r"[ \t]*(?:ONBUILD[ \t]+)?([A-Za-z]+)[ \t]+")
_COMMENT = re.compile(r"[ \t]*#")
_SYNTAX = re.compile(r"#[ \t]*syntax[ \t]*=[ \t]*(\S+)", re.IGNORECASE)
_OLD_ENV = re.compile(r"([A-Za-z_]\w*)[ \t]+([^\s=]+)[ \t]*$")
_OPTION = re.compile(r"\s*--[a-z]+=\S+(?:\s|\\\r?\n)+")
_MOUNTED = re.compile(r"[=,]from=([^,\s\"']+)")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_HERE = re.compile(r"<<-?[\"']?([A-Za-z_]\w*)[\"']?")


@dataclass
class _Build:
    """What is known on the way down: names of earlier stages, variables, arguments whose name does not
    say what they hold, and the places of base images."""

    script: Script
    variables: dict[str, str]
    arguments: dict[str, Word]
    stages: set[str] = field(default_factory=set)
    places: set[Location] = field(default_factory=set)


def extract(source: Source) -> Extraction:
    passage = Passage.of_source(source)
    variables: dict[str, str] = {}
    arguments: dict[str, Word] = {}
    script = Script(source, passage, variables=variables, values=arguments)
    build = _Build(script, variables, arguments)
    parts = [_read(build, start, end) for start, end in _instructions(passage.text)]
    parts.append(Extraction(pins=tuple(_directive(build))))
    parts.append(Extraction(remarks=remarks_of(source, _comments(source))))
    return Extraction.join(parts)


def _instructions(text: str) -> Iterator[tuple[int, int]]:
    """Where instructions start and end: a backslash continues one, comments may stand within, and a
    here-document goes on to its mark."""
    start: int | None = None
    mark: str | None = None
    position = 0
    last = {line.strip(): index for index, line in enumerate(text.splitlines())}
    for index, line in enumerate(text.splitlines(keepends=True)):
        begin, position = position, position + len(line)
        if mark is not None:
            if line.strip() == mark:
                mark = None
                if start is not None:
                    yield start, position
                start = None
            continue
        if _COMMENT.match(line) or not line.strip():
            continue
        start = begin if start is None else start
        here = (
            _HERE.search(line) if re.match(r"[ \t]*(?:RUN|COPY)\b", text[start : start + 40], re.I) else None
        )
        if here is not None and last.get(here.group(1), -1) > index:  # else two `<` in a quoted text
            mark = here.group(1)
        elif not line.rstrip().endswith(("\\", "`")):
            yield start, position
            start = None
    if start is not None:
        yield start, position


def _read(build: _Build, start: int, end: int) -> Extraction:
    text = build.script.passage.text
    found = _INSTRUCTION.match(text, start, end)
    if found is None:
        return Extraction()
    body = found.end()
    match found.group(1).upper():
        case "FROM":
            return Extraction(pins=tuple(_base(build, body, end)))
        case "ARG":
            return _variables(build, body, end, is_default=True)
        case "ENV":
            return _variables(build, body, end, is_default=False)
        case "RUN":
            return _run(build, body, end)
        case "COPY" | "ADD":
            return _copied(build, body, end)
        case _:
            return Extraction()


def _words(text: str, start: int, end: int) -> list[Word]:
    return [word for command in commands(text, start, end) for word in command.words]


def _base(build: _Build, start: int, end: int) -> Iterator[Pin]:
    every = _words(build.script.passage.text, start, end)
    words = [word for word in every if not word.text.startswith("--")]
    if not words:
        return
    image = words[0]
    platform = next((word.text[11:] for word in every if word.text.startswith("--platform=")), "")
    note = "the image it starts from"
    stage = words[2].text.lower() if len(words) >= 3 and words[1].text.upper() == "AS" else ""
    script = replace(build.script, track=stage) if announces_age(stage) else build.script
    own = build.script.passage.span(image.start, image.end)
    if image.text.lower() not in build.stages:
        for pin in read_image(image, script, "FROM", note=note, floats=True, platform=platform):
            if pin.location not in build.places:  # an argument may be what several stages start from
                build.places.add(pin.location)
                yield pin if own is None or own.covers(pin.location.span) else replace(pin, is_default=True)
    if stage:
        build.stages.add(stage)


def _variables(build: _Build, start: int, end: int, *, is_default: bool) -> Extraction:
    text = build.script.passage.text
    old = _OLD_ENV.match(text[start:end].rstrip())
    if old is not None and not is_default:
        value = unquoted(old.group(2), start + old.start(2))
        pin = read_assignment(build.script, old.group(1), value)
        if pin is None:
            return Extraction()
        build.variables[old.group(1)] = pin.trail
        return Extraction(pins=(pin,))
    found = read_variables(build.script, commands(text, start, end), build.variables)
    if is_default:  # `--build-arg` overrides it
        given = [one for command in commands(text, start, end) for one in assignments(command)]
        build.arguments.update((one.name, one.value) for one in given if one.name not in build.variables)
        found = replace(found, pins=tuple(replace(pin, is_default=True) for pin in found.pins))
    addresses = [
        read_download(build.script, download, "ENV", fetches=False)
        for download in downloads(build.script, start, end)
    ]
    return Extraction.join((found, *addresses))


def _run(build: _Build, start: int, end: int) -> Extraction:
    """A command line, or a list of words, behind options such as `--mount=type=bind,from=image:tag`."""
    text = build.script.passage.text
    script = replace(build.script, trail="RUN.")
    pins: list[Pin] = []
    while (option := _OPTION.match(text, start, end)) is not None:
        start = option.end()
        source = _MOUNTED.search(option.group())
        if source is not None and source.group(1).lower() not in build.stages:
            word = Word(source.group(1), option.start() + source.start(1), option.start() + source.end(1))
            pins.extend(read_image(word, build.script, "RUN", note="an image it mounts"))
    if text.startswith("[", start):
        words = tuple(Word(one[1], *one.span(1)) for one in _QUOTED.finditer(text, start, end))
        return Extraction.join((Extraction(pins=tuple(pins)), read_words(script, words)))
    return Extraction.join((Extraction(pins=tuple(pins)), read_commands(script, start, end)))


def _copied(build: _Build, start: int, end: int) -> Extraction:
    """`COPY --from=image:tag` and `ADD https://…`."""
    parts: list[Extraction] = []
    for word in _words(build.script.passage.text, start, end):
        if not word.text.startswith("--from="):
            continue
        image = word.cut(len("--from="))
        if (
            image.text.lower() not in build.stages
            and not image.text.isdigit()
            and re.search(r"[:/@]", image.text)
        ):
            pins = read_image(image, build.script, "COPY", note="an image it copies from", floats=True)
            parts.append(Extraction(pins=tuple(pins)))
    parts.extend(
        read_download(build.script, download, "ADD", fetches=True)
        for download in downloads(build.script, start, end)
    )
    return Extraction.join(parts)


def _directive(build: _Build) -> Iterator[Pin]:
    """`# syntax=docker/dockerfile:1.4`, on the first line."""
    found = _SYNTAX.match(build.script.passage.text)
    if found is not None:
        word = Word(found.group(1), found.start(1), found.end(1))
        yield from read_image(word, build.script, "syntax", note="the syntax of this file")


def _comments(source: Source) -> Iterator[Span]:
    offset = 0
    for line in source.content.splitlines(keepends=True):
        if line.lstrip().startswith(b"#"):
            yield Span(offset, offset + len(line))
        offset += len(line)


EXTRACTOR = Extractor(
    patterns=(
        "Dockerfile",
        "Dockerfile.*",
        "Dockerfile-*",
        "Dockerfile_*",
        "dockerfile",
        "*.Dockerfile",
        "*.dockerfile",
        "Containerfile",
        "Containerfile.*",
        "Containerfile-*",
    ),
    extract=extract,
    unless=("*.dockerignore", "Dockerfile*.md", "Dockerfile*.sh"),
)
