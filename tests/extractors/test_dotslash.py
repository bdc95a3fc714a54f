"""DotSlash files."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest
from vercheck.claims import Claims
from vercheck.extractors.dotslash import EXTRACTOR
from vercheck.model import Source
from vercheck.told import telling

NAME = "bin/node.dotslash"
SHEBANG = "#!/usr/bin/env dotslash\n\n// generated\n"
ADDRESS = "https://nodejs.org/dist/v18.19.0/node-v18.19.0-darwin-arm64.tar.gz"


def file(entry: dict[str, object]) -> str:
    return SHEBANG + json.dumps({"name": "node-v18.19.0", "platforms": {"macos-aarch64": entry}}, indent=2)


def test_the_address_names_the_version() -> None:
    text = file({"hash": "sha256", "digest": digest("x"), "providers": [{"url": ADDRESS}]})
    assert pins(EXTRACTOR, NAME, text) == ["toolchain:node selects 18.19.0"]
    assert [one.hex for one in read(EXTRACTOR, NAME, text).pins[0].digests] == [digest("x")]


def test_a_digest_of_another_kind_is_not_taken_for_a_sha256() -> None:
    extraction = read(
        EXTRACTOR, NAME, file({"hash": "blake3", "digest": digest("x"), "providers": [{"url": ADDRESS}]})
    )
    assert extraction.pins[0].digests == ()
    assert extraction.statements == ()


def test_a_release_is_named_by_its_tag() -> None:
    provider = {"type": "github-release", "repo": "https://github.com/o/r", "tag": "v1.2.3", "name": "x"}
    assert pins(EXTRACTOR, NAME, file({"providers": [provider]})) == ["github:o/r selects 1.2.3"]


def test_a_file_that_is_no_dotslash_file_is_quiet() -> None:
    for text in ("", "#!/bin/sh\necho 1.2.3\n", '{"platforms": {}}', SHEBANG + "{}", SHEBANG + "[1]"):
        extraction = read(EXTRACTOR, NAME, text)
        assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, NAME, content)
    read(EXTRACTOR, NAME, SHEBANG.encode() + b'{"platforms": {"x": {"providers": [{"url": ' + content)


def test_a_program_in_a_folder_of_programs_is_one_where_its_first_line_says_so() -> None:
    claims = Claims({"dotslash": EXTRACTOR})
    owners = claims.owners("bin/rg")
    assert owners == ("dotslash",)
    assert telling(owners, Source("bin/rg", b"#!/usr/bin/env dotslash\n{}")) == owners
    assert telling(owners, Source("bin/rg", b"\x7fELF")) == ()
    assert claims.owners("bin/rg.sh") == ()
