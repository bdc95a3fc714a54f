"""A passage knows the bytes of each of its characters, and says so where they have none of their own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source, Span
from vercheck.syntax.data import Piece, Text
from vercheck.syntax.passage import HOLE, MAX_LINE, Passage


def test_a_stretch_of_a_file_is_found_at_its_bytes() -> None:
    source = Source("a.sh", "é=1\nX=2.3\n".encode())
    passage = Passage.of_source(source)
    start = passage.text.index("2.3")
    span = passage.span(start, start + 3)
    assert span is not None
    assert source.text(span) == "2.3"


def test_foreign_bytes_move_nothing_behind_them() -> None:
    source = Source("a.sh", b"\xff\xfe X=2.3\n")
    passage = Passage.of_source(source)
    start = passage.text.index("2.3")
    assert passage.span(start, start + 3) == Span(5, 8)


def test_what_is_not_known_in_this_file_is_a_hole_without_a_place() -> None:
    passage = Passage.of_text(Text((Piece("v", Span(3, 4)), Piece(None, Span(5, 9))), Span(3, 9)))
    assert passage.text == "v" + HOLE
    assert passage.span(0, 1) == Span(3, 4)
    assert passage.span(1, 2) is None


def test_an_escape_reads_as_one_character_and_is_no_place_for_an_edit() -> None:
    passage = Passage.of_text(Text((Piece("a", Span(1, 2)), Piece("\n", Span(2, 4))), Span(1, 4)))
    assert passage.span(1, 2) is None


def test_a_line_that_nobody_wrote_is_a_hole_and_the_next_line_is_read() -> None:
    source = Source("a.sh", b"x" * (MAX_LINE + 1) + b"\nX=1\n")
    assert Passage.of_source(source).text == HOLE + "X=1\n"


@given(st.text(max_size=80))
def test_every_character_is_where_it_says(text: str) -> None:
    source = Source("a.sh", text.encode())
    passage = Passage.of_source(source)
    assert passage.text == text
    for index, character in enumerate(text):
        span = passage.span(index, index + 1)
        assert span is not None
        assert source.text(span) == character
