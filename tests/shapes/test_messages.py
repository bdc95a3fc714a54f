"""What a program shows, and comments in its source, are kept where they name something with a version."""

from __future__ import annotations

import pytest

from vercheck.model import Source
from vercheck.shapes.messages import messages_of


def said(text: str, *, spoken_only: bool = False) -> list[str]:
    source = Source("a.rs", text.encode())
    found = messages_of(source, spoken_only=spoken_only)
    assert all(source.text(remark.location.span) == remark.text for remark in found)
    assert {remark.kind for remark in found} <= {"message"}
    return [remark.text for remark in found]


def test_comments_and_quoted_texts_that_name_a_version_are_kept() -> None:
    assert said('//! Made for wit-bindgen 0.30.0\nfn f() { panic!("install wasm-tools 1.200.0"); }\n') == [
        "Made for wit-bindgen 0.30.0",
        "install wasm-tools 1.200.0",
    ]


def test_what_stands_before_and_behind_a_line_that_is_too_long_to_be_one_is_kept() -> None:
    long = "# " + "gizmo 1.2 " * 500
    assert said(f"# gadget 1.1\n{long}\n\n# widget 1.3") == ["gadget 1.1", "widget 1.3"]


@pytest.mark.parametrize(
    "text",
    [
        "let x = call(a, 1.5);",
        "// Licensed under the Apache License, Version 2.0",
        "// see https://example.org/tool 1.2",
        '"1.2.3"',
        "x = tool 1.2.3",
    ],
)
def test_code_and_licences_say_nothing(text: str) -> None:
    assert said(text) == []


def test_of_a_script_only_what_it_says_is_kept() -> None:
    text = 'echo "install buf 1.30.0"\nrun "buf 1.31.0"\ndie \'need node 20.1\'\n# buf 1.32.0\n'
    assert said(text, spoken_only=True) == ["install buf 1.30.0", "need node 20.1"]
