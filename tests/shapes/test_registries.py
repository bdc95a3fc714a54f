"""Registries are known by structure: versions, platforms, digests; and each part keeps its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import (
    Address,
    Artifact,
    Extraction,
    Floating,
    Opaque,
    Reference,
    Registry,
    Role,
    Source,
    Span,
)
from vercheck.shapes.tables import read_tables
from vercheck.syntax.data import Entry, Mapping, Piece, Text
from vercheck.syntax.json import parse_json

FIXTURE = Path(__file__).parents[2] / "fixtures" / "json" / "registry" / "gizmo.json"

A = "a3f1c6d0b2e4958778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f"
B = "b3f1c6d0b2e4958778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f"
C = "c3f1c6d0b2e4958778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f"
SRI = "sha256-o/HG0LLklYd4aVpLPC0eD/Dh0sO0pZaHeGlaSzwtHg8="


def read(value: Any, symbol: str = "GIZMO_CHECKSUMS", path: str = "gizmo/versions.bzl") -> Extraction:
    """What a table under a symbol of a build file says (a dict of Starlark is written as JSON is)."""
    source = Source(path, json.dumps(value, indent=1).encode())
    datum, _ = parse_json(source)
    assert datum is not None
    return read_tables(datum, source, (symbol,) if symbol else (), symbol)


def registry(value: Any, symbol: str = "GIZMO_CHECKSUMS") -> Registry:
    (found,) = read(value, symbol).registries
    return found


def files(found: Registry) -> list[tuple[str, str, str]]:
    """Version, platform and the first letter of the digest of each file."""
    return [
        (release.pin.raw, asset.platform, asset.digest.hex[:1] if asset.digest else "-")
        for release in found.releases
        for asset in release.assets
    ]


# what it reads


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"1.2.0": A, "1.3.0": B}, [("1.2.0", "", "a"), ("1.3.0", "", "b")]),
        ({"1.2.0": SRI}, [("1.2.0", "", "a")]),
        ({"1.2.0": {"sha256": A, "url": "https://a.example/x"}}, [("1.2.0", "", "a")]),
        ({"1.2.0": {"linux": A, "darwin": B}}, [("1.2.0", "linux", "a"), ("1.2.0", "darwin", "b")]),
        (
            {"1.2.0": {"linux": {"x86_64": A, "aarch64": B}}},
            [("1.2.0", "linux/x86_64", "a"), ("1.2.0", "linux/aarch64", "b")],
        ),
        (
            {"linux_amd64": {"1.2.0": A, "1.3.0": B}, "darwin_arm64": {"1.2.0": C}},
            [("1.2.0", "linux_amd64", "a"), ("1.2.0", "darwin_arm64", "c"), ("1.3.0", "linux_amd64", "b")],
        ),
        (
            {"1.2.0": {"url": "https://a.b", "sha256": {"x86_64-apple-darwin": A, "armv7-linux-musl": B}}},
            [("1.2.0", "x86_64-apple-darwin", "a"), ("1.2.0", "armv7-linux-musl", "b")],
        ),
        (
            {"1.2rc1": {"linux_386": ("gizmo.tar.gz", A), "windows_amd64": ("gizmo.zip", B)}},
            [("1.2rc1", "linux_386", "a"), ("1.2rc1", "windows_amd64", "b")],
        ),
        (
            {"1.2.0-linux_amd64": ("g.tar.gz", "gizmo-1.2.0", A), "1.2.0-darwin_arm64": ("g.zip", "g", B)},
            [("1.2.0", "linux_amd64", "a"), ("1.2.0", "darwin_arm64", "b")],
        ),
        (
            [{"version": "1.2.0", "os": "linux", "arch": "amd64", "sha256": A}, {"version": "2", "hash": B}],
            [("1.2.0", "linux/amd64", "a"), ("2", "", "b")],
        ),
        (
            [{"version": "1.2.0", "files": [{"filename": "g", "os": "linux", "arch": "arm64", "sha256": A}]}],
            [("1.2.0", "linux/arm64", "a")],
        ),
        (
            {"nightly-2031-04-17": {"linux": A}, "29": {"linux": B}},
            [("nightly-2031-04-17", "linux", "a"), ("29", "linux", "b")],
        ),
        ({"1.2.0": {"gizmo-linux-x64.zip": A, "commit": B[:40]}}, [("1.2.0", "", "a")]),
    ],
    ids=lambda value: json.dumps(value)[:40] if isinstance(value, dict | list) else None,
)  # fmt: skip
def test_a_table_of_digests_is_a_registry_whatever_its_nesting(table: Any, expected: list[Any]) -> None:
    assert files(registry(table)) == expected


def test_a_registry_that_names_itself_is_read_with_all_it_says() -> None:
    source = Source("checksums/gizmo.json", FIXTURE.read_bytes())
    datum, _ = parse_json(source)
    assert datum is not None
    (found,) = read_tables(datum, source, ("gizmo",)).registries
    assert found.artifact == Artifact("bin", "gizmo")
    assert (found.kind, found.repository, found.trail) == ("json", "acme/gizmo", "versions")
    assert found.platforms == ("linux_amd64", "darwin_arm64")
    assert found.latest is not None
    assert (found.latest.raw, found.latest.trail, found.latest.role) == (
        "2.1.0",
        "latest_version",
        Role.PROVIDES,
    )
    assert [release.pin.trail for release in found.releases] == ["versions[2.1.0]", "versions[2.0.0-rc.1]"]
    assert files(found) == [
        ("2.1.0", "linux_amd64", "a"),
        ("2.1.0", "darwin_arm64", "-"),
        ("2.0.0-rc.1", "linux_amd64", "-"),
    ]
    assert found.releases[0].assets[0].url == "x86_64-linux.tar.gz"


def test_an_empty_digest_is_shown_at_its_platform_and_a_placeholder_at_itself() -> None:
    source = Source("gizmo.json", FIXTURE.read_bytes())
    datum, _ = parse_json(source)
    assert datum is not None
    (found,) = read_tables(datum, source, ("gizmo",)).registries
    empty, placeholder = found.releases[0].assets[1], found.releases[1].assets[0]
    assert (empty.raw, source.text(empty.location.span)) == ("", "darwin_arm64")
    assert (placeholder.raw, source.text(placeholder.location.span)) == ("PLACEHOLDER", "PLACEHOLDER")


def test_a_map_of_registries_gives_one_for_each_tool_at_its_own_trail() -> None:
    entry = {
        "tool_name": "wac",
        "latest_version": "1.0.0",
        "versions": {"1.0.0": {"platforms": {"linux": {"sha256": A}}}},
    }
    found = read({"wac": entry, "wkg": {**entry, "tool_name": "wkg"}}, "FALLBACK").registries
    assert [(item.artifact.name, item.trail) for item in found] == [
        ("wac", "FALLBACK[wac].versions"),
        ("wkg", "FALLBACK[wkg].versions"),
    ]
    assert found[1].releases[0].pin.trail == "FALLBACK[wkg].versions[1.0.0]"


def test_a_registry_without_any_version_is_still_one() -> None:
    found = registry({"tool_name": "gizmo", "latest_version": "0.0.0", "versions": {}})
    assert found.releases == ()
    assert found.latest is not None


def test_a_version_of_a_self_named_registry_may_be_anything() -> None:
    found = registry(
        {
            "tool_name": "g",
            "latest_version": "canary",
            "versions": {"canary": {"sha256": A}, "weird": {"sha256": B}},
        }
    )
    assert [type(release.pin.value) for release in found.releases] == [Floating, Opaque]
    assert files(found) == [("canary", "", "a"), ("weird", "", "b")]


def test_a_version_without_platforms_level_has_its_digest_beside_other_facts() -> None:
    found = registry(
        {
            "component_name": "proxy",
            "latest_version": "0.2.6",
            "versions": {"0.2.6": {"digest": f"sha256:{A}", "size": 0}},
        }
    )
    assert files(found) == [("0.2.6", "", "a")]
    assert found.artifact.name == "proxy"


@pytest.mark.parametrize(
    ("symbol", "path", "artifact"),
    [
        ("_RUST_S3_CHECKSUMS", "x/y.bzl", "toolchain:rust"),
        ("GIZMO_VERSIONS", "x/y.bzl", "bin:gizmo"),
        ("CHECKSUMS", "x/gizmo_versions.bzl", "bin:gizmo"),
        ("CHECKSUMS", "gizmo/private/versions.bzl", "bin:gizmo"),
    ],
)
def test_a_registry_is_named_by_its_symbol_else_its_file_else_its_folder(
    symbol: str, path: str, artifact: str
) -> None:
    (found,) = read({"1.0.0": A}, symbol, path).registries
    assert str(found.artifact) == artifact


def test_a_version_that_is_a_constant_is_a_reference() -> None:
    source = Source("a.bzl", b"VERSION:")
    key = Text((Piece("1.0.0", Span(0, 7), Address("a.bzl", "VERSION")),), Span(0, 7))
    digest = Text((Piece(A, Span(7, 8)),), Span(7, 8))
    (found,) = read_tables(Mapping((Entry(key, digest),), Span(0, 8)), source, ("SHAS",), "SHAS").registries
    pin = found.releases[0].pin
    assert pin.value == Reference(Address("a.bzl", "VERSION"))
    assert pin.raw == "VERSION"


_VERSIONS = st.tuples(st.integers(0, 99), st.integers(0, 99), st.sampled_from(["", "-rc.1"])).map(
    lambda parts: "1.{}.{}{}".format(*parts)
)
_DIGESTS = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")
_PLATFORMS = st.sampled_from(["linux_amd64", "darwin_arm64", "x86_64-pc-windows-msvc"])


@given(st.dictionaries(_VERSIONS, st.dictionaries(_PLATFORMS, _DIGESTS, min_size=1), min_size=1, max_size=4))
def test_every_file_of_a_table_is_found_once_and_at_its_own_bytes(table: dict[str, dict[str, str]]) -> None:
    source = Source("a.bzl", json.dumps(table).encode())
    datum, _ = parse_json(source)
    assert datum is not None
    (found,) = read_tables(datum, source, ("CHECKSUMS",), "CHECKSUMS").registries
    assert {
        release.pin.raw: {asset.platform: asset.raw for asset in release.assets} for release in found.releases
    } == table
    for release in found.releases:
        assert source.text(release.pin.location.span) == release.pin.raw
        for asset in release.assets:
            assert source.text(asset.location.span) == asset.raw


# what it leaves alone


@pytest.mark.parametrize(
    "value",
    [
        {"linux": A, "darwin": B},
        {"gizmo": A, "gadget": B},
        {"//a:b.txt": A},
        {"1.0.0": "first release", "1.1.0": "second release"},
        {"1.0.0": {"url": "https://a.example/1.0.0"}},
        {"v1": {"title": "Users"}, "v2": {"title": "Users"}},
        {"1.0.0": {"commit": A[:40], "tag": "v1.0.0"}},
        {"2031": {"sales": "10"}, "2032": {"sales": "20"}},
        [{"version": "1.0.0", "notes": "first"}],
    ],
)
def test_what_has_no_versions_or_no_digests_is_no_registry(value: Any) -> None:
    assert read(value, "THINGS").registries == ()


def test_the_inside_of_a_registry_is_not_a_table_of_versions_too() -> None:
    value = {"1.0.0": {"platforms": {"linux": {"sha256": A, "npm_version": "1.0.0", "min_go": "1.20.1"}}}}
    found = read(value, "TOOL_VERSIONS")
    assert len(found.registries) == 1
    assert {pin.role for pin in found.pins} == {Role.PROVIDES}


def test_digests_beside_many_plain_texts_do_not_make_a_registry() -> None:
    assert read({"1.0.0": "yes", "1.1.0": "no", "1.2.0": "maybe", "1.3.0": A}, "NOTES").registries == ()
