"""Patterns mean what they mean to git, whoever wrote them."""

from __future__ import annotations

import subprocess
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vercheck.discover.patterns import MAX_PATTERN, read_lines, read_patterns

SIGNS = (
    "a",
    "b",
    "ab",
    "*",
    "**",
    "?",
    "[ab]",
    "[!a]",
    "[a-b]",
    "[b-a]",
    "[[:alpha:]]",
    "[]a]",
    "/",
    "\\",
    "!",
)
names = st.text("ab.-]é! ", min_size=1, max_size=3).filter(lambda name: name.strip(". ") == name != "")
files = st.lists(names, min_size=1, max_size=4).map("/".join)
lines = st.lists(st.sampled_from((*SIGNS, "#", " ", "é", "]", "[")), min_size=1, max_size=6).map("".join)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", root], check=True)
    return root


def ignored_by_git(root: Path, rules: list[str], paths: list[str]) -> set[str]:
    (root / ".gitignore").write_text("\n".join(rules) + "\n")
    command = ["git", "-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "--stdin", "-z"]
    done = subprocess.run(
        command, cwd=root, input="\0".join(paths), capture_output=True, text=True, check=False
    )
    return set(done.stdout.split("\0")) - {""}


def crosses_a_folder(line: str) -> bool:
    """A class with a slash in it is one to git, and no pattern here."""
    return "/" in line.partition("[")[2]


@settings(max_examples=150)
@example(["a/", "!a/b"], ["a/b", "a"])
@example(["a/*", "!a/b"], ["a/b", "a/a"])
@example(["*a*b", "\\!b", "a\\ "], ["aab", "!b", "a "])
@given(
    st.lists(lines.filter(lambda line: not crosses_a_folder(line)), min_size=1, max_size=3),
    st.lists(files, min_size=1, max_size=12, unique=True),
)
def test_what_git_ignores_is_what_is_meant(repository: Path, rules: list[str], paths: list[str]) -> None:
    meant = read_patterns(read_lines(("\n".join(rules) + "\n").encode())).meant(paths)
    assert meant == ignored_by_git(repository, rules, paths)


@pytest.mark.parametrize(
    "line", ["[b-a]", "[", "a\\", "[!]", "a{2}", "(?:", "***", "x" * (MAX_PATTERN + 1), "[a-b-c]"]
)
def test_a_line_that_is_hardly_a_pattern_is_an_answer_without_a_warning(line: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_patterns((line, "*.log")).meant(["x.log", "y"]) == {"x.log"} | (
            {"y"} if line == "***" else set()
        )


def test_names_and_patterns_that_are_no_text_are_compared_byte_by_byte() -> None:
    rules = read_patterns(read_lines(b"\xff*.log\n\xc3?\n"))
    assert rules.meant(["\udcff\udcfe.log", "x.log", "é", "\udcff"]) == {"\udcff\udcfe.log", "é"}


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.text(max_size=20))
def test_any_bytes_are_a_list_of_patterns(content: bytes, name: str) -> None:
    read_patterns(read_lines(content)).verdict(name.replace("\0", "").encode("utf-8", "replace").decode())


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 300 + "b", "**/a/" * 150 + "b", "*?" * 300 + "b", "**/*a*/" * 100 + "x", "[a-z]*" * 100 + "0"],
)
def test_a_pattern_of_many_stars_has_an_end(pattern: str) -> None:
    """An engine that went back for each star would not return within the life of this machine."""
    rules = read_patterns((pattern,))
    assert rules.meant(["a" * 255, "a/" * 500 + "a", ("a" * 250 + "/") * 15]) == set()


def test_rules_of_any_length_cost_no_more_than_is_promised() -> None:
    assert read_patterns(tuple(f"a{index}" for index in range(100_000))).meant(["a4999", "a5000"]) == {
        "a4999"
    }
