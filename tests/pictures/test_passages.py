"""The lines around a place are those of the file, however odd the file is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source, Span
from vercheck.pictures.passages import line_of, passage

TEXT = b"one\ntwo\nthree\nfour\nfive\nsix\n"


def marked(content: bytes, word: bytes) -> Span:
    start = content.index(word)
    return Span(start, start + len(word))


def test_two_lines_stand_on_each_side() -> None:
    source = Source("a", TEXT)
    found = passage(source, source.locate(marked(TEXT, b"hre")))
    assert found is not None
    assert (found.first, found.before) == (1, ("one", "two"))
    assert (found.start, found.marked, found.end) == ("t", "hre", "e")
    assert found.after == ("four", "five")


def test_the_end_of_a_file_is_not_a_line() -> None:
    source = Source("a", TEXT)
    found = passage(source, source.locate(marked(TEXT, b"six")))
    assert found is not None
    assert (found.before, found.after) == (("four", "five"), ())


def test_a_place_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    source = Source("a", TEXT)
    found = passage(source, source.locate(marked(TEXT, b"wo\nthr")))
    assert found is not None
    assert (found.start, found.marked, found.end) == ("t", "wo", "")


def test_a_line_of_a_megabyte_is_cut_around_what_is_marked() -> None:
    content = b"a" * 1_000_000 + b"1.2.3" + b"b" * 1_000_000
    source = Source("a", content)
    found = passage(source, source.locate(marked(content, b"1.2.3")))
    assert found is not None
    assert found.marked == "1.2.3"
    assert len(found.start) + len(found.end) < 500


def test_control_characters_and_marks_of_direction_are_shown_and_not_obeyed() -> None:
    content = "\x1b[31m\u202e1.2.3\u2028.\n".encode()
    source = Source("a", content)
    found = passage(source, source.locate(marked(content, b"1.2.3")))
    assert found is not None
    assert (found.start, found.end) == ("\\x1b[31m\\u202e", "\\u2028.")


def test_a_finding_about_a_whole_file_has_no_passage() -> None:
    source = Source("a", TEXT)
    assert passage(source, source.locate(Span(0, 0))) is None
    assert passage(None, source.locate(Span(0, 3))) is None


def test_a_line_alone_is_shown_without_its_margin() -> None:
    assert line_of(Source("a", b"  x = 1\n"), 1) == "x = 1"
    assert line_of(Source("a", b"x"), 7) == line_of(None, 1) == ""


@given(content=st.binary(max_size=80), data=st.data())
def test_no_bytes_are_too_odd(content: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    source = Source("a", content)
    found = passage(source, source.locate(Span(start, end)))
    assert found is None or "\n" not in found.start + found.marked + found.end
