"""Lists of platforms in shell text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source
from vercheck.shapes.shell_lists import read_shell_lists


def said(text: str) -> dict[str, list[str]]:
    source = Source("a.sh", text.encode())
    found = read_shell_lists(source).platform_lists
    assert all(source.text(entry.location.span) == entry.text for item in found for entry in item.entries)
    return {item.name: [entry.text for entry in item.entries] for item in found}


def test_comments_in_an_array_are_left_out() -> None:
    text = "TARGETS=(\n  linux-x64   # (the usual one)\n  # darwin-x64\n  darwin-arm64\n)\n"
    assert said(text) == {"TARGETS": ["linux-x64", "darwin-arm64"]}


def test_an_array_with_anything_else_in_it_is_none() -> None:
    assert said("FLAGS=(linux-x64 --verbose darwin-arm64)\nX=(linux-x64 darwin-arm64 $EXTRA)\n") == {}


def test_words_of_a_sentence_are_no_list() -> None:
    assert said('MESSAGE="built for linux-x64 and darwin-arm64"\n') == {}


def test_an_array_that_is_never_closed_is_none() -> None:
    assert said("TARGETS=(\n  linux-x64\n  darwin-arm64\n") == {}


@given(st.text(alphabet="A=()\"'# \nlinux-x64[]:;\\", max_size=120))
def test_any_text_is_read(text: str) -> None:
    said("linux " + text)
