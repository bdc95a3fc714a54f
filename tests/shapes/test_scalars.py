"""A pin from a scalar of a data file."""

from __future__ import annotations

from vercheck.model import Artifact, Range, Role, Source
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, written
from vercheck.syntax.json import parse_json

TOOL = Artifact("bin", "tool")


def sheet(text: str) -> Sheet:
    return Sheet(Source("x.json", text.encode()))


def test_a_version_selects_and_a_range_requires() -> None:
    page = sheet('{"a": "1.2.3", "b": "^1.2"}')
    value, _ = parse_json(page.source)
    one, other = scalar(get(value, "a")), scalar(get(value, "b"))
    assert one is not None
    assert other is not None
    first, second = page.pin(one, TOOL, "a", ranges="npm"), page.pin(other, TOOL, "b", ranges="npm")
    assert first is not None
    assert second is not None
    assert (first.role, second.role) == (Role.SELECTS, Role.REQUIRES)
    assert isinstance(second.value, Range)


def test_a_stretch_stands_where_its_characters_are() -> None:
    page = sheet('{"é": "x@1.2.3"}')
    value, _ = parse_json(page.source)
    text = scalar(get(value, "é"))
    assert text is not None
    pin = page.pin(text, TOOL, "a", stretch=(2, 7))
    assert pin is not None
    assert (pin.raw, page.source.text(pin.location.span)) == ("1.2.3", "1.2.3")


def test_a_string_that_is_not_written_as_it_reads_is_no_pin() -> None:
    page = sheet('{"a": "\\u0031.2.3"}')
    value, _ = parse_json(page.source)
    text = scalar(get(value, "a"))
    assert text is not None
    assert written(text) == "1.2.3"
    assert page.pin(text, TOOL, "a") is None


def test_what_is_not_there_is_nothing() -> None:
    value, _ = parse_json(Source("x.json", b'{"a": [1]}'))
    assert get(value, "a", "b") is None
    assert list(entries(get(value, "a"))) == []
    assert len(items(get(value, "a"))) == 1
    assert items(value) == ()
    assert scalar(value) is None
