"""What a Makefile and a justfile have in common: variables on top, and recipes that a shell runs.

The variables are written in other ways inside a recipe than in a shell script (`$(X)`, `{{X}}`). They are
turned into the shell's way character for character, so that every place stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vercheck.model import Extraction, Source, Span
from vercheck.shapes.commands import read_commands
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.script import Script
from vercheck.shapes.settings import Setting, read_settings
from vercheck.syntax.passage import Passage

_MAKE_VARIABLE = re.compile(r"\$\(([A-Za-z_][\w.-]{0,200})\)")
_JUST_VARIABLE = re.compile(r"\{\{[ \t]{0,20}([A-Za-z_]\w{0,200})[ \t]{0,20}\}\}")
_SILENT = re.compile(r"[ \t]+[-@+]+")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The lines `[start, end)` that one target runs."""

    target: str
    start: int
    end: int


def read_recipes(
    source: Source, passage: Passage, settings: Iterable[Setting], recipes: Iterable[Recipe]
) -> Extraction:
    known: dict[str, str] = {}
    script = Script(source, passage, variables=known)
    read = read_settings(script, settings, known)
    parts = [
        read_commands(replace(script, trail=f"{recipe.target}."), recipe.start, recipe.end)
        for recipe in recipes
    ]
    return Extraction.join((read, *parts, Extraction(remarks=remarks_of(source, _comments(source)))))


def as_shell(source: Source, interpolation: str) -> Passage:
    """A file with its interpolations as a shell writes them; `interpolation` is `make` or `just`."""
    plain = Passage.of_source(source)
    return Passage.of((_line(text, interpolation), span) for text, span in plain.stretches)


def _line(text: str, interpolation: str) -> str:
    """The line, with as many characters as before."""
    silent = _SILENT.match(text)
    if silent is not None:
        text = text[0] + " " * (silent.end() - 1) + text[silent.end() :]
    if interpolation == "make":
        return _MAKE_VARIABLE.sub(r"${\1}", text) if "$(" in text else text
    return _JUST_VARIABLE.sub(_braced, text) if "{{" in text else text


def _braced(found: re.Match[str]) -> str:
    name = found.group(1)
    padding = "," * (len(found.group()) - len(name) - 3)  # commas only change the case in a shell
    return f"${{{name}{padding}}}"


def _comments(source: Source) -> Iterator[Span]:
    offset = 0
    for line in source.content.splitlines(keepends=True):
        mark = line.find(b"#")
        if mark != -1 and (mark == 0 or line[mark - 1 : mark].isspace()):
            yield Span(offset + mark, offset + len(line))
        offset += len(line)
