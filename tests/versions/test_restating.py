"""A version in the spelling of the one that it replaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.versions import equal, names_one, parse, restate


@pytest.mark.parametrize(
    ("version", "like", "expected"),
    [
        ("0.46.0", "v0.43.0", "v0.46.0"),
        ("v0.46.0", "0.43.0", "0.46.0"),
        ("0.46.0", "0.43.0", "0.46.0"),
        ("1.90.0", "1_89_0", "1_90_0"),
        ("1.91.0", "1.90", "1.91"),
        ("1.91", "1.90.0", "1.91.0"),
        ("32.0", "wasi-sdk-29", "wasi-sdk-32"),
        ("wasi-sdk-32", "29.0", "32.0"),
        ("6.0", "swift-5.9-RELEASE", "swift-6.0-RELEASE"),
        ("2.14.0", "VER-2-13-2", "VER-2-14-0"),
        ("24.04", "ubuntu-22.04", "ubuntu-24.04"),
        ("1.1.0-rc.2", "v1.0.0", "v1.1.0-rc.2"),
        ("1.1.0", "1.0.0-rc.1", "1.1.0"),
        ("21.0.4+7", "jdk-21.0.3+9", "jdk-21.0.4+7"),
        ("0.46.0", "^0.43.0", "^0.46.0"),
        ("0.46.0", ">= 0.43", ">= 0.46"),
        ("2025-05-01", "nightly-2025-04-17", "nightly-2025-05-01"),
        ("nightly-2025-05-01", "2025-04-17", "2025-05-01"),
    ],
)
def test_prefix_separators_and_precision_are_kept(version: str, like: str, expected: str) -> None:
    assert restate(version, like) == expected


@pytest.mark.parametrize(
    ("version", "like", "expected"),
    [
        ("1.91.2", "1.90", "1.91.2"),
        ("1.91.2", "v1", "v1.91.2"),
        ("1.0.10", "1.0", "1.0.10"),
        ("1.10", "1", "1.10"),
        ("1.2.3", "0cffe66df0e3fdc6b6067cf4432d1e3343c80fff", "1.2.3"),
        ("1.2.3", "latest", "1.2.3"),
        ("nightly-2025-05-01", "v1.2", "nightly-2025-05-01"),
        ("beta-2025-05-01", "nightly-2025-04-17", "beta-2025-05-01"),
        ("go1.22", "wasi-sdk-29", "go1.22"),
        ("1.2", "", "1.2"),
    ],
)
def test_nothing_is_lost_for_the_sake_of_a_spelling(version: str, like: str, expected: str) -> None:
    assert restate(version, like) == expected


NUMBERS = st.lists(st.integers(0, 99), min_size=1, max_size=4)
DRESSES = st.sampled_from(["", "v", "wasi-sdk-", "release/"])


@given(NUMBERS, DRESSES, NUMBERS, DRESSES)
def test_a_restated_version_is_the_same_version(
    new: list[int], new_dress: str, old: list[int], old_dress: str
) -> None:
    version, like = new_dress + ".".join(map(str, new)), old_dress + ".".join(map(str, old))
    restated = restate(version, like)
    assert equal(parse(restated), parse(version))
    assert restate(restated, like) == restated
    assert parse(restated).prefix == parse(like).prefix


@given(st.text(max_size=60), st.text(max_size=60))
def test_restating_never_raises(version: str, like: str) -> None:
    assert isinstance(restate(version, like), str)


@given(NUMBERS, DRESSES)
def test_a_version_is_its_own_spelling(numbers: list[int], dress: str) -> None:
    text = dress + ".".join(map(str, numbers))
    assert restate(text, text) == text


def test_a_heap_of_spaces_names_none() -> None:
    """Each of them might stand before an operator or behind it."""
    assert not names_one(" " * 300_000)
    assert names_one(" >= v1.2 ".rstrip())
