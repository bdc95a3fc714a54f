""".golangci.yml: the Go and the series of the program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.golangci_config import EXTRACTOR


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (".golangci.yml", 'version: "2"\n', ["golangci:config-format requires 2"]),
        (".golangci.yml", 'run:\n  go: "1.22"\n', ["toolchain:go requires ~1.22"]),
        (".golangci.toml", 'version = "2"\n[run]\ngo = "1.22"\n',
         ["golangci:config-format requires 2", "toolchain:go requires ~1.22"]),
        (".golangci.json", '{"run": {"go": "1.22"}}', ["toolchain:go requires ~1.22"]),
    ],
)  # fmt: skip
def test_what_the_file_is_for_is_a_minimum(path: str, text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, path, text)
    assert pins(EXTRACTOR, path, text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "text",
    ["run:\n  timeout: 5m\n", "linters:\n  enable: [gosec]\n  go: 1.22\n", "# version: 2\n", "- 1\n", ""],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, ".golangci.yml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    for path in (".golangci.yml", ".golangci.toml"):
        read(EXTRACTOR, path, content)
        read(EXTRACTOR, path, b'version: "' + content)
