"""The order of Bazel's module versions."""

from __future__ import annotations

from itertools import pairwise

import pytest

from vercheck.versions import admits, compare, equal, parse, parse_requirement


def test_versions_climb_as_bazel_sorts_them() -> None:
    ladder = (
        "0.9 1.0-alpha 1.0-alpha.1 1.0-pre.2 1.0-pre.10 1.0-pre.a 1.0 1.0.0 1.0.0.bcr.1 1.0.0.bcr.2 1.0.1 "
        "1.10 1.a 2 20210324.2"
    )
    versions = [parse(text, "bazel") for text in ladder.split()]
    assert all(compare(older, newer) == -1 for older, newer in pairwise(versions))


def test_the_empty_version_of_an_override_is_above_all() -> None:
    assert compare(parse("", "bazel"), parse("99999999", "bazel")) == 1
    assert compare(parse("1.0", "bazel"), parse("", "bazel")) == -1
    assert equal(parse("", "bazel"), parse("", "bazel"))


def test_build_metadata_is_left_out() -> None:
    assert equal(parse("1.0+a", "bazel"), parse("1.0+b", "bazel"))


def test_zeros_count_between_modules_but_not_against_other_schemes() -> None:
    assert not equal(parse("1.0", "bazel"), parse("1.0.0", "bazel"))
    assert equal(parse("1.0", "bazel"), parse("v1.0.0"))


@pytest.mark.parametrize(
    ("text", "version", "is_admitted"),
    [
        ("1.2.0", "1.2.0", True),
        ("1.2.0", "2.0.0", True),
        ("1.2.0", "1.1.9", False),
        (">=7.0.0", "7.6.0", True),
        (">=7.0.0, <8.0.0", "8.0.0", False),
        (">=7.0.0, -7.1.0", "7.1.0", False),
        (">=7.0.0, -7.1.0", "7.1.1", True),
    ],
)
def test_a_bare_version_is_a_minimum_and_a_minus_takes_one_out(
    text: str, version: str, is_admitted: bool
) -> None:
    assert admits(parse_requirement(text, "bazel"), parse(version, "bazel")) is is_admitted
