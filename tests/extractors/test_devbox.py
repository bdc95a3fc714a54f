"""Devbox: packages as a list and as a table, and the lock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.devbox import EXTRACTOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"packages": ["go@1.22", "hello"]}', ["toolchain:go selects 1.22"]),
        ('{"packages": {"nodejs": "20.1.0"}}', ["toolchain:node selects 20.1.0"]),
        ('{"packages": {"buf": {"version": "1.30.0"}}}', ["bin:buf selects 1.30.0"]),
        ('{"packages": ["go@latest"]}', ["toolchain:go selects *latest"]),
    ],
)
def test_a_package_at_a_version_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "devbox.json", text)
    assert pins(EXTRACTOR, "devbox.json", text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"packages": ["hello", "github:NixOS/nixpkgs/1.2#x"]}',
        '{"shell": {"init": "go@1.2"}}',
        "{}",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "devbox.json", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_the_lock_resolves() -> None:
    text = '{"packages": {"go@1.22": {"version": "1.22.5", "resolved": "github:NixOS/nixpkgs/x#go"}}}'
    assert pins(EXTRACTOR, "devbox.lock", text) == ["toolchain:go resolves 1.22.5"]


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    for path in ("devbox.json", "devbox.lock"):
        read(EXTRACTOR, path, content)
        read(EXTRACTOR, path, b'{"packages": ["a@' + content)
