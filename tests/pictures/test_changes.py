"""The diff of a fix is what the fix would do, and nothing where it could not be done."""

from __future__ import annotations

from vercheck.model import Applicability, Edit, Fix, Source, Span
from vercheck.pictures.changes import change

SOURCE = Source("a.toml", b'one = "1"\ntwo = "2"\n')


def fix(*edits: Edit) -> Fix:
    return Fix("agree", edits, Applicability.SAFE)


def edit(start: int, old: str, new: str, source: Source = SOURCE) -> Edit:
    return Edit(source.locate(Span(start, start + len(old))), old, new)


def test_each_edit_is_a_line_of_the_diff() -> None:
    diff = change(fix(edit(7, "1", "3"), edit(17, "2", "4")), lambda _: SOURCE)
    assert diff.splitlines()[3:] == ['-one = "1"', '-two = "2"', '+one = "3"', '+two = "4"']


def test_a_fix_without_edits_has_no_diff() -> None:
    assert change(fix(), lambda _: SOURCE) == change(None, lambda _: SOURCE) == ""


def test_a_file_that_says_something_else_has_no_diff() -> None:
    assert change(fix(edit(7, "9", "3")), lambda _: SOURCE) == ""


def test_a_file_that_is_gone_has_no_diff() -> None:
    assert change(fix(edit(7, "1", "3")), lambda _: None) == ""


def test_a_long_diff_says_how_much_is_left_out() -> None:
    source = Source("a.toml", b"1\n" * 300)
    edits = [edit(2 * line, "1", "2", source) for line in range(300)]
    assert change(fix(*edits), lambda _: source).splitlines()[-1] == "… 403 more lines"
