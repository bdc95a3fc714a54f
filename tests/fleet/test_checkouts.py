"""Which checkouts a command line and a list name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vercheck.fleet.checkouts import checkouts, listed


def test_a_checkout_that_is_named_twice_counts_once_and_goes_by_its_first_name(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to("one")
    found = checkouts([f"{tmp_path}/one/", f"{tmp_path}/one", f"{tmp_path}/./link", f"{tmp_path}/two/../one"])
    assert [(item.name, item.place) for item in found] == [(f"{tmp_path}/one/", f"{tmp_path}/one")]


def test_a_path_that_is_not_there_is_a_checkout_all_the_same(tmp_path: Path) -> None:
    assert [item.place for item in checkouts([f"{tmp_path}/gone"])] == [f"{tmp_path}/gone"]


def test_a_circle_of_links_is_one_checkout(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert len(checkouts([f"{tmp_path}/a"])) == 1


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        (b"a\nb\n", ["a", "b"]),
        (b"a\r\nb", ["a", "b"]),
        (b"\xef\xbb\xbfa\n", ["a"]),
        (b"# all of them\n\n  \na # not a comment\n   # one\n", ["a # not a comment"]),
        (b" a b \n", [" a b "]),
        (b"a\nb\0#c\0", ["a\nb", "#c"]),
        (b"caf\xe9\n", [os.fsdecode(b"caf\xe9")]),
        (b"", []),
    ],
)
def test_a_list_has_a_path_on_each_line_or_before_each_nul(content: bytes, paths: list[str]) -> None:
    assert list(listed(content)) == paths
