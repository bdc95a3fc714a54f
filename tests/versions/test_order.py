"""Which version is older, which are the same, and which cannot be told."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.versions import (
    SCHEMES,
    IncomparableError,
    compare,
    equal,
    equal_at_precision,
    parse,
    same_major,
    same_minor,
)

NEARLY_VERSIONS = st.from_regex(
    r"v?[0-9]{1,2}(\.[0-9]{1,2}){0,3}([-.]?(rc|alpha|a|post|dev|bcr|w|x)\.?[0-9]?){0,2}(\+b)?", fullmatch=True
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.90", "1.90.0"),
        ("1.90", "v1.90"),
        ("v1", "1"),
        ("1_89_0", "1.89.0"),
        ("0.46.0", "v0.46.0"),
        ("wasi-sdk-29", "29.0"),
        ("swift-5.9-RELEASE", "5.9"),
        ("release/1.2", "refs/tags/v1.2.0"),
        ("jdk-21.0.3+9", "21.0.3"),
        ("1.0.0+linux", "1.0.0+darwin"),
        ("1.0.0-rc1", "1.0.0-rc.1"),
        ("1.0.0-rc1", "1.0rc1"),
        ("1.2.3.Final", "1.2.3"),
        ("nightly-2025-04-17", "2025-04-17"),
        ("0CFFE66DF0", "0cffe66df0"),
    ],
)
def test_two_spellings_of_one_version_are_equal(first: str, second: str) -> None:
    assert equal(parse(first), parse(second))
    assert compare(parse(first), parse(second)) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.0.0-rc1", "1.0.0"),
        ("1.0.0-rc1", "1.0.0-rc2"),
        ("1.9", "1.90"),
        ("1.1.1", "1.1.1w"),
        ("2.3.0", "2.3.0.bcr.1"),
        ("nightly-2025-04-17", "beta-2025-04-17"),
        ("nightly-2025-04-17", "nightly-2025-04-18"),
        ("go1.22", "swift-1.22"),
        ("latest", "Latest"),
    ],
)
def test_different_versions_are_not_equal(first: str, second: str) -> None:
    assert not equal(parse(first), parse(second))


@pytest.mark.parametrize("scheme", ["cargo", "npm", "semver", "go"])
def test_semver_orders_pre_releases_as_its_specification_says(scheme: str) -> None:
    ladder = ["-alpha", "-alpha.1", "-alpha.beta", "-beta", "-beta.2", "-beta.11", "-rc.1"]
    versions = [parse(f"1.0.0{pre}", scheme) for pre in [*ladder, ""]]
    assert all(compare(older, newer) == -1 for older, newer in pairwise(versions))


def test_semver_takes_identifiers_as_written_where_people_count() -> None:
    assert compare(parse("1.0.0-rc10", "cargo"), parse("1.0.0-rc9", "cargo")) == -1
    assert compare(parse("1.0.0-rc10"), parse("1.0.0-rc9")) == 1


def test_a_pseudo_version_of_go_sorts_by_its_time() -> None:
    older, newer = "v0.0.0-20191109021931-daa7c04131f5", "v0.0.0-20200101000000-0123456789ab"
    assert compare(parse(older, "go"), parse(newer, "go")) == -1
    assert equal(parse("v2.0.0+incompatible", "go"), parse("v2.0.0", "go"))


def test_generic_versions_climb_from_pre_release_to_patch_letter() -> None:
    ladder = "1.0-alpha 1.0-alpha.2 1.0-beta 1.0rc1 1.0rc2 1.0 1.0p1 1.0.1 1.0.1a 1.0.1w 1.10 20250814.0"
    versions = [parse(text) for text in ladder.split()]
    assert all(compare(older, newer) == -1 for older, newer in pairwise(versions))


def test_versions_of_two_schemes_compare_as_people_mean_them() -> None:
    assert equal(parse("1.0rc1", "pep440"), parse("1.0.0-rc.1", "cargo"))
    assert equal(parse("0.46", "bazel"), parse("v0.46.0"))
    assert compare(parse("24.0.0", "nix"), parse("25", "cargo")) == -1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.0", "latest"),
        ("nightly-2025-04-17", "nightly-2025-04-18"),
        ("1.0", "0cffe66df0e3"),
        ("go1.22", "swift-1.21"),
        ("1.0", "2025-04-17"),
        ("1.0", "1" * 300),
    ],
)
def test_what_has_no_order_is_not_given_one(first: str, second: str) -> None:
    with pytest.raises(IncomparableError, match="have no order"):
        compare(parse(first), parse(second))
    assert not equal(parse(first), parse(second))


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("1.90", "1.90.3", True),
        ("22", "22.4.1", True),
        ("v22", "node-22.4.1", True),
        ("1.90", "1.91", False),
        ("1.90.0", "1.90.3", False),
        ("22", "22.4.1-rc1", False),
        ("1.90-rc1", "1.90.0-rc1", True),
        ("nightly-2025-04-17", "nightly-2025-04-17", True),
        ("nightly-2025-04-17", "1.90", False),
    ],
)
def test_precision_is_that_of_the_coarser(first: str, second: str, agree: bool) -> None:
    assert equal_at_precision(parse(first), parse(second)) is agree
    assert equal_at_precision(parse(second), parse(first)) is agree


def test_series_share_their_first_numbers() -> None:
    assert same_major(parse("1.2"), parse("v1.90.0"))
    assert not same_major(parse("1.2"), parse("2.2"))
    assert same_minor(parse("0.46.0"), parse("0.46.3"))
    assert same_minor(parse("1"), parse("1.0.4"))
    assert not same_minor(parse("0.46.0"), parse("0.47.0"))
    assert not same_major(parse("latest"), parse("1"))


@given(st.lists(NEARLY_VERSIONS, max_size=6), st.sampled_from(sorted(SCHEMES - {"opaque"})))
def test_order_is_total_within_a_scheme(texts: list[str], scheme: str) -> None:
    versions = [parse(text, scheme) for text in texts]
    versions = [version for version in versions if version.scheme == scheme and not version.is_opaque]
    ladder = sorted(versions, key=lambda version: sum(compare(version, other) > 0 for other in versions))
    assert all(compare(older, newer) <= 0 for older, newer in combinations(ladder, 2))


@given(NEARLY_VERSIONS, NEARLY_VERSIONS, st.sampled_from(sorted(SCHEMES)), st.sampled_from(sorted(SCHEMES)))
def test_order_turns_round_with_its_sides(first: str, second: str, left: str, right: str) -> None:
    one, other = parse(first, left), parse(second, right)
    try:
        result = compare(one, other)
    except IncomparableError:
        assert not equal(one, other)
        return
    assert compare(other, one) == -result
    assert equal(one, other) == (result == 0)


@given(st.text(max_size=40), st.text(max_size=40))
def test_equality_never_raises_and_knows_itself(first: str, second: str) -> None:
    one, other = parse(first), parse(second)
    assert equal(one, one)
    assert equal_at_precision(one, one)
    assert equal(one, other) == equal(other, one)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=5), st.integers(0, 3))
def test_zeros_at_the_end_change_nothing(numbers: list[int], zeros: int) -> None:
    text = ".".join(map(str, numbers))
    assert equal(parse(text), parse("v" + text + ".0" * zeros))
