"""npins and niv."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest, said, tree
from vercheck.extractors.pins_json import EXTRACTOR

COMMIT = "0123456789abcdef0123456789abcdef01234567"
RELEASE = {
    "type": "GitRelease",
    "repository": {"type": "GitHub", "owner": "o", "repo": "tool"},
    "version": "v1.2.3",
    "revision": COMMIT,
    "url": "https://api.github.com/repos/o/tool/tarball/v1.2.3",
    "hash": digest("tree"),
}


def npins(**sources: object) -> str:
    return json.dumps({"pins": sources, "version": 3}, indent=2)


def test_a_release_is_pinned_by_its_version() -> None:
    text = npins(tool=RELEASE)
    assert pins(EXTRACTOR, "npins/sources.json", text) == ["github:o/tool selects v1.2.3"]
    (statement,) = read(EXTRACTOR, "npins/sources.json", text).statements
    assert [member.name for member in statement.members] == ["version", "commit", "url", "tree_digest"]


def test_a_branch_is_pinned_by_its_commit() -> None:
    text = json.dumps({"nixpkgs": {"owner": "NixOS", "repo": "nixpkgs", "rev": COMMIT, "branch": "main"}})
    assert pins(EXTRACTOR, "nix/sources.json", text) == [f"github:NixOS/nixpkgs selects #{COMMIT}"]


def test_a_package_of_an_index_is_pinned_there() -> None:
    text = npins(x={"type": "PyPi", "name": "Some_Thing", "version": "1.2.3"})
    assert pins(EXTRACTOR, "npins/sources.json", text) == ["pypi:some-thing selects 1.2.3"]


def test_only_a_plain_file_has_a_digest_of_its_bytes() -> None:
    source = {"owner": "o", "repo": "r", "rev": COMMIT, "sha256": digest("x")}
    for kind, member in (("tarball", "tree_digest"), ("file", "digest")):
        text = json.dumps({"r": {**source, "type": kind}})
        (statement,) = read(EXTRACTOR, "nix/sources.json", text).statements
        assert statement.members[-1].name == member


def test_a_version_and_an_address_that_differ_are_a_finding() -> None:
    address = "https://github.com/o/tool/archive/refs/tags/v1.2.2.tar.gz"
    files = {"npins/sources.json": npins(tool={**RELEASE, "url": address})}
    assert len(said("self-contradiction", tree(files))) == 1
    assert said("self-contradiction", tree({"npins/sources.json": npins(tool=RELEASE)})) == []


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"pins": {}}', '{"a": 1}', npins(c={"type": "Channel", "name": "x"})]
)
def test_sources_without_a_version_are_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "npins/sources.json", text)
    assert (extraction.pins, extraction.notes, extraction.statements) == ((), (), ())


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "nix/sources.json", content)
    read(EXTRACTOR, "nix/sources.json", b'{"x": {"owner": "o", "repo": "r", "rev": ' + content)


def test_a_channel_of_npins_is_a_release_of_nixpkgs() -> None:
    text = '{"pins": {"nixpkgs": {"type": "Channel", "name": "nixos-23.11", "url": "https://x/y"}, '
    text += '"edge": {"type": "Channel", "name": "nixos-unstable"}, '
    text += '"other": {"type": "Channel", "name": "x"}}}'
    assert pins(EXTRACTOR, "npins/sources.json", text) == [
        "github:NixOS/nixpkgs selects 23.11",
        "github:NixOS/nixpkgs selects *nixos-unstable",
    ]
