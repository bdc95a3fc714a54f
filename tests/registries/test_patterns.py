"""Address patterns that build files spell out."""

from __future__ import annotations

import pytest

from tests.registries.reading import patterns
from vercheck.model import Source
from vercheck.registries.patterns import patterns_in


def templates(text: str) -> list[tuple[str, str]]:
    return [(pattern.row, pattern.template) for pattern in patterns(text)]


def test_a_row_has_a_base_and_a_file_name() -> None:
    text = """P = {"go": {"base": "https://go.dev/dl", "filename": "go{version}.{suffix}"}}"""
    assert templates(text) == [("go", "https://go.dev/dl/go{version}.{suffix}")]


def test_a_row_may_be_one_address() -> None:
    text = """P = {"go": "https://go.dev/dl/go{version}.{suffix}"}"""
    assert templates(text) == [("go", "https://go.dev/dl/go{version}.{suffix}")]


def test_what_is_put_into_a_format_string_names_its_holes() -> None:
    text = """
def f(version, info):
    return "https://a.b/v{}/x-{}-{}".format(version, version, info["url_suffix"])
"""
    assert templates(text) == [("", "https://a.b/v{version}/x-{version}-{url_suffix}")]


@pytest.mark.parametrize(
    "said", ['info["url_suffix"]', 'info.get("url_suffix")', "info.url_suffix", "url_suffix"]
)
def test_a_value_is_named_by_its_last_part(said: str) -> None:
    text = f'def f(v, info, url_suffix):\n    return "https://a.b/{{}}".format({said})\n'
    assert templates(text) == [("", "https://a.b/{url_suffix}")]


def test_named_and_numbered_holes_are_understood() -> None:
    text = 'def f(version, s):\n    return "https://a.b/{0}/{suffix}".format(version, suffix = s)\n'
    assert templates(text) == [("", "https://a.b/{version}/{suffix}")]


def test_a_file_name_that_is_made_before_is_put_in_its_place() -> None:
    text = """
def f(version, info):
    name = "x-v{}-{}".format(version, info["url_suffix"])
    return "https://a.b/v{}/{}".format(version, name)
"""
    assert templates(text) == [("", "https://a.b/v{version}/x-v{version}-{url_suffix}")]


@pytest.mark.parametrize(
    "text",
    [
        'def f(p):\n    return "https://a.b/{}".format(suffix_of(p))\n',
        'def f():\n    return "https://a.b/{}"\n',
        'def f(v):\n    return "http://a.b/{}".format(v)\n',
        'def f(v):\n    return "see {} at https://a.b".format(v)\n',
        'def f(v):\n    return "https://a.b/{}/{}".format(v)\n',
        'P = {"go": {"base": "https://go.dev/dl"}}',
        'P = {"go": {"base": "http://go.dev/dl/{version}"}}',
    ],
)
def test_what_cannot_be_told_is_no_pattern(text: str) -> None:
    assert templates(text) == []


@pytest.mark.parametrize(
    "content", [b"\xff\xfe{https://", b'"https://{}".format(' * 500, b"https:// {" + b"(" * 5000]
)
def test_damaged_files_are_no_trouble(content: bytes) -> None:
    patterns_in(Source("x.bzl", content))


def test_a_name_that_stands_for_itself_ends() -> None:
    text = 'def f(a):\n    a = "https://a.b/{}".format(a)\n    return "https://a.b/{}".format(a)\n'
    templates(text)
