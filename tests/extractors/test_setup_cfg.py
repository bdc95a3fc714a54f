"""setup.cfg: requirements over several lines, extras, the supported Python and the own version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.setup_cfg import EXTRACTOR

PATH = "app/setup.cfg"
SETUP = """\
# the package
[metadata]
name = My_App
version = 1.2.0

[options]
packages = find:
python_requires = >=3.9, <4
install_requires =
    click>=8
    # a comment
    httpx==0.28.1  # must match the server
    tomli>=2; python_version < "3.11"
setup_requires = setuptools-scm>=8

[options.extras_require]
test =
    pytest ~= 8.3
all = %(test)s

[flake8]
max-line-length: 99
"""


def test_a_package_is_read_whole() -> None:
    assert pins(EXTRACTOR, PATH, SETUP) == [
        "pypi:my-app provides 1.2.0",
        "toolchain:python requires ~>=3.9, <4",
        "pypi:click requires ~>=8",
        "pypi:httpx selects 0.28.1",
        'pypi:tomli requires ~>=2 [python_version < "3.11"]',
        "pypi:setuptools-scm requires ~>=8 [build]",
        "pypi:pytest requires ~~= 8.3",
    ]


def test_an_interpolation_is_not_taken_for_a_requirement() -> None:
    extraction = read(EXTRACTOR, PATH, SETUP)
    assert extraction.notes == ()


@pytest.mark.parametrize("version", ["attr: app.__version__", "file: VERSION", ""])
def test_a_version_that_stands_elsewhere_is_no_pin(version: str) -> None:
    assert pins(EXTRACTOR, PATH, f"[metadata]\nname = x\nversion = {version}\n") == []


def test_a_file_for_tools_alone_has_no_pins() -> None:
    text = "[flake8]\nmax-line-length = 99\n[tool:pytest]\nminversion = 6.0\n"
    extraction = read(EXTRACTOR, PATH, text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_line_that_is_neither_header_nor_option_is_reported_and_the_rest_is_read() -> None:
    extraction = read(EXTRACTOR, PATH, "<<<<<<< HEAD\n[options]\ninstall_requires = a==1.0\n")
    assert [note.check for note in extraction.notes] == ["parse-error"]
    assert [pin.raw for pin in extraction.pins] == ["1.0"]


def test_lines_may_end_as_on_windows() -> None:
    assert pins(EXTRACTOR, PATH, SETUP.replace("\n", "\r\n")) == pins(EXTRACTOR, PATH, SETUP)


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, PATH, content)


@given(st.text(alphabet=" \t\n\r=:#;[]ab1.,<>\x0b\x0c\x85\u2028é", max_size=80))
def test_no_lines_are_too_strange_to_read(text: str) -> None:
    read(EXTRACTOR, PATH, "[options]\ninstall_requires = " + text)
