"""Downloads from hosts that no longer serve."""

from __future__ import annotations

import pytest

from tests.building import places
from tests.trees import Files, digest, place, said, tree
from vercheck.graph import Knowledge, Policy
from vercheck.model import Diagnostic, Severity

GONE = Knowledge(gone=(("artifacts.acme.test", "its service ended in 2025"),))


def dead(files: Files, knowledge: Knowledge = GONE, **rest: Policy) -> list[Diagnostic]:
    return said("dead-source", tree(files, knowledge=knowledge, **rest))


def archive(url: str) -> str:
    return f'http_archive(\n    name = "gizmo",\n    url = "{url}",\n    sha256 = "{digest(url)}",\n)\n'


# loud


def test_a_download_from_a_host_that_is_gone_is_reported_with_the_reason() -> None:
    (found,) = dead({"WORKSPACE": archive("https://artifacts.acme.test/gizmo-2.1.0.tar.gz")})
    assert (place(found), found.severity) == (("WORKSPACE", 3), Severity.ERROR)
    assert "`artifacts.acme.test`" in found.message
    assert "its service ended in 2025" in found.message


@pytest.mark.parametrize(
    "host", ["ARTIFACTS.acme.test", "eu.artifacts.acme.test", "artifacts.acme.test:8443"]
)
def test_case_ports_and_hosts_below_it_make_no_difference(host: str) -> None:
    assert dead({"WORKSPACE": archive(f"https://{host}/gizmo-2.1.0.tar.gz")})


def test_a_host_that_the_configuration_lists_is_gone_too() -> None:
    (found,) = dead(
        {"WORKSPACE": archive("https://files.acme.test/gizmo-2.1.0.tar.gz")},
        policy=Policy(gone_hosts=("Files.acme.test",)),
    )
    assert "the configuration lists it" in found.message


def test_an_address_with_holes_in_it_still_names_its_host() -> None:
    text = """\
def gizmo(version, platform):
    http_archive(
        name = "gizmo",
        url = "https://artifacts.acme.test/{}/gizmo-{}.tar.gz".format(version, platform),
    )
"""
    assert [place(found) for found in dead({"defs.bzl": text})] == [("defs.bzl", 4)]


def test_a_derivation_that_fetches_from_there_is_reported() -> None:
    text = """\
{ fetchurl }:
fetchurl {
  url = "https://artifacts.acme.test/gizmo-2.1.0.tar.gz";
  hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
}
"""
    assert [place(found) for found in dead({"gizmo.nix": text})] == [("gizmo.nix", 3)]


def test_each_place_is_reported_once() -> None:
    text = archive("https://artifacts.acme.test/gizmo-2.1.0.tar.gz")
    assert [place(found) for found in dead({"WORKSPACE": text, "deps.bzl": text})] == [
        ("WORKSPACE", 3),
        ("deps.bzl", 3),
    ]


def test_several_addresses_of_one_file_are_one_finding_that_names_them_all() -> None:
    texts = [archive(f"https://artifacts.acme.test/gizmo-2.{minor}.0.tar.gz") for minor in (0, 1)]
    (found,) = dead({"WORKSPACE": "".join(texts)})
    assert places(found) == {("WORKSPACE", 3), ("WORKSPACE", 8)}


# quiet


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/acme/gizmo/archive/v2.1.0.tar.gz",
        "https://acme.test/gizmo-2.1.0.tar.gz",
        "https://notartifacts.acme.test/gizmo-2.1.0.tar.gz",
        "https://artifacts.acme.test.mirror.test/gizmo-2.1.0.tar.gz",
        "https://mirror.test/artifacts.acme.test/gizmo-2.1.0.tar.gz",
    ],
)
def test_other_hosts_are_quiet(url: str) -> None:
    assert not dead({"WORKSPACE": archive(url)})


def test_where_nothing_is_known_to_be_gone_nothing_is_reported() -> None:
    assert not dead({"WORKSPACE": archive("https://artifacts.acme.test/gizmo-2.1.0.tar.gz")}, Knowledge())


@pytest.mark.parametrize("folder", ["vendor/gizmo", "testdata"])
def test_vendored_and_fixture_addresses_are_quiet(folder: str) -> None:
    assert not dead({f"{folder}/deps.bzl": archive("https://artifacts.acme.test/gizmo-2.1.0.tar.gz")})


def test_an_address_that_is_none_stops_nothing() -> None:
    assert not dead({"WORKSPACE": archive("https://[artifacts.acme.test/gizmo-2.1.0.tar.gz")})
