"""noxfile.py: the interpreters that a project is tested with, and what its sessions install.

Read as a program's tree, not run. Every session is an environment of its own, so what it installs is on the
track of the session, and several interpreters are a test matrix.
"""

from __future__ import annotations

import ast
import re

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import PYTHON, Harvest
from vercheck.extractors._python.program import assigned, parsed, strings
from vercheck.model import Exact, Extraction, Note, Role, Source, Span
from vercheck.syntax.passage import Passage
from vercheck.syntax.passage import whole as as_text
from vercheck.versions import parse

_INSTALLS = frozenset({"install", "conda_install"})
_VERSION = re.compile(r"(?:python|pypy)?-?(3\.\d{1,2}(?:\.\d{1,2})?)")
_Functions = ast.FunctionDef | ast.AsyncFunctionDef


def extract(source: Source) -> Extraction:
    tree = parsed(source)
    if isinstance(tree, Note):
        return Extraction(notes=(tree,))
    harvest = Harvest(source)
    lists = assigned(tree)
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
        for text, span in strings(harvest.source, given.elts if several else [given]):  # type: ignore[attr-defined]
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
        for text, span in strings(harvest.source, node.args):
            if text and not text.startswith(("-", ".", "/", "git+", "http:", "https:")) and "/" not in text:
                passage = Passage.of_text(as_text(text, span))
                harvest.requirement(
                    passage, 0, len(text), f"{function.name}.{node.func.attr}", track=function.name
                )


EXTRACTOR = Extractor(patterns=("noxfile.py",), extract=extract)
