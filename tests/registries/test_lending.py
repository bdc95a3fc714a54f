"""Platforms that a registry supports and has no file for."""

from __future__ import annotations

import hashlib
import json

from tests.registries.reading import planned, site, written
from vercheck.registries.sites import Site

TEMPLATE = "https://dl.example.org/v{version}/{tool}-{version}-{url_suffix}"
SUFFIXES = {
    "linux_amd64": "x86_64-linux.tar.gz",
    "darwin_arm64": "aarch64-macos.tar.gz",
    "windows_amd64": "x86_64-windows.zip",
}


def registry(
    tool: str,
    suffixes: dict[str, str],
    supported: list[str] | None = None,
    further: dict[str, dict[str, str]] | None = None,
) -> Site:
    platforms = {
        name: {
            "sha256": hashlib.sha256(f"{tool}{name}".encode()).hexdigest(),
            "url_suffix": suffix,
            **(further or {}).get(name, {}),
        }
        for name, suffix in suffixes.items()
    }
    document = {
        "tool_name": tool,
        "supported_platforms": supported if supported is not None else list(SUFFIXES),
        "versions": {"1.0.0": {"platforms": platforms}},
    }
    return site(json.dumps(document, indent=2), f"checksums/tools/{tool}.json")


def without(*names: str) -> dict[str, str]:
    return {name: suffix for name, suffix in SUFFIXES.items() if name not in names}


def platforms(of: Site, *others: Site) -> tuple[list[str], tuple[str, ...]]:
    made = planned(of, "1.1.0", template=TEMPLATE, others=(of, *others))
    return [item.platform for item in made.wanted], made.without


def test_another_registry_whose_files_are_called_alike_lends_a_platform() -> None:
    own, other = registry("gizmo", without("windows_amd64")), registry("widget", SUFFIXES)
    made = planned(own, "1.1.0", template=TEMPLATE, others=(own, other))
    assert made.wanted[-1].url == "https://dl.example.org/v1.1.0/gizmo-1.1.0-x86_64-windows.zip"
    new = json.loads(written(made))["versions"]["1.1.0"]["platforms"]
    assert {name: record["url_suffix"] for name, record in new.items()} == SUFFIXES
    assert len({record["sha256"] for record in new.values()}) == 3


def test_a_lender_whose_files_are_called_otherwise_is_not_believed() -> None:
    other = registry("widget", {**SUFFIXES, "linux_amd64": "linux.tar.gz"})
    assert platforms(registry("gizmo", without("windows_amd64")), other) == (
        ["linux_amd64", "darwin_arm64"],
        ("windows_amd64",),
    )


def test_two_lenders_that_disagree_lend_nothing() -> None:
    others = registry("widget", SUFFIXES), registry("sprocket", {**SUFFIXES, "windows_amd64": "win.zip"})
    assert platforms(registry("gizmo", without("windows_amd64")), *others)[1] == ("windows_amd64",)


def test_one_platform_in_common_is_too_little() -> None:
    own = registry("gizmo", without("windows_amd64", "darwin_arm64"))
    assert platforms(own, registry("widget", SUFFIXES))[0] == ["linux_amd64"]


def test_what_a_registry_does_not_support_is_not_lent() -> None:
    own = registry("gizmo", without("windows_amd64"), supported=["linux_amd64", "darwin_arm64"])
    assert platforms(own, registry("widget", SUFFIXES)) == (["linux_amd64", "darwin_arm64"], ())


def test_a_record_that_differs_in_more_than_its_address_cannot_be_made_up() -> None:
    further = {"linux_amd64": {"strip_prefix": "linux"}, "darwin_arm64": {"strip_prefix": "macos"}}
    own = registry("gizmo", without("windows_amd64"), further=further)
    assert platforms(own, registry("widget", SUFFIXES))[1] == ("windows_amd64",)


def test_a_platform_that_the_newest_version_dropped_stays_dropped() -> None:
    own = json.loads(registry("gizmo", without("windows_amd64")).source.content)
    older = json.loads(registry("gizmo", SUFFIXES).source.content)
    own["versions"]["0.9.0"] = older["versions"]["1.0.0"]
    of = site(json.dumps(own), "checksums/tools/gizmo.json")
    assert platforms(of, registry("widget", SUFFIXES))[1] == ("windows_amd64",)
