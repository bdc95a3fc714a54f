"""Shell scripts, with or without an extension; what their commands mean is tested with the commands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.shell_script import EXTRACTOR


def test_a_script_is_read_by_its_extension() -> None:
    assert pins(EXTRACTOR, "tools/get.sh", "GO_VERSION=1.22.3\n") == ["toolchain:go selects 1.22.3"]


def test_a_file_without_an_extension_is_read_where_it_says_that_it_is_a_script() -> None:
    text = "MIN_BAZEL_MAJOR=0\nMIN_BAZEL_MINOR=29\n"
    assert pins(EXTRACTOR, "start", "#!/bin/sh\n" + text) == ["bin:bazel requires ~0.29"]
    assert pins(EXTRACTOR, "start", "#!/usr/bin/env -S bash -e\n" + text) == ["bin:bazel requires ~0.29"]
    assert pins(EXTRACTOR, "start", text) == []
    assert pins(EXTRACTOR, "start", "#!/usr/bin/env python3\n" + text) == []


def test_bytes_of_a_program_are_not_read() -> None:
    assert pins(EXTRACTOR, "a.sh", b"GO_VERSION=1.2\n\0\0") == []


def test_comments_are_remarks_and_commands_are_not() -> None:
    extraction = read(
        EXTRACTOR, "a.sh", "# must match tinygo 0.40.1\necho '# not 1.2.3 a comment' # wac 0.7.0\n"
    )
    comments = [remark.text for remark in extraction.remarks if remark.kind == "comment"]
    assert comments == ["must match tinygo 0.40.1", "wac 0.7.0"]


def test_a_declaration_that_a_script_writes_is_an_example() -> None:
    text = (
        "cat > WORKSPACE <<EOF\nhttp_archive(\n  name = 'rules_x',\n"
        "  strip_prefix = 'rules_x-0.11',\n  url = 'https://github.com/o/rules_x/archive/v0.11.tar.gz',\n)\nEOF\n"
    )
    extraction = read(EXTRACTOR, "start.sh", text)
    assert pins(EXTRACTOR, "start.sh", text) == ["github:o/rules_x mentions 0.11"]
    (statement,) = extraction.statements
    assert [(member.name, member.location.line) for member in statement.members] == [
        ("strip_prefix", 4),
        ("url", 5),
    ]


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "a.sh", content)
