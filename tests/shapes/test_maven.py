"""Coordinates and versions of the JVM."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Exact, Floating, Opaque, Range
from vercheck.shapes.maven import java_minimum, maven_value, read_coordinate
from vercheck.versions import admits, parse


@pytest.mark.parametrize(
    ("text", "artifact", "version"),
    [
        ("g.h:a-b:1.2.3", "maven:g.h:a-b", "1.2.3"),
        ("g:a:jar:1.2", "maven:g:a", "1.2"),
        ("g:a:jar:tests:1.2", "maven:g:a", "1.2"),
        ("g:a:1.2:linux-x86_64", "maven:g:a", "1.2"),
        ("g:a:1.2@aar", "maven:g:a", "1.2"),
        ("g:a:[1.0,2.0)", "maven:g:a", "[1.0,2.0)"),
        ("g:a:$v", "maven:g:a", "$v"),
    ],
)
def test_a_coordinate_has_a_version_in_one_place(text: str, artifact: str, version: str) -> None:
    found = read_coordinate(text)
    assert found is not None
    assert (str(found.artifact), text[found.start : found.end]) == (artifact, version)


@pytest.mark.parametrize("text", ["g:a", ":a:b", "12:30:45", "http://x:80/1.2", "a:b:c", "g:a: 1.2", ""])
def test_what_is_no_coordinate_is_none(text: str) -> None:
    assert read_coordinate(text) is None


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("[1.0,2.0)", "1.5", "2.0"),
        ("[1.0,2.0[", "1.0", "2.0"),
        ("]1.0,2.0]", "2.0", "1.0"),
        ("[1.5]", "1.5", "1.6"),
        ("(,1.0],[2.0,)", "3.0", "1.5"),
        ("1.+", "1.9", "2.0"),
    ],
)
def test_ranges_admit_what_they_say(text: str, inside: str, outside: str) -> None:
    value = maven_value(text)
    assert isinstance(value, Range)
    assert admits(value.requirement, parse(inside))
    assert not admits(value.requirement, parse(outside))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1.2.3", Exact),
        ("31.1-jre", Exact),
        ("latest.release", Floating),
        ("+", Floating),
        ("1.7.25!!", Exact),
    ],
)
def test_other_versions(text: str, kind: type) -> None:
    assert isinstance(maven_value(text), kind)


@pytest.mark.parametrize("text", ["", "[1.0", "[,]", "(x,y)", "to do", "project"])
def test_what_is_no_version_is_none(text: str) -> None:
    assert maven_value(text) is None


@pytest.mark.parametrize(("text", "java"), [("17", "17"), ("1.8", "8"), ("1_8", "8"), ("11", "11")])
def test_java_was_counted_otherwise_once(text: str, java: str) -> None:
    value = java_minimum(text)
    assert isinstance(value, Range)
    assert admits(value.requirement, parse(java))


@given(st.text(max_size=100))
def test_any_text_is_read(text: str) -> None:
    assert not isinstance(maven_value(text), Opaque) or text.strip()[0].isdigit()
    read_coordinate(text)
    java_minimum(text)
