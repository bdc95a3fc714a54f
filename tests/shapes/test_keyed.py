"""What a comment says of the table below it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.shapes.keyed import keyed_by, named_in


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# Key: wasm-tools version", ("wasm-tools",)),
        ("# Keys are wasm-tools versions", ("wasm-tools",)),
        ("# keyed by the `wasm-tools` version", ("wasm-tools",)),
        ("# key = sprocket", ("sprocket",)),
        ("# The keyboard is a sprocket", ()),
        ("# What goes with what", ()),
    ],
)
def test_a_comment_may_say_whose_versions_the_keys_are(comment: str, expected: tuple[str, ...]) -> None:
    assert keyed_by(comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# Which wit-bindgen goes with which wasm_tools.", ("wit-bindgen", "wasm_tools")),
        ("# The sprocket CLI versions that work", ("sprocket",)),
        ("# Tested with `go`", ("go",)),
        ("# Versions that go with rust, make and node", ()),
        ("# see docs/wit-bindgen.md or https://a-b.test/c-d", ()),
    ],
)
def test_words_that_may_name_a_tool_are_told_from_those_of_the_language(
    comment: str, expected: tuple[str, ...]
) -> None:
    assert named_in(comment) == expected


@given(st.text(alphabet="key: by-_.`a versionsCLI", max_size=3000))
def test_any_text_is_read(text: str) -> None:
    assert all(name in text for name in (*keyed_by(text), *named_in(text)))
