"""setup.py is read for what it hands to `setup`, and never run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.setup_py import EXTRACTOR

PROGRAM = """\
import setuptools

NEEDS = ["requests>=2.31", "six==1.16.0"]

setuptools.setup(
    name="acme",
    version="1.2.3",
    python_requires=">=3.9",
    install_requires=NEEDS,
    setup_requires=["cython==3.0.0"],
    extras_require={"fast": ["numpy>=1.26"]},
)
"""


def test_what_setup_is_told_is_read() -> None:
    assert pins(EXTRACTOR, "setup.py", PROGRAM) == [
        "pypi:requests requires ~>=2.31",
        "pypi:six selects 1.16.0",
        "pypi:acme provides 1.2.3",
        "toolchain:python requires ~>=3.9",
        "pypi:cython selects 3.0.0 [build]",
        "pypi:numpy requires ~>=1.26",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "setup(version=read('VERSION'), install_requires=open('r.txt').read().split())",
        "setup(version='1.' + minor)",
        "other(version='1.2.3')",
        "setup(**settings)",
        "",
    ],
)
def test_what_is_computed_is_not_known(text: str) -> None:
    extraction = read(EXTRACTOR, "setup.py", text)
    assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "setup.py", b"setup(version=" + content)
