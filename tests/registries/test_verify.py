"""Registries held against the files of a real server on this machine, and against their own form."""

from __future__ import annotations

import json

import pytest

from tests.fetch.serving import Reply, digest, serving
from tests.registries.reading import site
from vercheck.fetch import Client, Limits, Mirror
from vercheck.registries.sites import Site
from vercheck.registries.verify import Finding, Verdict, look, verify

QUICK = Limits(attempts=1, pause=0.01)
TEMPLATE = "https://dl.example.org/v{version}/gizmo-{platform}.zip"
FILES = {
    f"/v{version}/gizmo-{platform}.zip": f"{version} {platform}".encode()
    for version in ("1.0.0", "1.1.0")
    for platform in ("linux_amd64", "darwin_arm64")
}


def registry(*, wrong: str = "", digest_of: str = "") -> Site:
    """`wrong` is a file whose digest is another's, or `digest_of` what stands there instead."""
    versions = {
        version: {
            "platforms": {
                platform: {
                    "sha256": (digest_of or digest(b"another"))
                    if f"{version} {platform}" == wrong
                    else digest(f"{version} {platform}".encode())
                }
                for platform in ("linux_amd64", "darwin_arm64")
            }
        }
        for version in ("1.1.0", "1.0.0")
    }
    return site(json.dumps({"tool_name": "gizmo", "versions": versions}))


def verdicts(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(item.version, item.platform, item.verdict) for item in findings]


def test_every_file_is_compared() -> None:
    with serving(FILES) as host, Client(QUICK, Mirror.at(host.base)) as client:
        found = verify([registry()], None, (), TEMPLATE, client)
    assert verdicts(found) == [
        ("1.1.0", "linux_amd64", "ok"),
        ("1.1.0", "darwin_arm64", "ok"),
        ("1.0.0", "linux_amd64", "ok"),
        ("1.0.0", "darwin_arm64", "ok"),
    ]


def test_a_digest_that_is_not_the_files_is_told_with_both() -> None:
    with serving(FILES) as host, Client(QUICK, Mirror.at(host.base)) as client:
        found = verify([registry(wrong="1.0.0 linux_amd64")], None, (), TEMPLATE, client)
    (bad,) = [item for item in found if not item.verdict.is_good]
    assert (bad.version, bad.platform, bad.verdict) == ("1.0.0", "linux_amd64", Verdict.MISMATCH)
    assert digest(b"another") in bad.words
    assert digest(b"1.0.0 linux_amd64") in bad.words


def test_one_version_can_be_asked_for() -> None:
    with serving(FILES) as host, Client(QUICK, Mirror.at(host.base)) as client:
        found = verify([registry()], "1.0.0", (), TEMPLATE, client)
        assert {item.version for item in found} == {"1.0.0"}
        assert len(host.asked) == 2


@pytest.mark.parametrize("reply", [Reply(b"", 404), Reply(b"", 500), Reply(b"x", announced=9)])
def test_a_file_that_cannot_be_fetched_is_not_verified(reply: Reply) -> None:
    with serving(FILES) as host, Client(QUICK, Mirror.at(host.base)) as client:
        host.put("/v1.1.0/gizmo-linux_amd64.zip", reply)
        found = verify([registry()], "1.1.0", (), TEMPLATE, client)
    assert [item.verdict for item in found] == [Verdict.FAILED, Verdict.OK]


def test_a_file_whose_address_nobody_knows_is_not_verified() -> None:
    with serving(FILES) as host, Client(QUICK, Mirror.at(host.base)) as client:
        found = verify([registry()], "1.1.0", (), None, client)
        assert not host.asked
    assert {item.verdict for item in found} == {Verdict.UNKNOWN}


def test_no_file_is_fetched_for_what_is_no_digest() -> None:
    with serving(FILES) as host, Client(QUICK, Mirror.at(host.base)) as client:
        found = verify([registry(wrong="1.1.0 linux_amd64", digest_of="TODO")], "1.1.0", (), TEMPLATE, client)
        assert "/v1.1.0/gizmo-linux_amd64.zip" not in host.asked
    assert [item.verdict for item in found] == [Verdict.MALFORMED, Verdict.OK]


def test_the_form_can_be_looked_at_without_a_file() -> None:
    found = look([registry(wrong="1.1.0 darwin_arm64", digest_of="0123")], None)
    assert [item.verdict for item in found] == [
        Verdict.WELL_FORMED,
        Verdict.MALFORMED,
        Verdict.WELL_FORMED,
        Verdict.WELL_FORMED,
    ]


def test_an_address_of_the_repository_never_leads_to_this_machine() -> None:
    with serving({"/x.zip": b"internal"}) as host, Client(QUICK) as client:
        urls = [f"{host.base}/x.zip", host.base.replace("http:", "https:"), "https://169.254.169.254/x.zip"]
        document = {
            "tool_name": "gizmo",
            "versions": {
                f"1.{number}.0": {"linux_amd64": {"url": url, "sha256": digest(url.encode())}}
                for number, url in enumerate(urls)
            },
        }
        found = verify([site(json.dumps(document))], None, (), None, client)
        assert not host.asked
    assert [item.verdict for item in found] == [Verdict.FAILED] * 3
    assert all("is refused" in item.words for item in found)
