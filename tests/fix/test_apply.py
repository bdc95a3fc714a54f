"""Applying edits in memory: exactly the named bytes, and only where they are what the edit expects."""

from __future__ import annotations

import pytest

from tests.fix.edits import at, edit, fix
from vercheck.fix.apply import apply
from vercheck.fix.error import FixError
from vercheck.fix.plan import Plan, arrange
from vercheck.model import Edit, Source, Span


def applied(contents: dict[str, bytes], *edits: Edit) -> dict[str, bytes]:
    return apply(Plan(applied=(fix(*edits),)), contents.__getitem__)


def test_all_edits_of_a_file_land_where_they_were_meant_although_lengths_change() -> None:
    text = b"a = 1.2.3\nb = 1.2.3\nc = 1.2.3\n"
    edits = [edit("f", text, "1.2.3", new, nth) for nth, new in enumerate(["10.20.30", "4", "5.6"])]
    assert applied({"f": text}, *reversed(edits)) == {"f": b"a = 10.20.30\nb = 4\nc = 5.6\n"}


def test_files_without_an_edit_are_not_read() -> None:
    text = b"1.2.3"
    assert list(applied({"f": text}, edit("f", text, "1.2.3", "2.0.0"))) == ["f"]


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    text = b"\xef\xbb\xbf\xff\xfe v = 1.2.3\r\n\x00\xe9 no newline"
    assert applied({"f": text}, edit("f", text, "1.2.3", "2.0.0")) == {"f": text.replace(b"1.2.3", b"2.0.0")}


def test_insertions_stand_before_what_was_at_their_place() -> None:
    assert applied({"f": b"ac"}, at("f", b"ac", 1, 1, "b")) == {"f": b"abc"}


def test_an_insertion_at_the_border_of_a_replacement_keeps_both() -> None:
    text = b"x=1;"
    both = [at("f", text, 2, 3, "22"), at("f", text, 3, 3, "+"), at("f", text, 2, 2, "-")]
    assert applied({"f": text}, *both) == {"f": b"x=-22+;"}


def test_a_file_that_says_something_else_stops_the_fix_with_both_texts_and_the_place() -> None:
    planned = edit("tools.bzl", b"\nv = 0.47.0\n", "0.47.0", "0.46.0")
    with pytest.raises(FixError, match=r"tools.bzl:2: expected `0.47.0` but the file says `0.48.0`"):
        applied({"tools.bzl": b"\nv = 0.48.0\n"}, planned)


def test_a_file_that_ends_before_the_edit_stops_the_fix() -> None:
    planned = edit("f", b"v = 0.47.0", "0.47.0", "0.46.0")
    with pytest.raises(FixError, match=r"f:1: expected `0.47.0`"):
        applied({"f": b"v = 0.47"}, planned)


def test_an_undecodable_place_is_never_taken_for_its_replacement_character() -> None:
    source = Source("f", b"v\xff")
    planned = Edit(source.locate(Span(0, 2)), source.text(Span(0, 2)), "v1")
    with pytest.raises(FixError, match="expected"):
        applied({"f": source.content}, planned)


def test_text_that_no_file_can_hold_stops_the_fix() -> None:
    with pytest.raises(FixError, match="no text that a file can hold"):
        applied({"f": b"a"}, at("f", b"a", 0, 1, "\ud800"))


def test_overlapping_edits_never_get_applied_even_where_nobody_planned_them_apart() -> None:
    text = b"abcd"
    with pytest.raises(FixError, match="overlap"):
        applied({"f": text}, at("f", text, 0, 3, "x"), at("f", text, 2, 4, "y"))


def test_a_plan_of_nothing_changes_nothing() -> None:
    contents: dict[str, bytes] = {}
    assert apply(arrange([]), contents.__getitem__) == {}
