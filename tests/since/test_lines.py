"""Which lines changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.since.lines import changed_lines

LINES = st.lists(st.sampled_from([b"a", b"b", b"c", b"", b"}", b"d1", b"d2", b"d3"]), max_size=30)


def changed(before: str, now: str) -> list[int]:
    """The numbers of the changed lines, where each character is a line."""
    found = changed_lines("\n".join(before).encode(), "\n".join(now).encode())
    return [line for lines in found for line in lines]


def test_what_is_the_same_did_not_change() -> None:
    assert changed("abc", "abc") == []


def test_of_a_new_file_every_line_is_new() -> None:
    assert changed("", "abc") == [1, 2, 3]


def test_a_line_that_differs_changed_and_its_neighbours_did_not() -> None:
    assert changed("abcde", "abXde") == [3]


def test_lines_that_were_moved_by_others_did_not_change() -> None:
    assert changed("abcabc", "XYabcabc") == [1, 2]


def test_a_line_that_is_gone_leaves_nothing_behind() -> None:
    assert changed("abcde", "abde") == []


def test_two_places_are_told_apart() -> None:
    assert changed("abcdefgh", "aXcdefYh") == [2, 7]


def test_repeated_lines_around_a_change_did_not_change() -> None:
    assert changed("}a}b}c}", "}a}B}c}") == [4]


def test_a_block_that_moved_elsewhere_changed_in_one_of_the_places() -> None:
    assert changed("abcXYZ", "XYZabc") in ([1, 2, 3], [4, 5, 6])


def test_a_line_ending_is_no_part_of_a_line() -> None:
    assert changed_lines(b"a\nb\n", b"a\r\nb\r\n") == ()


def test_a_missing_line_end_at_the_end_is_no_change() -> None:
    assert changed_lines(b"a\nb\n", b"a\nb") == ()


@given(LINES, LINES)
def test_what_did_not_change_was_there_in_this_order(before: list[bytes], now: list[bytes]) -> None:
    found = changed_lines(b"\n".join(before), b"\n".join(now))
    now, before = b"\n".join(now).splitlines(), b"\n".join(before).splitlines()
    marked = {line for lines in found for line in lines}
    assert marked <= set(range(1, len(now) + 1))
    rest = iter(before)
    assert all(line in rest for number, line in enumerate(now, start=1) if number not in marked)


@given(LINES, LINES)
def test_one_new_line_is_found_alone(before: list[bytes], after: list[bytes]) -> None:
    old = b"\n".join((*before, *after))
    new = b"\n".join((*before, b"this is new", *after))
    if old.splitlines() == [*before, *after]:
        assert changed_lines(old, new) == (range(len(before) + 1, len(before) + 2),)
