"""Pixi: packages of conda and PyPI, features, platforms, and the same in a pyproject.toml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.pixi import EXTRACTOR
from vercheck.extractors.pyproject import EXTRACTOR as PYPROJECT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[dependencies]\npython = "3.12.*"\n', ["toolchain:python requires ~3.12.*"]),
        ('[dependencies]\nnumpy = "==1.26.4"\n', ["conda:numpy selects 1.26.4"]),
        (
            '[dependencies]\nnumpy = {version = ">=1.2,<2", channel = "x"}\n',
            ["conda:numpy requires ~>=1.2,<2"],
        ),
        ('[pypi-dependencies]\nFlask = "==2.0"\n', ["pypi:flask selects 2.0"]),
        ('[feature.gpu.dependencies]\nx = "1.2"\n', ["conda:x selects 1.2 [gpu]"]),
        ('[target.linux-64.dependencies]\nx = "1.2"\n', ["conda:x selects 1.2 [linux-64]"]),
        ('[workspace]\nname = "me"\nversion = "0.1.0"\n', ["conda:me provides 0.1.0"]),
        ('[workspace]\nrequires-pixi = ">=0.40"\n', ["bin:pixi requires ~>=0.40"]),
        (
            '[pypi-dependencies]\nx = {git = "https://github.com/o/r.git", tag = "v1.2"}\n',
            ["github:o/r selects v1.2"],
        ),
    ],
)
def test_what_is_asked_for_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "pixi.toml", text)
    assert pins(EXTRACTOR, "pixi.toml", text) == expected
    assert extraction.notes == ()


def test_a_pyproject_may_hold_the_same_tables() -> None:
    text = (
        '[tool.pixi.dependencies]\nnumpy = "==1.26.4"\n[tool.pixi.workspace]\nname = "x"\nversion = "1.0"\n'
    )
    assert pins(PYPROJECT, "pyproject.toml", text) == ["conda:numpy selects 1.26.4"]


@pytest.mark.parametrize(
    "text",
    [
        '[dependencies]\npython = "*"\n',
        '[pypi-dependencies]\nme = {path = ".", editable = true}\n',
        '[tasks]\nx = "echo 1.2.3"\n[system-requirements]\ncuda = "12"\n',
        "",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "pixi.toml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_what_is_no_requirement_is_noted() -> None:
    (note,) = read(EXTRACTOR, "pixi.toml", '[dependencies]\nx = "newest please"\n').notes
    assert (note.check, note.location.line) == ("not-understood", 2)


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "pixi.toml", content)
    read(EXTRACTOR, "pixi.toml", b'[dependencies]\nx = "' + content)
