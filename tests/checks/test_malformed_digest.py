"""What stands where a digest is expected and is none."""

from __future__ import annotations

import json

import pytest

from tests.trees import digest, place, said, tree
from vercheck.model import Diagnostic, Severity

GOOD = digest("gizmo")


def archive(value: str, attribute: str = "sha256") -> str:
    url = "https://github.com/acme/gizmo/archive/v2.1.0.tar.gz"
    return f'http_archive(\n    name = "gizmo",\n    url = "{url}",\n    {attribute} = "{value}",\n)\n'


def registry(**platforms: str) -> str:
    files = {name: {"sha256": value} for name, value in platforms.items()}
    return json.dumps(
        {"tool_name": "gizmo", "latest_version": "2.1.0", "versions": {"2.1.0": {"platforms": files}}},
        indent=1,
    )


def malformed(text: str, path: str = "WORKSPACE") -> list[Diagnostic]:
    return said("malformed-digest", tree({path: text}))


# loud


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (GOOD[:-1], "has 63 hexadecimal characters where sha256 has 64"),
        (GOOD + "0", "has 65 hexadecimal characters"),
        ("z" + GOOD[1:], "has `z` at position 1"),
        ("0" * 64, "is a placeholder"),
        ("PLACEHOLDER_FOR_LATER", "is a placeholder"),
        ("TODO", "is a placeholder"),
    ],
    ids=["short", "long", "character", "zeros", "placeholder", "todo"],
)
def test_a_declaration_with_a_bad_digest_is_an_error_that_says_what_is_wrong(
    value: str, problem: str
) -> None:
    (found,) = malformed(archive(value))
    assert (place(found), found.severity) == (("WORKSPACE", 4), Severity.ERROR)
    assert f"the digest of `gizmo` {problem}" in found.message


def test_an_integrity_of_the_wrong_size_is_reported() -> None:
    (found,) = malformed(archive("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSu", "integrity"))
    assert "where sha256 has 32" in found.message


@pytest.mark.parametrize("value", ["lib.fakeHash", '"sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="'])
def test_the_fake_digests_of_nix_are_reported(value: str) -> None:
    text = f"""\
{{ lib, fetchFromGitHub }}:
fetchFromGitHub {{
  owner = "acme";
  repo = "gizmo";
  rev = "v2.1.0";
  hash = {value};
}}
"""
    assert [place(found) for found in malformed(text, "gizmo.nix")] == [("gizmo.nix", 6)]


def test_the_bad_digests_of_one_release_are_one_finding_that_names_their_platforms() -> None:
    text = registry(linux_amd64="PLACEHOLDER", darwin_arm64=GOOD, windows_amd64="PLACEHOLDER")
    (found,) = malformed(text, "checksums/gizmo.json")
    assert (found.tool, found.severity) == ("gizmo", Severity.ERROR)
    assert "`gizmo` `2.1.0` for `linux_amd64`, `windows_amd64` is a placeholder" in found.message


def test_an_empty_digest_of_a_registry_is_a_warning() -> None:
    (found,) = malformed(registry(universal=""), "checksums/gizmo.json")
    assert (found.severity, "is empty" in found.message) == (Severity.WARNING, True)


@pytest.mark.parametrize("value", ["NO_CHECKSUM", "SOURCE_BUILD_NO_CHECKSUM_NEEDED", "n/a", "skip"])
def test_a_digest_that_is_declined_in_words_is_a_warning(value: str) -> None:
    found = malformed(registry(linux_amd64=value, darwin_arm64=GOOD), "checksums/gizmo.json")
    assert [item.severity for item in found] == [Severity.WARNING]


# quiet


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("sha256", GOOD),
        ("sha256", GOOD.upper()),
        ("integrity", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        (
            "integrity",
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb",
        ),
    ],
)
def test_a_good_digest_in_any_spelling_is_quiet(attribute: str, value: str) -> None:
    assert not malformed(archive(value, attribute))


def test_a_declaration_without_a_digest_is_quiet() -> None:
    assert not malformed(archive("x").replace('    sha256 = "x",\n', ""))


def test_a_digest_that_the_caller_gives_is_quiet() -> None:
    text = (
        "def gizmo(sha256):\n"
        '    http_archive(name = "gizmo", url = "https://acme.test/g.zip", sha256 = sha256)\n'
    )
    assert not malformed(text, "defs.bzl")


def test_a_good_registry_is_quiet() -> None:
    assert not malformed(registry(linux_amd64=GOOD, darwin_arm64=digest("other")), "checksums/gizmo.json")


@pytest.mark.parametrize(
    "path", ["vendor/gizmo/WORKSPACE", "testdata/WORKSPACE", "examples/WORKSPACE", "docs/WORKSPACE"]
)
def test_declarations_outside_the_product_are_quiet(path: str) -> None:
    assert not malformed(archive("PLACEHOLDER"), path)


@pytest.mark.parametrize("path", ["testdata/gizmo.json", "vendor/x/gizmo.json", "examples/gizmo.json"])
def test_registries_outside_the_product_are_quiet(path: str) -> None:
    assert not malformed(registry(linux_amd64="PLACEHOLDER", darwin_arm64=GOOD), path)


def test_a_document_may_show_a_placeholder() -> None:
    assert not malformed(f"```starlark\n{archive('PLACEHOLDER')}```\n", "README.md")
