"""composer.json: the own version, and constraints as Composer reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.composer_json import EXTRACTOR
from vercheck.model import Range
from vercheck.versions import admits, parse


def _required(constraint: str) -> list[str]:
    return pins(EXTRACTOR, "composer.json", '{"require": {"a/b": "' + constraint + '"}}')


def test_a_package_states_its_version() -> None:
    text = '{"name": "acme/foo", "version": "1.2.3"}'
    assert pins(EXTRACTOR, "composer.json", text) == ["composer:acme/foo provides 1.2.3"]


def test_the_language_is_no_package() -> None:
    text = '{"require": {"php": ">=8.1", "ext-json": "*"}, "require-dev": {"c/d": "^2"}}'
    assert pins(EXTRACTOR, "composer.json", text) == ["bin:php requires ~>=8.1", "composer:c/d requires ~^2"]


@pytest.mark.parametrize(
    ("constraint", "shown"),
    [
        ("1.2.3", "composer:a/b selects 1.2.3"),
        ("^1.2", "composer:a/b requires ~^1.2"),
        ("^1 | ^2", "composer:a/b requires ~^1 | ^2"),
        ("~1.2 || ~2.0", "composer:a/b requires ~~1.2 || ~2.0"),
        (">=1.2, <1.5", "composer:a/b requires ~>=1.2, <1.5"),
        ("^1.0@beta", "composer:a/b requires ~^1.0@beta"),
        ("*", "composer:a/b requires **"),
    ],
)
def test_a_constraint_is_read_and_kept_as_written(constraint: str, shown: str) -> None:
    assert _required(constraint) == [shown]


@pytest.mark.parametrize(
    ("version", "is_admitted"), [("1.2.0", True), ("1.9.0", True), ("2.0.0", False), ("1.1.0", False)]
)
def test_a_tilde_lets_the_last_part_grow(version: str, is_admitted: bool) -> None:
    (pin,) = read(EXTRACTOR, "composer.json", '{"require": {"a/b": "~1.2"}}').pins
    assert isinstance(pin.value, Range)
    assert admits(pin.value.requirement, parse(version)) is is_admitted


@pytest.mark.parametrize("constraint", ["dev-main", "1.x-dev", "self.version", "@stable"])
def test_a_branch_is_no_version(constraint: str) -> None:
    extraction = read(EXTRACTOR, "composer.json", '{"require": {"a/b": "' + constraint + '"}}')
    assert (extraction.pins, extraction.notes) == ((), ())


def test_what_cannot_be_read_is_noted() -> None:
    (note,) = read(EXTRACTOR, "composer.json", '{"require": {"a/b": "what?"}}').notes
    assert note.check == "not-understood"


@given(st.binary(max_size=200) | st.text(alphabet='{}":require 1.2~^|,', max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "composer.json", content)
