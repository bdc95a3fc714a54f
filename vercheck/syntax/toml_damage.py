"""Keeps damage in a TOML file local, so that one bad line does not hide the rest.

tree-sitter reads on after an error, but not always where a person would: after `x = "unclosed` it
takes the next line's value for `x`. So what does not parse is overwritten with spaces, offsets kept, up
to the next line that begins a statement, and the file is parsed again. Newlines and trailing commas in
inline tables, which TOML 1.1 allows and the grammar does not, are overwritten first: they are no damage.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tree_sitter import Language, Node, Parser, Tree

from vercheck.model import Span
from vercheck.syntax import bounded

MAX_ROUNDS = 3
"""Each round hides the first statement of all damage that the one before it found. What is still
damaged then is looked at statement by statement."""

MAX_PARSED = 6_000_000
"""Bytes that are parsed in all rounds: of a large file there are fewer."""

MAX_STEPS = 1_500_000
"""Of the engine for one parse, each of which may take it 200 bytes; of text that people write there are fewer
than bytes."""

_STATEMENT = re.compile(
    rb"""^[ \t]*(?:\[{1,2}[ \t]*[\w"'][^\n\],]*\]|[\w-][\w.\-"' \t]*=|(?:"[^"\n]*"|'[^'\n]*')[ \t]*[.=])""",
    re.MULTILINE,
)
TOKEN = re.compile(
    rb'''"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}|\'\'\'(?:[^']|'(?!''))*+'{3,5}|"(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*'|#[^\n]*|[{}\[\],\n]''',
    re.DOTALL,
)
_HEADER = re.compile(rb"[ \t]*\[{1,2}[A-Za-z_\"'][^\n\],]*\]{1,2}[ \t\r]*(?:#|\n|$)")
_LOST_HEADER = re.compile(rb"""[ \t]*+(?:\[|[\w.\-"' \t]*[\w"']\]{1,2}[ \t\r]*(?:#|\n|$))""")


@dataclass(frozen=True, slots=True, order=True)
class Damage:
    """A stretch that could not be read."""

    span: Span
    message: str


@dataclass(slots=True)
class Repair:
    """A tree in which damage is hidden. `lost_headers` are the places of damaged table headers:
    nobody knows whose the keys after them are. `comments` are those that were hidden on the way. `cost` is
    how many bytes were parsed for the repair."""

    tree: Tree
    cost: int = 0
    damage: list[Damage] = field(default_factory=list)
    lost_headers: deque[int] = field(default_factory=deque)
    comments: list[Span] = field(default_factory=list)


def repaired(language: Language, content: bytes, most: int = MAX_PARSED) -> Repair:
    """Parse, and hide what does not parse; for that, no more than `most` bytes are parsed."""
    parser = Parser(language)
    text, damage = _as_utf8(content)
    is_worth = len(text) <= most
    tree = bounded.parse(parser, text, MAX_STEPS if is_worth else min(MAX_STEPS, len(text)))
    if tree is not None and not tree.root_node.has_error:
        return Repair(tree, damage=damage)
    if not is_worth:
        return _nothing(parser, damage, text, "there is too much damage in this file; this part is not read")
    if tree is None:
        return _nothing(parser, damage, text, "this is a heap of signs and no TOML")
    buffer, comments = _with_joined_tables(text)
    hidden: list[Span] = []
    tree = bounded.parse(parser, bytes(buffer), MAX_STEPS)
    cost = len(buffer)
    rounds = min(MAX_ROUNDS, most // len(buffer))
    for attempt in range(rounds + 1):
        if tree is None or not tree.root_node.has_error:
            break
        is_last = attempt == rounds
        regions = _statements(parser, tree.root_node, buffer) if is_last else _regions(tree.root_node, buffer)
        for region in regions:
            buffer[region.start : region.end] = _blank(buffer[region.start : region.end])
        hidden += regions
        if not regions:
            break
        tree = bounded.parse(parser, bytes(buffer), MAX_STEPS)
        cost += len(buffer)
    if tree is None:
        return _nothing(parser, damage, text, "this is a heap of signs and no TOML")
    repair = Repair(tree, cost, damage, comments=comments)
    for span in _merged(hidden):
        repair.damage.append(
            Damage(_trimmed(content, span), "expected `key = value` or `[table]`; this part is not read")
        )
    for node, _ in _errors(tree.root_node) if tree.root_node.has_error else ():
        if not any(item.span.covers(_span(node)) for item in repair.damage[-1:]):
            repair.damage.append(Damage(_span(node), "expected a TOML value; this part is not read"))
    lost = (region.start for region in hidden if _LOST_HEADER.match(content, region.start, region.end))
    repair.lost_headers.extend(sorted(lost))
    return repair


def _nothing(parser: Parser, damage: list[Damage], text: bytes, why: str) -> Repair:
    return Repair(parser.parse(b""), damage=[*damage, Damage(Span(0, len(text)), why)])


def _as_utf8(content: bytes) -> tuple[bytes, list[Damage]]:
    """The bytes with each undecodable one (and NUL, at which the parser stops) overwritten."""
    damage = []
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        damage.append(Damage(Span(error.start, error.end), "the file is not UTF-8 from here on"))
        text = content.decode("utf-8", "surrogateescape")
        content = re.sub("[\udc80-\udcff]", "?", text).encode("utf-8")
    if content.startswith(b"\xef\xbb\xbf"):
        content = b"   " + content[3:]
    return content.replace(b"\0", b"\x01"), damage


def _with_joined_tables(text: bytes) -> tuple[bytearray, list[Span]]:
    """The text with newlines, comments and trailing commas inside inline tables overwritten.

    An inline table that a table header or the end of the file comes before is left as it is: it is
    not closed.
    """
    buffer = bytearray(text)
    comments: list[Span] = []
    stack: list[int] = []  # opening brackets
    pending: list[Span] = []
    comma = None
    for token in TOKEN.finditer(text):
        first = text[token.start()]
        if first in b"{[":
            stack.append(first)
        elif first in b"}]":
            if stack:
                if first == 0x7D and stack[-1] == 0x7B and comma is not None:
                    pending.append(Span(comma, comma + 1))
                stack.pop()
            if not stack:
                for span in pending:
                    if text[span.start : span.start + 1] == b"#":
                        comments.append(_trimmed(text, span))
                    buffer[span.start : span.end] = b" " * (span.end - span.start)
                pending = []
        elif first == 0x0A and stack:
            if _HEADER.match(text, token.end()):
                stack, pending = [], []
            elif stack[-1] == 0x7B:
                pending.append(Span(token.start(), token.end()))
            continue
        elif first == 0x23:
            if stack and stack[-1] == 0x7B:
                pending.append(Span(token.start(), token.end()))
            continue
        comma = token.start() if first == 0x2C else None
    return buffer, comments


def _regions(root: Node, buffer: bytearray) -> list[Span]:
    """The stretches to hide: from the line on which a damaged statement begins to the next line that
    begins one. Damage inside the brackets of a statement on one line needs no hiding."""
    regions: list[Span] = []
    end = 0
    for start in sorted({start for _, start in _errors(root) if start is not None}):
        if start < end:
            continue
        begin = buffer.rfind(b"\n", 0, start) + 1
        line_end = buffer.find(b"\n", start)
        if line_end == -1:
            end = len(buffer)
        else:
            following = _STATEMENT.search(buffer, line_end + 1)
            end = following.start() if following else len(buffer)
        regions.append(Span(begin, end))
    return regions


def _statements(parser: Parser, root: Node, buffer: bytearray) -> list[Span]:
    """The statements, each parsed by itself, that do not parse within the damage that is left."""
    found: list[Span] = []
    position = 0
    for node, start in _errors(root):
        if start is None or node.end_byte <= position:
            continue
        begin = max(position, buffer.rfind(b"\n", 0, min(start, node.start_byte)) + 1)
        line_end = buffer.find(b"\n", max(begin, node.end_byte - 1))
        position = len(buffer) if line_end == -1 else line_end + 1
        starts = [
            begin,
            *(match.start() for match in _STATEMENT.finditer(buffer, begin + 1, position)),
            position,
        ]
        for first, last in pairwise(starts):
            if parser.parse(bytes(buffer[first:last])).root_node.has_error:
                found.append(Span(first, last))
    return found


def _errors(root: Node) -> Iterator[tuple[Node, int | None]]:
    """Outermost damaged nodes, each with where the statement to hide begins, `None` where it can stay."""
    stack: list[tuple[Node, Node | None, int]] = [(root, None, 0)]  # with its pair, and the depth below it
    while stack:
        node, pair, depth = stack.pop()
        damaged = [child for child in node.children if child.has_error or child.is_missing]
        if node.is_error or not damaged:  # without such a child, a token that has no node is missing
            yield node, _start_of_damage(node, pair, depth)
            continue
        outer = pair or (node if node.type == "pair" else None)
        stack.extend((child, outer, depth + (outer is not None)) for child in reversed(damaged))


def _start_of_damage(node: Node, pair: Node | None, depth: int) -> int | None:
    if pair is None:
        return node.start_byte if node.type != "document" else None
    is_local = depth > 1 and pair.start_point.row == pair.end_point.row
    return None if is_local else pair.start_byte


def _blank(text: bytearray) -> bytes:
    return re.sub(rb"[^\r\n]", b" ", text)


def _merged(spans: list[Span]) -> list[Span]:
    """Adjoining stretches as one, sorted."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _trimmed(content: bytes, span: Span) -> Span:
    text = content[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def _span(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)
