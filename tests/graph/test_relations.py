"""Whether two versions, or what two requirements admit, can stand in a relation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck import versions
from vercheck.cli._rows import RELATIONS
from vercheck.graph.relations import Side, admitted, as_range, fits, read, shown


def side(text: str) -> Side:
    """`1.2.3` is a version, `^1.2` and the like are requirements."""
    return read(text) if text[0] in "^~<>=" else versions.parse(text, "cargo")


@pytest.mark.parametrize(
    ("relation", "leader", "follower", "expected"),
    [
        ("exact", "1.2.3", "1.2.3", True),
        ("exact", "1.2.3", "v1.2.3", True),
        ("exact", "1.2.3", "1.2.4", False),
        ("exact", "1.2.3", "^1.2", True),
        ("exact", "1.2.3", "^1.3", False),
        ("exact", "^1.2", "^1.4", True),
        ("exact", "^1.2", "^2", False),
        ("same-minor", "0.46.0", "0.46.9", True),
        ("same-minor", "0.46.0", "0.47.0", False),
        ("same-minor", "0.46.5", "^0.46.7", True),
        ("same-minor", "0.46.0", "^0.47.0", False),
        ("same-minor", "1.2.3", "2.2.3", False),
        ("same-major", "1.2.3", "1.9.0", True),
        ("same-major", "1.2.3", "2.0.0", False),
        ("same-major", "1.2.3", "^2.1", False),
        ("at-least", "1.2.3", "1.2.3", True),
        ("at-least", "1.2.3", "2.0.0", True),
        ("at-least", "1.2.3", "1.2.2", False),
        ("at-least", "1.2.3", "^1.0", True),
        ("at-least", "2.0.0", "^1.0", False),
        ("equal-at-precision", "1.90", "1.90.3", True),
        ("equal-at-precision", "1.90.3", "1.90", True),
        ("equal-at-precision", "1.90", "1.91.0", False),
        ("equal-at-precision", "1", "1.91.0", True),
        ("absent", "1.2.3", "1.2.3", False),
    ],
)
def test_a_relation_holds_where_some_pair_of_admitted_versions_does(
    relation: str, leader: str, follower: str, expected: bool
) -> None:
    assert fits(relation, side(leader), side(follower)) is expected


@pytest.mark.parametrize("relation", [name for name in RELATIONS if name != "absent"])
@pytest.mark.parametrize("other", ["1.2.3", "0123456789abcdef0123456789abcdef01234567"])
def test_what_has_no_place_in_the_order_of_releases_is_not_judged(relation: str, other: str) -> None:
    commit = versions.parse("deadbeef" * 5)
    assert commit.is_opaque
    assert fits(relation, commit, versions.parse(other)) is None
    assert fits(relation, versions.parse(other), commit) is None


@pytest.mark.parametrize(
    ("requirement", "text", "expected"),
    [
        (">=1.2, <2", "1.9.0", True),
        (">=1.2, <2", "2.0.0", False),
        ("0.46 || 0.48", "0.46.3", True),
        ("0.46 || 0.48", "0.47.0", False),
        ("0.46 || 0.48", "0.48.0", True),
        (">=1.2", "^1.0", True),
        (">=2", "^1.0", False),
    ],
)
def test_what_a_requirement_of_a_pack_admits(requirement: str, text: str, expected: bool) -> None:
    assert admitted(read(requirement), side(text)) is expected


def test_a_commit_is_neither_admitted_nor_refused() -> None:
    assert admitted(read(">=1"), versions.parse("deadbeef" * 5)) is None


def test_a_requirement_that_is_none_is_an_error() -> None:
    with pytest.raises(versions.RequirementError):
        read("words and words")


def test_a_side_is_shown_as_it_is_written() -> None:
    assert [shown(side(text)) for text in ("v1.2.3", "^1.2")] == ["v1.2.3", "^1.2"]


releases = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda parts: versions.parse(".".join(map(str, parts)), "cargo")
)


@given(releases)
def test_a_version_fits_itself_in_every_relation(version: Side) -> None:
    others = ("absent", "group", "prefix")
    assert all(fits(name, version, version) for name in RELATIONS if name not in others)
    assert fits("exact", version, as_range(version))


@given(releases, releases)
def test_what_does_not_tell_more_apart_accepts_no_less(first: Side, second: Side) -> None:
    wider = ["exact", "same-minor", "same-major"]
    held = [fits(name, first, second) for name in wider]
    assert held == sorted(held, key=bool)


@given(releases, releases)
def test_only_the_lower_bound_has_a_direction(first: Side, second: Side) -> None:
    for name in ("exact", "same-minor", "same-major", "equal-at-precision"):
        assert fits(name, first, second) == fits(name, second, first)
    assert fits("at-least", first, second) or fits("at-least", second, first)


@pytest.mark.parametrize(
    ("leader", "follower", "expected"),
    [
        ("1.9.22", "1.9.22-1.0.17", True),
        ("1.9.22", "1.9.21-1.0.16", False),
        ("2.0.0-RC1", "2.0.0-RC1-1.0.20", True),
        ("2.2.21", "2.3.0", None),  # numbered by itself
        ("2.2.21", "2.3.0-alpha", None),
        ("^1.9", "1.9.22-1.0.17", None),
    ],
)
def test_a_version_that_begins_with_anothers_has_to_begin_with_that_one(
    leader: str, follower: str, expected: bool | None
) -> None:
    assert fits("prefix", side(leader), side(follower)) is expected
