"""Where the files of a version are, as far as a repository tells."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.registries.reading import patterns, planned, site
from vercheck.registries.error import RegistryError
from vercheck.registries.patterns import Pattern

DIGEST = "0123456789abcdef" * 3 + "fedcba9876543210"
OTHER = "fedcba9876543210" * 3 + "0123456789abcdef"


def registry(record: dict[str, Any] | None = None, **head: Any) -> str:
    files = {"linux_amd64": {"sha256": DIGEST, **(record or {"url_suffix": "x86_64-linux.tar.gz"})}}
    named = {"tool_name": "gizmo", "github_repo": "example/gizmo", **head}
    return json.dumps({**named, "versions": {"1.0.0": {"platforms": files}}})


def urls(text: str, *code: str, **further: Any) -> list[str]:
    found: tuple[Pattern, ...] = tuple(pattern for part in code for pattern in patterns(part))
    return [item.url for item in planned(site(text), "1.1.0", code=found, **further).wanted]


def formatted(template: str, arguments: str) -> str:
    return f'def url(version, info, github_repo, tool_name):\n    return "{template}".format({arguments})\n'


def test_an_address_of_an_entry_is_moved() -> None:
    record = {"url": "https://dl.example.org/v1.0.0/gizmo-1.0.0.zip"}
    assert urls(registry(record)) == ["https://dl.example.org/v1.1.0/gizmo-1.1.0.zip"]


def test_an_address_that_names_no_version_leads_nowhere() -> None:
    with pytest.raises(RegistryError, match="names no version") as refused:
        urls(registry({"url": "https://dl.example.org/gizmo-latest.zip"}))
    assert "--url-template" in refused.value.help


def test_the_registry_may_hold_its_own_template() -> None:
    text = registry(download="https://dl.example.org/{version}/gizmo.{url_suffix}")
    assert urls(text) == ["https://dl.example.org/1.1.0/gizmo.x86_64-linux.tar.gz"]


def test_a_row_of_the_tool_is_taken_before_everything_else() -> None:
    table = 'P = {"gizmo": {"base": "https://dl.example.org/{version}", "filename": "gizmo-{suffix}"}}'
    general = formatted(
        "https://github.com/example/gizmo/releases/download/v{}/x-{}", "version, info.url_suffix"
    )
    assert urls(registry(), general, table) == ["https://dl.example.org/1.1.0/gizmo-x86_64-linux.tar.gz"]


def test_a_row_of_another_tool_says_nothing() -> None:
    table = 'P = {"widget": {"base": "https://dl.example.org/{version}", "filename": "gizmo-{suffix}"}}'
    with pytest.raises(RegistryError, match="hold no addresses, and no build file here shows"):
        urls(registry(), table)


def test_a_format_string_of_the_repository_is_understood() -> None:
    code = formatted(
        "https://github.com/example/gizmo/releases/download/v{}/gizmo-{}-{}",
        'version, version, info["url_suffix"]',
    )
    base = "https://github.com/example/gizmo/releases/download"
    assert urls(registry(), code) == [f"{base}/v1.1.0/gizmo-1.1.0-x86_64-linux.tar.gz"]


def test_a_format_string_of_another_repository_says_nothing() -> None:
    code = formatted(
        "https://github.com/example/widget/releases/download/v{}/gizmo-{}", "version, info.url_suffix"
    )
    with pytest.raises(RegistryError, match="of `example/gizmo`"):
        urls(registry(), code)


def test_a_format_string_for_every_tool_is_the_last_resort() -> None:
    code = formatted(
        "https://github.com/{github_repo}/releases/download/v{version}/{tool_name}-{version}-{suffix}",
        "github_repo = github_repo, tool_name = tool_name, version = version, suffix = info.url_suffix",
    )
    special = formatted(
        "https://github.com/example/gizmo/releases/download/{}/gizmo-{}", "version, info.url_suffix"
    )
    base = "https://github.com/example/gizmo/releases/download"
    assert urls(registry(), code) == [f"{base}/v1.1.0/gizmo-1.1.0-x86_64-linux.tar.gz"]
    assert urls(registry(), code, special) == [f"{base}/1.1.0/gizmo-x86_64-linux.tar.gz"]


def test_two_ways_to_make_an_address_are_shown_and_none_is_taken() -> None:
    one = formatted(
        "https://github.com/example/gizmo/releases/download/v{}/gizmo-{}", "version, info.url_suffix"
    )
    two = formatted(
        "https://github.com/example/gizmo/releases/download/{}/gizmo-{}", "version, info.url_suffix"
    )
    with pytest.raises(RegistryError, match=r"in two ways: .*registry\.bzl:2"):
        urls(registry(), one, two)


def test_two_places_that_say_the_same_agree() -> None:
    code = formatted(
        "https://github.com/example/gizmo/releases/download/v{}/gizmo-{}", "version, info.url_suffix"
    )
    assert len(urls(registry(), code, code)) == 1


def test_an_ending_that_would_stand_twice_is_not_believed() -> None:
    base = "https://github.com/example/gizmo/releases/download"
    wrong = formatted(f"{base}/v{{}}/gizmo-{{}}.tar.gz", "version, info.url_suffix")
    right = formatted(f"{base}/v{{}}/gizmo-{{}}", "version, info.url_suffix")
    assert urls(registry(), wrong, right) == [f"{base}/v1.1.0/gizmo-x86_64-linux.tar.gz"]


def test_a_field_that_the_entries_do_not_have_fits_nothing() -> None:
    code = formatted(
        "https://github.com/example/gizmo/releases/download/v{}/gizmo-{}", "version, info.url_suffix"
    )
    with pytest.raises(RegistryError, match="hold no addresses"):
        urls(registry({"binary_name": "gizmo-x86_64"}), code)


def test_a_template_that_is_given_needs_nothing_else() -> None:
    template = "https://dl.example.org/{repo}/{tool}/{version}/{platform}.{url_suffix}"
    expected = "https://dl.example.org/example/gizmo/gizmo/1.1.0/linux_amd64.x86_64-linux.tar.gz"
    assert urls(registry(), template=template) == [expected]


def test_a_hole_that_nothing_fills_is_named() -> None:
    with pytest.raises(RegistryError, match=r"nothing is known for `\{triple\}`"):
        urls(registry(), template="https://dl.example.org/{triple}")


def test_a_pattern_beside_a_table_of_digests_is_about_it() -> None:
    text = f'''
GEAR_SHA256 = {{"1.0.0": {{"linux_amd64": "{DIGEST}", "darwin_arm64": "{OTHER}"}}}}

def gear_url(version, platform):
    return "https://dl.example.org/gear/{{}}/gear-{{}}.zip".format(version, platform)
'''
    made = planned(site(text, "tools/gear.bzl"), "1.1.0", code=patterns(text, "tools/gear.bzl"))
    assert [item.url for item in made.wanted] == [
        "https://dl.example.org/gear/1.1.0/gear-linux_amd64.zip",
        "https://dl.example.org/gear/1.1.0/gear-darwin_arm64.zip",
    ]
