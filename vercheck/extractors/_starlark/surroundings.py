"""What stands around a compatibility table and may say whose versions it is about: the comment above it or
behind its opening bracket, what its function asks for, the names of the function and of the file.

Which of these words are tools is for the graph; here they are put in the order in which people look.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from vercheck.model import Allowed, Extraction, Matrix, Span
from vercheck.shapes.keyed import keyed_by, named_in
from vercheck.shapes.names import normal, rule_names, words
from vercheck.syntax.data import Mapping, Sequence
from vercheck.syntax.starlark import Function, Module
from vercheck.syntax.starlark.parse import Assignment, plain_string

_KINDS = frozenset({
    "cli", "bin", "binary", "compiler", "executable", "exe", "command", "program", "runtime", "host", "tool",
})  # fmt: skip
"""What a symbol calls a tool that it does not name: `COMPATIBLE_CLI_VERSIONS`."""
_MAX_STRINGS = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`keyed` are names that a comment says the keys are of; `hints` other names, by how near they are."""

    keyed: tuple[str, ...]
    hints: tuple[tuple[str, ...], ...]

    def told(self, extraction: Extraction) -> Extraction:
        """The same tables, each with what stands around it."""
        matrices = tuple(self._matrix(matrix) for matrix in extraction.matrices)
        return replace(extraction, matrices=matrices) if matrices else extraction

    def _matrix(self, matrix: Matrix) -> Matrix:
        rows = tuple(
            replace(row, allows=tuple(self._allowed(one) for one in row.allows)) for row in matrix.rows
        )
        return replace(matrix, anchors=(*self.keyed, *matrix.anchors), rows=rows, hints=self.hints)

    def _allowed(self, allowed: Allowed) -> Allowed:
        return replace(allowed, hints=self.hints) if _KINDS.issuperset(words(allowed.tool)) else allowed


def surroundings(module: Module, assignment: Assignment, value: Mapping | Sequence) -> Surroundings:
    text = _comment(module, assignment, value)
    function = assignment.function
    stem = module.source.name.partition(".")[0]
    groups = (
        named_in(text),
        _asked_for(module, function) if function is not None else (),
        _names(function.name) if function is not None else (),
        _names(stem),
    )
    return Surroundings(keyed_by(text), tuple(group for group in groups if group))


def _names(symbol: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((normal(symbol), *rule_names(symbol))))


def _asked_for(module: Module, function: Function) -> tuple[str, ...]:
    """Plain strings that calls of a function have as their first argument: `get_tool_version("wac")`."""
    found = []
    for call in module.calls:
        if call.function is function and call.positional and "version" in words(call.name):
            text = plain_string(module.source, call.positional[0])
            if text:
                found.append(text)
        if len(found) == _MAX_STRINGS:
            break
    return tuple(dict.fromkeys(found))


def _comment(module: Module, assignment: Assignment, value: Mapping | Sequence) -> str:
    """The comment that ends right above a table, and the one between its bracket and its first entry."""
    comments, start = module.comments, assignment.node.start_byte
    index = bisect_left(comments, Span(start, 0))
    above: list[Span] = []
    below = start
    for span in reversed(comments[max(0, index - 40) : index]):
        if not _is_next(module.source.content[span.end : below]):
            break
        above.insert(0, span)
        below = span.start
    first = _first(value)
    inner = [span for span in comments[index : index + 40] if start < span.start < first]
    return "\n".join(module.source.text(span) for span in (*above, *inner))


def _is_next(between: bytes) -> bool:
    return not between.strip() and between.count(b"\n") == 1


def _first(value: Mapping | Sequence) -> int:
    if isinstance(value, Mapping):
        return value.entries[0].key.span.start if value.entries else value.span.end
    return value.items[0].span.start if value.items else value.span.end
