from __future__ import annotations

from vercheck.config import DeclaredExtract, DeclaredTable, Placed
from vercheck.declared import Declared, Heard
from vercheck.model import (
    Artifact,
    Constant,
    Exact,
    Extraction,
    Location,
    Pin,
    Role,
    Source,
    Span,
)
from vercheck.shapes.pins import pin_at
from vercheck.versions import parse

PATH = "deploy/env.txt"
TEXT = "wasmtime-1.2.3 wasmtime-4.5.6\n"
SOURCE = Source(PATH, TEXT.encode())


def row(line: int) -> Location:
    return Location("vercheck.toml", Span(line, line + 1), line, 1, line, 2)


def extract(pattern: str, artifact: str = "bin:wasmtime", line: int = 1) -> Placed[DeclaredExtract]:
    return Placed(DeclaredExtract((PATH,), pattern, Artifact.parse(artifact)), row(line))


def table(symbol: str, line: int, path: str = "pins.py") -> Placed[DeclaredTable]:
    return Placed(DeclaredTable(path, symbol, "bin"), row(line))


def guessed(text: str, artifact: str = "bin:other", trail: str = "OTHER") -> Pin:
    """What an extractor would say of a stretch of the file."""
    start = TEXT.index(text)
    span = Span(start, start + len(text))
    value = Exact(parse(text))
    return pin_at(SOURCE, span, Artifact.parse(artifact), value, role=Role.REQUIRES, trail=trail, track="x")


def said(pin: Pin) -> tuple[str, str, str, Role, str]:
    return (str(pin.artifact), pin.raw, pin.trail, pin.role, pin.track)


ONE = Declared(extracts=(extract("wasmtime-(?P<version>[0-9.]+)"),))


class TestWhoIsAsked:
    def test_only_files_that_rows_name_are_named(self) -> None:
        declared = Declared((table("PINS", 1),), (extract("x(?P<version>.)"),))
        assert declared.names(PATH)
        assert declared.names("pins.py")
        assert not declared.names("pins.py.bak")

    def test_a_file_that_nobody_speaks_of_is_heard_as_nothing(self) -> None:
        assert Declared().read(SOURCE) == Heard()

    def test_a_row_that_finds_a_version_is_used_and_another_says_why_not(self) -> None:
        declared = Declared((table("PINS", 1), table("PINZ", 2)))
        heard = declared.read(Source("pins.py", b'PINS = {"a": "1.2.3"}\n'))
        assert heard.used == {row(1)}
        assert heard.troubles == {row(2): "there is no such symbol; did you mean `PINS`?"}

    def test_a_row_without_a_match_is_not_used(self) -> None:
        assert Declared(extracts=(extract("jco-(?P<version>.+)"),)).read(SOURCE).used == frozenset()


class TestAddresses:
    def test_pins_of_patterns_and_comments_are_numbered_by_artifact(self) -> None:
        found = ONE.read(SOURCE).extraction.pins
        assert [pin.trail for pin in found] == ["bin:wasmtime", "bin:wasmtime[1]"]

    def test_of_one_artifact_at_one_place_there_is_one_pin(self) -> None:
        twice = Declared(extracts=(*ONE.extracts, extract(r"-(?P<version>1\S+)", line=2)))
        assert [pin.raw for pin in twice.read(SOURCE).extraction.pins] == ["1.2.3", "4.5.6"]


class TestBesideTheExtractors:
    def test_without_a_declaration_what_was_read_stays_as_it_is(self) -> None:
        read = Extraction(pins=(guessed("1.2.3"),))
        assert Heard().over(read) is read

    def test_at_one_place_the_declared_pin_holds_and_keeps_the_address(self) -> None:
        whole = ONE.read(SOURCE).over(Extraction(pins=(guessed("1.2.3"),)))
        assert [said(pin) for pin in whole.pins] == [
            ("bin:wasmtime", "1.2.3", "OTHER", Role.SELECTS, ""),
            ("bin:wasmtime", "4.5.6", "bin:wasmtime[1]", Role.SELECTS, ""),
        ]

    def test_so_it_does_where_the_extractor_saw_more_or_less(self) -> None:
        for text in ("wasmtime-1.2.3", "2.3"):
            whole = ONE.read(SOURCE).over(Extraction(pins=(guessed(text),)))
            assert said(whole.pins[0])[:3] == ("bin:wasmtime", "1.2.3", "OTHER")
            assert len(whole.pins) == 2

    def test_pins_elsewhere_in_the_file_are_kept(self) -> None:
        declared = Declared(extracts=(extract(r"-(?P<version>1\S+)"),))
        read = Extraction(pins=(guessed("4.5.6"),))
        whole = declared.read(SOURCE).over(read)
        assert {said(pin)[:2] for pin in whole.pins} == {("bin:other", "4.5.6"), ("bin:wasmtime", "1.2.3")}

    def test_a_constant_that_the_extractor_knows_is_not_told_twice(self) -> None:
        place = SOURCE.locate(Span(0, 1))
        heard = Heard(Extraction(constants=(Constant("A", "1", place), Constant("B", "2", place))))
        known = Extraction(constants=(Constant("A", "1", place),))
        assert [constant.trail for constant in heard.over(known).constants] == ["A", "B"]


class TestStanding:
    def test_a_comment_in_a_test_counts_and_one_in_a_fixture_speaks_of_the_fixture(self) -> None:
        text = b"# vercheck: pin bin:x\n1.2.3\n"
        assert Declared().read(Source("tests/a.conf", text)).extraction.pins[0].is_declared
        assert not Declared().read(Source("fixtures/a.conf", text)).extraction.pins[0].is_declared
        assert not Declared().read(Source("vendor/a.conf", text)).extraction.pins[0].is_declared
