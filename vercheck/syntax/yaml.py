"""YAML to data with spans: documents, anchors, merges and block scalars; tolerant of broken files.

Block scalars keep one piece for each line, so that a version in a shell script inside a workflow is
found at its very bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import tree_sitter_yaml
from tree_sitter import Language, Node, Parser

from vercheck.model import Note, Source, Span
from vercheck.syntax import bounded
from vercheck.syntax.data import Datum, Entry, Mapping, Piece, Scalar, Sequence, Text, Unknown
from vercheck.syntax.passage import decode
from vercheck.syntax.yaml_limits import MAX_DEPTH, MAX_STEPS, excess
from vercheck.syntax.yaml_scalars import block, folded, quoted

MAX_VALUES = 200_000
"""How many values a document may have once aliases are followed."""
_BOM = b"\xef\xbb\xbf"
_SCALARS = frozenset({"integer_scalar", "float_scalar", "boolean_scalar", "null_scalar", "timestamp_scalar"})


@dataclass(frozen=True, slots=True)
class Yaml:
    """What a file holds. `comments` are the spans of all comments, in order."""

    documents: tuple[Datum, ...]
    comments: tuple[Span, ...]
    notes: tuple[Note, ...]


def read_yaml(source: Source) -> Yaml:
    """Never raises. What could not be read is a note, and the rest is still there."""
    start = len(_BOM) if source.content.startswith(_BOM) else 0
    content = source.content[start:]
    too_much = excess(content)
    if too_much is not None:
        return _unread(source, start + too_much[0], too_much[1])
    tree = bounded.parse(_parser(), content, MAX_STEPS)
    if tree is None:
        return _unread(source, start, "too much of this is no YAML, not read")
    root = tree.root_node
    reader = _Reader(source, start, {})
    if root.type == "ERROR":
        documents: tuple[Datum, ...] = (reader.salvaged(root),)
    else:
        documents = tuple(
            reader.document(child) for child in root.children if child.type in ("document", "ERROR")
        )
    if root.has_error:
        reader.notes.insert(0, reader.error(root))
    return Yaml(documents, tuple(reader.comments(root)), tuple(reader.notes))


def _unread(source: Source, start: int, why: str) -> Yaml:
    return Yaml((), (), (Note("parse-error", why, source.locate(Span(start, start + 1))),))


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_yaml.language()))


@dataclass
class _Reader:
    """One pass over one tree. `anchors` is what has been named so far, with its size."""

    source: Source
    base: int
    anchors: dict[str, tuple[Datum, int]]
    notes: list[Note] = field(default_factory=list)
    values: int = 0

    def span(self, node: Node) -> Span:
        return Span(self.base + node.start_byte, self.base + node.end_byte)

    def text(self, node: Node) -> str:
        return decode(self.source.content[self.base + node.start_byte : self.base + node.end_byte])

    def error(self, root: Node) -> Note:
        span = self.span(next(_errors(root), root))
        stop = self.source.content.find(b"\n", span.start)
        end = min(span.end, stop if stop != -1 else span.end)
        return Note(
            "parse-error", "not valid YAML here", self.source.locate(Span(span.start, max(span.start, end)))
        )

    def comments(self, root: Node) -> Iterator[Span]:
        for node in _walk(root):
            if node.type == "comment":
                yield self.span(node)

    def document(self, node: Node) -> Datum:
        self.anchors.clear()
        if node.type == "ERROR":
            return self.salvaged(node)
        for child in node.children:
            if child.type in ("block_node", "flow_node"):
                return self.value(child, 0)
        return Scalar("", self.span(node))

    def salvaged(self, node: Node) -> Datum:
        """The entries that can still be recognised inside a stretch that is not valid."""
        pairs: list[Entry] = []
        for child in _salvageable(node):
            pairs.extend(self.entries(child, 1))
        return Mapping(tuple(pairs), self.span(node))

    def value(self, node: Node, depth: int) -> Datum:
        """The datum of a `block_node` or `flow_node`."""
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            return self.given_up(node)
        before = self.values
        anchor = None
        datum: Datum = Scalar("", Span(self.base + node.end_byte, self.base + node.end_byte))
        for child in node.children:
            if child.type == "anchor":
                anchor = self.text(child).lstrip("&")
            elif child.type not in ("tag", "comment"):
                datum = self.content(child, depth)
        if anchor is not None:
            self.anchors[anchor] = (datum, self.values - before + 1)
        return datum

    def content(self, node: Node, depth: int) -> Datum:
        match node.type:
            case "block_mapping" | "flow_mapping":
                pairs = [entry for child in node.children for entry in self.entries(child, depth)]
                return Mapping(_merged(pairs), self.span(node))
            case "block_sequence" | "flow_sequence":
                return Sequence(tuple(self.items(node, depth)), self.span(node))
            case "plain_scalar":
                return self.plain(node)
            case "double_quote_scalar" | "single_quote_scalar":
                return Text(
                    tuple(quoted(self.source, self.span(node), self.escapes(node))), self.inside(node)
                )
            case "block_scalar":
                return Text(tuple(block(self.source, self.span(node))), self.span(node))
            case "alias":
                return self.alias(node)
            case _:
                return Unknown(self.span(node), "not understood")

    def entries(self, node: Node, depth: int) -> Iterator[Entry]:
        if node.type == "ERROR":
            for child in _salvageable(node):
                yield from self.entries(child, depth + 1)
            return
        if node.type == "flow_node":  # `{a, b}`: keys without values
            key = self.value(node, depth + 1)
            yield Entry(_as_key(key), Scalar("", Span(key.span.end, key.span.end)))
            return
        if node.type not in ("block_mapping_pair", "flow_pair"):
            return
        key_node, value_node = node.child_by_field_name("key"), node.child_by_field_name("value")
        key = self.value(key_node, depth + 1) if key_node is not None else Scalar("", self.span(node))
        end = Span(self.base + node.end_byte, self.base + node.end_byte)
        value = self.value(value_node, depth + 1) if value_node is not None else Scalar("", end)
        yield Entry(_as_key(key), value)

    def items(self, node: Node, depth: int) -> Iterator[Datum]:
        for child in node.children:
            if child.type == "block_sequence_item":
                inner = [part for part in child.children if part.type in ("block_node", "flow_node")]
                end = Span(self.base + child.end_byte, self.base + child.end_byte)
                yield self.value(inner[0], depth + 1) if inner else Scalar("", end)
            elif child.type in ("block_node", "flow_node"):
                yield self.value(child, depth + 1)
            elif child.type == "flow_pair":
                yield Mapping(tuple(self.entries(child, depth + 1)), self.span(child))

    def alias(self, node: Node) -> Datum:
        named = self.anchors.get(self.text(node).lstrip("*"))
        if named is None:
            return Unknown(self.span(node), "no such anchor")
        datum, size = named
        if self.values + size > MAX_VALUES:
            return self.given_up(node)
        self.values += size
        return datum

    def given_up(self, node: Node) -> Unknown:
        if not any(note.check == "not-understood" for note in self.notes):
            message = "nested or aliased too often, a part is not read"
            place = self.source.locate(Span(self.base + node.start_byte, self.base + node.start_byte))
            self.notes.append(Note("not-understood", message, place))
        return Unknown(self.span(node), "too large")

    def inside(self, node: Node) -> Span:
        """The characters between the quotes."""
        span = self.span(node)
        return Span(span.start + 1, max(span.start + 1, span.end - 1))

    def escapes(self, node: Node) -> list[Span]:
        return [self.span(child) for child in node.children if child.type == "escape_sequence"]

    def plain(self, node: Node) -> Datum:
        span = self.span(node)
        if node.children and node.children[0].type in _SCALARS:
            return Scalar(self.text(node), span)
        return Text(tuple(folded(self.source, span)), span)


def _as_key(key: Datum) -> Text:
    match key:
        case Text():
            return key
        case Scalar(text, span):
            return Text((Piece(text, span),), span)
        case _:
            return Text((Piece(None, key.span),), key.span)


def _merged(pairs: list[Entry]) -> tuple[Entry, ...]:
    """Entries with those of `<<` behind them, where they are not given anew."""
    if not any(entry.key.value == "<<" for entry in pairs):
        return tuple(pairs)
    own = [entry for entry in pairs if entry.key.value != "<<"]
    seen = {entry.key.value for entry in own}
    for entry in pairs:
        if entry.key.value != "<<":
            continue
        for base in entry.value.items if isinstance(entry.value, Sequence) else (entry.value,):
            for inherited in base.entries if isinstance(base, Mapping) else ():
                if inherited.key.value not in seen:
                    seen.add(inherited.key.value)
                    own.append(inherited)
    return tuple(own)


def _walk(root: Node) -> Iterator[Node]:
    cursor = root.walk()
    while True:
        if cursor.node is not None:
            yield cursor.node
        if cursor.goto_first_child() or cursor.goto_next_sibling():
            continue
        while cursor.goto_parent():
            if cursor.goto_next_sibling():
                break
        else:
            return


def _errors(root: Node) -> Iterator[Node]:
    """The smallest invalid stretches, in order."""
    for node in _walk(root):
        if node.is_missing or (node.type == "ERROR" and not any(child.has_error for child in node.children)):
            yield node


def _salvageable(node: Node) -> list[Node]:
    """Entries directly below an invalid stretch."""
    found: list[Node] = []
    for child in node.children:
        if child.type in ("block_mapping_pair", "flow_pair"):
            found.append(child)
        elif child.type in ("block_node", "block_mapping", "document"):
            found.extend(_salvageable(child))
    return found
