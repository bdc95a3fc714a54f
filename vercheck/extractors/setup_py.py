"""setup.py: what a package of setuptools asks for, and its own version.

Read as a program's tree, not run: what is computed is not known.
"""

from __future__ import annotations

import ast

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import OWN, Harvest
from vercheck.extractors._python.program import assigned, parsed, strings
from vercheck.model import Artifact, Exact, Extraction, Note, Role, Source, Span
from vercheck.shapes.installs import pypi_name
from vercheck.syntax.passage import Passage
from vercheck.syntax.passage import whole as as_text
from vercheck.versions import looks_like_version, parse

_TRACKS = {"setup_requires": "build", "install_requires": "", "tests_require": ""}


def extract(source: Source) -> Extraction:
    tree = parsed(source)
    if isinstance(tree, Note):
        return Extraction(notes=(tree,))
    harvest, names = Harvest(source), assigned(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) == "setup":
            _setup(harvest, names, {one.arg: one.value for one in node.keywords if one.arg is not None})
    return Extraction(pins=tuple(harvest.pins), notes=tuple(harvest.notes))


def _called(function: ast.expr) -> str:
    """The last part of what is called: `setup`, `setuptools.setup`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _setup(harvest: Harvest, names: dict[str, ast.expr], given: dict[str, ast.expr]) -> None:
    def of(node: ast.expr | None) -> ast.expr | None:
        return names.get(node.id) if isinstance(node, ast.Name) else node

    name = next((text for text, _ in _plain(harvest, of(given.get("name")))), harvest.folder)
    for text, span in _plain(harvest, of(given.get("version"))):
        if looks_like_version(text):
            value = Exact(parse(text, "pep440"))
            own = Artifact("pypi", pypi_name(name))
            harvest.pin(span, own, value, Role.PROVIDES, "setup.version", note=OWN)
    for text, span in _plain(harvest, of(given.get("python_requires"))):
        harvest.supported_python(Passage.of_text(as_text(text, span)), "setup.python_requires")
    for key, track in _TRACKS.items():
        _requirements(harvest, of(given.get(key)), f"setup.{key}", track)
    extras = of(given.get("extras_require"))
    if isinstance(extras, ast.Dict):
        for label, listed in zip(extras.keys, extras.values, strict=True):
            extra = str(label.value) if isinstance(label, ast.Constant) else ""
            _requirements(harvest, of(listed), f"setup.extras_require.{extra}", "")


def _plain(harvest: Harvest, node: ast.expr | None) -> list[tuple[str, Span]]:
    return list(strings(harvest.source, [node])) if node is not None else []


def _requirements(harvest: Harvest, node: ast.expr | None, trail: str, track: str) -> None:
    listed = node.elts if isinstance(node, ast.List | ast.Tuple) else [node] if node is not None else []
    for text, span in strings(harvest.source, listed):
        if text.strip():
            harvest.requirement(Passage.of_text(as_text(text, span)), 0, len(text), trail, track=track)


def _holds(source: Source) -> bool:
    return b"setup(" in source.content


EXTRACTOR = Extractor(patterns=("setup.py",), extract=extract, holds=_holds)
