from __future__ import annotations

import pytest

from vercheck.config.positions import Positions
from vercheck.model import Source

TEXT = b'''\
top = 1
a.b = 2
"quoted key" = 3
text = """
hidden = 4
"""
[table]  # with a comment
key = 5
[table.inner]
'single' = 6
[[rows]]
x = 7
[[rows]]
x = 8
[rows.sub]
y = 9
[[rows.deep]]
z = 10
'''


@pytest.mark.parametrize(
    ("trail", "line"),
    [
        (("top",), 1),
        (("a", "b"), 2),
        (("quoted key",), 3),
        (("text",), 4),
        (("table",), 7),
        (("table", "key"), 8),
        (("table", "inner", "single"), 10),
        (("rows", 0), 11),
        (("rows", 0, "x"), 12),
        (("rows", 1, "x"), 14),
        (("rows", 1, "sub", "y"), 16),
        (("rows", 1, "deep", 0, "z"), 18),
    ],
)
def test_a_trail_has_the_line_where_it_stands(trail: tuple[str | int, ...], line: int) -> None:
    assert Positions(Source("x.toml", TEXT)).locate(trail).line == line


def test_a_trail_below_a_known_one_has_its_place() -> None:
    assert Positions(Source("x.toml", TEXT)).locate(("table", "key", 3)).line == 8


def test_text_in_a_long_string_is_no_key() -> None:
    assert Positions(Source("x.toml", TEXT)).locate(("hidden",)).line == 1


def test_the_place_covers_the_key() -> None:
    place = Positions(Source("x.toml", "ü = 1\n  key = 2\n".encode())).locate(("key",))
    assert (place.line, place.column, place.end_column) == (2, 3, 6)


def test_a_row_of_a_long_array_is_searched_once() -> None:
    """Each space in it might be where a name ends."""
    rows = "a = [\n[" + " " * 20_000 + "1], 2,\n[ '" + " " * 20_000 + "'], 2\n]\n[b]\n"
    assert Positions(Source("x.toml", rows.encode())).locate(("b",)).line == 5


@pytest.mark.parametrize("header", ["[ a . 'b c' ]", "[[a.'b c']] # why ]", '\t["a"."b c"]'])
def test_a_header_has_its_line_however_it_is_spelled(header: str) -> None:
    assert Positions(Source("x.toml", f"\n{header}\n".encode())).locate(("a", "b c")).line == 2
