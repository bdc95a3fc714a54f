"""Pipfile: packages, categories, Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.pipfile import EXTRACTOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[packages]\nrequests = "==2.31.0"\n', ["pypi:requests selects 2.31.0"]),
        ('[dev-packages]\nPy_Test = "~=7.1"\n', ["pypi:py-test requires ~~=7.1"]),
        ('[docs]\nsphinx = {version = ">=7,<8", extras = ["x"]}\n', ["pypi:sphinx requires ~>=7,<8"]),
        (
            '[packages]\nx = {version = "==1.2", markers = "os_name == \'nt\'"}\n',
            ["pypi:x selects 1.2 [os_name == 'nt']"],
        ),
        (
            '[packages]\nx = {git = "https://github.com/o/r.git", ref = "v1.2.0"}\n',
            ["github:o/r selects v1.2.0"],
        ),
        ('[requires]\npython_version = "3.11"\n', ["toolchain:python selects 3.11"]),
        (
            '[requires]\npython_version = "3.11"\npython_full_version = "3.11.4"\n',
            ["toolchain:python selects 3.11.4"],
        ),
    ],
)
def test_what_is_asked_for_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "Pipfile", text)
    assert pins(EXTRACTOR, "Pipfile", text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        '[packages]\nany = "*"\nlocal = {path = ".", editable = true}\n',
        '[[source]]\nurl = "https://index.example/simple"\nname = "1.2.3"\n',
        '[scripts]\nx = "echo 1.2.3"\n',
        '[pipenv]\nallow_prereleases = true\n[requires]\npython_version = "*"\n',
        "",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "Pipfile", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_what_is_no_requirement_is_noted() -> None:
    (note,) = read(EXTRACTOR, "Pipfile", '[packages]\nx = "newest please"\n').notes
    assert (note.check, note.location.line) == ("not-understood", 2)


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "Pipfile", content)
    read(EXTRACTOR, "Pipfile", b'[packages]\nx = "==' + content)
