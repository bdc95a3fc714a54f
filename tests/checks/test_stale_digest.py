"""A version that moved without its digest, between two states of a small tree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.building import places
from tests.trees import Files, digest, registry, said, text, tree
from vercheck.model import Diagnostic, Severity

ONE, OTHER = digest("one"), digest("other")
SRI = "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuXeB3a/uSLs="
OTHER_SRI = "sha256-n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
GITHUB = "https://github.com/acme/gizmo"


def stale(before: Files, now: Files) -> list[Diagnostic]:
    return said("stale-digest", replace(tree(now), before=tree(before)))


def archive(version: str, value: str, *, name: str = "gizmo", url: str = "") -> str:
    address = url or f"{GITHUB}/archive/v{version}.tar.gz"
    return f'http_archive(\n    name = "{name}",\n    url = "{address}",\n    sha256 = "{value}",\n)\n'


def fetched(version: str, value: str) -> str:
    return f"""\
{{ fetchFromGitHub }}:
fetchFromGitHub {{
  owner = "acme";
  repo = "gizmo";
  rev = "{version}";
  hash = "{value}";
}}
"""


def built(version: str, attribute: str, value: str, *, source: str = "") -> str:
    builder = "buildGoModule" if attribute == "vendorHash" else "buildNpmPackage"
    if attribute == "cargoHash":
        builder = "rustPlatform.buildRustPackage"
    return f"""\
{{ {builder.partition(".")[0]}, fetchFromGitHub }}:
{builder} rec {{
  pname = "gizmo";
  version = "{version}";
  src = fetchFromGitHub {{
    owner = "acme";
    repo = "gizmo";
    tag = "v${{version}}";
    hash = "{source}";
  }};
  {attribute} = "{value}";
}}
"""


# loud


def test_a_download_whose_address_moved_and_whose_digest_did_not_is_reported_at_the_digest() -> None:
    now = archive("2.1.0", ONE)
    (found,) = stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": now})
    assert found.message == "`gizmo` moved from `2.0.0` to `2.1.0` and the digest beside it did not"
    assert (found.severity, text(found, now)) == (Severity.ERROR, ONE)
    assert sorted(place[1] for place in places(found)) == [3, 4]


def test_lines_that_moved_do_not_hide_it() -> None:
    before, now = archive("2.0.0", ONE), "# a remark\n" * 5 + archive("2.1.0", ONE)
    assert len(stale({"WORKSPACE": before}, {"WORKSPACE": now})) == 1


def test_a_file_that_moved_does_not_hide_it() -> None:
    assert len(stale({"WORKSPACE": archive("2.0.0", ONE)}, {"deps.bzl": archive("2.1.0", ONE)})) == 1


def test_a_version_that_a_constant_gives_is_a_version() -> None:
    def at(version: str) -> str:
        url = '"https://github.com/acme/gizmo/archive/v{}.tar.gz".format(GIZMO_VERSION)'
        return f'GIZMO_VERSION = "{version}"\nhttp_archive(name = "gizmo", url = {url}, sha256 = "{ONE}")\n'

    (found,) = stale({"deps.bzl": at("2.0.0")}, {"deps.bzl": at("2.1.0")})
    assert "from `2.0.0` to `2.1.0`" in found.message


def test_a_digest_in_another_spelling_did_not_move() -> None:
    assert len(stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": archive("2.1.0", ONE.upper())})) == 1


def test_an_archive_of_another_commit_is_another_file() -> None:
    def at(commit: str) -> str:
        return archive("", ONE, url=f"{GITHUB}/archive/{commit * 20}.tar.gz")

    (found,) = stale({"WORKSPACE": at("a1")}, {"WORKSPACE": at("b2")})
    assert found.severity is Severity.ERROR


def test_an_archive_of_a_tag_is_not_that_of_the_commit() -> None:
    before = archive("", ONE, url=f"{GITHUB}/archive/{'a1' * 20}.tar.gz")
    assert len(stale({"WORKSPACE": before}, {"WORKSPACE": archive("2.1.0", ONE)})) == 1


def test_a_project_that_went_elsewhere_with_another_version_is_reported() -> None:
    now = archive("2.1.0", ONE).replace("acme", "gizmo-project")
    assert len(stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": now})) == 1


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (
            "https://example.test/2024/gizmo-src-3470000.zip",
            "https://example.test/2026/gizmo-src-3530400.zip",
        ),
        (
            f"{GITHUB}/releases/download/mirror/gizmo-6510.dmg",
            f"{GITHUB}/releases/download/mirror/gizmo-6518.dmg",
        ),
    ],
)
def test_a_number_in_the_name_of_a_file_is_a_version(before: str, now: str) -> None:
    old, new = archive("", ONE, url=before), archive("", ONE, url=now)
    assert len(stale({"WORKSPACE": old}, {"WORKSPACE": new})) == 1


def test_a_source_of_nix_with_its_old_hash_is_reported() -> None:
    (found,) = stale({"gizmo.nix": fetched("v1.0.0", SRI)}, {"gizmo.nix": fetched("v1.1.0", SRI)})
    assert found.severity is Severity.ERROR


def test_a_commit_whose_tree_has_the_same_hash_is_only_suspicious() -> None:
    (found,) = stale({"gizmo.nix": fetched("a1" * 20, SRI)}, {"gizmo.nix": fetched("b2" * 20, SRI)})
    assert found.severity is Severity.WARNING


def test_dependencies_of_an_old_lock_file_are_reported() -> None:
    before, now = (
        built(version, "cargoHash", SRI, source=source)
        for version, source in (("1.0.0", SRI.replace("y", "z")), ("1.1.0", OTHER_SRI))
    )
    (found,) = stale({"gizmo.nix": before}, {"gizmo.nix": now})
    assert found.message == "`gizmo` moved from `1.0.0` to `1.1.0` and the cargoHash beside it did not"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("attribute", ["vendorHash", "npmDepsHash"])
def test_dependencies_that_two_versions_may_share_are_only_suspicious(attribute: str) -> None:
    before, now = (
        built(version, attribute, SRI, source=source)
        for version, source in (("1.0.0", SRI.replace("y", "z")), ("1.1.0", OTHER_SRI))
    )
    (found,) = stale({"gizmo.nix": before}, {"gizmo.nix": now})
    assert (attribute in found.message, found.severity) == (True, Severity.WARNING)


def test_an_image_whose_tag_moved_alone_is_reported() -> None:
    def at(tag: str) -> Files:
        return {"Dockerfile": f"FROM docker.io/acme/gizmo:{tag}@sha256:{ONE}\n"}

    (found,) = stale(at("1.2.0-slim"), at("1.3.0-slim"))
    assert (
        found.message == "`docker:acme/gizmo` moved from `1.2.0` to `1.3.0` and the digest beside it did not"
    )
    assert found.severity is Severity.ERROR


def test_one_of_two_places_of_an_image_that_moved_is_reported() -> None:
    line = f"FROM docker.io/acme/gizmo:1.2.0@sha256:{ONE}\n"
    (found,) = stale({"Dockerfile": line * 2}, {"Dockerfile": line + line.replace("1.2.0", "1.3.0")})
    assert found.location.line == 2


def test_a_version_of_a_registry_that_was_renamed_is_one_finding_for_all_its_platforms() -> None:
    before = registry("gizmo", "1.0.0", ["1.0.0"])
    (found,) = stale({"gizmo.json": before}, {"gizmo.json": before.replace("1.0.0", "1.1.0")})
    assert len(places(found)) == 3
    assert (found.tool, found.severity) == ("gizmo", Severity.ERROR)


def test_the_platform_that_was_forgotten_is_reported() -> None:
    before = registry("gizmo", "1.0.0", ["1.0.0"])
    now = before.replace("1.0.0", "1.1.0").replace(digest("gizmo 1.0.0 linux_amd64"), OTHER)
    (found,) = stale({"gizmo.json": before}, {"gizmo.json": now})
    assert "the digest for `darwin_arm64` beside it did not" in found.message


def test_the_one_file_of_a_release_may_not_have_changed() -> None:
    before = registry("gizmo", "1.0.0", {"1.0.0": ["any"]})
    (found,) = stale({"gizmo.json": before}, {"gizmo.json": before.replace("1.0.0", "1.1.0")})
    assert found.severity is Severity.WARNING


def test_a_package_whose_hashes_are_all_old_is_reported() -> None:
    def at(version: str) -> Files:
        return {"requirements.txt": f"gizmo=={version} --hash=sha256:{ONE} --hash=sha256:{OTHER}\n"}

    (found,) = stale(at("1.0"), at("1.1"))
    assert found.severity is Severity.ERROR


def test_a_package_that_keeps_a_hash_too_many_is_only_suspicious() -> None:
    before = f"gizmo==1.0 --hash=sha256:{ONE} --hash=sha256:{OTHER}\n"
    now = f"gizmo==1.1 --hash=sha256:{ONE} --hash=sha256:{digest('new')}\n"
    (found,) = stale({"requirements.txt": before}, {"requirements.txt": now})
    assert found.severity is Severity.WARNING


def test_a_lock_file_that_somebody_edited_is_reported() -> None:
    def at(version: str) -> Files:
        source = 'source = "registry+https://github.com/rust-lang/crates.io-index"'
        package = f'name = "gizmo"\nversion = "{version}"\n{source}\nchecksum = "{ONE}"'
        return {"Cargo.lock": f"version = 4\n\n[[package]]\n{package}\n"}

    (found,) = stale(at("1.0.0"), at("1.0.1"))
    assert found.severity is Severity.ERROR


def test_a_test_may_well_have_an_old_digest() -> None:
    path = "tests/WORKSPACE"
    (found,) = stale({path: archive("2.0.0", ONE)}, {path: archive("2.1.0", ONE)})
    assert found.severity is Severity.WARNING


def test_what_may_be_shared_does_not_soften_the_hash_of_a_source_that_cannot_be() -> None:
    before, now = (
        {"gizmo.nix": built(version, "vendorHash", OTHER_SRI, source=SRI)} for version in ("1.0.0", "1.1.0")
    )
    (found,) = stale(before, now)
    assert found.severity is Severity.ERROR
    assert text(found, now["gizmo.nix"]) == SRI
    assert "the digest, vendorHash beside it did not" in found.message


def test_all_digests_of_a_release_that_moved_without_its_version_are_suspicious() -> None:
    before = registry("gizmo", "1.0.0", ["1.0.0"])
    now = before.replace(digest("gizmo 1.0.0 linux_amd64"), ONE).replace(
        digest("gizmo 1.0.0 darwin_arm64"), OTHER
    )
    (found,) = stale({"checksums/tools/gizmo.json": before}, {"checksums/tools/gizmo.json": now})
    assert found.severity is Severity.WARNING
    assert found.message == "all 2 digests of `gizmo` `1.0.0` moved and the version did not"


def test_a_source_and_its_dependencies_that_both_moved_without_the_version_are_suspicious() -> None:
    before = {"gizmo.nix": built("1.0.0", "vendorHash", OTHER_SRI, source=SRI)}
    first, second = SRI.replace("ypeB", "zpeB"), OTHER_SRI.replace("n4bQ", "o4bQ")
    now = {"gizmo.nix": built("1.0.0", "vendorHash", second, source=first)}
    (found,) = stale(before, now)
    assert found.severity is Severity.WARNING


# quiet


def test_one_platform_of_a_release_that_was_corrected_is_right() -> None:
    before = registry("gizmo", "1.0.0", ["1.0.0"])
    now = before.replace(digest("gizmo 1.0.0 linux_amd64"), ONE)
    assert stale({"checksums/tools/gizmo.json": before}, {"checksums/tools/gizmo.json": now}) == []


def test_two_platforms_whose_digests_were_changed_over_are_repaired() -> None:
    before = registry("gizmo", "1.0.0", ["1.0.0"])
    linux, mac = digest("gizmo 1.0.0 linux_amd64"), digest("gizmo 1.0.0 darwin_arm64")
    now = before.replace(linux, ONE).replace(mac, linux).replace(ONE, mac)
    assert stale({"checksums/tools/gizmo.json": before}, {"checksums/tools/gizmo.json": now}) == []


def test_dependencies_of_a_source_that_stayed_may_be_fetched_anew() -> None:
    before = {"gizmo.nix": built("1.0.0", "vendorHash", OTHER_SRI, source=SRI)}
    now = {"gizmo.nix": built("1.0.0", "vendorHash", OTHER_SRI.replace("n4bQ", "o4bQ"), source=SRI)}
    assert stale(before, now) == []


def test_without_a_base_there_is_nothing_to_say() -> None:
    assert said("stale-digest", tree({"WORKSPACE": archive("2.1.0", ONE)})) == []


def test_a_version_that_moved_with_its_digest_is_right() -> None:
    assert stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": archive("2.1.0", OTHER)}) == []


def test_a_digest_that_moved_alone_is_a_correction() -> None:
    assert stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": archive("2.0.0", OTHER)}) == []


def test_nothing_changed() -> None:
    files = {"WORKSPACE": archive("2.0.0", ONE), "gizmo.json": registry("gizmo", "1.0.0", ["1.0.0"])}
    assert stale(files, files) == []


def test_another_mirror_serves_the_same_file() -> None:
    now = archive("", ONE, url="https://mirror.example.test/acme/gizmo/archive/v2.0.0.tar.gz")
    assert stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": now}) == []


def test_a_file_under_another_name_may_be_the_same_file() -> None:
    old = archive("", ONE, url="https://example.test/gizmo-src-3470000.zip")
    new = archive("", ONE, url="https://mirror.example.test/sources/gizmo_3470000_full.zip")
    assert stale({"WORKSPACE": old}, {"WORKSPACE": new}) == []


def test_a_project_that_went_elsewhere_kept_its_files() -> None:
    now = archive("2.0.0", ONE).replace("acme", "gizmo-project")
    assert stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": now}) == []


def test_a_new_declaration_was_not_there_before() -> None:
    assert stale({"WORKSPACE": ""}, {"WORKSPACE": archive("2.0.0", ONE)}) == []


def test_a_declaration_that_was_renamed_did_not_move() -> None:
    now = archive("2.0.0", ONE, name="widget")
    assert stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": now}) == []


def test_what_is_still_there_with_its_digest_is_a_question_for_another_check() -> None:
    now = archive("2.0.0", ONE) + archive("2.1.0", ONE, name="newer")
    assert stale({"WORKSPACE": archive("2.0.0", ONE)}, {"WORKSPACE": now}) == []


def test_what_is_still_there_in_another_file_did_not_move_here() -> None:
    old = {"docs/a.bzl": archive("2.0.0", ONE)}
    assert stale(old, {**old, "b.bzl": archive("2.1.0", ONE)}) == []


def test_one_of_two_files_that_moved_is_reported_in_that_file() -> None:
    files = {path: archive("2.0.0", ONE) for path in ("a.bzl", "b.bzl")}
    (found,) = stale(files, {**files, "b.bzl": archive("2.1.0", ONE)})
    assert found.location.path == "b.bzl"


def test_a_name_that_only_speaks_of_the_version_downloads_nothing() -> None:
    def at(version: str) -> str:
        address = f"{GITHUB}/archive/v1.0.0.tar.gz"
        return (
            f'http_archive(\n    name = "gizmo",\n    version = "{version}",\n    url = "{address}",\n'
            f'    sha256 = "{ONE}",\n)\n'
        )

    assert stale({"WORKSPACE": at("1.0.0")}, {"WORKSPACE": at("1.1.0")}) == []


def test_a_placeholder_waits_for_its_digest() -> None:
    zeros = "0" * 64
    assert stale({"WORKSPACE": archive("2.0.0", zeros)}, {"WORKSPACE": archive("2.1.0", zeros)}) == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("3.12", "3.12.4"),
        ("3.12.4", "3.12"),
        ("3.12", "3.12-slim"),
        ("latest", "3.12"),
        ("v3.12.0", "3.12.0"),
        ("3.12-bookworm", "3.12-slim-bookworm"),
    ],
)
def test_an_image_that_is_named_in_another_way_is_the_same(before: str, now: str) -> None:
    def at(tag: str) -> Files:
        return {"Dockerfile": f"FROM python:{tag}@sha256:{ONE}\n"}

    assert stale(at(before), at(now)) == []


def test_a_commit_that_became_the_tag_it_has_is_the_same() -> None:
    assert stale({"gizmo.nix": fetched("a1" * 20, SRI)}, {"gizmo.nix": fetched("v1.1.0", SRI)}) == []


def test_a_commit_that_was_shortened_is_the_same() -> None:
    assert stale({"gizmo.nix": fetched("a1" * 20, SRI)}, {"gizmo.nix": fetched("a1" * 5, SRI)}) == []


def test_a_lock_of_nix_knows_which_commits_have_one_tree() -> None:
    def at(commit: str) -> Files:
        locked = f'"locked": {{"type": "github", "owner": "a", "repo": "b", "rev": "{commit * 20}"'
        nodes = f'"b": {{{locked}, "narHash": "{SRI}"}}}}, "root": {{"inputs": {{"b": "b"}}}}'
        return {"flake.lock": f'{{"nodes": {{{nodes}}}, "root": "root", "version": 7}}'}

    assert stale(at("a1"), at("b2")) == []


def test_a_version_that_a_registry_offers_beside_the_old_one_is_new() -> None:
    before, now = registry("gizmo", "1.0.0", ["1.0.0"]), registry("gizmo", "1.1.0", ["1.1.0", "1.0.0"])
    assert stale({"gizmo.json": before}, {"gizmo.json": now}) == []


def test_digests_that_went_to_the_version_that_they_belong_to_are_repaired() -> None:
    wrong = registry("gizmo", "1.0.0", ["1.0.0"])
    right = registry("gizmo", "1.1.0", ["1.1.0", "1.0.0"])
    swapped = right
    for name in ("linux_amd64", "darwin_arm64"):
        swapped = swapped.replace(digest(f"gizmo 1.0.0 {name}"), digest(f"corrected {name}"))
        swapped = swapped.replace(digest(f"gizmo 1.1.0 {name}"), digest(f"gizmo 1.0.0 {name}"))
    assert stale({"gizmo.json": wrong}, {"gizmo.json": swapped}) == []


@pytest.mark.parametrize("folder", ["vendor", "fixtures"])
def test_what_is_not_the_projects_own_is_left_alone(folder: str) -> None:
    path = f"{folder}/WORKSPACE"
    assert stale({path: archive("2.0.0", ONE)}, {path: archive("2.1.0", ONE)}) == []


def test_the_module_file_of_two_versions_may_be_one_in_go() -> None:
    def at(version: str) -> Files:
        value = f"h1:{SRI.removeprefix('sha256-')}"
        return {"go.sum": f"example.com/gizmo {version}/go.mod {value}\n"}

    assert stale(at("v1.0.0"), at("v1.1.0")) == []
