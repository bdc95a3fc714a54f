"""TOML: bytes → one `Mapping` with the exact bytes of every key and value.

Dotted keys, `[tables]`, `[[arrays of tables]]` and inline tables all become nested mappings, so that
a reader of `dependencies.serde.version` need not know which of the four spellings was used.

A string's span is what stands inside its quotes. Where it holds escapes, `Text.value` is the decoded
text and so differs from the bytes at the span; a pin takes its `raw` from the source.
Damage stays local: `toml_damage` hides what does not parse, and says where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass
from functools import cache

import tree_sitter_toml
from tree_sitter import Language, Node

from vercheck.model import Note, Source, Span
from vercheck.syntax.data import Datum, Entry, Mapping, Scalar, Sequence, Text, Unknown
from vercheck.syntax.toml_damage import Damage
from vercheck.syntax.toml_parts import parsed_parts
from vercheck.syntax.toml_strings import read_text

MAX_DEPTH = 64
"""Brackets in one value, and parts in one key: deeper ones are damage. People stop at five."""
MAX_NOTES = 20


@dataclass(frozen=True, slots=True)
class Document:
    """One file. `comments` are the spans of all comments, with their `#`, in order; `damage` is what
    could not be read, in order."""

    root: Mapping
    comments: tuple[Span, ...]
    damage: tuple[Damage, ...]


def parse_toml(content: bytes) -> Document:
    """Read a file, whatever its bytes are."""
    builder = _Builder(content)
    for part in parsed_parts(language(), content):
        lost = part.lost_headers
        for node in _in_order(part.root):
            while lost and lost[0] < node.start_byte:
                builder.current = _Table(lost.popleft())  # nobody knows whose these keys are
            builder.read(node)
        if lost:
            builder.current = _Table(lost[-1])
        builder.comments += part.comments
        builder.damage += part.damage
    root = builder.root.freeze()
    comments = sorted({*builder.comments})
    damage = tuple(sorted({*builder.damage}))
    return Document(Mapping(root.entries, Span(0, len(content))), tuple(comments), damage)


def notes_of(source: Source, document: Document) -> tuple[Note, ...]:
    """The damage of a document, as notes; where there is much of it, the last one says how much."""
    shown = [
        Note("parse-error", item.message, source.locate(item.span)) for item in document.damage[:MAX_NOTES]
    ]
    rest = document.damage[MAX_NOTES:]
    if rest:
        shown.append(Note("parse-error", f"{len(rest)} more places like these", source.locate(rest[0].span)))
    return tuple(shown)


@cache
def language() -> Language:
    return Language(tree_sitter_toml.language())


@cache
def _kinds() -> dict[int, str]:
    kinds = {}
    for index in range(language().node_kind_count):
        name = language().node_kind_for_id(index)
        if name is not None and language().node_kind_is_named(index):
            kinds[index] = name
    return kinds


class _Table:
    """A table while it is being filled: TOML may come back to it any number of times."""

    __slots__ = ("end", "entries", "has_header", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.entries: dict[str, tuple[Text, Datum | _Table | _Tables]] = {}
        self.has_header = False

    def freeze(self) -> Mapping:
        entries = [
            Entry(key, value.freeze() if isinstance(value, _Table | _Tables) else value)
            for key, value in self.entries.values()
        ]
        return Mapping(tuple(entries), Span(self.start, self.end))


class _Tables:
    """An array of tables while it is being filled."""

    __slots__ = ("items",)

    def __init__(self) -> None:
        self.items: list[_Table] = []

    def freeze(self) -> Sequence:
        items = tuple(item.freeze() for item in self.items)
        return Sequence(items, Span(items[0].span.start, items[-1].span.end))


class _Builder:
    """Puts the statements of a file, in order, into tables."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.comments: list[Span] = []
        self.damage: list[Damage] = []
        self.root = _Table(0)
        self.current = self.root
        self._path: list[_Table] = [self.root]
        self._kinds = _kinds()

    def read(self, node: Node) -> None:
        """Read a pair, or the header that a `table` or `table_array_element` node begins with."""
        kind = self._kinds.get(node.kind_id)
        if kind == "pair":
            self._pair(self.current, node)
        elif kind == "comment":
            self.comments.append(Span(node.start_byte, node.end_byte))
        elif kind in ("table", "table_array_element"):
            self._header(node, is_array=kind == "table_array_element")

    def _header(self, node: Node, *, is_array: bool) -> None:
        named = node.named_children
        self.current = _Table(node.start_byte)  # where the header leads nowhere, so do its pairs
        parts = self._key(named[0]) if named else []
        if not parts:
            return
        table = self._enter(self.root, parts[:-1], node.start_byte)
        if table is None:
            return
        key = parts[-1]
        name = _name(key)
        _, found = table.entries.get(name, (key, None))
        if is_array:
            if found is None:
                found = _Tables()
                table.entries[name] = (key, found)
            if not isinstance(found, _Tables):
                self._report(key.span, f"`{name}` is an array of tables here, but something else above")
                return
            self.current = _Table(node.start_byte)
            found.items.append(self.current)
        else:
            if found is None:
                found = _Table(node.start_byte)
                table.entries[name] = (key, found)
            if not isinstance(found, _Table):
                self._report(key.span, f"`{name}` is a table here, but something else above")
                return
            if found.has_header:
                self._report(key.span, f"the table `{name}` is written twice")
            found.has_header = True
            found.start = min(found.start, node.start_byte)
            self.current = found
        self.current.end = max(self.current.end, named[0].end_byte + (2 if is_array else 1))

    def _pair(self, table: _Table, node: Node, depth: int = 0) -> None:
        named = node.named_children
        if len(named) > 2:  # a comment on the same line belongs to the pair
            named = [child for child in named if not self._is_comment(child)]
        if len(named) < 2:
            return
        parts = self._key(named[0])
        if not parts:
            return
        home = self._enter(table, parts[:-1], node.start_byte) if len(parts) > 1 else table
        if home is None:
            return
        key = parts[-1]
        name = _name(key)
        if name in home.entries:
            self._report(key.span, f"the key `{name}` is written twice; the first one counts here")
            return
        home.entries[name] = (key, self._value(named[1], depth) if len(named) == 2 else _unknown(node))
        home.end = max(home.end, named[-1].end_byte)
        table.end = max(table.end, home.end)

    def _enter(self, table: _Table, parts: Many[Text], start: int) -> _Table | None:
        """The table at the end of a dotted key, made where it is not there yet."""
        for key in parts:
            name = _name(key)
            found = table.entries.get(name)
            if found is None:
                inner: Datum | _Table | _Tables = _Table(start)
                table.entries[name] = (key, inner)
            else:
                inner = found[1]
            if isinstance(inner, _Tables):
                inner = inner.items[-1]
            if not isinstance(inner, _Table):
                self._report(key.span, f"`{name}` is a table here, but a value above")
                return None
            table = inner
        return table

    def _value(self, node: Node, depth: int) -> Datum:
        kind = self._kinds.get(node.kind_id, "")
        if kind not in ("array", "inline_table"):
            return _unknown(node) if node.has_error else self._plain_value(node, kind)
        if depth >= MAX_DEPTH:
            self._report(Span(node.start_byte, node.start_byte + 1), f"nested deeper than {MAX_DEPTH} levels")
            return _unknown(node)
        return self._array(node, depth) if kind == "array" else self._inline_table(node, depth)

    def _plain_value(self, node: Node, kind: str) -> Text | Scalar:
        start, end = node.start_byte, node.end_byte
        if kind == "string":
            quote = self.content[start : start + 1]
            is_long = self.content.startswith(quote * 3, start) and end - start >= 6
            if not is_long and b"\n" in self.content[start:end]:  # which the grammar lets pass in `{…}`
                self._report(Span(start, end), "a string in single quotation marks goes over several lines")
            return read_text(self.content, start, end)
        return Scalar(self.content[start:end].decode("utf-8", "replace"), Span(start, end))

    def _array(self, node: Node, depth: int) -> Sequence:
        items = []
        for child in node.named_children:
            if not self._is_comment(child) and not child.is_error:
                items.append(self._value(child, depth + 1))
        return Sequence(tuple(items), Span(node.start_byte, node.end_byte))

    def _inline_table(self, node: Node, depth: int) -> Mapping:
        table = _Table(node.start_byte)
        for child in node.named_children:
            if self._kinds.get(child.kind_id) == "pair":
                self._pair(table, child, depth + 1)
            else:
                self._is_comment(child)
        table.end = node.end_byte
        return table.freeze()

    def _is_comment(self, node: Node) -> bool:
        if self._kinds.get(node.kind_id) != "comment":
            return False
        self.comments.append(Span(node.start_byte, node.end_byte))
        return True

    def _key(self, node: Node) -> list[Text]:
        """The parts of a key; none where it has too many."""
        parts: list[Text] = []
        while self._kinds.get(node.kind_id) == "dotted_key":
            # `a.b.c` is `(a.b).c` in the grammar: the last part is nearest.
            named = [child for child in node.named_children if not child.is_error]
            if len(parts) >= MAX_DEPTH or len(named) < 2:
                self._report(Span(node.start_byte, node.end_byte), f"a key of more than {MAX_DEPTH} parts")
                return []
            parts.append(read_text(self.content, named[-1].start_byte, named[-1].end_byte))
            node = named[0]
        parts.append(read_text(self.content, node.start_byte, node.end_byte))
        parts.reverse()
        return parts

    def _report(self, span: Span, message: str) -> None:
        self.damage.append(Damage(span, message))


def _in_order(document: Node) -> Iterator[Node]:
    """Headers (as the table node that they begin), pairs and comments, in the order of the file."""
    for child in document.named_children:
        yield child
        if child.type in ("table", "table_array_element"):
            yield from (inner for inner in child.named_children if inner.type in ("pair", "comment"))


def _name(key: Text) -> str:
    return key.pieces[0].text or ""


def _unknown(node: Node) -> Unknown:
    return Unknown(Span(node.start_byte, node.end_byte), "not understood")
