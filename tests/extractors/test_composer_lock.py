"""composer.lock lists what was resolved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.composer_lock import EXTRACTOR


def test_every_package_with_a_version_is_resolved() -> None:
    text = (
        '{"packages": [{"name": "a/b", "version": "v1.2.3"}, {"name": "a/c", "version": "dev-main"}],'
        ' "packages-dev": [{"name": "d/e", "version": "4.5.0"}], "aliases": [{"name": "x/y"}]}'
    )
    assert pins(EXTRACTOR, "composer.lock", text) == [
        "composer:a/b resolves v1.2.3",
        "composer:d/e resolves 4.5.0",
    ]


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "composer.lock", b'{"packages": [' + content)
