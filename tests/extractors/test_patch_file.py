"""A patch that bumps a tool by its name is read for what it writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.patch_file import EXTRACTOR

PATCH = """\
--- a/MODULE.bazel
+++ b/MODULE.bazel
@@ -1,1 +1,1 @@
-bazel_dep(name = "zlib", version = "1.3.0")
+bazel_dep(name = "zlib", version = "1.3.2")
+bazel_dep(name = "other", version = "9.9.9")
"""


def test_the_added_lines_that_name_the_tool_are_read() -> None:
    assert pins(EXTRACTOR, "p/0001-bump-zlib-to-1.3.1.patch", PATCH) == ["bin:zlib mentions 1.3.2"]


def test_a_file_of_the_tools_name_needs_not_repeat_it() -> None:
    text = "+++ b/pkgs/zlib/default.nix\n"
    text += '-  version = "1.3.0";\n+  version = "1.3.2";\n'
    assert pins(EXTRACTOR, "update-zlib-to-1.3.1.diff", text) == ["bin:zlib mentions 1.3.2"]


@pytest.mark.parametrize("name", ["zlib-1.3.1.patch", "bump-zlib.patch", "bump-other-to-1.patch"])
def test_a_name_that_promises_no_version_is_not_held_against_the_lines(name: str) -> None:
    assert pins(EXTRACTOR, name, PATCH) == []


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "bump-zlib-to-1.3.1.patch", b"+zlib " + content)
