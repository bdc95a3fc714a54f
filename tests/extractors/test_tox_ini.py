"""tox.ini: the interpreters that are tested, and what each environment installs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.tox_ini import EXTRACTOR


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("py39, py310,py311", ["3.9", "3.10", "3.11"]),
        ("py{39,310}-django{41,42}", ["3.9", "3.10"]),
        ("py3.12-test, lint", ["3.12"]),
        ("py3", []),
        ("pypy39, happy310", []),
    ],
)
def test_the_list_of_environments_is_a_test_matrix(names: str, expected: list[str]) -> None:
    found = read(EXTRACTOR, "tox.ini", f"[tox]\nenvlist = {names}\n").pins
    assert [str(pin.value.version) for pin in found if hasattr(pin.value, "version")] == expected
    assert {pin.track for pin in found} <= {"matrix"}


def test_the_list_may_go_on_over_lines() -> None:
    text = "[tox]\nenv_list =\n    py311\n    py312-{a,b}\n    lint\n"
    assert [pin.raw for pin in read(EXTRACTOR, "tox.ini", text).pins] == ["311", "312"]


def test_every_environment_is_a_track() -> None:
    text = """\
[tox]
minversion = 4.2
requires = virtualenv>=20
[testenv]
deps =
    pytest==8.3.4
    py39: tomli>=2  # for old ones
    -r requirements.txt
    {[base]deps}
[testenv:lint]
basepython = python3.12
deps = ruff==0.9.1
commands = ruff check .
"""
    assert pins(EXTRACTOR, "tox.ini", text) == [
        "pypi:tox requires ~4.2",
        "pypi:virtualenv requires ~>=20",
        "pypi:pytest selects 8.3.4",
        "pypi:tomli requires ~>=2 [py39]",
        "toolchain:python selects #312 [lint]".replace("#312", "3.12"),
        "pypi:ruff selects 0.9.1 [lint]",
    ]
    assert read(EXTRACTOR, "tox.ini", text).notes == ()


def test_a_file_without_versions_has_no_pins() -> None:
    text = "[tox]\nenvlist = py3\n[testenv]\ndeps=-r{toxinidir}/requirements.txt\n     -rother.txt\n"
    extraction = read(EXTRACTOR, "tox.ini", text)
    assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "tox.ini", content)
