"""Which files a row means, and when a move makes them stale."""

from __future__ import annotations

import pytest

from vercheck.graph import Knowledge
from vercheck.graph.knowledge import Derived, Groups
from vercheck.graph.made import describes, is_made_anew, made
from vercheck.model import Artifact, Severity
from vercheck.versions import parse


def derived(output: str, severity: Severity = Severity.ERROR, groups: str = "") -> Derived:
    return Derived(
        "a/b", "because", ("somewhere",), severity, "S", Artifact("bin", "one"), output, "make", groups
    )


@pytest.mark.parametrize(
    ("pattern", "path", "is_meant"),
    [
        ("**/lock.json", "lock.json", True),
        ("**/lock.json", "a/b/lock.json", True),
        ("**/lock.json", "a/unlock.json", False),
        ("**/lock.json", "unlock.json", False),
        ("lock.json", "a/lock.json", False),
        ("gen/**/*.py", "gen/a.py", True),
        ("gen/**/*.py", "gen/a/b.py", True),
        ("gen/**/*.py", "other/gen/a.py", False),
    ],
)
def test_two_stars_are_any_folder_and_none(pattern: str, path: str, is_meant: bool) -> None:
    assert describes(pattern, path) is is_meant


def test_rows_that_are_off_and_files_of_examples_are_left_out() -> None:
    known = Knowledge(derived=(derived("**/a.json"), derived("**/b.json", Severity.OFF)))
    paths = ["third_party/a.json", "b.json", "examples/a.json", "testdata/a.json", "a.json"]
    assert [path for _, path in made(known, paths)] == ["a.json", "third_party/a.json"]


@pytest.mark.parametrize(
    ("before", "now", "is_stale"),
    [
        ("1.0.0", "1.0.1", True),
        ("1.0.0", "v1.0.0", False),
        ("2025-01-01", "2025-02-01", True),
        ("2025-01-01", "2025-01-01", False),
    ],
)
def test_another_version_makes_other_files(before: str, now: str, is_stale: bool) -> None:
    assert is_made_anew(Knowledge(), derived("a"), parse(before), parse(now)) is is_stale


@pytest.mark.parametrize(
    ("before", "now", "is_stale"),
    [
        ("1.0.0", "1.1.3", False),
        ("1.1.3", "1.2.0", True),
        ("1.2.0", "1.3.0", False),
        ("0.9.0", "1.0.0", False),
    ],
)
def test_only_from_one_group_to_another(before: str, now: str, is_stale: bool) -> None:
    groups = Groups(
        "a/g", "because", ("somewhere",), Severity.ERROR, "S", (("~1.0", "~1.1"), ("~1.2",)), "1.2.0"
    )
    row = derived("a", groups="a/g")
    assert is_made_anew(Knowledge(groups=(groups,)), row, parse(before), parse(now)) is is_stale
