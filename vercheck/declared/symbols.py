"""What a file calls by a name: assignments of a program, keys of a document. A dotted symbol looks inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vercheck.model import Note, Source
from vercheck.syntax.data import Datum, Mapping
from vercheck.syntax.json import parse_json
from vercheck.syntax.starlark import Evaluator, Module, parse_starlark
from vercheck.syntax.toml import notes_of, parse_toml
from vercheck.syntax.yaml import read_yaml

WHOLE = "."
"""The symbol of a document that is a table itself."""

_PROGRAMS = (".bzl", ".bazel", ".star", ".sky", ".build", ".py", ".pyi")
_PROGRAM_NAMES = frozenset({"BUILD", "WORKSPACE", "BUCK", "TARGETS", "Tiltfile"})
_PYTHON = (".py", ".pyi")


@dataclass(frozen=True, slots=True)
class Value:
    """What a symbol stands for, and the trail that addresses it."""

    datum: Datum
    trail: str


@dataclass(frozen=True, slots=True)
class Values:
    """All that has a name in a file. `look_up` knows the outermost names."""

    look_up: Callable[[str], Datum | None]
    names: Callable[[], list[str]]
    notes: tuple[Note, ...] = ()

    def at(self, symbol: str) -> Value | None:
        """The value of a symbol. Names may hold dots themselves, so the longest one is tried first."""
        for name, rest in _splits(symbol):
            datum = self.look_up(name)
            found = _inside(datum, rest) if datum is not None else None
            if found is not None:
                return Value(found, "" if symbol == WHOLE else symbol)
        return None


def values_of(source: Source) -> Values | None:
    """The names of a file; `None` where its format is none that is read."""
    name = source.name.lower()
    if name.endswith(_PROGRAMS) or source.name in _PROGRAM_NAMES:
        return _program(source, is_python=name.endswith(_PYTHON))
    if name.endswith((".json", ".jsonc", ".json5")):
        value, notes = parse_json(source)
        return _documents([value] if value is not None else [], notes)
    if name.endswith(".toml"):
        document = parse_toml(source.content)
        return _documents([document.root], notes_of(source, document))
    if name.endswith((".yml", ".yaml")):
        yaml = read_yaml(source)
        return _documents(list(yaml.documents), yaml.notes)
    return None


def _documents(roots: list[Datum], notes: tuple[Note, ...]) -> Values:
    def look_up(name: str) -> Datum | None:
        if name == WHOLE:
            return roots[0] if roots else None
        found = (root.get(name) for root in roots if isinstance(root, Mapping))
        return next((datum for datum in found if datum is not None), None)

    def names() -> list[str]:
        return [key for root in roots if isinstance(root, Mapping) for key, _ in root.items()]

    return Values(look_up, names, notes)


def _program(source: Source, *, is_python: bool) -> Values:
    module = parse_starlark(source)

    def look_up(name: str) -> Datum | None:
        found = _assigned(module, name)
        # Python is more than Starlark: what stands before the table may have confused the reader.
        return _assigned(_from_symbol(source, name), name) if found is None and is_python else found

    def names() -> list[str]:
        return [assignment.target for assignment in module.assignments]

    return Values(look_up, names, () if is_python else module.notes)


def _assigned(module: Module, name: str) -> Datum | None:
    """The last value that a name is given: at the top, or in a function (`function.name`)."""
    owner, _, target = name.rpartition(".")
    found = [
        assignment
        for assignment in module.assignments
        if assignment.target == target and (assignment.function.name if assignment.function else "") == owner
    ]
    return Evaluator(module).value(found[-1].value, found[-1].function) if found else None


def _from_symbol(source: Source, name: str) -> Module:
    """The file from the line on that assigns a name; the bytes before it are blank lines, so that
    places stay what they are."""
    assignment = re.compile(
        rb"^[ \t]*(?=" + re.escape(name.encode()) + rb"[ \t]*(?::[^=\r\n]{0,200})?=[^=])", re.MULTILINE
    )
    match = assignment.search(source.content)
    start = match.end() if match else len(source.content)
    return parse_starlark(Source(source.path, b"\n" * start + source.content[start:]))


def _inside(datum: Datum, symbol: str) -> Datum | None:
    """The value at the keys of a dotted symbol."""
    if not symbol:
        return datum
    if not isinstance(datum, Mapping):
        return None
    for name, rest in _splits(symbol):
        found = datum.get(name)
        inner = _inside(found, rest) if found is not None else None
        if inner is not None:
            return inner
    return None


def _splits(symbol: str) -> Iterator[tuple[str, str]]:
    """`a.b.c`, then `a.b` and `c`, then `a` and `b.c`."""
    yield symbol, ""
    end = symbol.rfind(".")
    while end > 0:
        yield symbol[:end], symbol[end + 1 :]
        end = symbol.rfind(".", 0, end)
