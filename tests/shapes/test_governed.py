"""Which lines a comment is about, told by layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source, Span
from vercheck.shapes.governed import Governed, governed_lines


def governed(text: str) -> Governed:
    """What the comment `# C` of a text is about."""
    content = text.encode()
    start = content.index(b"# C")
    end = content.find(b"\n", start)
    span = Span(start, end if end != -1 else len(content))
    return governed_lines(Source("a.toml", content), span, span)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# C\na = 1\n", (2, 2, 2)),
        ("# C\na = 1\nb = 2\n\nc = 3\n", (2, 2, 3)),
        ("# C\na = 1\n# other\nb = 2\n", (2, 2, 2)),
        ("# C\ncall(\n    a = 1,\n)\nb = 2\n", (2, 4, 5)),
        ("t = {\n    # C\n    a: 1,\n    b: 2,\n}\nc = 3\n", (3, 3, 4)),
        ("key:\n  # C\n  - image: x\n    tag: 1\n  - image: y\nother: 2\n", (3, 4, 5)),
        ("a = 1  # C\nb = 2\n", (1, 1, 1)),
        ("call(  # C\n    a = 1,\n)\nb = 2\n", (1, 3, 3)),
        ("# C\r\na = 1\r\n", (2, 2, 2)),
    ],
)
def test_a_comment_is_about_its_statement_and_heads_its_block(text: str, lines: Governed) -> None:
    assert governed(text) == lines


@pytest.mark.parametrize("text", ["# C", "# C\n", "# C\n\na = 1\n", "t = {\n    a: 1,\n    # C\n}\n"])
def test_a_comment_over_nothing_is_about_nothing(text: str) -> None:
    assert governed(text) == (0, 0, 0)


def test_a_comment_whose_span_takes_in_the_end_of_its_line_is_read_alike() -> None:
    source = Source("Dockerfile", b"# C\nARG A=1\nARG B=2\n")
    assert governed_lines(source, Span(0, 4), Span(0, 4)) == (2, 2, 3)


@given(st.binary(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_the_lines_are_in_order_and_in_the_file(content: bytes, one: int, other: int) -> None:
    start, end = sorted((min(one, len(content)), min(other, len(content))))
    first, statement, block = governed_lines(Source("a", content), Span(start, end), Span(start, end))
    assert 0 <= first <= statement <= block <= content.count(b"\n") + content.count(b"\r") + 1
