"""A Python file as a program's tree, read and not run: its plain strings, with their places."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from vercheck.model import Note, Source, Span


def parsed(source: Source) -> ast.Module | Note:
    """The tree, or a note on what is no Python."""
    try:
        return ast.parse(source.content)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        starts = source.line_starts
        place = min(starts[min(line, len(starts)) - 1], max(0, len(source.content) - 1))
        span = Span(place, min(place + 1, len(source.content)))
        return Note("parse-error", "not Python", source.locate(span))


def assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """What names stand for at the top of the program."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def strings(source: Source, nodes: list[ast.expr]) -> Iterator[tuple[str, Span]]:
    """The plain strings among expressions, with the bytes inside their quotes."""
    for node in nodes:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node.end_lineno is None:
            continue
        starts = source.line_starts
        if node.end_lineno != node.lineno or node.lineno > len(starts) or node.end_col_offset is None:
            continue
        first = starts[node.lineno - 1] + node.col_offset
        last = starts[node.lineno - 1] + node.end_col_offset
        written = source.content[first:last]
        inside = written[1:-1]
        if written[:1] in (b'"', b"'") and inside == node.value.encode("utf-8", "replace"):
            yield node.value, Span(first + 1, last - 1)
