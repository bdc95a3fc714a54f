"""Adding a version with files from a real server on this machine: all of it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.fetch.serving import Host, Reply, digest, serving
from tests.registries.reading import TODAY, extract, site
from vercheck.fetch import Client, Limits, Mirror, Progress
from vercheck.registries.add import Addition, add, drafts
from vercheck.registries.error import RegistryError
from vercheck.registries.sites import Site

QUICK = Limits(silence=5.0, attempts=2, pause=0.01)
TEMPLATE = "https://dl.example.org/v{version}/gizmo-{url_suffix}"
SUFFIXES = {"linux_amd64": "linux.tar.gz", "darwin_arm64": "macos.tar.gz", "windows_amd64": "windows.zip"}


def registry(*versions: str, tool: str = "gizmo") -> Site:
    entries = {
        version: {
            "platforms": {
                name: {"sha256": digest(f"{version} {suffix}".encode()), "url_suffix": suffix}
                for name, suffix in SUFFIXES.items()
            }
        }
        for version in versions
    }
    document = {"tool_name": tool, "latest_version": versions[0], "versions": entries}
    return site(json.dumps(document, indent=2), f"checksums/tools/{tool}.json")


@pytest.fixture
def host() -> Iterator[Host]:
    """Has every file of 1.1.0."""
    with serving(
        {f"/v1.1.0/gizmo-{suffix}": f"1.1.0 {suffix}".encode() for suffix in SUFFIXES.values()}
    ) as host:
        yield host


def added(
    host: Host,
    *sites: Site,
    limits: Limits = QUICK,
    platforms: frozenset[str] = frozenset(),
    compares: bool = True,
) -> Addition:
    planned = drafts(sites, sites, "1.1.0", (), TEMPLATE, platforms)
    with Client(limits, Mirror.at(host.base)) as client:
        return add(planned, sites, client, TODAY, extract, compares=compares)


def test_every_platform_gets_the_digest_of_its_file(host: Host) -> None:
    made = added(host, registry("1.0.0"))
    (after,) = made.after.values()
    document = json.loads(after)
    new = document["versions"]["1.1.0"]["platforms"]
    assert {name: record["sha256"] for name, record in new.items()} == {
        name: digest(f"1.1.0 {suffix}".encode()) for name, suffix in SUFFIXES.items()
    }
    assert document["latest_version"] == "1.1.0"
    assert [file.platform for file in made.files] == list(SUFFIXES)


def test_one_platform_that_is_missing_leaves_everything_as_it_is(host: Host) -> None:
    del host.files["/v1.1.0/gizmo-windows.zip"]
    with pytest.raises(RegistryError, match=r"nothing was changed.*`windows_amd64`: .*404") as refused:
        added(host, registry("1.0.0"))
    assert "`linux_amd64`" not in str(refused.value)
    assert "--platform" in refused.value.help


def test_the_platforms_that_are_there_can_be_named(host: Host) -> None:
    del host.files["/v1.1.0/gizmo-windows.zip"]
    made = added(host, registry("1.0.0"), platforms=frozenset({"linux_amd64", "darwin_arm64"}))
    (after,) = made.after.values()
    assert list(json.loads(after)["versions"]["1.1.0"]["platforms"]) == ["linux_amd64", "darwin_arm64"]


def test_a_busy_server_is_waited_for(host: Host) -> None:
    path = "/v1.1.0/gizmo-linux.tar.gz"
    host.put(path, Reply(b"", 503), *host.files[path])
    assert added(host, registry("1.0.0")).after


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"", 500),
        Reply(b"x" * 2000),
        Reply(b"x", announced=100),
        Reply(b"x", delay=1.0),
        Reply(b"<html>", headers={"Content-Type": "text/html; charset=utf-8"}),
        Reply(b"", 302, {"Location": "http://169.254.169.254/"}),
    ],
    ids=["error", "too large", "truncated", "silent", "page", "redirect"],
)
def test_whatever_goes_wrong_with_a_file_nothing_is_changed(host: Host, reply: Reply) -> None:
    host.put("/v1.1.0/gizmo-macos.tar.gz", reply)
    with pytest.raises(RegistryError, match=r"nothing was changed.*`darwin_arm64`"):
        added(host, registry("1.0.0"), limits=replace(QUICK, size=1000, silence=0.2))


def test_published_digests_that_agree_are_told(host: Host) -> None:
    lines = [f"{digest(f'1.1.0 {suffix}'.encode())}  gizmo-{suffix}\n" for suffix in SUFFIXES.values()]
    host.put("/v1.1.0/SHA256SUMS", "".join(lines).encode())
    made = added(host, registry("1.0.0"))
    assert {file.published for file in made.files} == {"https://dl.example.org/v1.1.0/SHA256SUMS"}


def test_a_published_digest_that_disagrees_stops_it_and_both_are_named(host: Host) -> None:
    host.put("/v1.1.0/SHA256SUMS", f"{'e' * 63}f  gizmo-linux.tar.gz\n".encode())
    with pytest.raises(RegistryError, match="nothing was changed") as refused:
        added(host, registry("1.0.0"))
    assert digest(b"1.1.0 linux.tar.gz") in str(refused.value)
    assert "e" * 63 + "f" in str(refused.value)


def test_published_digests_that_cannot_be_read_stop_it(host: Host) -> None:
    host.put("/v1.1.0/SHA256SUMS", Reply(b"", 500))
    with pytest.raises(RegistryError, match="published beside the files cannot be read"):
        added(host, registry("1.0.0"))


def test_a_registry_that_has_the_version_is_left_alone(host: Host) -> None:
    assert drafts([registry("1.1.0", "1.0.0")], [], "v1.1.0", (), TEMPLATE, frozenset()) == ()
    assert not host.asked


def test_every_registry_of_the_tool_gets_the_version(host: Host) -> None:
    one, two = registry("1.0.0"), replace_path(registry("1.0.0"))
    assert sorted(added(host, one, two).after) == ["checksums/tools/gizmo.json", "other/gizmo.json"]
    assert set(host.asked.values()) == {1}


def test_another_registry_with_another_digest_is_told(host: Host) -> None:
    lacking, having = registry("1.0.0"), replace_path(registry("1.1.0", "1.0.0"), old="1.1.0 linux")
    made = added(host, lacking, having)
    assert list(made.after) == ["checksums/tools/gizmo.json"]
    assert [remark for remark in made.remarks if "another digest" in remark]


def test_only_what_no_other_registry_lends_is_fetched(host: Host) -> None:
    having = json.loads(registry("1.0.0", "1.1.0").source.content)
    del having["versions"]["1.1.0"]["platforms"]["windows_amd64"]
    other = site(json.dumps(having), "other/gizmo.json")
    made = added(host, registry("1.0.0"), other, compares=False)
    assert host.asked["/v1.1.0/gizmo-windows.zip"] == 1
    assert not any("linux" in path or "macos" in path for path in host.asked)
    assert [file.platform for file in made.files] == ["windows_amd64"]
    assert [one.platform for one in made.lent] == ["linux_amd64", "darwin_arm64"]
    document = json.loads(made.after["checksums/tools/gizmo.json"])
    assert {name: one["sha256"] for name, one in document["versions"]["1.1.0"]["platforms"].items()} == {
        name: digest(f"1.1.0 {suffix}".encode()) for name, suffix in SUFFIXES.items()
    }


def test_what_is_lent_is_fetched_too_where_it_is_compared_and_else_taken(host: Host) -> None:
    del host.files["/v1.1.0/gizmo-windows.zip"]
    made = added(host, registry("1.0.0"), replace_path(registry("1.0.0", "1.1.0")))
    assert [file.platform for file in made.files] == ["linux_amd64", "darwin_arm64"]
    assert [one.platform for one in made.lent] == ["windows_amd64"]


def test_the_same_bytes_for_two_platforms_are_told(host: Host) -> None:
    for suffix in SUFFIXES.values():
        host.put(f"/v1.1.0/gizmo-{suffix}", b"not really an archive")
    remarks = added(host, registry("1.0.0")).remarks
    assert any("are the same, byte for byte" in remark for remark in remarks)


def test_the_same_bytes_as_the_version_before_are_told(host: Host) -> None:
    host.put("/v1.1.0/gizmo-linux.tar.gz", b"1.0.0 linux.tar.gz")
    assert any("is that of 1.0.0" in remark for remark in added(host, registry("1.0.0")).remarks)


def test_progress_is_told_to_the_end(host: Host) -> None:
    seen: list[Progress] = []
    of = registry("1.0.0")
    with Client(QUICK, Mirror.at(host.base)) as client:
        add(drafts([of], [], "1.1.0", (), TEMPLATE, frozenset()), [], client, TODAY, extract, seen.append)
    assert seen[-1].done == seen[-1].files == 3


def replace_path(of: Site, old: str = "") -> Site:
    """The same registry elsewhere; where `old` is given, with another digest for that file."""
    text = of.source.content.decode()
    if old:
        text = text.replace(digest(f"{old}.tar.gz".encode()), digest(b"something else"))
    return site(text, "other/gizmo.json")
