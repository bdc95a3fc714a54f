"""Versions in the comments behind commits, through the real extractors."""

from __future__ import annotations

import pytest

from tests.trees import said, tree
from vercheck.model import Severity

FIRST, SECOND = "1" * 39 + "a", "2" * 39 + "b"


def workflow(*uses: str) -> str:
    return "jobs:\n  a:\n    steps:\n" + "".join(f"      - uses: {use}\n" for use in uses)


def messages(*uses: str) -> list[str]:
    found = said("stale-mention", tree({".github/workflows/ci.yml": workflow(*uses)}))
    assert all(item.severity is Severity.WARNING for item in found)
    return [item.message for item in found]


def test_one_commit_that_is_called_by_two_versions_is_reported() -> None:
    assert messages(f"acme/go@{FIRST} # v4.2.2", f"acme/go@{FIRST} # v4.2.1") == [
        "this comment calls the commit `111111111111` of `acme/go` `v4.2.1`, but .github/workflows/ci.yml:4 "
        "calls `111111111111` `v4.2.2`"
    ]


def test_one_version_that_is_two_commits_is_reported() -> None:
    assert messages(f"acme/go@{FIRST} # v4.2.2", f"acme/go@{SECOND} # v4.2.2") == [
        "this comment calls the commit `222222222222` of `acme/go` `v4.2.2`, but .github/workflows/ci.yml:4 "
        "calls `111111111111` `v4.2.2`"
    ]


@pytest.mark.parametrize(
    "uses",
    [
        (f"acme/go@{FIRST} # v4.2.2", f"acme/go@{FIRST} # v4.2.2"),
        (f"acme/go@{FIRST} # v4.2.2", f"acme/go@{FIRST} # v4"),
        (f"acme/go@{FIRST} # v4.2.2", f"acme/go@{FIRST} # 4.2.2"),
        (f"acme/go@{FIRST} # v4.2.2", f"acme/go@{SECOND} # v4.2.3"),
        (f"acme/go@{FIRST} # v4", f"acme/go@{SECOND} # v4"),
        (f"acme/go@{FIRST} # v4.2.2", f"acme/rust@{FIRST} # v1.0.0"),
        (f"acme/go@{FIRST} # v4.2.2", f"acme/go@{FIRST}"),
    ],
    ids=[
        "the same twice", "a short name", "without the letter", "two releases", "a tag that moves",
        "two actions", "no comment",
    ],
)  # fmt: skip
def test_names_that_do_not_contradict_are_quiet(uses: tuple[str, ...]) -> None:
    assert messages(*uses) == []
