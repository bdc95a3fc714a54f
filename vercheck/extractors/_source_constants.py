"""How a string constant is written in each language, as far as one line of it tells.

No grammar is needed: a constant that holds a version stands on one line, begins it, and ends it. What is
computed, joined or handed on is no constant and does not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.model import Source, Span

MAX_LINE = 300
"""Bytes of a line that people wrote; a longer one is generated."""

_SIGNS = (b"VERSION", b"ersion")
_QUOTES = (b'"""', b"'''")
"""Between them is a text of several lines, such as the source of an example."""
_NAME = rb"(?P<name>[A-Za-z_]\w{0,60})"
_TEXT = rb"(?:\"(?P<double>v?[0-9][0-9A-Za-z.+_-]{0,50})\"|'(?P<single>v?[0-9][0-9A-Za-z.+_-]{0,50})')"
_TUPLE = (
    rb"[(\[][ ]*(?P<parts>[0-9]{1,6}(?:,[ ]*[0-9]{1,6}){1,2})[ ]*"
    rb"(?:,[ ]*[\"']final[\"'][^)\]]{0,20})?,?[)\]]"
)
_IS = rb"[ \t]{0,20}=[ \t]{0,20}"
_REST = rb"(?:\.freeze\b|as const\b|[ \t\r;,)])*(?:(?:#|//|/\*).*)?$"
_INDENT = rb"[ \t]{0,12}"

_MODIFIERS = rb"(?:(?:public|private|protected|internal|static|final)[ ]+)"
_SHAPES = {
    "python": (
        _NAME + rb"(?:[ ]{0,4}:[ ]{0,4}[\w.\[\], ]{1,40})?" + _IS + rb"(?:version" + _IS + rb")?"
        rb"(?:" + _TEXT + rb"|" + _TUPLE + rb")",
    ),
    "script": (
        _INDENT + rb"(?:export[ ]+)?(?:const|let|var)[ ]+" + _NAME + rb"(?:[ ]?:[ ]?string)?" + _IS + _TEXT,
        _INDENT + rb"(?:(?:public|static|readonly)[ ]+){1,3}" + _NAME + _IS + _TEXT,
        rb"(?:module\.)?exports\." + _NAME + _IS + _TEXT,
    ),
    "ruby": (_INDENT + _NAME + _IS + _TEXT,),
    "php": (
        _INDENT + _MODIFIERS + rb"{0,3}const[ ]+(?:string[ ]+)?" + _NAME + _IS + _TEXT,
        _INDENT + rb"define\([ ]?[\"']" + _NAME + rb"[\"'],[ ]?" + _TEXT,
    ),
    "java": (_INDENT + _MODIFIERS + rb"{1,4}String[ ]+" + _NAME + _IS + _TEXT,),
    "kotlin": (
        _INDENT + _MODIFIERS + rb"?const[ ]+val[ ]+" + _NAME + rb"(?:[ ]?:[ ]?String)?" + _IS + _TEXT,
    ),
    "go": (rb"(?:(?:const|var)[ ]+|\t)" + _NAME + rb"(?:[ ]+string)?" + _IS + _TEXT,),
    "rust": (
        _INDENT + rb"(?:pub(?:\([a-z]{1,8}\))?[ ]+)?(?:const|static)[ ]+" + _NAME
        + rb"[ ]?:[ ]?&[ ]?(?:'static[ ]+)?str" + _IS + _TEXT,
    ),
    "c": (
        rb"[ \t]{0,4}#[ \t]{0,4}define[ \t]+" + _NAME + rb"[ \t]+(?:" + _TEXT
        + rb"|\(?(?P<number>[0-9]{1,6})\)?)",
        _INDENT + rb"(?:(?:static|inline|constexpr|const)[ ]+){1,4}(?:char|std::string(?:_view)?)[ ]?"
        rb"(?:\*[ ]?(?:const[ ]+)?)?" + _NAME + rb"(?:\[\])?" + _IS + _TEXT,
    ),
}  # fmt: skip
_LANGUAGES = {
    "py": "python", "rb": "ruby", "php": "php", "java": "java", "kt": "kotlin", "go": "go", "rs": "rust",
    **dict.fromkeys(("ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"), "script"),
    **dict.fromkeys(("h", "hpp", "hh", "hxx", "c", "cc", "cpp"), "c"),
}  # fmt: skip
_PATTERNS = {
    language: tuple(re.compile(shape + _REST) for shape in shapes) for language, shapes in _SHAPES.items()
}
_GROUPS = ("double", "single", "parts", "number")
ENDINGS = tuple(f"*.{ending}" for ending in _LANGUAGES)


@dataclass(frozen=True, slots=True)
class SourceConstant:
    """A name, and the bytes of what is assigned to it: a string, numbers in a row (`1, 2, 3`), or one
    number of several (`is_number`)."""

    name: str
    span: Span
    text: str
    is_number: bool = False


def language_of(source: Source) -> str:
    return _LANGUAGES.get(source.name.rpartition(".")[2], "")


def constants(source: Source) -> Iterator[SourceConstant]:
    """The constants with `version` in their line, in order of place."""
    language, content = language_of(source), source.content
    seen, is_quoted = 0, False
    for start, end in _lines(content):
        if language == "python":
            is_quoted ^= sum(content.count(mark, seen, start) for mark in _QUOTES) % 2 == 1
            seen = start
        line = content[start:end]
        found = next((hit for shape in _PATTERNS.get(language, ()) if (hit := shape.match(line))), None)
        if found is not None and not is_quoted:
            yield _constant(found, start)


def _constant(found: re.Match[bytes], start: int) -> SourceConstant:
    written = found.groupdict()
    group = next(name for name in _GROUPS if written.get(name) is not None)
    text = found[group].decode("ascii")
    if group == "parts":
        text = ".".join(part.strip() for part in text.split(","))
    place = Span(start + found.start(group), start + found.end(group))
    return SourceConstant(found["name"].decode("ascii"), place, text, group == "number")


def _lines(content: bytes) -> Iterator[tuple[int, int]]:
    """The lines that a sign stands in, each once."""
    found: set[tuple[int, int]] = set()
    for sign in _SIGNS:
        position = content.find(sign)
        while position != -1:
            start = content.rfind(b"\n", 0, position) + 1
            end = content.find(b"\n", position)
            end = len(content) if end == -1 else end
            if end - start <= MAX_LINE:
                found.add((start, end))
            position = content.find(sign, end)
    yield from sorted(found)
