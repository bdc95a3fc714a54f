from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.editor.uris import path_of, uri_of


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.bzl", "/a/b.bzl"),
        ("file:///a%20folder/%C3%A4.bzl", "/a folder/ä.bzl"),
        ("file:///a/%40scope/x%3By.json", "/a/@scope/x;y.json"),
        ("file:///a/x;y.json", "/a/x;y.json"),
        ("file:///a/100%25.bzl", "/a/100%.bzl"),
        ("file://localhost/a", "/a"),
    ],
)
def test_an_address_is_a_path_however_it_is_encoded(uri: str, path: str) -> None:
    assert path_of(uri) == Path(path)


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "git:/a/b.bzl?ref",
        "file://server/share/a",
        "file:a",
        "file:///a%00b",
        "http://[",
        "",
    ],
)
def test_what_is_no_file_here_has_no_path(uri: str) -> None:
    assert path_of(uri) is None


def test_a_name_that_is_not_utf8_keeps_its_bytes() -> None:
    path = Path(os.fsdecode(b"/a/\xff.bzl"))
    assert uri_of(path) == "file:///a/%FF.bzl"
    assert path_of(uri_of(path)) == path


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1))
def test_the_address_of_a_path_leads_back_to_it(name: str) -> None:
    path = Path("/folder") / name
    assert path_of(uri_of(path)) == path
