"""aqua-checksums.json."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest
from vercheck.extractors.aqua_checksums import EXTRACTOR

NAME = "aqua-checksums.json"


def checksums(*ids: str) -> str:
    return json.dumps(
        {"checksums": [{"id": id_, "checksum": digest(id_).upper(), "algorithm": "sha256"} for id_ in ids]}
    )


def test_a_file_of_a_release_is_resolved_with_its_digest() -> None:
    id_ = "github_release/github.com/cli/cli/v2.0.0/gh_2.0.0_linux_amd64.tar.gz"
    assert pins(EXTRACTOR, NAME, checksums(id_)) == ["github:cli/cli resolves 2.0.0"]
    assert read(EXTRACTOR, NAME, checksums(id_)).pins[0].digests[0].hex == digest(id_)


def test_what_is_no_file_of_a_release_is_quiet() -> None:
    for text in ("{}", "[]", checksums("http/example.com/x", "registries/github_content/github.com/a/b/1")):
        extraction = read(EXTRACTOR, NAME, text)
        assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, NAME, content)
    read(EXTRACTOR, NAME, b'{"checksums": [{"id": "github_release/github.com/a/b/v1.' + content)
