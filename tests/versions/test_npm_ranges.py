"""npm's ranges, as the README of node-semver explains them."""

from __future__ import annotations

import pytest

from vercheck.versions import RequirementError, admits, parse, parse_requirement


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("1.2.3", "1.2.3", "1.2.4 1.2.2"),
        ("=1.2.3", "1.2.3", "1.2.4"),
        ("v1.2.3", "1.2.3", "1.2.4"),
        ("1.2", "1.2.0 1.2.9", "1.3.0 1.1.9"),
        ("1.2.x", "1.2.0 1.2.9", "1.3.0"),
        ("1.X", "1.0.0 1.9.9", "2.0.0 2.0.0-rc.1"),
        ("", "0.0.0 9.9.9", "1.0.0-rc.1"),
        ("*", "0.0.0 9.9.9", "1.0.0-rc.1"),
        ("^1.2.3", "1.2.3 1.9.9", "2.0.0 1.2.2 2.0.0-rc.1"),
        ("^0.2.3", "0.2.3 0.2.9", "0.3.0"),
        ("^0.0.3", "0.0.3", "0.0.4"),
        ("^0.0", "0.0.0 0.0.9", "0.1.0"),
        ("^1.x", "1.0.0 1.9.0", "2.0.0"),
        ("~1.2.3", "1.2.3 1.2.9", "1.3.0"),
        ("~1", "1.0.0 1.9.9", "2.0.0"),
        (">=1.2 <2", "1.2.0 1.9.9", "2.0.0 1.1.9"),
        (">= 1.2.7  < 1.3.0", "1.2.7 1.2.99", "1.3.0 1.1.0"),
        (">1.2", "1.3.0", "1.2.9"),
        ("<=1.2", "1.2.9", "1.3.0"),
        ("1.2.3 - 2.3.4", "1.2.3 2.3.4", "2.3.5 1.2.2"),
        ("1.2 - 2.3", "1.2.0 2.3.9", "2.4.0"),
        ("1.2.7 || >=1.2.9 <2.0.0", "1.2.7 1.2.9 1.4.6", "1.2.8 2.0.0"),
        ("^18||^20", "18.19.0 20.1.0", "19.0.0"),
    ],
)
def test_a_range_takes_what_npm_takes(text: str, inside: str, outside: str) -> None:
    read = parse_requirement(text, "npm")
    assert [version for version in inside.split() if not admits(read, parse(version, "npm"))] == []
    assert [version for version in outside.split() if admits(read, parse(version, "npm"))] == []


@pytest.mark.parametrize(
    ("text", "version", "is_admitted"),
    [
        (">1.2.3-alpha.3", "1.2.3-alpha.7", True),
        (">1.2.3-alpha.3", "3.4.5-alpha.9", False),
        (">1.2.3-alpha.3", "3.4.5", True),
        ("^1.2.3-beta.2", "1.2.3-beta.4", True),
        ("^1.2.3-beta.2", "1.2.4-beta.2", False),
        ("^1.2.3-beta.2 || ^2.0.0", "2.0.1-beta.2", False),
    ],
)
def test_a_pre_release_needs_one_at_its_release(text: str, version: str, is_admitted: bool) -> None:
    assert admits(parse_requirement(text, "npm"), parse(version, "npm")) is is_admitted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("workspace:^", "a `workspace:` dependency"),
        ("workspace:^1.2.3", "a `workspace:` dependency"),
        ("npm:other@^1.2.3", "a `npm:` dependency"),
        ("file:../local", "a `file:` dependency"),
        ("git+ssh://git@example.com/a.git", r"a `git\+ssh:` dependency"),
        ("catalog:", "a `catalog:` dependency"),
        ("latest", "not an npm range"),
        ("owner/repository", "not an npm range"),
        ("1.2, 1.3", "not an npm range"),
        ("1.2.3.4", "more than three numbers"),
    ],
)
def test_what_is_no_range_is_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(RequirementError, match=message):
        parse_requirement(text, "npm")
