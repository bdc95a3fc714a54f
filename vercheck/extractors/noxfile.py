"""noxfile.py: the interpreters that a project is tested with, and what its sessions install.

Read as a program's tree, not run. Every session is an environment of its own, so what it installs is on the
track of the session, and several interpreters are a test matrix.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import PYTHON, Harvest
from vercheck.model import Exact, Extraction, Note, Role, Source, Span
from vercheck.syntax.passage import Passage
from vercheck.syntax.passage import whole as as_text
from vercheck.versions import parse

_INSTALLS = frozenset({"install", "conda_install"})
_VERSION = re.compile(r"(?:python|pypy)?-?(3\.\d{1,2}(?:\.\d{1,2})?)")
_Functions = ast.FunctionDef | ast.AsyncFunctionDef


def extract(source: Source) -> Extraction:
    try:
        tree = ast.parse(source.content)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        starts = source.line_starts
        place = min(starts[min(line, len(starts)) - 1], max(0, len(source.content) - 1))
        span = Span(place, min(place + 1, len(source.content)))
        return Extraction(notes=(Note("parse-error", "not Python", source.locate(span)),))
    harvest = Harvest(source)
    lists = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    seen: set[int] = set()
    for function in tree.body:
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in function.decorator_list:
                _interpreters(harvest, function.name, decorator, lists, seen)
            _installed(harvest, function)
    return Extraction(pins=tuple(harvest.pins), notes=tuple(harvest.notes))


def _interpreters(
    harvest: Harvest, session: str, decorator: ast.expr, lists: dict[str, ast.expr], seen: set[int]
) -> None:
    """`@nox.session(python=["3.11", "3.12"])`, also where the list has a name."""
    for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
        given: ast.expr | None = keyword.value
        if keyword.arg != "python" or id(given) in seen:
            continue
        if isinstance(given, ast.Name):
            given = lists.get(given.id)
        if given is None or id(given) in seen:
            continue
        seen.add(id(given))
        several = isinstance(given, ast.List | ast.Tuple)
        for text, span in _strings(harvest.source, given.elts if several else [given]):  # type: ignore[attr-defined]
            found = _VERSION.fullmatch(text)
            if found is not None:
                start = span.start + found.start(1)
                place = Span(start, start + len(found[1]))
                track = "matrix" if several else session
                value = Exact(parse(found[1], "pep440"))
                harvest.pin(place, PYTHON, value, Role.SELECTS, f"{session}.python.{found[1]}", track=track)


def _installed(harvest: Harvest, function: _Functions) -> None:
    """`session.install("x==1.2", "y>=1")`."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in _INSTALLS:
            continue
        for text, span in _strings(harvest.source, node.args):
            if text and not text.startswith(("-", ".", "/", "git+", "http:", "https:")) and "/" not in text:
                passage = Passage.of_text(as_text(text, span))
                harvest.requirement(
                    passage, 0, len(text), f"{function.name}.{node.func.attr}", track=function.name
                )


def _strings(source: Source, nodes: list[ast.expr]) -> Iterator[tuple[str, Span]]:
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


EXTRACTOR = Extractor(patterns=("noxfile.py",), extract=extract)
