"""JSON as data with exact places, read however broken the file is.

The values are built here, on an explicit stack, from tokens. Those of a well-formed file come from the
grammar. Its recovery from errors pairs quotes across lines, and one lost quote would swallow what follows;
so the tokens of a broken file are found by what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import tree_sitter_json
from tree_sitter import Language, Node, Parser

from vercheck.model import Note, Source, Span
from vercheck.syntax import bounded
from vercheck.syntax.data import Datum, Entry, Mapping, Scalar, Sequence, Text, Unknown
from vercheck.syntax.json_members import with_only
from vercheck.syntax.json_strings import read_string

MAX_DEPTH = 200
MAX_NOTES = 20
MAX_TROUBLES, MAX_VALUES = 10_000, 1_000_000
"""Places that cannot be read, and values, after which the rest of a file is not looked at."""
LARGE = 500_000
"""Bytes from which on a file is read without a tree, which may take a hundred times as many."""

_LANGUAGE = Language(tree_sitter_json.language())
_SCALARS = frozenset({"number", "true", "false", "null"})
_TOKEN = re.compile(
    rb"""(?P<string>"(?:[^"\\\r\n]++|\\[^\r\n])*+")|(?P<mark>[{}\[\]:,])|\s+
    |//[^\r\n]*|/\*.*?\*/|(?P<comment>/\*.*)
    |(?P<number>-?(?:0|[1-9]\d*+)(?:\.\d++)?+(?:[eE][+-]?\d++)?+)(?![^\s{}\[\]:,/])|(?P<true>true|false|null)(?![^\s{}\[\]:,/])
    |(?P<broken>"[^\r\n]*|[^\s{}\[\]:,"]+)""",
    re.DOTALL | re.VERBOSE,
)


def parse_json(source: Source, only: Collection[str] = ()) -> tuple[Datum | None, tuple[Note, ...]]:
    """The value of a file, with a note for each place that is not JSON.

    Comments and trailing commas are accepted. Of a name that is given twice the last value counts, as
    in every JSON reader, and a note tells. Several values in one file become a sequence. `only` names
    the members of the outermost object that are wanted; the others are passed over unread.

    The value is `None` where the file holds none.
    """
    if source.content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, (Note("parse-error", "JSON must be UTF-8, this is UTF-16", source.locate(Span(0, 2))),)
    builder = _Builder(source)
    content = with_only(source.content, only) if only else source.content
    for kind, span in _tokens(content, frozenset(name.encode() for name in only)):
        builder.take(kind, span)
        if builder.troubles > MAX_TROUBLES or builder.values > MAX_VALUES:
            builder.give_up(span)
            break
    return builder.finish()


def _tokens(content: bytes, only: frozenset[bytes]) -> Iterator[tuple[str, Span]]:
    tree = bounded.parse(Parser(_LANGUAGE), content) if len(content) < LARGE else None
    if tree is None or tree.root_node.has_error:
        return _loose_tokens(content)
    return _tree_tokens(tree.root_node, content, only)


def _tree_tokens(root: Node, content: bytes, only: frozenset[bytes]) -> Iterator[tuple[str, Span]]:
    """The tokens of a tree in order; a whole string is one token, and so is an unwanted pair."""
    cursor = root.walk()
    entered, depth = True, 0  # counted here: the cursor would walk up to its root to tell
    while True:
        node = cursor.node
        if node is None:
            return
        if entered:
            kind = node.type
            if kind == "string":
                yield kind, Span(node.start_byte, node.end_byte)
            elif only and _is_unwanted(node, depth, content, only):
                yield "unwanted", Span(node.start_byte, node.end_byte)
            elif cursor.goto_first_child():
                depth += 1
                continue
            elif kind != "comment" and node.end_byte > node.start_byte:
                yield kind, Span(node.start_byte, node.end_byte)
        if cursor.goto_next_sibling():
            entered = True
        elif cursor.goto_parent():
            entered, depth = False, depth - 1
        else:
            return


def _loose_tokens(content: bytes) -> Iterator[tuple[str, Span]]:
    """The tokens of what is not quite JSON; a string ends on its line, so a lost quote spoils no more."""
    start = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    for found in _TOKEN.finditer(content, start):
        kind = found.lastgroup
        if kind == "mark":
            yield found.group().decode(), Span(*found.span())
        elif kind is not None:
            yield kind, Span(*found.span())


def _is_unwanted(node: Node, depth: int, content: bytes, only: frozenset[bytes]) -> bool:
    if depth != 2 or node.type != "pair":
        return False
    key = node.child_by_field_name("key")
    return key is not None and content[key.start_byte + 1 : key.end_byte - 1] not in only


@dataclass(slots=True)
class _Frame:
    """An object or array that is not closed yet. `state` is what came last: `start`, `key`, `colon`,
    `value`, `comma`, or `lost` after something that is not JSON, when anything may follow."""

    mark: str
    start: int
    state: str = "start"
    key: Text | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    items: list[Datum] = field(default_factory=list)


class _Builder:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._frames: list[_Frame] = []
        self._values: list[Datum] = []
        self._notes: list[Note] = []
        self._too_deep: Span | None = None  # the first bracket that is
        self._depth = 0  # below it
        self.troubles = self.values = 0
        self._told = Span(0, 0)  # the line of the last complaint

    def take(self, kind: str, span: Span) -> None:
        if self._too_deep and kind not in "{[]}":
            return
        if kind == "string":
            self._take_string(span)
        elif kind in _SCALARS:
            self._add(Scalar(self._source.text(span), span))
        elif kind in ("{", "["):
            self._open(kind, span)
        elif kind in ("}", "]"):
            self._close(kind, span)
        elif kind in (",", ":"):
            self._separate(kind, span)
        elif kind == "unwanted":
            self._frames[-1].state = "value"
        else:
            self._complain(f"expected JSON, not `{self._source.text(span)[:40]}`", span)
            if self._frames:
                self._frames[-1].key, self._frames[-1].state = None, "lost"

    def give_up(self, span: Span) -> None:
        what = "places that are not JSON" if self.troubles > MAX_TROUBLES else "values"
        message = f"too many {what}; from here on nothing is read"
        self._notes[MAX_NOTES - 1 :] = [Note("parse-error", message, self._source.locate(span))]

    def finish(self) -> tuple[Datum | None, tuple[Note, ...]]:
        end = len(self._source.content)
        if self._too_deep:
            self._end_of_depth(self._too_deep, end)
        while self._frames:
            frame = self._frames[-1]
            self._complain(f"this `{frame.mark}` is never closed", Span(frame.start, frame.start + 1))
            self._leave(end)
        notes = tuple(self._notes[:MAX_NOTES])
        if not self._values:
            return None, notes
        if len(self._values) == 1:
            return self._values[0], notes
        first, last = self._values[0].span, self._values[-1].span
        return Sequence(tuple(self._values), Span(first.start, last.end)), notes

    def _take_string(self, span: Span) -> None:
        text = read_string(self._source, span)
        line_end = self._source.content.find(b"\n", span.start, span.end)
        if line_end != -1:
            self._complain("a string must end on its line", Span(span.start, line_end))
        frame = self._frames[-1] if self._frames else None
        if frame is None or frame.mark == "[" or frame.state == "colon":
            self._add(text)
            return
        if frame.state == "key":
            self._complain("expected `:` between a name and its value", span)
            frame.state = "colon"
            self._add(text)
            return
        if frame.state == "value":
            self._complain("expected `,` before this name", span)
        frame.key, frame.state = text, "key"

    def _open(self, mark: str, span: Span) -> None:
        if self._too_deep or len(self._frames) >= MAX_DEPTH:
            self._too_deep = self._too_deep or span
            self._depth += 1
            self.values += 1
            return
        self._frames.append(_Frame(mark, span.start))

    def _close(self, mark: str, span: Span) -> None:
        if self._too_deep:
            self._depth -= 1
            if not self._depth:
                self._end_of_depth(self._too_deep, span.end)
            return
        opening = "{" if mark == "}" else "["
        if not any(frame.mark == opening for frame in self._frames):
            self._complain(f"`{mark}` closes nothing", span)
            return
        while self._frames[-1].mark != opening:
            frame = self._frames[-1]
            self._complain(f"this `{frame.mark}` is never closed", Span(frame.start, frame.start + 1))
            self._leave(span.start)
        self._leave(span.end)

    def _leave(self, end: int) -> None:
        frame = self._frames.pop()
        self._expect_no_open_pair(frame, Span(end - 1, end))
        span = Span(frame.start, end)
        if frame.mark == "{":
            self._add(Mapping(tuple(frame.entries.values()), span))
        else:
            self._add(Sequence(tuple(frame.items), span))

    def _end_of_depth(self, start: Span, end: int) -> None:
        self._too_deep, self._depth = None, 0
        self._complain(f"nested too deeply: more than {MAX_DEPTH} levels", start, check="not-understood")
        self._add(Unknown(Span(start.start, end), "nested too deeply"))

    def _separate(self, mark: str, span: Span) -> None:
        frame = self._frames[-1] if self._frames else None
        if mark == ":":
            if frame is not None and frame.state == "lost":
                return
            if frame is None or frame.state != "key":
                self._complain("`:` stands where no name is before it", span)
            else:
                frame.state = "colon"
            return
        if frame is None or frame.state in ("start", "comma"):
            self._complain("expected a value before `,`", span)
            return
        self._expect_no_open_pair(frame, span)
        frame.state = "comma"

    def _expect_no_open_pair(self, frame: _Frame, span: Span) -> None:
        if frame.state in ("key", "colon") and frame.key is not None:
            self._complain(f"`{frame.key.value}` has no value", span)
        frame.key = None

    def _add(self, datum: Datum) -> None:
        self.values += 1
        if not self._frames:
            self.troubles += len(self._values) > 0
            if len(self._values) == 1:  # once: a file of many values is one trouble
                self._complain("expected the end of the file after the first value", datum.span)
            self._values.append(datum)
            return
        frame = self._frames[-1]
        if frame.mark == "[":
            if frame.state == "value":
                self._complain("expected `,` before this value", datum.span)
            frame.items.append(datum)
        elif frame.key is None:
            self._complain("expected a name in quotes before this value", datum.span)
        else:
            if frame.state == "key":
                self._complain("expected `:` between a name and its value", datum.span)
            self._add_pair(frame, Entry(frame.key, datum))
        frame.key, frame.state = None, "value"

    def _add_pair(self, frame: _Frame, entry: Entry) -> None:
        name = entry.key.value or ""
        earlier = frame.entries.pop(name, None)
        if earlier is not None:
            line = self._source.locate(entry.key.span).line
            self._complain(
                f"`{name}` is given again on line {line}; this value does not count",
                earlier.key.span,
                check="not-understood",
            )
        frame.entries[name] = entry

    def _complain(self, message: str, span: Span, check: str = "parse-error") -> None:
        is_error = check == "parse-error"
        self.troubles += is_error
        if len(self._notes) >= MAX_NOTES or (is_error and self._told.start <= span.start < self._told.end):
            return
        end = min(max(span.end, span.start), len(self._source.content))
        location = self._source.locate(Span(max(span.start, 0), end))
        if is_error:  # the first one of a line tells most: what is behind it is thrown off
            self._told = self._source.line_span(location.line)
            if any(note.check == check and note.location.line == location.line for note in self._notes):
                return
        self._notes.append(Note(check, message, location))
