"""Gradle scripts as statements of tokens in blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.syntax.gradle import MAX_DEPTH, comments, statements


def shown(text: str) -> list[str]:
    return ["/".join([*line.path, " ".join(one.text for one in line.tokens)]) for line in statements(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 'b'\nc = \"d\"; e", ["a b", "c = d", "e"]),
        ("a {\n  b 'c'\n}\nd", ["a", "a/b c", "d"]),
        ("a(\n  'b',\n  'c'\n)\nd", ["a ( b , c )", "d"]),
        ("a.b.c 'd'", ["a.b.c d"]),
        ("a('x') { b 1.2 }", ["a ( x )", "a/b 1.2"]),
        ("a == 'b'", ["a == b"]),
        ('a """\nb { "c"\n"""\nd', ["a", "d"]),
        ('a "${x["y"]}" \nb', ["a ${x[ y ]}", "b"]),
    ],
)
def test_statements_stand_in_blocks(text: str, expected: list[str]) -> None:
    assert shown(text)[0] == expected[0]
    assert shown(text)[-1] == expected[-1]


def test_tokens_stand_where_they_say() -> None:
    text = "a('b c') { d = \"e\" } // f\n"
    for line in statements(text):
        for token in line.tokens:
            assert text[token.start : token.end] == token.text


def test_comments_are_no_statements() -> None:
    text = "a // b 'c'\n/* d {\n */ e"
    assert shown(text) == ["a", "e"]
    assert [text[slice(*span)] for span in comments(text)] == ["// b 'c'", "/* d {\n */"]


def test_a_quote_that_is_not_closed_spoils_its_line() -> None:
    assert shown("a 'b\nc 'd'")[-1] == "c d"


def test_blocks_are_told_to_a_depth() -> None:
    lines = list(statements("a {" * 10_000 + "b" + "}" * 10_000 + "\nc"))
    assert max(len(line.blocks) for line in lines) <= MAX_DEPTH
    assert lines[-1].tokens[0].text == "c"


@given(st.text("ab{}()[]'\"\n/*$= ;", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for line in statements(text):
        assert line.tokens
