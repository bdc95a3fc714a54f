"""What is not wanted of a long JSON object is blanked out, and nothing moves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.syntax.json_members import with_only

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from("abcd"), _VALUES), st.sampled_from([None, 2]))
def test_wanted_members_stay_and_of_the_others_only_the_names(
    members: dict[str, Any], indent: int | None
) -> None:
    written = json.dumps(members, indent=indent).encode()
    left = with_only(written, ("a", "c"))
    assert json.loads(left) == {name: value if name in "ac" else 0 for name, value in members.items()}
    assert len(left) == len(written)


def test_every_byte_that_stays_keeps_its_place() -> None:
    written = b'{"a": 1, "b": {"c": [2]}, "c": "\\u00e4"}'
    assert with_only(written, ("c",)) == b'{"a": 0, "b": 0         , "c": "\\u00e4"}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1, 2]",
        '"a"',
        '{"b": 1,}',
        '{"b": 1} 2',
        '{"b": 1 // said',
        '{"b": NaN}',
        '{1: 2, "b": 3}',
        '{"b" 1}',
        '{"b": "ä"}',
        '{"b": ' + "[" * 100_000,
    ],
)
def test_what_is_not_plainly_such_an_object_is_left_as_it_is(text: str) -> None:
    assert with_only(text.encode(), ("a",)) == text.encode()


@given(st.binary(max_size=60))
def test_any_bytes_keep_their_length(content: bytes) -> None:
    assert len(with_only(content, ("a",))) == len(content)
