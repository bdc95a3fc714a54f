"""justfiles: versions in variables, and the commands of recipes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._recipes import Recipe, as_shell, read_recipes
from vercheck.model import Extraction, Source
from vercheck.shapes.settings import Setting
from vercheck.shapes.shell_words import unquoted

_ASSIGNMENT = re.compile(
    r"(?:export[ \t]++)?(?P<name>[A-Za-z_][\w-]{0,200})[ \t]*+:=[ \t]*+"
    r"(?P<asks>env(?:_var_or_default)?\([ \t]*+(?:'[^'\n]*+'|\"[^\"\n]*+\")[ \t]*+,[ \t]*+)?+"
    r"(?P<value>\"[^\"\n]*+\"|'[^'\n]*+'|[A-Za-z_][\w-]{0,200})[ \t)]*+(?:#.*)?\s*+\Z"
)
_HEADER = re.compile(r"@?(?P<target>[A-Za-z_][\w-]{0,200}+)[^\n]*:(?!=)")


def extract(source: Source) -> Extraction:
    passage = as_shell(source, "just")
    return read_recipes(source, passage, _settings(passage.text), _recipes(passage.text))


def _settings(text: str) -> Iterator[Setting]:
    """`x := "1.2"`; of `env("X", "1.2")` the second is what counts where nobody says otherwise."""
    position = 0
    for line in text.splitlines(keepends=True):
        found = _ASSIGNMENT.match(line)
        if found is not None and found["value"][:1] in "\"'":
            value = unquoted(found["value"], position + found.start("value"))
            yield Setting(found["name"], value, is_default=found["asks"] is not None)
        position += len(line)


def _recipes(text: str) -> Iterator[Recipe]:
    """Indented lines below a header; empty ones may stand between them."""
    target, begin, end = "", -1, 0
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if line[:1] in " \t" and line.strip():
            begin = start if begin == -1 else begin
            end = position
        elif line.strip():
            if begin != -1:
                yield Recipe(target, begin, end)
                begin = -1
            header = _HEADER.match(line)
            target = header["target"] if header is not None else target
    if begin != -1:
        yield Recipe(target, begin, end)


EXTRACTOR = Extractor(
    patterns=("justfile", "Justfile", ".justfile", "JUSTFILE", "*.just"),
    extract=extract,
)
