"""justfiles: variables, references, recipes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.justfile import EXTRACTOR


@pytest.mark.parametrize(
    ("line", "is_default"),
    [
        ('deno_version := "2.2.12"', False),
        ("export DENO_VERSION := '2.2.12' # why", False),
        ('deno_version := env("DENO_VERSION", "2.2.12")', True),
        ("deno_version := env_var_or_default('DENO_VERSION', '2.2.12')", True),
    ],
)
def test_a_variable_is_a_pin(line: str, is_default: bool) -> None:
    (pin,) = read(EXTRACTOR, "justfile", line + "\n").pins
    assert (str(pin.artifact), pin.raw, pin.is_default) == ("bin:deno", "2.2.12", is_default)


@pytest.mark.parametrize(
    "text",
    [
        'set shell := ["bash", "-c"]\n',
        "deno_version := `deno --version`\n",
        "deno_version := other\n",
        "default: build\n\nbuild arg='1.2.3':\n    echo {{arg}}\n",
        "# deno_version := '2.2.12'\n",
    ],
)
def test_ordinary_lines_are_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "justfile", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_recipes_refer_to_variables() -> None:
    text = (
        'buf_version := "1.28.0"\n\n@build arg="1" *rest: other\n'
        "    @curl -L https://github.com/bufbuild/buf/releases/download/v{{ buf_version }}/"
        "buf-{{buf_version}}\n\n"
        "    cargo install just@1.2.3\n"
    )
    assert pins(EXTRACTOR, "justfile", text) == [
        "bin:buf selects 1.28.0",
        "github:bufbuild/buf selects @buf_version",
        "cargo:just selects 1.2.3",
    ]
    reference = read(EXTRACTOR, "justfile", text).pins[1]
    assert (reference.raw, reference.trail) == ("{{ buf_version }}", "build.curl(bufbuild/buf)")


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "justfile", content)
    read(EXTRACTOR, "justfile", b"x_version := '1.2'\nx:\n    @" + content)
