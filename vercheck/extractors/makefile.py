"""Makefiles: versions in variables, and the commands of recipes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._recipes import Recipe, as_shell, read_recipes
from vercheck.model import Extraction, Source
from vercheck.shapes.settings import Setting
from vercheck.shapes.shell_words import unquoted

_ASSIGNMENT = re.compile(
    r" {0,40}(?:(?:export|override|private|unexport)[ \t]++)*(?P<name>[A-Za-z_][\w.-]{0,200})[ \t]*+"
    r"(?P<sign>:{0,3}=|\?=)[ \t]*+(?P<value>[^\s#][^\s#]*+)[ \t]*+(?:#.*)?\s*+\Z"
)
_CONDITION = re.compile(r"\s*(ifn?def|ifn?eq)\b(.*)")
_BRANCH = re.compile(r"\s*else\b")
_END = re.compile(r"\s*endif\b")
_RULE = re.compile(r"(?P<target>[^\s:=#][^:=#\n]{0,200}+)::?(?![:=])")
_ELSEWHERE = "conditional"


def extract(source: Source) -> Extraction:
    passage = as_shell(source, "make")
    return read_recipes(source, passage, _settings(passage.text), _recipes(passage.text))


def _settings(text: str) -> Iterator[Setting]:
    """`X ?= 1` gives way to the environment, and so does what stands under a condition about `X`;
    other conditions choose between several values."""
    conditions: list[str] = []
    for start, line in _lines(text):
        condition = _CONDITION.match(line)
        if condition is not None:
            conditions.append(condition.group(2))
        elif _END.match(line):
            del conditions[-1:]
        elif not _BRANCH.match(line) and (found := _ASSIGNMENT.match(line)) is not None:
            name = found["name"]
            asks = any(re.search(rf"\b{re.escape(name)}\b", asked) for asked in conditions[-3:])
            yield Setting(
                name,
                unquoted(found["value"], start + found.start("value")),
                is_default=found["sign"] == "?=" or asks,
                track=_ELSEWHERE if conditions and not asks else "",
            )


def _recipes(text: str) -> Iterator[Recipe]:
    """Runs of lines behind a tab, and what continues them."""
    target, begin, end = "", -1, 0
    continues = False
    for start, line in _lines(text):
        if line.startswith("\t") or (continues and begin != -1):
            begin = start if begin == -1 else begin
            end = start + len(line)
        else:
            if begin != -1:
                yield Recipe(target, begin, end)
                begin = -1
            rule = _RULE.match(line)
            target = rule["target"].strip() if rule is not None else target
        continues = line.rstrip("\r\n").endswith("\\")
    if begin != -1:
        yield Recipe(target, begin, end)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield position, line
        position += len(line)


EXTRACTOR = Extractor(
    patterns=("Makefile", "makefile", "GNUmakefile", "Makefile.*", "*.mk", "*.mak"),
    extract=extract,
    unless=("Makefile.in", "Makefile.am"),
)
