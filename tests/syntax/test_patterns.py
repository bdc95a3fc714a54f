from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Span
from vercheck.syntax.patterns import PatternError, compile_pattern


def found(pattern: str, content: bytes, group: str = "version") -> list[bytes]:
    matches = compile_pattern(pattern).matches(content)
    return [content[span.start : span.end] for _, groups in matches if (span := groups.get(group))]


def test_a_named_group_has_the_bytes_that_it_matched() -> None:
    content = "é = 1.2\nß = 3.4\n".encode()
    (_, first), (whole, second) = compile_pattern(r"\S = (?P<version>[0-9.]+)").matches(content)
    assert first["version"] == Span(5, 8)
    assert second["version"] == Span(14, 17)
    assert content[whole.start : whole.end] == "ß = 3.4".encode()


def test_edges_are_those_of_lines() -> None:
    assert found(r"^a=(?P<version>\d)$", b"a=1\nb a=2\na=3 b\na=4\n") == [b"1", b"4"]


def test_the_carriage_return_of_a_line_is_no_part_of_a_group() -> None:
    assert found(r"^a=(?P<version>.+)$", b"a=1\r\na= 2 \r\n") == [b"1", b"2"]


def test_bytes_that_are_no_text_are_passed_over() -> None:
    assert found(r"a=(?P<version>.+)", b"\xff\xfe a=\xff1\na=2\n") == [b"2"]


def test_a_group_that_took_no_part_or_is_empty_is_absent() -> None:
    assert found(r"a(?P<version>\d)?", b"a a1") == [b"1"]
    assert found(r"a(?P<version>\d*)", b"a a1") == [b"1"]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(", "missing \\)"),
        ("[a", "missing \\]"),
        ("(?=x)", "invalid perl operator: \\(\\?="),
        (r"(a)\1", "invalid escape sequence"),
        ("(a{1000}){1000}", "repetition size"),
        ("(?P<version>" + "(" * 100 + ")" * 101, "there are 101 groups, more than 100"),
        ("(?P<version>a)|(?P<version>b)", "the group `version` is there twice"),
    ],
)
def test_what_is_no_pattern_of_linear_time_is_refused_in_words(pattern: str, words: str) -> None:
    with pytest.raises(PatternError, match=words):
        compile_pattern(pattern)


@given(st.text(max_size=40), st.binary(max_size=60))
def test_any_pattern_is_refused_or_matches_inside_the_text(pattern: str, content: bytes) -> None:
    try:
        compiled = compile_pattern(f"(?P<version>{pattern})")
    except PatternError:
        return
    for whole, groups in compiled.matches(content):
        assert all(whole.covers(span) for span in groups.values())
        assert all(content[span.start : span.end].strip(b" \t\r\n") for span in groups.values())


def test_the_engine_is_loaded_for_a_pattern_only() -> None:
    program = "import sys, vercheck.pipeline, vercheck.cli.check; print('re2' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"
