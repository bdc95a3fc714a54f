"""Starlark bytes → the outline of a file: its loads, functions, assignments, calls and comments.

The outline comes from one tree-sitter query, so Python visits only the nodes that matter; what
they mean is for the evaluator and the extractors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from vercheck.model import Note, Source, Span
from vercheck.syntax.starlark.functions import Enclosing, Function, read_function
from vercheck.syntax.starlark.nesting import MAX_NESTING, is_heap, too_deep, without
from vercheck.syntax.starlark.second_opinion import is_sound

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Parser, Query

MAX_CALLEE = 200
MAX_TREE_DEPTH = 2000  # beyond 32767 levels (`a.b().b()…`) a query no longer ends
MAX_NOTES = 5

_OUTLINE = """
(call) @call
(assignment) @assignment
(function_definition) @function
(comment) @comment
(string) @string
(ERROR) @error
(MISSING) @error
"""


@dataclass(frozen=True)
class Call:
    """A call: `callee` as written (`native.http_archive`, `attr.string`), positional and keyword
    argument nodes. `maybe(rule, …)` is a call of `rule`."""

    callee: str
    node: Node
    positional: tuple[Node, ...]
    keywords: dict[str, Node]
    function: Function | None
    splat: Node | None = None

    @cached_property
    def name(self) -> str:
        """The last part of the callee."""
        return self.callee.rpartition(".")[2]


@dataclass(frozen=True)
class Assignment:
    """`target = value` for a plain name, in a function or (`None`) at the top."""

    target: str
    value: Node
    node: Node
    function: Function | None


@dataclass(frozen=True)
class Module:
    """The outline of one file. `strings` are the bytes between the quotes of each, with where it begins."""

    source: Source
    root: Node
    functions: tuple[Function, ...]
    assignments: tuple[Assignment, ...]
    calls: tuple[Call, ...]
    comments: tuple[Span, ...]
    strings: tuple[tuple[int, Span], ...]
    loads: dict[str, tuple[str, str]]
    notes: tuple[Note, ...] = field(default=())

    def text(self, node: Node) -> str:
        return self.source.text(Span(node.start_byte, node.end_byte))


@cache
def _grammar() -> tuple[Language, Parser, Query]:
    import tree_sitter
    import tree_sitter_starlark

    language = tree_sitter.Language(tree_sitter_starlark.language())
    return language, tree_sitter.Parser(language), tree_sitter.Query(language, _OUTLINE)


def parse_starlark(source: Source) -> Module:
    """Read a file's outline. Never fails: damaged parts are left out and noted."""
    import tree_sitter

    _, parser, query = _grammar()
    deep = too_deep(source.content)
    root = parser.parse(without(source.content, deep) if deep else source.content).root_node
    cursor = tree_sitter.QueryCursor(query)
    cursor.set_max_start_depth(MAX_TREE_DEPTH)
    # The cursor promises no order; nodes that begin together are told apart by their ends.
    captures = {
        name: sorted(nodes, key=lambda node: (node.start_byte, -node.end_byte))
        for name, nodes in cursor.captures(root).items()
    }
    functions = tuple(read_function(source, node) for node in captures.get("function", ()))
    functions = tuple(sorted(functions, key=lambda item: item.span))
    finder = Enclosing(functions)
    calls = tuple(_call(source, node, finder) for node in captures.get("call", ()))
    assignments = tuple(
        Assignment(_text(source, left), right, node, finder.of(node))
        for node in captures.get("assignment", ())
        if (left := node.child_by_field_name("left")) is not None
        and left.type == "identifier"
        and (right := node.child_by_field_name("right")) is not None
    )
    return Module(
        source=source,
        root=root,
        functions=functions,
        assignments=assignments,
        calls=calls,
        comments=_merged(captures.get("comment", ())),
        strings=tuple((node.start_byte, string_span(node)) for node in captures.get("string", ())),
        loads=_loads(source, calls),
        notes=(*_damage(source, captures.get("error", [])), *_nesting_notes(source, deep)),
    )


