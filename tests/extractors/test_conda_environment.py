"""environment.yml: conda's own packages and the part that is left to pip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.conda_environment import EXTRACTOR

ENVIRONMENT = """\
name: demo
channels: [conda-forge]
dependencies:
  - python=3.11
  - nodejs=20
  - numpy==1.26.4
  - conda-forge::pandas=2.1.4=py311_0
  - scipy>=1.10,<2
  - xarray=2024.*
  - matplotlib
  - pip
  - pip:
      - httpx==0.28.1
      - pydantic>=2
      - -r requirements.txt
      - git+https://github.com/o/r
"""


def test_an_environment_is_read_whole() -> None:
    assert pins(EXTRACTOR, "environment.yml", ENVIRONMENT) == [
        "toolchain:python selects 3.11",
        "toolchain:node selects 20",
        "conda:numpy selects 1.26.4",
        "conda:pandas selects 2.1.4",
        "conda:scipy requires ~>=1.10,<2",
        "conda:xarray requires ~=2024.*",
        "pypi:httpx selects 0.28.1",
        "pypi:pydantic requires ~>=2",
    ]
    assert read(EXTRACTOR, "environment.yml", ENVIRONMENT).notes == ()


@pytest.mark.parametrize(
    ("name", "track"),
    [
        ("environment.yml", ""),
        ("environment-gpu.yml", "gpu"),
        ("environment_py310.yaml", "py310"),
        ("conda-env-docs.yml", "docs"),
    ],
)
def test_each_further_environment_is_on_its_own_track(name: str, track: str) -> None:
    (pin,) = read(EXTRACTOR, name, "dependencies: [python=3.10]\n").pins
    assert pin.track == track


@pytest.mark.parametrize(
    "text",
    ["name: x\n", "dependencies: {}\n", "dependencies:\n  - numpy\n  - 7\n", "- a\n", "", "server: 1.2\n"],
)
def test_what_is_no_environment_has_no_pins(text: str) -> None:
    extraction = read(EXTRACTOR, "environment.yml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_what_is_not_understood_is_noted() -> None:
    (note,) = read(EXTRACTOR, "environment.yml", "dependencies:\n  - numpy >>1.2\n").notes
    assert (note.check, note.location.line) == ("not-understood", 2)


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "environment.yml", content)


@given(st.text(max_size=40))
def test_no_package_is_too_strange_to_read(text: str) -> None:
    read(EXTRACTOR, "environment.yml", f"dependencies:\n  - numpy{text}\n")
