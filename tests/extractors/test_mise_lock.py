"""mise.lock: resolved tools with their digests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest
from vercheck.extractors.mise_lock import EXTRACTOR

DIGEST = digest("tool")


def test_each_tool_is_resolved_by_its_backend() -> None:
    text = (
        '[[tools.node]]\nversion = "20.11.0"\nbackend = "core:node"\n'
        f'[tools.node.platforms.linux-x64]\nchecksum = "sha256:{DIGEST}"\n'
        '[[tools.rg]]\nversion = "14.1.0"\nbackend = "ubi:BurntSushi/ripgrep"\n'
        f'[tools.rg.checksums]\n"rg.tgz" = "sha256:{DIGEST}"\n'
    )
    assert pins(EXTRACTOR, "mise.lock", text) == [
        "toolchain:node resolves 20.11.0",
        "github:BurntSushi/ripgrep resolves 14.1.0",
    ]
    assert [[one.hex for one in pin.digests] for pin in read(EXTRACTOR, "mise.lock", text).pins] == [
        [DIGEST]
    ] * 2
    assert read(EXTRACTOR, "mise.lock", text).pins[1].names == ("ripgrep", "rg")


def test_the_form_with_dotted_platforms_is_read() -> None:
    text = f'[[tools.jq]]\nversion = "1.7"\n"platforms.linux-x64" = {{ checksum = "sha256:{DIGEST}" }}\n'
    (pin,) = read(EXTRACTOR, "mise.lock", text).pins
    assert len(pin.digests) == 1


def test_entries_without_a_version_and_empty_files_are_quiet() -> None:
    for text in ("", "[tools]\n", '[[tools.x]]\nbackend = "core:x"\n'):
        extraction = read(EXTRACTOR, "mise.lock", text)
        assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "mise.lock", content)
    read(EXTRACTOR, "mise.lock", b"[[tools.x]]\nversion = " + content)
