"""flake.lock: what was resolved and what it was resolved from."""

from __future__ import annotations

import json
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors._nix.flake_urls import TRANSITIVE
from vercheck.extractors.flake_lock import EXTRACTOR
from vercheck.model import Exact, Extraction, Floating, Opaque, Role, Source
from vercheck.versions import parse

FIRST = "687f05a9184cad4eaf905c48b63649e3a86f5433"
SECOND = "da67096a3b9bf56a91d16901293e51ba5b49a27e"


def node(owner: str, repo: str, rev: str, **original: str) -> dict[str, object]:
    return {
        "locked": {
            "lastModified": 1700000000,
            "narHash": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "owner": owner,
            "repo": repo,
            "rev": rev,
            "type": "github",
        },
        "original": {"owner": owner, "repo": repo, "type": "github", **original},
    }


def lock(nodes: Mapping[str, object], **inputs: str) -> str:
    return json.dumps(
        {"nodes": {**nodes, "root": {"inputs": inputs}}, "root": "root", "version": 7}, indent=2
    )


def extract(text: str) -> Extraction:
    source = Source("flake.lock", text.encode())
    found = EXTRACTOR.extract(source)
    assert all(pin.raw == source.text(pin.location.span) for pin in found.pins)
    return found


def test_a_node_resolves_a_revision_and_requires_a_ref() -> None:
    text = lock({"nixpkgs": node("NixOS", "nixpkgs", FIRST, ref="nixos-24.05")}, nixpkgs="nixpkgs")
    resolved, required = extract(text).pins
    assert (resolved.role, resolved.value, resolved.trail) == (
        Role.RESOLVES,
        Opaque(FIRST),
        "nodes.nixpkgs.locked.rev",
    )
    assert [digest.algorithm for digest in resolved.digests] == ["sha256"]
    assert (required.role, required.value, required.trail) == (
        Role.REQUIRES,
        Exact(parse("24.05")),
        "nodes.nixpkgs.original.ref",
    )
    assert {str(pin.artifact) for pin in (resolved, required)} == {"github:NixOS/nixpkgs"}


def test_a_branch_and_a_tag_are_told_apart() -> None:
    nodes = {"a": node("o", "a", FIRST, ref="main"), "b": node("o", "b", SECOND, ref="v1.2.0")}
    required = [pin.value for pin in extract(lock(nodes, a="a", b="b")).pins if pin.role is Role.REQUIRES]
    assert required[0] == Floating("main")
    assert isinstance(required[1], Exact)


def test_a_node_goes_by_the_name_of_its_input() -> None:
    nodes = {"nixpkgs_2": node("NixOS", "nixpkgs", FIRST)}
    (pin,) = extract(lock(nodes, nixpkgs="nixpkgs_2")).pins
    assert (pin.names, pin.track) == (("nixpkgs",), "")


def test_inputs_of_inputs_are_on_a_track_of_their_own() -> None:
    nodes = {"nixpkgs": node("NixOS", "nixpkgs", FIRST), "nixpkgs_2": node("NixOS", "nixpkgs", SECOND)}
    assert [pin.track for pin in extract(lock(nodes, nixpkgs="nixpkgs")).pins] == ["", TRANSITIVE]


def test_a_name_of_the_registry_is_what_it_stands_for() -> None:
    nodes: dict[str, object] = {
        "nixpkgs": {
            "locked": {"rev": FIRST, "type": "indirect"},
            "original": {"id": "nixpkgs", "type": "indirect"},
        }
    }
    (pin,) = extract(lock(nodes, nixpkgs="nixpkgs")).pins
    assert str(pin.artifact) == "github:NixOS/nixpkgs"


def test_an_archive_says_its_version_in_its_address() -> None:
    url = "https://github.com/o/r/archive/refs/tags/v1.2.3.tar.gz"
    nodes: dict[str, object] = {
        "r": {"locked": {"type": "tarball", "url": url}, "original": {"type": "tarball", "url": url}}
    }
    pins = extract(lock(nodes, r="r")).pins
    assert [(pin.trail, pin.raw) for pin in pins] == [
        ("nodes.r.locked.url", "v1.2.3"),
        ("nodes.r.original.url", "v1.2.3"),
    ]


# quiet


def test_an_input_without_a_ref_requires_none() -> None:
    (pin,) = extract(lock({"u": node("o", "u", FIRST)}, u="u")).pins
    assert pin.role is Role.RESOLVES


def test_a_path_and_an_input_that_follows_are_no_pins() -> None:
    nodes: dict[str, object] = {
        "local": {"locked": {"path": "./x", "type": "path"}, "original": {"path": "./x", "type": "path"}}
    }
    text = json.dumps(
        {"nodes": {**nodes, "root": {"inputs": {"a": ["b", "c"], "local": "local"}}}, "root": "root"}
    )
    assert extract(text).pins == ()


def test_a_file_without_nodes_is_noted() -> None:
    assert [note.check for note in extract('{"version": 7}').notes] == ["not-understood"]
    assert [note.check for note in extract("[]").notes] == ["not-understood"]


def test_a_broken_file_is_noted_and_the_rest_is_read() -> None:
    text = lock({"a": node("o", "a", FIRST)}, a="a")[:-5]
    found = extract(text)
    assert [pin.raw for pin in found.pins] == [FIRST]
    assert {note.check for note in found.notes} == {"parse-error"}


@given(st.binary(max_size=200) | st.text('{}[]",: nodeslckrv01\\', max_size=100).map(str.encode))
def test_no_bytes_raise(content: bytes) -> None:
    for junk in (content, b'{"nodes": {"a": {"locked": ' + content + b"}}}"):
        source = Source("flake.lock", junk)
        assert all(pin.raw == source.text(pin.location.span) for pin in EXTRACTOR.extract(source).pins)
