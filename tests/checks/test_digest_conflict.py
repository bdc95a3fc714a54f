"""One file with two digests: across registries, across declarations, across spellings."""

from __future__ import annotations

import base64

import pytest

from tests.building import places
from tests.trees import Files, digest, packs, place, registry, said, tree
from vercheck.graph import Knowledge
from vercheck.model import Diagnostic, Severity

URL = "https://github.com/acme/gizmo/archive/v2.1.0.tar.gz"
ONE, OTHER = digest("one"), digest("other")


def conflicts(files: Files, knowledge: Knowledge | None = None) -> list[Diagnostic]:
    return said("digest-conflict", tree(files, knowledge=knowledge))


def sri(value: str) -> str:
    return "sha256-" + base64.b64encode(bytes.fromhex(value)).decode()


def archive(value: str, *, url: str = URL, attribute: str = "sha256") -> str:
    return f'http_archive(\n    name = "gizmo",\n    url = "{url}",\n    {attribute} = "{value}",\n)\n'


def fetched(value: str, function: str = "fetchurl") -> str:
    return f'{{ {function} }}:\n{function} {{\n  url = "{URL}";\n  hash = "{value}";\n}}\n'


TEXT = registry("gizmo", "2.1.0", {"2.1.0": ["linux_amd64", "darwin_arm64"]})
WRONG = TEXT.replace(digest("gizmo 2.1.0 linux_amd64"), OTHER)


# loud


def test_copies_of_a_registry_that_disagree_about_a_file_are_reported_at_both() -> None:
    (found,) = conflicts({"checksums/gizmo.json": TEXT, "embedded/gizmo.json": WRONG})
    assert (found.tool, found.version, found.severity) == ("gizmo", "2.1.0", Severity.ERROR)
    assert "for `linux_amd64`" in found.message
    assert {path for path, _ in places(found)} == {"checksums/gizmo.json", "embedded/gizmo.json"}


def test_a_table_in_starlark_is_compared_with_one_in_json() -> None:
    table = f"""\
_GIZMO_CHECKSUMS = {{
    "2.1.0": {{"linux_amd64": "{OTHER}", "darwin_arm64": "{digest("gizmo 2.1.0 darwin_arm64")}"}},
}}
"""
    (found,) = conflicts({"checksums/gizmo.json": TEXT, "gizmo_versions.bzl": table})
    assert ("gizmo_versions.bzl", 2) in places(found)


def test_a_platform_under_two_names_is_one_platform() -> None:
    renamed = WRONG.replace('"linux_amd64"', '"x86_64-unknown-linux-gnu"')
    assert conflicts({"checksums/gizmo.json": TEXT, "embedded/gizmo.json": renamed}, packs())


def test_one_url_with_two_digests_is_reported_at_the_digests() -> None:
    (found,) = conflicts({"WORKSPACE": archive(ONE), "deps.bzl": archive(OTHER)})
    assert place(found) == ("WORKSPACE", 4)
    assert ("deps.bzl", 4) in places(found)
    assert URL in found.message


def test_spellings_do_not_hide_a_difference() -> None:
    (found,) = conflicts({"WORKSPACE": archive(ONE), "gizmo.nix": fetched(sri(OTHER))})
    assert {("WORKSPACE", 4), ("gizmo.nix", 4)} <= places(found)


# quiet


def test_equal_copies_are_quiet() -> None:
    assert not conflicts({"checksums/gizmo.json": TEXT, "embedded/gizmo.json": TEXT})


def test_different_versions_and_platforms_have_different_digests() -> None:
    assert not conflicts({"checksums/gizmo.json": registry("gizmo", "2.1.0", ["2.1.0", "2.0.0"])})


def test_the_same_digest_in_hexadecimal_and_as_integrity_is_quiet() -> None:
    files = {
        "WORKSPACE": archive(ONE),
        "deps.bzl": archive(sri(ONE), attribute="integrity"),
        "gizmo.nix": fetched(sri(ONE)),
    }
    assert not conflicts(files)


def test_the_same_digest_in_base32_of_nix_is_quiet() -> None:
    # Of no bytes at all: a digest whose spellings are published.
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    base32 = "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73"
    assert not conflicts(
        {"WORKSPACE": archive(empty), "gizmo.nix": fetched(base32).replace("hash", "sha256")}
    )


def test_digests_of_different_algorithms_are_not_compared() -> None:
    integrity = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
    assert not conflicts({"WORKSPACE": archive(ONE), "deps.bzl": archive(integrity, attribute="integrity")})


@pytest.mark.parametrize("function", ["fetchzip", "fetchTarball"])
def test_the_digest_of_an_unpacked_tree_is_not_an_archives(function: str) -> None:
    assert not conflicts({"WORKSPACE": archive(ONE), "gizmo.nix": fetched(sri(OTHER), function)})


def test_a_checkout_is_not_compared_with_an_archive() -> None:
    text = f"""\
{{ fetchFromGitHub }}:
fetchFromGitHub {{
  owner = "acme";
  repo = "gizmo";
  rev = "v2.1.0";
  hash = "{sri(OTHER)}";
}}
"""
    assert not conflicts({"WORKSPACE": archive(ONE), "gizmo.nix": text})


def test_different_urls_have_different_digests() -> None:
    other = archive(OTHER, url="https://github.com/acme/gizmo/archive/v2.0.0.tar.gz")
    assert not conflicts({"WORKSPACE": archive(ONE), "deps.bzl": other})


@pytest.mark.parametrize("folder", ["testdata", "vendor/gizmo", "fixtures"])
def test_fixtures_and_vendored_trees_are_quiet(folder: str) -> None:
    assert not conflicts({"WORKSPACE": archive(ONE), f"{folder}/deps.bzl": archive(OTHER)})
    assert not conflicts({"checksums/gizmo.json": TEXT, f"{folder}/gizmo.json": WRONG})
