"""Requirements of packs, minimums, and what holds for those of every scheme."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.versions import (
    SCHEMES,
    RequirementError,
    admits,
    compare,
    intersects,
    parse,
    parse_requirement,
)

RELEASE = st.tuples(*[st.integers(0, 4)] * 3).map(lambda numbers: ".".join(map(str, numbers)))
ORDERED = sorted(SCHEMES - {"opaque"})


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("1.240", "1.240.0 1.240.7 v1.240", "1.241.0 1.239.9"),
        ("1.240.1", "1.240.1", "1.240.2"),
        ("29", "29 wasi-sdk-29.0 29.4", "30 28"),
        ("0.46 || 0.47", "0.46.0 0.47.3", "0.48.0 0.45.9"),
        (">=1.240", "1.240.0 2.0.0", "1.239.9"),
        (">=1.19, <=1.25", "1.19 1.25.3", "1.26 1.18.9"),
        (">=1.19 <1.26", "1.19.0 1.25.9", "1.26.0 1.26.0-rc1"),
        ("1.19 - 1.25", "1.19.0 1.25.9", "1.26.0"),
        ("^1.2", "1.2.0 1.9.0", "2.0.0"),
        ("~1.2.3", "1.2.3 1.2.9", "1.3.0"),
        ("~> 1.2", "1.2.0 1.9.0", "2.0.0 1.1.0"),
        ("~> 1.2.3", "1.2.3 1.2.9", "1.3.0"),
        ("!=1.5", "1.4.9 1.6.0", "1.5.0 1.5.3"),
        ("*", "0.0.1 99", ""),
        ("1.2.*", "1.2.0 1.2.9", "1.3.0"),
        (">1.25", "1.26.0", "1.25.3"),
    ],
)
def test_a_row_of_a_pack_reads_as_people_write_it(text: str, inside: str, outside: str) -> None:
    read = parse_requirement(text, "generic")
    assert [version for version in inside.split() if not admits(read, parse(version))] == []
    assert [version for version in outside.split() if admits(read, parse(version))] == []


@pytest.mark.parametrize("scheme", ["minimum", "go"])
def test_a_minimum_takes_itself_and_everything_above(scheme: str) -> None:
    read = parse_requirement("1.75", scheme)
    assert all(admits(read, parse(version)) for version in ("1.75", "1.75.0", "1.90.0", "v2"))
    assert not any(admits(read, parse(version)) for version in ("1.74.9", "1.75.0-rc.1"))


def test_an_opaque_requirement_is_its_own_text() -> None:
    read = parse_requirement("nightly-2025-04-17", "opaque")
    assert admits(read, parse("nightly-2025-04-17"))
    assert not admits(read, parse("nightly-2025-04-18"))


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (("^1.2", "cargo"), ("^1.9", "cargo"), True),
        (("^1.2", "cargo"), ("^2", "cargo"), False),
        (("0.46.0", "cargo"), ("0.47.0", "cargo"), False),
        (("=1.2.3", "cargo"), ("~1.2", "npm"), True),
        ((">=1,<2", "pep440"), ("~=1.4", "pep440"), True),
        (("<1.2", "pep440"), (">=1.2", "pep440"), False),
        ((">1.2.3, <1.2.4", "cargo"), ("*", "cargo"), False),
        ((">=1.0.0-alpha, <1.0.0-rc", "cargo"), (">=0.9", "cargo"), False),
        (("==1.5", "pep440"), ("!=1.5", "pep440"), False),
        ((">=1.5,!=1.5", "pep440"), ("<1.6", "pep440"), True),
        (("1.75", "minimum"), ("^1.60", "cargo"), True),
        (("*", "cargo"), ("*", "npm"), True),
        (("nightly", "opaque"), ("nightly", "opaque"), True),
        (("nightly", "opaque"), ("1", "cargo"), False),
    ],
)
def test_two_requirements_overlap_where_a_version_satisfies_both(
    first: tuple[str, str], second: tuple[str, str], overlap: bool
) -> None:
    one, other = parse_requirement(*first), parse_requirement(*second)
    assert intersects(one, other) is overlap
    assert intersects(other, one) is overlap


CARGO = st.lists(
    st.tuples(st.sampled_from(["", "^", "~", "=", ">=", "<=", "<", ">"]), RELEASE, st.integers(1, 3)).map(
        lambda parts: parts[0] + ".".join(parts[1].split(".")[: parts[2]])
    ),
    min_size=1,
    max_size=3,
).map(", ".join)


@given(CARGO, CARGO)
def test_overlap_is_never_denied_where_a_release_satisfies_both(first: str, second: str) -> None:
    one, other = parse_requirement(first, "cargo"), parse_requirement(second, "cargo")
    releases = [parse(".".join(map(str, numbers)), "cargo") for numbers in product(range(6), repeat=3)]
    if any(admits(one, release) and admits(other, release) for release in releases):
        assert intersects(one, other)


def test_an_overlap_is_one_from_both_sides() -> None:
    one, other = parse_requirement("1.0.0.bcr.1", "cargo"), parse_requirement("1..0.0.bcr.1", "nix")
    assert intersects(one, other) == intersects(other, one)


@given(RELEASE, RELEASE, *[st.sampled_from(sorted(SCHEMES))] * 2)
def test_an_overlap_of_two_schemes_is_one_from_both_sides(
    first: str, second: str, left: str, right: str
) -> None:
    try:
        one, other = parse_requirement(first, left), parse_requirement(second, right)
    except RequirementError:
        return
    assert intersects(one, other) == intersects(other, one)


@given(RELEASE, RELEASE, st.sampled_from(ORDERED))
def test_at_least_agrees_with_the_order(bound: str, text: str, scheme: str) -> None:
    version = parse(text, scheme)
    read = parse_requirement(f">={bound}", scheme)
    assert admits(read, version) is (compare(version, parse(bound, scheme)) >= 0)


@given(RELEASE, st.sampled_from(["cargo", "npm", "generic", "nix", "pep440"]))
def test_an_exact_requirement_admits_its_version(text: str, scheme: str) -> None:
    assert admits(parse_requirement(f"=={text}" if scheme == "pep440" else f"={text}", scheme), parse(text))


@given(st.text(max_size=40), st.sampled_from(sorted(SCHEMES)), st.text(max_size=20))
def test_a_requirement_is_read_or_refused_and_nothing_else(text: str, scheme: str, version: str) -> None:
    try:
        read = parse_requirement(text, scheme)
    except RequirementError:
        return
    assert read.text == text
    assert isinstance(admits(read, parse(version)), bool)
    assert intersects(read, read) in (True, False)


@given(
    st.from_regex(r"([~^<>=!]{0,2} ?[0-9x*]\.?[0-9x*]?(-rc)?[ ,|]{0,3}){1,4}", fullmatch=True),
    st.sampled_from(sorted(SCHEMES)),
)
def test_what_is_nearly_a_requirement_is_read_or_refused_too(text: str, scheme: str) -> None:
    try:
        read = parse_requirement(text, scheme)
    except RequirementError:
        return
    assert intersects(read, parse_requirement("*", "cargo")) in (True, False)


@pytest.mark.parametrize("text", ["", "latest", "1.2 ||", ">=", "1 2 three", "||".join(map(str, range(100)))])
def test_a_pack_row_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(RequirementError):
        parse_requirement(text, "generic")
