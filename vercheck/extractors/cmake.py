"""CMake lists: versions in variables, what is fetched, and the CMake that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.extractors import Extractor
from vercheck.extractors._cmake_fetches import FETCHES, read_fetch
from vercheck.model import Artifact, Extraction, Pin, Role, Source
from vercheck.shapes.pins import minimum, read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.script import Script
from vercheck.shapes.settings import Setting, read_settings
from vercheck.shapes.shell_words import Word
from vercheck.syntax.cmake import Argument, Command, commands, comments
from vercheck.syntax.passage import Passage

CMAKE = Artifact("bin", "cmake")

_OWN = re.compile(r"(?:CMAKE|CPACK|PROJECT|PACKAGE|CMAKE_PROJECT|CTEST)_", re.IGNORECASE)
"""Variables that CMake itself gives a meaning: they speak of the project."""
_CONDITIONAL = "conditional"


@dataclass(frozen=True)
class _List:
    """A file on the way down. `projects` are the names that it gives itself, as variables spell them."""

    script: Script
    known: dict[str, str]
    projects: frozenset[str]


def extract(source: Source) -> Extraction:
    passage = Passage.of_source(source)
    known: dict[str, str] = {}
    found = tuple(commands(passage.text))
    projects = frozenset(
        command.arguments[0].text.lower().replace("-", "_")
        for command in found
        if command.name == "project" and command.arguments
    )
    file = _List(Script(source, passage, variables=known), known, projects)
    settings = read_settings(file.script, _settings(file, found), known)
    parts = [_read(file, command) for command in found]
    spans = (passage.span(start, end) for start, end in comments(passage.text))
    remarks = remarks_of(source, [span for span in spans if span is not None])
    return Extraction.join((settings, *parts, Extraction(remarks=remarks)))


def _settings(file: _List, found: tuple[Command, ...]) -> Iterator[Setting]:
    """`set(X 1.2)`; one in the cache, or under a condition about `X`, gives way to what is given from
    outside; other conditions choose between several values."""
    conditions: list[frozenset[str]] = []
    for command in found:
        given = command.arguments
        if command.name == "if":
            conditions.append(frozenset(argument.text for argument in given))
        elif command.name == "endif":
            del conditions[-1:]
        elif command.name in ("set", "option") and len(given) >= 2 and not _is_own(file, given[0].text):
            name = given[0].text
            asks = any(name in asked for asked in conditions[-3:])
            is_single = len(given) == 2 or given[2].text in ("CACHE", "PARENT_SCOPE")
            if is_single and name.isidentifier():
                yield Setting(
                    name,
                    _word(given[1]),
                    is_default=asks or any(argument.text == "CACHE" for argument in given[2:3]),
                    track=_CONDITIONAL if conditions and not asks else "",
                )


def _is_own(file: _List, name: str) -> bool:
    return _OWN.match(name) is not None or name.lower().partition("_version")[0] in file.projects


def _read(file: _List, command: Command) -> Extraction:
    match command.name:
        case "cmake_minimum_required":
            return Extraction(pins=tuple(_minimum(file, command.arguments)))
        case "project":
            return Extraction(pins=tuple(_project(file, command.arguments)))
        case name if name in FETCHES:
            return read_fetch(file.script, command)
        case _:
            return Extraction()


def _minimum(file: _List, given: tuple[Argument, ...]) -> Iterator[Pin]:
    """`VERSION 3.20...3.28`: the second is only how far the behaviour is known."""
    version = _after(given, "VERSION")
    if version is None:
        return
    word = _word(version).cut(0, len(version.text.partition("...")[0]))
    value = minimum(word.text)
    if value is not None:
        pin = file.script.pin(
            word, CMAKE, "cmake_minimum_required", value=value, role=Role.REQUIRES, note="the oldest CMake"
        )
        yield from (pin,) if pin else ()


def _project(file: _List, given: tuple[Argument, ...]) -> Iterator[Pin]:
    version = _after(given, "VERSION")
    if version is None or read_value(version.text) is None:
        return
    artifact = Artifact("cmake", given[0].text)
    pin = file.script.pin(_word(version), artifact, "project.version", role=Role.PROVIDES, note="own version")
    yield from (pin,) if pin else ()


def _after(given: tuple[Argument, ...], keyword: str) -> Argument | None:
    for index, argument in enumerate(given[:-1]):
        if argument.text == keyword:
            return given[index + 1]
    return None


def _word(argument: Argument) -> Word:
    return Word(argument.text, argument.start, argument.end)


EXTRACTOR = Extractor(patterns=("CMakeLists.txt", "*.cmake"), extract=extract)
