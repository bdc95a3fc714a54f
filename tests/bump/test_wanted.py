"""Which digests of a move a download could give, from which addresses, and why others are left."""

from __future__ import annotations

import base64

import pytest

from tests.trees import digest, tree
from vercheck.bump.wanted import Asking
from vercheck.fix.retarget import retarget

URL = "https://github.com/acme/anvil/archive/v{}.tar.gz"
OLD = digest("24")
SRI = "sha256-" + base64.b64encode(bytes.fromhex(OLD)).decode()
BASE32 = "1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s"


def archive(*lines: str) -> str:
    body = "".join(f"    {line},\n" for line in lines)
    return f'http_archive(\n    name = "com_github_acme_anvil",\n{body})\n'


def asked(text: str, path: str = "repositories.bzl") -> Asking:
    facts = tree({path: text})
    asking = Asking(facts.graph)
    retarget(facts, "anvil", "25.0.0", lend=asking.lend)
    return asking


def urls(asking: Asking) -> list[tuple[str, ...]]:
    return [wanted.urls for wanted in asking.wanted.values()]


@pytest.mark.parametrize("said", [f'sha256 = "{OLD}"', f'integrity = "{SRI}"'])
def test_the_file_of_a_digest_is_that_of_the_address_at_the_new_version(said: str) -> None:
    asking = asked(archive(said, f'url = "{URL.format("24.0.0")}"'))
    assert urls(asking) == [(URL.format("25.0.0"),)]
    assert asking.obstacles == {}


def test_mirrors_come_in_their_order() -> None:
    other = "https://mirror.example.com/anvil-{}.tar.gz"
    said = f'urls = ["{other.format("24.0.0")}", "{URL.format("24.0.0")}"]'
    assert urls(asked(archive(f'sha256 = "{OLD}"', said))) == [(other.format("25.0.0"), URL.format("25.0.0"))]


def test_two_digests_of_one_file_are_both_wanted_where_they_are_of_two_algorithms() -> None:
    longer = "sha512-" + base64.b64encode(bytes(range(64))).decode()
    asking = asked(archive(f'sha256 = "{OLD}"', f'integrity = "{longer}"', f'url = "{URL.format("24.0.0")}"'))
    assert sorted(wanted.algorithm for wanted in asking.wanted.values()) == ["sha256", "sha512"]


def test_of_two_digests_of_one_algorithm_nothing_tells_which_file_each_is_of() -> None:
    files = (
        f'sha256 = {{"linux": "{OLD}", "darwin": "{digest("other")}"}}',
        f'urls = {{"linux": "{URL.format("24.0.0")}", "darwin": "{URL.format("24.0.0")}.zip"}}',
    )
    asking = asked(archive(*files))
    assert asking.wanted == {}
    assert set(asking.obstacles.values()) <= {"is one of several, and nothing tells which file it is of"}


def test_an_address_without_the_version_leads_to_no_other_file() -> None:
    said = ('strip_prefix = "anvil-24.0.0"', 'url = "https://example.com/acme/anvil/latest.tar.gz"')
    asking = asked(archive(f'sha256 = "{OLD}"', 'version = "24.0.0"', *said))
    assert asking.wanted == {}


def test_a_placeholder_waits_for_nothing() -> None:
    asking = asked(archive(f'sha256 = "{"0" * 64}"', f'url = "{URL.format("24.0.0")}"'))
    assert (asking.wanted, asking.obstacles) == ({}, {})


NIX = """\
{{ fetchurl, stdenv }}:
stdenv.mkDerivation rec {{
  pname = "anvil";
  version = "24.0.0";
  src = {fetcher} {{
    url = "https://github.com/acme/anvil/archive/v${{version}}.tar.gz";
    {digest};
  }};
}}
"""


def test_a_hash_of_a_flat_file_in_nix_is_wanted() -> None:
    asking = asked(NIX.format(fetcher="fetchurl", digest=f'hash = "{SRI}"'), "anvil.nix")
    assert urls(asking) == [(URL.format("25.0.0"),)]


@pytest.mark.parametrize(
    ("fetcher", "said", "words"),
    [
        ("fetchzip", f'hash = "{SRI}"', "is of what Nix makes of the files"),
        ("fetchTarball", f'sha256 = "{SRI}"', "is of what Nix makes of the files"),
        ("fetchurl", f'sha256 = "{BASE32}"', "is spelled in a way that is not written"),
    ],
)
def test_what_a_download_does_not_tell_is_said(fetcher: str, said: str, words: str) -> None:
    asking = asked(NIX.format(fetcher=fetcher, digest=said), "anvil.nix")
    assert asking.wanted == {}
    assert [found.startswith(words) for found in asking.obstacles.values()] == [True]
