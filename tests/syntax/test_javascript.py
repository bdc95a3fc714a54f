"""Literals of JavaScript and TypeScript: what is read, and what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source
from vercheck.syntax.data import Datum, Mapping, Sequence, Text, Unknown
from vercheck.syntax.javascript import assigned_literals, comments


def plain(datum: Datum) -> object:
    match datum:
        case Text():
            return datum.value
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping():
            return {key: plain(entry.value) for key, entry in datum.items()}
        case _:
            return None


def read(text: str) -> dict[str, object]:
    return {name: plain(datum) for name, datum in assigned_literals(Source("a.ts", text.encode()))}


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("const A = ['x', \"y\", `z`];", ["x", "y", "z"]),
        ("export const A: readonly string[] = ['x'] as const;", ["x"]),
        (
            "let A: Record<string, { b: string }> = { x: { b: 'y' }, 'z-1': { b: 'w' }, };",
            {"x": {"b": "y"}, "z-1": {"b": "w"}},
        ),
        ("const A = new Set(['x', 'y']);", ["x", "y"]),
        ("const A = new Map<string, string>([['x', 'y']]);", [["x", "y"]]),
        ("const A = Object.freeze({ x: 'y' });", {"x": "y"}),
        ("const A = { x: f(1, ['y']), z: 'w' };", {"x": None, "z": "w"}),
        ("const A = { x: 'a' + b };", {"x": None}),
        ("const A = [ // one, two\n 'x', /* ] */ 'y' ]", ["x", "y"]),
        ("exports.A = { x: 'y' };", {"x": "y"}),
        ("const A = ['it\\'s'];", [None]),
    ],
)
def test_a_literal_that_is_assigned_to_a_name(text: str, literal: object) -> None:
    assert read(text) == {"A": literal}


@pytest.mark.parametrize(
    "text",
    [
        "const A = ['x'].map(f);",
        "const A = ['x'][0];",
        "const A = f(['x']);",
        "if (A === [1]) {}",
        "const A = 'x';",
        "const A = ['x'",
        "const [a, b] = ['x', 'y'];",
        "// const A = ['x'];",
        "const s = \"const A = ['x'];\";",
    ],
)
def test_what_is_no_literal_or_is_changed_is_not_read(text: str) -> None:
    assert read(text) == {}


@pytest.mark.parametrize(
    "text", ["const A = { ...b, x: 'y' };", "const A = { x, y() {} };", "const A = { [k]: 'y' };"]
)
def test_an_object_of_which_a_part_is_unknown_is_unknown(text: str) -> None:
    ((_, datum),) = assigned_literals(Source("a.js", text.encode()))
    assert isinstance(datum, Unknown)


def test_spans_cover_what_is_between_the_quotes() -> None:
    source = Source("a.js", "/* ä */ const A = ['ö', 'x'];".encode())
    ((_, datum),) = assigned_literals(source)
    assert isinstance(datum, Sequence)
    assert [source.text(item.span) for item in datum.items] == ["ö", "x"]


def test_comments_are_told_from_what_looks_like_them() -> None:
    source = Source("a.js", b"// one\nconst a = '// no'; /* two */")
    assert [source.text(span) for span in comments(source)] == ["// one", "/* two */"]


def test_deep_nesting_ends_in_something_unknown() -> None:
    text = "const A = " + "[" * 100_000 + "]" * 100_000
    assert len(read(text)) == 1


@given(st.binary(max_size=200) | st.text(alphabet="const A=[]{}'\"`,:/*\\\n x", max_size=80).map(str.encode))
def test_any_bytes_are_read(content: bytes) -> None:
    source = Source("a.js", content)
    for _, datum in assigned_literals(source):
        assert datum.span.end <= len(content)
    list(comments(source))