def _text(source: Source, node: Node) -> str:
    return source.content[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _call(source: Source, node: Node, enclosing: Enclosing) -> Call:
    callee = node.child_by_field_name("function")
    arguments = node.child_by_field_name("arguments")
    positional: list[Node] = []
    keywords: dict[str, Node] = {}
    splat: Node | None = None
    for child in arguments.named_children if arguments is not None else ():
        kind = child.type
        if kind == "keyword_argument":
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is not None and value is not None:
                keywords[_text(source, name)] = value
        elif kind == "dictionary_splat":
            splat = child.named_children[0] if child.named_children else None
        elif kind not in ("comment", "list_splat", "ERROR"):
            positional.append(child)
    written = callee_text(source, callee)
    if written.rpartition(".")[2] == "maybe" and positional:
        written, positional = callee_text(source, positional[0]), positional[1:]
    return Call(written, node, tuple(positional), keywords, enclosing.of(node), splat)


def callee_text(source: Source, node: Node | None) -> str:
    """A callee as written: a name, or names with dots. Of a long chain only the last name is told."""
    if node is None or node.type not in ("identifier", "attribute"):
        return ""
    if node.end_byte - node.start_byte <= MAX_CALLEE:
        return _text(source, node)
    last = node.child_by_field_name("attribute")
    return f".{_text(source, last)[:MAX_CALLEE]}" if last is not None else ""


def _merged(nodes: Iterable[Node]) -> tuple[Span, ...]:
    return tuple(sorted(Span(node.start_byte, node.end_byte) for node in nodes))


def _loads(source: Source, calls: tuple[Call, ...]) -> dict[str, tuple[str, str]]:
    """Local name → (label, name there)."""
    loads: dict[str, tuple[str, str]] = {}
    for call in calls:
        if call.callee != "load" or not call.positional:
            continue
        label = plain_string(source, call.positional[0])
        if label is None:
            continue
        for node in call.positional[1:]:
            name = plain_string(source, node)
            if name:
                loads[name] = (label, name)
        for local, node in call.keywords.items():
            name = plain_string(source, node)
            if name:
                loads[local] = (label, name)
    return loads


def plain_string(source: Source, node: Node) -> str | None:
    """The characters of a string node without escapes, else `None`."""
    if node.type != "string" or any(child.type == "interpolation" for child in node.named_children):
        return None
    inner = string_span(node)
    return source.text(inner)


def string_span(node: Node) -> Span:
    """The bytes between the quotes of a string node."""
    if node.child_count >= 2:
        first, last = node.child(0), node.child(node.child_count - 1)
        if first.type == "string_start" and last.type == "string_end":
            return Span(first.end_byte, last.start_byte)
    return Span(node.start_byte, node.end_byte)


def _damage(source: Source, errors: list[Node]) -> tuple[Note, ...]:
    """What is damaged, unless a second parser finds that nothing is."""
    return () if not errors or is_sound(source.content) else _notes(source, errors)


def _notes(source: Source, errors: Iterable[Node]) -> tuple[Note, ...]:
    """One note for each damaged stretch, at most a few: the first ones tell."""
    notes: list[Note] = []
    last = -1
    end = len(source.content.rstrip())
    for node in errors:
        if node.start_byte < last or (node.start_byte == node.end_byte and not node.is_missing):
            continue
        last = node.end_byte
        span = Span(node.start_byte, min(node.end_byte, node.start_byte + 80))
        read = "nothing of what follows" if node.end_byte >= end else "the rest of the file"
        message = f"this is not valid Starlark; {read} was read"
        notes.append(Note("parse-error", message, source.locate(span)))
        if len(notes) == MAX_NOTES:
            break
    return tuple(notes)


def _nesting_notes(source: Source, deep: tuple[Span, ...]) -> tuple[Note, ...]:
    return tuple(
        Note(
            "not-understood",
            f"{_excess(source, stretch)} and was not read; the rest of the file was",
            source.locate(Span(stretch.start, min(stretch.end, stretch.start + 80))),
        )
        for stretch in deep[:MAX_NOTES]
    )


def _excess(source: Source, stretch: Span) -> str:
    heap = is_heap(source.content, stretch)
    return "this is a heap of stars" if heap else f"this lies more than {MAX_NESTING} brackets deep"
