"""Which lines of comments are kept: those with a version, and those that promise agreement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Remark, Source, Span
from vercheck.shapes.remarks import CONTRACT, MAX_LINE, remarks_of


def remarks(text: str | bytes, kind: str = "comment") -> tuple[Remark, ...]:
    content = text.encode() if isinstance(text, str) else text
    return remarks_of(Source("a.bzl", content), [Span(0, len(content))], kind)


def texts(text: str, kind: str = "comment") -> list[str]:
    return [remark.text for remark in remarks(text, kind)]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("# gizmo 1.2.0 is needed", "gizmo 1.2.0 is needed"),
        ("// gizmo v1.2", "gizmo v1.2"),
        (" * gizmo 1.2.0-rc.1", "gizmo 1.2.0-rc.1"),
        ("/* gizmo 1.2.0 */", "gizmo 1.2.0"),
        ("-- gizmo 1.2.0", "gizmo 1.2.0"),
        ("; gizmo 1.2.0", "gizmo 1.2.0"),
    ],
)
def test_a_line_with_a_version_is_kept_without_its_marks(line: str, kept: str) -> None:
    assert texts(line) == [kept]


@pytest.mark.parametrize(
    "line",
    [
        "# must match the version in Cargo.toml",
        "# must be kept in sync with WORKSPACE",
        "# Keep this in sync with flake.nix",
        "# keep these two versions in sync",
        "# should match go.mod",
        "# same version as in MODULE.bazel",
        "# also update the lock file",
        "# bump both",
        "# these must stay equal",
        "# must stay what it is",
    ],
)
def test_a_promise_is_kept_without_any_version(line: str) -> None:
    assert texts(line) == [line.removeprefix("# ")]


@pytest.mark.parametrize(
    "line",
    [
        "# plain words",
        "# issue 123, 10 files",
        "# x/1.2.3/y",
        "# gizmo1.2",
        "# the same",
        "# this matches nothing",
        "# synchronous",
        "#",
        "",
    ],
)
def test_other_lines_are_quiet(line: str) -> None:
    assert texts(line) == []


def test_each_line_of_a_block_is_a_remark_of_its_own_with_its_place() -> None:
    found = remarks("/*\n * ü gizmo 1.2.0\n * plain\n * gizmo 1.3.0\n */")
    assert [(remark.text, remark.location.line, remark.location.column) for remark in found] == [
        ("ü gizmo 1.2.0", 2, 4),
        ("gizmo 1.3.0", 4, 4),
    ]


def test_of_an_embedded_text_only_its_own_comments_are_kept() -> None:
    text = "// gizmo 1.2.0\nlet x = 1.2;\n    # gizmo 1.3.0\nx = 1.4.0  # gizmo 1.4.0\n"
    assert texts(text, "text") == ["gizmo 1.2.0", "gizmo 1.3.0"]


def test_a_line_of_data_is_no_comment() -> None:
    assert texts(f"# gizmo 1.2.0 {'x' * MAX_LINE}") == []


@given(st.binary(max_size=300), st.sampled_from(["comment", "text", "docstring"]))
def test_a_remark_is_exactly_the_text_at_its_place(content: bytes, kind: str) -> None:
    source = Source("a.bzl", content)
    for remark in remarks_of(source, [Span(0, len(content))], kind):
        assert source.text(remark.location.span) == remark.text


PARTS = ["keep ", "this ", "in sync ", "must match ", "1.2", ".3", "-rc", " ", "\n", "#", "ü", "same as", "/"]


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_arrangement_of_telling_words_can_be_read(parts: list[str]) -> None:
    text = "".join(parts)
    assert all(remark.text in text for remark in remarks(text))


@pytest.mark.parametrize("part", ["keep this ", "keep a b c ", "1.2.", "1.2-", "matches the ", "# 1.2 "])
def test_a_very_long_comment_comes_to_an_end(part: str) -> None:
    assert remarks(f"# {part * 200_000}\n# gizmo 1.2.0\n")[-1].text == "gizmo 1.2.0"
    CONTRACT.search(part * 10_000)
