"""pylock.toml: what is resolved, with the digests of all files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest
from vercheck.extractors.pylock import EXTRACTOR


def test_a_package_resolves_with_the_digests_of_its_files() -> None:
    text = (
        'lock-version = "1.0"\nrequires-python = ">=3.9"\n[[packages]]\nname = "Attrs"\nversion = "23.2.0"\n'
        f'sdist = {{name = "a.tar.gz", hashes = {{sha256 = "{digest("s")}"}}}}\n'
        f'wheels = [{{name = "a.whl", hashes = {{sha256 = "{digest("w")}"}}}}]\n'
    )
    assert pins(EXTRACTOR, "pylock.toml", text) == [
        "toolchain:python requires ~>=3.9",
        "pypi:attrs resolves 23.2.0",
    ]
    assert [one.hex for one in read(EXTRACTOR, "pylock.toml", text).pins[-1].digests] == [
        digest("s"),
        digest("w"),
    ]


def test_a_package_for_some_environments_is_on_a_track() -> None:
    text = '[[packages]]\nname = "x"\nversion = "1.0"\nmarker = "os_name == \'nt\'"\n'
    assert pins(EXTRACTOR, "pylock.dev.toml", text) == ["pypi:x resolves 1.0 [os_name == 'nt']"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('[[packages]]\nname = "x"\nversion = "1.0"\ndirectory = {path = "."}\n', "workspace member"),
        ('[[packages]]\nname = "x"\nversion = "1.0"\nvcs = {type = "git"}\n', "not from an index"),
    ],
)
def test_where_a_package_comes_from_is_told(text: str, note: str) -> None:
    (pin,) = read(EXTRACTOR, "pylock.toml", text).pins
    assert pin.note == note


@pytest.mark.parametrize(
    "text",
    ['[[packages]]\nname = "x"\ndirectory = {path = "."}\n', "packages = 1\n", 'created-by = "1.2.3"\n', ""],
)
def test_what_has_no_version_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "pylock.toml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "pylock.toml", content)
    read(EXTRACTOR, "pylock.toml", b'[[packages]]\nname = "x"\nversion = "' + content)
