from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind

from vercheck.editor.text import Text
from vercheck.model import Source, Span

ENCODINGS = [PositionEncodingKind.Utf8, PositionEncodingKind.Utf16, PositionEncodingKind.Utf32]


def text(content: str, encoding: str = "utf-16", *, is_open: bool = True) -> Text:
    return Text(Source("f", content.encode()), encoding, is_open)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 7), ("utf-16", 5), ("utf-32", 4)])
def test_a_position_counts_in_the_units_that_were_agreed_on(encoding: str, character: int) -> None:
    place = text('x="😋"', encoding)
    assert place.position(7) == Position(0, character)
    assert place.offset(Position(0, character)) == 7


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_ending_that_an_editor_knows_ends_a_line(ending: str) -> None:
    assert text(f"ä{ending}b").position(len(f"ä{ending}b".encode())) == Position(1, 1)


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_what_only_python_takes_for_the_end_of_a_line_ends_none(character: str) -> None:
    assert text(f"a{character}b").position(len(f"a{character}b".encode())) == Position(0, 3)


def test_a_mark_that_an_editor_hides_takes_no_room() -> None:
    content = "\ufeffversion"
    assert text(content, is_open=False).position(3) == Position(0, 0)
    assert text(content, is_open=False).offset(Position(0, 2)) == 5
    assert text(content, is_open=False).position(0) == Position(0, 0)


def test_a_mark_that_an_editor_sent_counts() -> None:
    assert text("\ufeffversion").position(3) == Position(0, 1)


def test_a_position_behind_a_line_is_at_its_end() -> None:
    assert text("ab\r\ncd").offset(Position(0, 99)) == 2
    assert text("äb\ncd").offset(Position(0, 99)) == 3
    assert text("ab\ncd").offset(Position(9, 0)) == 5


def test_bytes_that_are_no_text_are_counted_one_by_one() -> None:
    place = Text(Source("f", b"\xff\xfe\xe4x"), "utf-16")
    assert place.position(3) == Position(0, 3)
    assert place.offset(Position(0, 3)) == 3


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(content=st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n😋ä")), cut=st.integers(0, 40))
def test_a_place_and_its_position_are_one(content: str, cut: int, encoding: PositionEncodingKind) -> None:
    offset = len(content[:cut].encode())
    inside_ending = content[:cut].endswith("\r") and content[cut : cut + 1] == "\n"
    place = text(content, str(encoding.value))
    if not inside_ending:
        assert place.offset(place.position(offset)) == offset


def test_a_range_is_that_of_its_bytes() -> None:
    found = text("a\n😋 1.2.3\n").range(Span(7, 12))
    assert (found.start, found.end) == (Position(1, 3), Position(1, 8))
