"""String literals to pieces: escapes undone, indentation removed, interpolations left as nodes.

Every stretch of text keeps the bytes it is written at, so an indented string gives one part for each
line: what stands in the file and what the string holds then differ nowhere but in escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from vercheck.model import Span

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_OPENING = re.compile(rb"''(?: *\n)?")


@dataclass(frozen=True, slots=True)
class Words:
    """Characters and where they are written; `is_plain` where they are written just so."""

    text: str
    span: Span
    is_plain: bool = True


Part = Words | Node
"""A stretch of text, or the expression of an interpolation."""


def parts_of(node: Node, content: bytes) -> tuple[Part, ...]:
    """The parts of a `string_expression`, an `indented_string_expression` or a `uri_expression`."""
    if node.type == "uri_expression":
        return (_words(content, node.start_byte, node.end_byte),)
    plain = _plain(node, content)
    if plain is not None:
        return (plain,)
    if node.type == "indented_string_expression":
        return tuple(_unindented(list(_joined(_indented_parts(node, content), content)), content))
    return tuple(_normal(part) for part in _joined(_string_parts(node, content), content))


def _plain(node: Node, content: bytes) -> Words | None:
    """The one stretch of `"1.2"`, which is what most strings are."""
    if node.type != "string_expression" or node.named_child_count != 1:
        return None
    child = node.named_children[0]
    if (
        child.type != "string_fragment"
        or child.end_byte - child.start_byte != node.end_byte - node.start_byte - 2
    ):
        return None
    words = _words(content, child.start_byte, child.end_byte)
    return words if "\r" not in words.text else None


def _string_parts(node: Node, content: bytes) -> Iterator[Part]:
    position, end = node.start_byte + 1, _inner_end(node, content, 1)
    for child in node.named_children:
        if child.type not in ("interpolation", "escape_sequence", "dollar_escape") or child.end_byte > end:
            continue
        if child.start_byte > position:
            yield _words(content, position, child.start_byte)
        position = child.end_byte
        if child.type == "interpolation":
            yield child
        else:
            letter = content[child.start_byte + 1 : child.end_byte].decode("utf-8", "replace")
            yield Words(_ESCAPES.get(letter, letter), Span(child.start_byte, child.end_byte), is_plain=False)
    if end > position:
        yield _words(content, position, end)


def _indented_parts(node: Node, content: bytes) -> Iterator[Part]:
    opening = _OPENING.match(content, node.start_byte, node.end_byte)
    position = opening.end() if opening else node.start_byte + 2
    end = max(position, _inner_end(node, content, 2))
    for child in node.named_children:
        if child.type not in ("interpolation", "escape_sequence", "dollar_escape") or child.end_byte > end:
            continue
        if child.start_byte > position:
            yield _words(content, position, child.start_byte)
        if child.type == "interpolation":
            position = child.end_byte
            yield child
            continue
        text, position = _indented_escape(content, child)
        yield Words(text, Span(child.start_byte, position), is_plain=False)
    if end > position:
        yield _words(content, position, end)


def _indented_escape(content: bytes, node: Node) -> tuple[str, int]:
    """`''$` → `$`, `'''` → `''`, `''\\n` → a line end, `''\\x` → `x`."""
    written = content[node.start_byte : node.end_byte]
    if written == b"''":  # a dollar escape: the dollar itself is in the text that follows
        return "", node.end_byte
    if written == b"'''":
        return "''", node.end_byte
    letter = written.removeprefix(b"''").removeprefix(b"\\").decode("utf-8", "replace")
    return _ESCAPES.get(letter, letter), node.end_byte


def _inner_end(node: Node, content: bytes, quotes: int) -> int:
    """Where the characters end; the closing quotes may be missing in a broken file."""
    mark = b'"' if quotes == 1 else b"''"
    is_closed = content.endswith(mark, node.start_byte + quotes, node.end_byte)
    return node.end_byte - quotes if is_closed else node.end_byte


def _joined(parts: Iterator[Part], content: bytes) -> Iterator[Part]:
    """Neighbouring plain stretches as one."""
    pending: Words | None = None
    for part in parts:
        if isinstance(part, Words) and part.is_plain:
            start = pending.span.start if pending else part.span.start
            pending = _words(content, start, part.span.end)
            continue
        if pending is not None:
            yield pending
            pending = None
        yield part
    if pending is not None:
        yield pending


def _normal(part: Part) -> Part:
    """Nix reads every line end inside `"…"` as `\\n`."""
    if isinstance(part, Words) and "\r" in part.text and part.is_plain:
        return Words(part.text.replace("\r\n", "\n").replace("\r", "\n"), part.span, is_plain=False)
    return part


def _unindented(parts: list[Part], content: bytes) -> Iterator[Part]:
    """Removes the indentation that all lines share, by the rules of Nix."""
    indent = _shared_indent(parts)
    at_line_start = True
    for index, part in enumerate(parts):
        if not isinstance(part, Words):
            at_line_start = False
            yield part
            continue
        if not part.is_plain:
            at_line_start = part.text == "\n"
            yield part
            continue
        is_last = index == len(parts) - 1
        for start, end, opens_line in _lines(part, content, at_line_start):
            first = _after_indent(content, start, end, indent) if opens_line else start
            is_closing = is_last and end == part.span.end and (opens_line or start > part.span.start)
            if is_closing and not content[start:end].strip(b" ") and content[start - 1 : start] == b"\n":
                continue  # the line of the closing quotes
            if end > first:
                yield _words(content, first, end)
        at_line_start = content[part.span.end - 1 : part.span.end] == b"\n"


def _shared_indent(parts: list[Part]) -> int:
    """The smallest number of leading spaces of a line that holds anything else."""
    smallest, current, at_line_start = 1_000_000, 0, True
    for part in parts:
        if not isinstance(part, Words) or not part.is_plain:
            if at_line_start:
                smallest, at_line_start = min(smallest, current), False
            continue
        for line in _LINE.findall(part.text):
            if at_line_start:
                body = line.lstrip(" ")
                current += len(line) - len(body)
                if body and body != "\n":
                    smallest, at_line_start = min(smallest, current), False
            if line.endswith("\n"):
                at_line_start, current = True, 0
    return smallest


def _lines(part: Words, content: bytes, at_line_start: bool) -> Iterator[tuple[int, int, bool]]:
    """The lines of a stretch as `(start, end, whether it opens a line)`."""
    position = part.span.start
    opens_line = at_line_start
    while position < part.span.end:
        found = content.find(b"\n", position, part.span.end)
        end = part.span.end if found == -1 else found + 1
        yield position, end, opens_line
        position, opens_line = end, True


def _after_indent(content: bytes, start: int, end: int, indent: int) -> int:
    position = start
    while position < end and position - start < indent and content[position] == 32:
        position += 1
    return position


def _words(content: bytes, start: int, end: int) -> Words:
    return Words(content[start:end].decode("utf-8", "replace"), Span(start, end))
