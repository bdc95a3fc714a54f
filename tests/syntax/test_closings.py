from __future__ import annotations

import pytest

from vercheck.syntax.closings import unclosed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/* why */", "/* why"),
        ("<!-- why -->\r", "<!-- why"),
        ("why */  ", "why"),
        ("why", "why"),
        (" why ", " why"),
        ("a */ b", "a */ b"),
        ("-->", ""),
        ("", ""),
    ],
)
def test_a_comment_is_what_it_says(text: str, words: str) -> None:
    assert unclosed(text) == words


def test_a_heap_of_spaces_is_looked_at_once() -> None:
    assert unclosed("a" + " " * 1_000_000 + "b") == "a" + " " * 1_000_000 + "b"
