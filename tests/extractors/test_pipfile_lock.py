"""Pipfile.lock: what is resolved, by category, with digests."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest
from vercheck.extractors.pipfile_lock import EXTRACTOR


def test_a_lock_resolves_with_all_digests() -> None:
    hashes = [f"sha256:{digest(name)}" for name in "ab"]
    text = json.dumps({
        "_meta": {"requires": {"python_version": "3.11"}},
        "default": {"Requests": {"hashes": hashes, "version": "==2.31.0"}},
        "develop": {"pytest": {"version": "==7.1.0"}},
    })  # fmt: skip
    assert pins(EXTRACTOR, "Pipfile.lock", text) == [
        "pypi:requests resolves 2.31.0",
        "pypi:pytest resolves 7.1.0 [develop]",
    ]
    assert [len(pin.digests) for pin in read(EXTRACTOR, "Pipfile.lock", text).pins] == [2, 0]


@pytest.mark.parametrize(
    "text",
    ['{"default": {"x": {"git": "https://x", "ref": "abc"}, "y": {"path": "."}}}', '{"default": []}', "{}"],
)
def test_what_is_not_from_an_index_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "Pipfile.lock", text)
    assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "Pipfile.lock", content)
    read(EXTRACTOR, "Pipfile.lock", b'{"default": {"x": {"version": "==' + content)
