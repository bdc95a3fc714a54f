"""XML as elements with the bytes of their text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source
from vercheck.syntax.xml import MAX_DEPTH, parse_xml


def read(content: str | bytes) -> Source:
    return Source("a.xml", content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize(
    "text", ["<a><b>1.2</b></a>", "<n:a xmlns:n='u'><n:b>\n 1.2 </n:b></n:a>", "<a>é<b>1.2</b></a>"]
)
def test_text_stands_at_its_bytes_without_blanks(text: str) -> None:
    source = read(text)
    root = parse_xml(source).root
    assert root is not None
    assert root.value("b") == "1.2"
    found = root.get("b")
    assert found is not None
    assert found.text is not None
    assert source.text(found.text.span) == "1.2"


@pytest.mark.parametrize(
    "text", ["<a><b>1&amp;2</b></a>", "<a><b><![CDATA[1.2]]></b></a>", "<a><b>1<!-- x -->2</b></a>"]
)
def test_what_is_written_otherwise_than_it_reads_has_no_text(text: str) -> None:
    root = parse_xml(read(text)).root
    assert root is not None
    assert root.value("b") == ""


def test_what_stands_before_the_damage_is_there() -> None:
    read_ = parse_xml(read("<a><b>1.2</b><c></a>"))
    assert read_.root is not None
    assert read_.root.value("b") == "1.2"
    assert [note.check for note in read_.notes] == ["parse-error"]


def test_a_document_type_is_refused() -> None:
    read_ = parse_xml(read('<!DOCTYPE a [<!ENTITY b "1.2">]><a>&b;</a>'))
    assert (read_.root, [note.check for note in read_.notes]) == (None, ["not-understood"])


def test_elements_are_told_to_a_depth() -> None:
    root = parse_xml(read("<a>" * 50_000 + "</a>" * 50_000)).root
    depth = 0
    while root is not None and depth < 1000:
        root, depth = root.get("a"), depth + 1
    assert depth == MAX_DEPTH


def test_comments_are_told() -> None:
    source = read("<a><!-- b --></a>")
    assert [source.text(span) for span in parse_xml(source).comments] == ["<!-- b "]


@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    parse_xml(read(content))
