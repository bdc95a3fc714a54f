"""Settings: what a line of a name and a value pins."""

from __future__ import annotations

from vercheck.model import Extraction, Reference, Source
from vercheck.shapes.script import Script
from vercheck.shapes.settings import Setting, read_settings
from vercheck.shapes.shell_words import Word
from vercheck.syntax.passage import Passage


def settings(**given: str) -> Extraction:
    """Settings as they stand one after the other in a file."""
    text = "".join(f"{name} {value}\n" for name, value in given.items())
    source = Source("x.env", text.encode())
    known: dict[str, str] = {}
    script = Script(source, Passage.of_source(source), variables=known)
    found = []
    position = 0
    for name, value in given.items():
        start = position + len(name) + 1
        found.append(Setting(name, Word(value, start, start + len(value))))
        position = start + len(value) + 1
    return read_settings(script, found, known)


def test_a_name_says_what_the_value_is_the_version_of() -> None:
    (pin,) = settings(DENO_VERSION="2.2.12").pins
    assert (str(pin.artifact), pin.raw, pin.trail) == ("bin:deno", "2.2.12", "DENO_VERSION")


def test_a_version_of_nobody_knows_what_is_a_constant_that_may_be_referred_to() -> None:
    found = settings(VERSION="1.2.3", DENO_VERSION="${VERSION}")
    assert [constant.trail for constant in found.constants] == ["VERSION"]
    (pin,) = found.pins
    assert isinstance(pin.value, Reference)
    assert pin.value.target.trail == "VERSION"


def test_a_part_of_a_version_is_no_pin_but_may_be_referred_to() -> None:
    found = settings(DEMO_VERSION_MAJOR="2")
    assert found.pins == ()
    assert [constant.text for constant in found.constants] == ["2"]


def test_plain_numbers_are_nothing() -> None:
    found = settings(PORT="8080", COUNT="3")
    assert (found.pins, found.constants) == ((), ())
