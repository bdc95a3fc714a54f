"""The diff that people read before they say yes: true to the bytes, harmless to a terminal."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.fix.diff import unified_diff


def diff(old: bytes, new: bytes) -> str:
    return unified_diff({"f": old}, {"f": new}, colour=False)


def test_a_changed_line_stands_in_its_context() -> None:
    old = b"".join(b"%d\n" % number for number in range(1, 12))
    assert diff(old, old.replace(b"6\n", b"six\n")) == (
        "--- a/f\n+++ b/f\n@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-6\n+six\n 7\n 8\n 9\n"
    )


def test_files_that_are_equal_are_left_out_and_the_rest_is_in_order() -> None:
    text = unified_diff(
        {"b": b"1\n", "a": b"1\n", "c": b"1\n"}, {"b": b"2\n", "a": b"2\n", "c": b"1\n"}, False
    )
    assert [line for line in text.splitlines() if line.startswith("---")] == ["--- a/a", "--- a/b"]
    assert diff(b"same\n", b"same\n") == ""


def test_a_missing_newline_at_the_end_is_said() -> None:
    said = "\\ No newline at end of file\n"
    assert diff(b"a\nb", b"a\nc") == f"--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n{said}+c\n{said}"


def test_a_newline_that_a_change_adds_shows() -> None:
    assert diff(b"a", b"a\n").endswith("-a\n\\ No newline at end of file\n+a\n")


def test_line_endings_are_kept_so_that_the_diff_can_be_applied() -> None:
    assert diff(b"a\r\nb\r\n", b"a\r\nc\r\n").splitlines(keepends=True)[3:] == [" a\r\n", "-b\r\n", "+c\r\n"]


def test_a_byte_order_mark_stays_on_its_line() -> None:
    assert "-\ufeffa\n+\ufeffb\n" in diff(b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb\n")


def test_bytes_that_are_not_utf8_are_shown_escaped() -> None:
    assert "-caf\\xe9 1\n+caf\\xe9 2\n" in diff(b"caf\xe9 1\n", b"caf\xe9 2\n")


def test_control_characters_of_a_file_never_reach_the_terminal() -> None:
    shown = diff(b"\x1b[2Jx\n", b"\x1b[2Jy\n")
    assert "\x1b" not in shown
    assert "-\\x1b[2Jx\n" in shown


def test_tabs_and_letters_of_any_script_are_shown_as_they_are() -> None:
    assert "+\tversión 版 2\n" in diff(b"x\n", "\tversión 版 2\n".encode())


def test_new_and_removed_files_have_no_other_side() -> None:
    assert unified_diff({}, {"new": b"x\n"}, False) == "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+x\n"
    assert unified_diff({"old": b"x\n"}, {}, False) == "--- a/old\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"


def test_a_name_that_a_header_cannot_hold_is_quoted() -> None:
    assert '+++ "b/a\\012b"\n' in unified_diff({}, {"a\nb": b"x\n"}, False)


def test_colour_wraps_lines_and_changes_nothing_else() -> None:
    coloured = unified_diff({"f": b"a\n"}, {"f": b"b\n"}, True)
    assert "\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n" in coloured
    plain = coloured
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[36m"):
        plain = plain.replace(code, "")
    assert plain == diff(b"a\n", b"b\n")


LINES = st.lists(st.sampled_from([b"a", b"b", b"c = 1.2.3", b"\tx", b""]), max_size=30)
ENDINGS = st.sampled_from([b"\n", b"\r\n"])


@given(LINES, LINES, ENDINGS, st.booleans())
def test_patch_turns_the_old_content_into_the_new_one(
    tmp_path_factory: pytest.TempPathFactory, old: list[bytes], new: list[bytes], ending: bytes, ends: bool
) -> None:
    folder: Path = tmp_path_factory.mktemp("patched")
    before, after = (ending.join(lines) + (ending if ends else b"") for lines in (old, new))
    (folder / "f").write_bytes(before)
    patch = unified_diff({"f": before}, {"f": after}, colour=False)
    if patch:
        subprocess.run(["git", "apply", "-p1", "-"], input=patch.encode(), cwd=folder, check=True)
    found = (folder / "f").read_bytes() if (folder / "f").exists() else b""
    assert found == after
