"""Lines begin where every editor says they do, however they end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source, Span


@pytest.mark.parametrize(
    ("content", "starts"),
    [
        (b"", (0,)),
        (b"a", (0,)),
        (b"a\n", (0, 2)),
        (b"a\nb", (0, 2)),
        (b"a\r\nb\rc", (0, 3, 5)),
        (b"\r\n", (0, 2)),
        (b"\n\r", (0, 1, 2)),
        (b"a\x0bb\x0cc\x85", (0,)),
    ],
)
def test_a_line_ends_with_a_newline_a_carriage_return_or_both(
    content: bytes, starts: tuple[int, ...]
) -> None:
    assert tuple(Source("a", content).line_starts) == starts


@given(st.lists(st.sampled_from([b"a", "ä".encode(), b"\n", b"\r", b"\r\n", b"\x0b", b"\x1c"])))
def test_a_line_begins_behind_every_ending_and_nowhere_else(parts: list[bytes]) -> None:
    content = b"".join(parts)
    endings = [found.end() for found in re.finditer(rb"\r\n|\r|\n", content)]
    assert list(Source("a", content).line_starts) == [0, *endings]


@given(st.lists(st.sampled_from(["a", "ä", "\n", "\r\n", "\r"]), min_size=1), st.data())
def test_a_place_has_the_line_and_column_that_people_count(parts: list[str], data: st.DataObject) -> None:
    content = "".join(parts).encode()
    offset = data.draw(st.sampled_from(range(len(content) + 1)))
    before = content[:offset].decode("utf-8", "ignore")
    ends = [
        found.end() for found in re.finditer("\r\n|\r|\n", content.decode()) if found.end() <= len(before)
    ]
    if content[offset - 1 : offset + 1] == b"\r\n" or content[offset : offset + 1] >= b"\x80":
        return  # within an ending or a character
    location = Source("a", content).locate(Span(offset, offset))
    assert location.line == len(ends) + 1
    assert location.column == len(before) - (ends[-1] if ends else 0) + 1
