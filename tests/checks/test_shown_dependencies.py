"""Modules that documents tell people to depend on, held against what the project and other pages say."""

from __future__ import annotations

import pytest

from tests.trees import Files, place, said, tree
from vercheck.model import Diagnostic, Severity

OWN = 'module(name = "gyro", version = "1.0.0")\n'


def depends(version: str, name: str = "rules_cog") -> str:
    return f'bazel_dep(name = "{name}", version = "{version}")\n'


def page(version: str, name: str = "rules_cog") -> str:
    return f"# Start\n\n```starlark\n{depends(version, name)}```\n"


def findings(files: Files) -> list[Diagnostic]:
    return said("stale-mention", tree(files))


def test_a_page_that_was_forgotten_when_another_one_moved_is_told() -> None:
    files = {
        "MODULE.bazel": OWN + depends("0.62.0"),
        "docs/a.md": page("0.62.0"),
        "docs/b.md": page("0.48.0"),
    }
    (found,) = findings(files)
    assert (place(found), found.severity) == (("docs/b.md", 4), Severity.WARNING)
    assert found.message == (
        "this example asks for `rules-cog` `0.48.0`, but docs/a.md:4 says `0.62.0`, as MODULE.bazel:2 does"
    )


def test_all_that_a_page_forgot_is_one_finding() -> None:
    files = {
        "MODULE.bazel": OWN + depends("0.62.0"),
        "docs/a.md": page("0.62.0"),
        "docs/b.md": page("0.48.0") + page("0.46.0"),
    }
    (found,) = findings(files)
    assert [label.version for label in found.related] == ["0.62.0", "0.62.0", "0.46.0"]


@pytest.mark.parametrize(
    "files",
    [
        # Nobody moved: documents lag.
        {"MODULE.bazel": OWN + depends("0.62.0"), "docs/a.md": page("0.48.0"), "docs/b.md": page("0.48.0")},
        {"MODULE.bazel": OWN + depends("0.62.0"), "docs/a.md": page("0.61.0"), "docs/b.md": page("0.48.0")},
        # Documents that are ahead.
        {"MODULE.bazel": OWN + depends("0.48.0"), "docs/a.md": page("0.48.0"), "docs/b.md": page("0.62.0")},
        {"MODULE.bazel": OWN, "docs/a.md": page("0.62.0"), "docs/b.md": page("0.48.0")},
        # A page about an older release, and what is shown as an example of its own.
        {
            "MODULE.bazel": OWN + depends("0.62.0"),
            "docs/a.md": page("0.62.0"),
            "docs/migration.md": page("0.48.0"),
        },
        {
            "MODULE.bazel": OWN + depends("0.62.0"),
            "docs/a.md": page("0.62.0"),
            "examples/a/README.md": page("0.48.0"),
        },
        # What only an inner build root takes.
        {
            "MODULE.bazel": OWN,
            "a/MODULE.bazel": depends("0.62.0"),
            "a.md": page("0.62.0"),
            "b.md": page("0.4.0"),
        },
    ],
)
def test_documents_that_lag_together_or_speak_of_something_else_are_quiet(files: Files) -> None:
    assert not findings(files)
