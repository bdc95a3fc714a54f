"""Equal versions have the same numbers, so that they can be looked up by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.versions import SCHEMES, equal, numbers, parse

_TEXTS = st.from_regex(r"v?[0-3](\.[0-2]){0,3}(-rc\.1|\+x|rc1|-alpha)?", fullmatch=True)
_SCHEMES = st.sampled_from(sorted(SCHEMES))


@given(_TEXTS, _SCHEMES, _TEXTS, _SCHEMES)
def test_versions_that_are_equal_have_the_same_numbers(first: str, one: str, second: str, other: str) -> None:
    left, right = parse(first, one), parse(second, other)
    if equal(left, right):
        assert numbers(left) == numbers(right)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1.90", (1, 90)), ("v1.90.0", (1, 90)), ("0.0", ()), ("1.2.0-rc.1", (1, 2)), ("main", ())],
)
def test_zeros_at_the_end_and_what_follows_the_numbers_do_not_count(
    text: str, expected: tuple[int, ...]
) -> None:
    assert numbers(parse(text)) == expected
