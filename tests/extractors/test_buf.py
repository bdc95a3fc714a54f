"""Buf: remote plugins, modules, the lock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.buf import EXTRACTOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "version: v2\nplugins:\n  - remote: buf.build/protocolbuffers/go:v1.34.2\n    out: gen\n",
            ["bin:protoc-gen-go selects v1.34.2"],
        ),
        (
            "version: v1\nplugins:\n  - plugin: buf.build/grpc/go:v1.3.0\n    out: gen\n",
            ["bin:protoc-gen-go-grpc selects v1.3.0"],
        ),
        ("plugins:\n  - remote: buf.build/grpc/python:v1.64.2\n", ["buf:grpc/python selects v1.64.2"]),
        ("deps:\n  - buf.build/googleapis/googleapis:v1.2.3\n", ["buf:googleapis/googleapis selects v1.2.3"]),
    ],
)
def test_what_is_asked_for_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "buf.gen.yaml", text)
    assert pins(EXTRACTOR, "buf.gen.yaml", text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "version: v2\nplugins:\n  - local: protoc-gen-go\n    out: gen\n",
        "plugins:\n  - remote: buf.build/protocolbuffers/go\n",
        "deps:\n  - buf.build/googleapis/googleapis\n",
        "lint:\n  use: [DEFAULT]\n",
        "",
    ],
)
def test_what_names_no_version_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "buf.yaml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


@pytest.mark.parametrize(
    "entry",
    [
        "name: buf.build/o/r\n    commit: ab12\n",
        "owner: o\n    repository: r\n    commit: ab12\n",
    ],
)
def test_a_lock_resolves_a_module_to_a_commit(entry: str) -> None:
    assert pins(EXTRACTOR, "buf.lock", f"version: v2\ndeps:\n  - {entry}") == ["buf:o/r resolves #ab12"]


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    for path in ("buf.gen.yaml", "buf.lock"):
        read(EXTRACTOR, path, content)
        read(EXTRACTOR, path, b"deps:\n  - commit: " + content)
