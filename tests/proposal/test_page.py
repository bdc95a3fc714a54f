"""What is true of every proposal: it loads, it matches what is there, and by itself it changes nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.proposal.proposing import all_on, checked, proposed, tree, with_configuration

TABLE = 'TOOL_VERSIONS = {"fob": "1.17.0", "cog": "0.8.0", "gear-tools": "1.235.0"}\n'
REPOSITORIES = {
    "nothing": {},
    "no versions": {"README.md": "hello\n"},
    "agreeing": {"versions.bzl": TABLE, "a.bzl": 'FOB_VERSION = "1.17.0"\nCOG_VERSION = "0.8.0"\n'},
    "drifting": {
        "versions.bzl": TABLE,
        "a.bzl": '# kept at 1.4 because 1.5 is broken\nFOB_VERSION = "1.4.0"\n',
        "b.bzl": 'COG_VERSION = "0.8.0"\nGEAR_TOOLS_VERSION = "1.235.0"\n',
    },
    "roots": {
        "MODULE.bazel": 'bazel_dep(name = "platforms", version = "1.0.0")\n',
        "sub/MODULE.bazel": 'bazel_dep(name = "platforms", version = "0.0.11")\n',
    },
    "a tool's own file": {
        ".bazelversion": "8.3.1\n",
        ".github/workflows/ci.yml": "on: push\nenv:\n  USE_BAZEL_VERSION: 8.2.0\n",
    },
    "hostile names": {
        'a"b\\c.bzl': TABLE,
        "d#e.bzl": 'FOB_VERSION = "1.4.0"  # hold until "\\"\n',
        "tab\tin.bzl": 'COG_VERSION = "0.7.0"  # because \x07\n',
    },
}


@pytest.mark.parametrize("name", sorted(REPOSITORIES))
def test_a_proposal_changes_no_finding(tmp_path: Path, name: str) -> None:
    root = tree(tmp_path, REPOSITORIES[name])
    assert with_configuration(root, proposed(root)).report.diagnostics == checked(root).report.diagnostics


@pytest.mark.parametrize("name", sorted(REPOSITORIES))
def test_every_setting_speaks_of_something_once_it_is_on(tmp_path: Path, name: str) -> None:
    root = tree(tmp_path, REPOSITORIES[name])
    found = with_configuration(root, all_on(proposed(root))).report.diagnostics
    settings_ = {"unused-setting", "unused-ignore", "expired-hold"}
    assert [item.message for item in found if item.check in settings_] == []


@pytest.mark.parametrize("name", sorted(REPOSITORIES))
def test_two_proposals_are_the_same(tmp_path: Path, name: str) -> None:
    root = tree(tmp_path, REPOSITORIES[name])
    assert proposed(root) == proposed(root)


versions = st.sampled_from(["1.0.0", "1.1.0", "2.0.0"])
comments = st.text(
    st.characters(exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", exclude_categories=["Cs"]),
    max_size=30,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(versions, min_size=4, max_size=4), comments)
def test_whatever_a_comment_says_the_proposal_is_a_configuration(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[str], words: str
) -> None:
    first, second, third, fourth = drawn
    root = tree(
        tmp_path_factory.mktemp("x"),
        {
            "a.bzl": f'FOB_VERSION = "{first}"  # hold because {words}\nCOG_VERSION = "{second}"\n',
            "b.bzl": f'FOB_VERSION = "{third}"\nCOG_VERSION = "{fourth}"\n',
        },
    )
    text = proposed(root)
    tomllib.loads(text)
    with_configuration(root, all_on(text))


def test_the_beginning_counts_and_says_what_comes_next(tmp_path: Path) -> None:
    text = proposed(tree(tmp_path, REPOSITORIES["drifting"]))
    head = text[: text.index("[authority]")]
    assert "read 3 files with 6 pins of 3 tools" in head
    assert "finds 1 error and 0 warnings today." in head.replace("\n# ", " ")
    assert "#   vercheck baseline    write down what is left" in head


def test_where_nothing_was_found_no_baseline_is_asked_for(tmp_path: Path) -> None:
    assert "vercheck baseline" not in proposed(tree(tmp_path, REPOSITORIES["agreeing"]))


def test_the_checks_that_fail_are_listed_with_their_errors(tmp_path: Path) -> None:
    text = proposed(tree(tmp_path, REPOSITORIES["drifting"]))
    assert '[severity]\n#version-drift = "warning"  # 1 error\n' in text
    assert tomllib.loads(text)["severity"] == {}


def test_checks_that_only_warn_are_not(tmp_path: Path) -> None:
    text = proposed(tree(tmp_path, REPOSITORIES["roots"]))
    assert "1 warning today" in text.replace("\n# ", " ")
    assert "None fails today.\n[severity]\n\n" in text


def test_lines_are_short_enough_to_read(tmp_path: Path) -> None:
    for name, files in REPOSITORIES.items():
        text = proposed(tree(tmp_path / name, files))
        assert max(map(len, text.splitlines())) <= 110, name
