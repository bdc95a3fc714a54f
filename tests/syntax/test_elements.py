"""XML as a stream: what an element says, where, and what a damaged file still gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Source
from vercheck.syntax.elements import Element, elements


def read(text: str | bytes) -> tuple[Source, list[Element]]:
    source = Source("a.xml", text.encode() if isinstance(text, str) else text)
    return source, list(elements(source))


def said(text: str) -> list[tuple[str, str | None]]:
    source, found = read(text)
    return [(one.name, source.text(one.text) if one.text is not None else None) for one in found]


def test_elements_come_as_they_end_with_the_text_of_those_that_hold_no_others() -> None:
    assert said("<a>\n <b> 1.2 </b>\n <c/>x\n</a>") == [("b", "1.2"), ("c", None), ("a", None)]


def test_attributes_have_their_places() -> None:
    source, (one,) = read("<x:a one='1' two = \"2>3\" />")
    assert (one.name, {key: source.text(span) for key, span in one.attributes.items()}) == (
        "a",
        {"one": "1", "two": "2>3"},
    )


def test_an_element_knows_what_is_around_it() -> None:
    _, (inner, *_) = read("<a><b><c>1</c></b></a>")
    assert inner.around == ("a", "b")
    assert inner.parent is not None
    assert inner.parent.name == "b"


@pytest.mark.parametrize("aside", ["<!-- <b>1</b> -->", "<![CDATA[<b>1</b>]]>", "<?b 1?>", "<!DOCTYPE b>"])
def test_what_is_set_aside_holds_no_elements(aside: str) -> None:
    assert [name for name, _ in said(f"<a>{aside}</a>")] == ["a"]


@pytest.mark.parametrize(
    "text", ["<a><b>1</b>", "<a><b>1</b><!-- ", "<a><b>1</b><c d='", "<a><b>1</b></x></y>"]
)
def test_a_damaged_file_is_read_as_far_as_it_goes(text: str) -> None:
    assert said(text)[0] == ("b", "1")


def test_depth_costs_nothing() -> None:
    _, found = read("<a>" * 50_000 + "1" + "</a>" * 50_000)
    assert len(found) == 50_000


@given(st.binary(max_size=200) | st.text(alphabet="<a b='\">/!-[]?1", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    source, found = read(content)
    for one in found:
        for span in (*one.attributes.values(), *([one.text] if one.text is not None else [])):
            assert 0 <= span.start <= span.end <= len(source.content)
