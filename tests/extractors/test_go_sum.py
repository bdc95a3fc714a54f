"""go.sum: modules with their digests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.go_sum import EXTRACTOR

DIGEST = "h1:x0NFBXFm6mUqhtDuRT7EJ3ZJn7cIZLNPVWkMEs5IFQw="


def test_a_module_that_was_taken_is_resolved_with_its_digest() -> None:
    (pin,) = read(EXTRACTOR, "go.sum", f"golang.org/x/net v0.26.0 {DIGEST}\n").pins
    assert pins(EXTRACTOR, "go.sum", f"golang.org/x/net v0.26.0 {DIGEST}\n") == [
        "go:golang.org/x/net resolves v0.26.0"
    ]
    assert pin.trail == "golang.org/x/net@v0.26.0"
    assert [digest.algorithm for digest in pin.digests] == ["h1"]


def test_a_module_that_was_only_looked_at_is_not_resolved() -> None:
    text = f"golang.org/x/net v0.20.0/go.mod {DIGEST}\ngolang.org/x/net v0.26.0 {DIGEST}\n"
    assert pins(EXTRACTOR, "go.sum", text) == ["go:golang.org/x/net resolves v0.26.0"]


def test_an_empty_file_and_one_with_windows_lines_are_quiet() -> None:
    assert read(EXTRACTOR, "go.sum", "").notes == ()
    assert read(EXTRACTOR, "go.sum", f"a.b/c v1.0.0 {DIGEST}\r\n\r\n").notes == ()


def test_a_line_of_another_form_is_noted_and_the_rest_is_read() -> None:
    extraction = read(EXTRACTOR, "go.sum", f"=======\na.b/c v1.0.0 {DIGEST}\n")
    assert [(note.check, note.location.line) for note in extraction.notes] == [("parse-error", 1)]
    assert [pin.raw for pin in extraction.pins] == ["v1.0.0"]


def test_a_file_of_other_lines_is_not_noted_without_end() -> None:
    assert len(read(EXTRACTOR, "go.sum", "x\n" * 1000).notes) == 20


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "go.sum", content)
    read(EXTRACTOR, "go.sum", b"a v1 " + content)
