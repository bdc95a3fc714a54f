"""Cargo's requirements, row by row as its documentation has them."""

from __future__ import annotations

import pytest

from vercheck.versions import RequirementError, admits, parse, parse_requirement


# The tables of "Specifying Dependencies": a requirement, the first version that it takes, the first above
# that it does not.
@pytest.mark.parametrize(
    ("requirement", "first", "end"),
    [
        ("1.2.3", "1.2.3", "2.0.0"),
        ("1.2", "1.2.0", "2.0.0"),
        ("1", "1.0.0", "2.0.0"),
        ("0.2.3", "0.2.3", "0.3.0"),
        ("0.2", "0.2.0", "0.3.0"),
        ("0.0.3", "0.0.3", "0.0.4"),
        ("0.0", "0.0.0", "0.1.0"),
        ("0", "0.0.0", "1.0.0"),
        ("^1.2.3", "1.2.3", "2.0.0"),
        ("^0.0.3", "0.0.3", "0.0.4"),
        ("~1.2.3", "1.2.3", "1.3.0"),
        ("~1.2", "1.2.0", "1.3.0"),
        ("~1", "1.0.0", "2.0.0"),
        ("1.*", "1.0.0", "2.0.0"),
        ("1.2.*", "1.2.0", "1.3.0"),
        ("0.*", "0.0.0", "1.0.0"),
        ("=1.2.3", "1.2.3", "1.2.4"),
        ("=1.2", "1.2.0", "1.3.0"),
        ("=1", "1.0.0", "2.0.0"),
        (">=1.2, <1.5", "1.2.0", "1.5.0"),
        (">1.2.3, <2", "1.2.4", "2.0.0"),
        (">1.2, <=1.4", "1.3.0", "1.5.0"),
        (" >= 1.2.0 , < 1.5.0 ", "1.2.0", "1.5.0"),
    ],
)
def test_a_requirement_starts_and_ends_where_the_documentation_says(
    requirement: str, first: str, end: str
) -> None:
    read = parse_requirement(requirement, "cargo")
    assert admits(read, parse(first, "cargo"))
    assert not admits(read, parse(end, "cargo"))
    below = _below(first)
    assert below is None or not admits(read, parse(below, "cargo"))
    last = _below(end)
    assert last is not None
    assert admits(read, parse(last, "cargo"))


@pytest.mark.parametrize(
    ("requirement", "version", "is_admitted"),
    [
        ("1.0.0", "1.1.0-alpha", False),
        ("1.0.0-alpha", "1.0.0-beta", True),
        ("1.0.0-alpha", "1.0.0", True),
        ("1.0.0-alpha", "1.9.0", True),
        ("1.0.0-alpha", "1.1.0-beta", False),
        ("1.0.0-beta", "1.0.0-alpha", False),
        (">=1.0.0-alpha, <2", "1.0.0-rc.1", True),
        (">=1.0.0-alpha, <2", "2.0.0-rc.1", False),
        (">=1, <2.0.0-rc.2", "2.0.0-rc.1", True),
        (">=1, <2", "2.0.0-rc.1", False),
        ("=1.0.0-rc.1", "1.0.0-rc.1", True),
        ("=1.0.0-rc.1", "1.0.0", False),
        ("*", "1.0.0-rc.1", False),
        ("*", "1.0.0", True),
        ("^1.2, >=1.2.0-alpha", "1.2.0-beta", True),
    ],
)
def test_a_pre_release_needs_a_comparator_with_one_at_its_release(
    requirement: str, version: str, is_admitted: bool
) -> None:
    assert admits(parse_requirement(requirement, "cargo"), parse(version, "cargo")) is is_admitted


@pytest.mark.parametrize(
    "version",
    ["0.46.0", "v0.46.0", "wit-bindgen-cli-0.46.0", "0.46", "0.46.0+build", "wasm/v0.46.9"],
)
def test_a_version_is_admitted_however_it_is_spelled(version: str) -> None:
    assert admits(parse_requirement("0.46.0", "cargo"), parse(version))
    assert not admits(parse_requirement("0.47.0", "cargo"), parse(version))


@pytest.mark.parametrize("version", ["latest", "nightly-2025-04-17", "0cffe66df0e3", "1" * 10_000])
def test_an_opaque_version_is_admitted_only_where_anything_is(version: str) -> None:
    assert not admits(parse_requirement("1", "cargo"), parse(version))
    assert admits(parse_requirement("*", "cargo"), parse(version))


def test_comparators_that_exclude_each_other_admit_nothing() -> None:
    read = parse_requirement(">2, <1", "cargo")
    assert read.intervals == ()
    assert not admits(read, parse("1.5.0", "cargo"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty requirement"),
        ("latest", "not a Cargo requirement"),
        ("1.2,", "not a Cargo requirement"),
        ("1 || 2", "not a Cargo requirement"),
        ("v1.2", "not a Cargo requirement"),
        ("1.2-rc1", "not a Cargo requirement"),
        ("1.2.3.4", "more than three numbers"),
        ("1.*.3", "behind a wildcard"),
        ("==1.2", "not a Cargo requirement"),
        ("1" * 300, "is not a version"),
        (">=1," * 10_000, "characters is not read"),
    ],
)
def test_what_is_no_requirement_is_refused_with_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(RequirementError, match=message):
        parse_requirement(text, "cargo")


def _below(text: str) -> str | None:
    """The release just below one, of those with numbers up to 9."""
    numbers = [int(part) for part in text.split(".")]
    for index in (2, 1, 0):
        if numbers[index]:
            lower = [*numbers[:index], numbers[index] - 1, *[9] * (2 - index)]
            return ".".join(map(str, lower))
    return None
