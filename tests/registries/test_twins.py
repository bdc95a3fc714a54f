"""A version that another registry of the repository has: what it lends, and when it lends nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.registries.reading import TODAY, extract, site
from vercheck.registries.add import Addition, add, lent_drafts
from vercheck.registries.draft import draft
from vercheck.registries.error import RegistryError
from vercheck.registries.sites import Site

SUFFIXES = {"linux_amd64": "x86_64-linux.tar.gz", "darwin_arm64": "aarch64-macos.tar.gz"}
Document = dict[str, Any]
Change = Callable[[Document], None]


def digest(version: str, platform: str, kind: str = "sha256") -> str:
    return hashlib.new(kind, f"{version} {platform}".encode()).hexdigest()


def document(*versions: str, tool: str = "gizmo") -> Document:
    return {
        "tool_name": tool,
        "latest_version": versions[-1],
        "last_checked": "2026-01-01",
        "versions": {
            version: {
                "release_date": f"2025-{version[2]}1-0{version[0]}",
                "platforms": {
                    name: {"sha256": digest(version, name), "url_suffix": suffix}
                    for name, suffix in SUFFIXES.items()
                },
            }
            for version in versions
        },
    }


def registry(
    *versions: str,
    change: Change | None = None,
    tool: str = "gizmo",
    path: str = "checksums/tools/gizmo.json",
) -> Site:
    made = document(*versions, tool=tool)
    if change is not None:
        change(made)
    return site(json.dumps(made, indent=2) + "\n", path)


def lender(
    *versions: str, change: Change | None = None, tool: str = "gizmo", path: str = "copy.json"
) -> Site:
    return registry(*versions, change=change, tool=tool, path=path)


def added(own: Site, *others: Site, version: str = "1.1.0") -> Addition | None:
    """Without a network; `None` where nothing, or not everything, is lent."""
    every = (own, *others)
    planned = lent_drafts([own], every, version)
    return add(planned, every, None, TODAY, extract) if planned else None


def after(own: Site, *others: Site, version: str = "1.1.0") -> Document:
    made = added(own, *others, version=version)
    assert made is not None
    (content,) = made.after.values()
    result: Document = json.loads(content)
    return result


def entry(of: Document, version: str, platform: str = "linux_amd64") -> Document:
    record: Document = of["versions"][version]["platforms"][platform]
    return record


def test_what_a_copy_has_is_taken_from_there_and_it_is_told_where() -> None:
    own, other = registry("1.0.0"), lender("1.0.0", "1.1.0")
    made = added(own, other)
    assert made is not None
    (content,) = made.after.values()
    expected = document("1.0.0", "1.1.0")
    versions = json.loads(content)["versions"]
    assert (json.loads(content), sorted(versions)) == (expected, ["1.0.0", "1.1.0"])
    assert made.files == ()
    lines = other.source.content.decode().splitlines()
    for one in made.lent:
        path, line = one.lender.split(":")
        assert (path, one.digest.hex) == ("copy.json", digest("1.1.0", one.platform))
        assert one.digest.hex in lines[int(line) - 1]
    assert [one.platform for one in made.lent] == list(SUFFIXES)


def test_the_day_of_a_look_that_nobody_took_stays_and_that_is_said() -> None:
    made = added(registry("1.0.0"), lender("1.0.0", "1.1.0"))
    assert made is not None
    assert b'"last_checked": "2026-01-01"' in made.after["checksums/tools/gizmo.json"]
    assert any("`last_checked` stays" in remark for remark in made.remarks)


def test_a_day_on_which_the_two_did_not_agree_before_is_left_out() -> None:
    def change(of: Document) -> None:
        of["versions"]["1.0.0"]["release_date"] = "2024-12-24"

    made = after(registry("1.0.0"), lender("1.0.0", "1.1.0", change=change))
    assert "release_date" not in made["versions"]["1.1.0"]


def test_a_starlark_table_of_bare_digests_borrows_from_a_file_of_records() -> None:
    rows = "".join(f'        "{name}": "{digest("1.0.0", name)}",\n' for name in SUFFIXES)
    text = f'GIZMO_CHECKSUMS = {{\n    "1.0.0": {{\n{rows}    }},\n}}\n'
    own = site(text, "toolchains/gizmo.bzl")
    other = lender("1.0.0", "1.1.0", tool=own.tool)
    made = added(own, other)
    assert made is not None
    new = "".join(f'        "{name}": "{digest("1.1.0", name)}",\n' for name in SUFFIXES)
    assert made.after["toolchains/gizmo.bzl"].decode() == text.replace(
        "= {\n", f'= {{\n    "1.1.0": {{\n{new}    }},\n'
    )


def test_the_newest_version_that_both_have_decides() -> None:
    def otherwise(version: str) -> Change:
        def change(of: Document) -> None:
            entry(of, version)["sha256"] = digest("rebuilt", "linux_amd64")

        return change

    own = registry("0.9.0", "1.0.0")
    assert added(own, lender("0.9.0", "1.0.0", "1.1.0", change=otherwise("0.9.0"))) is not None
    assert added(own, lender("0.9.0", "1.0.0", "1.1.0", change=otherwise("1.0.0"))) is None


def test_two_lenders_that_agree_lend_and_two_that_disagree_do_not() -> None:
    def change(of: Document) -> None:
        entry(of, "1.1.0")["sha256"] = digest("rebuilt", "linux_amd64")

    own, first = registry("1.0.0"), lender("1.0.0", "1.1.0")
    assert added(own, first, lender("1.0.0", "1.1.0", path="third.json")) is not None
    assert added(own, first, lender("1.0.0", "1.1.0", path="third.json", change=change)) is None


def test_one_that_shares_no_version_lends_nothing_and_must_not_contradict() -> None:
    def change(of: Document) -> None:
        entry(of, "1.1.0")["sha256"] = digest("rebuilt", "linux_amd64")

    own, first = registry("1.0.0"), lender("1.0.0", "1.1.0")
    assert added(own, lender("0.9.0", "1.1.0")) is None
    assert added(own, first, lender("1.1.0", path="third.json")) is not None
    assert added(own, first, lender("1.1.0", path="third.json", change=change)) is None


def test_another_algorithm_lends_nothing() -> None:
    def change(of: Document) -> None:
        for version, release in of["versions"].items():
            for name, record in release["platforms"].items():
                record["sha512"] = digest(version, name, "sha512")
                del record["sha256"]

    assert added(registry("1.0.0"), lender("1.0.0", "1.1.0", change=change)) is None


def test_every_digest_that_the_record_has_must_be_lent() -> None:
    def change(of: Document) -> None:
        for version, release in of["versions"].items():
            for name, record in release["platforms"].items():
                record["sha512"] = digest(version, name, "sha512")

    own = registry("1.0.0", change=change)
    assert added(own, lender("1.0.0", "1.1.0")) is None
    made = after(own, lender("1.0.0", "1.1.0", change=change))
    assert entry(made, "1.1.0")["sha512"] == digest("1.1.0", "linux_amd64", "sha512")


def test_another_tool_lends_nothing() -> None:
    assert added(registry("1.0.0"), lender("1.0.0", "1.1.0", tool="widget")) is None


def test_a_platform_that_nobody_lends_keeps_the_others_from_being_written() -> None:
    def change(of: Document) -> None:
        del of["versions"]["1.1.0"]["platforms"]["darwin_arm64"]

    own, other = registry("1.0.0"), lender("1.0.0", "1.1.0", change=change)
    assert added(own, other) is None
    template = "https://dl.example.org/v{version}/gizmo-{url_suffix}"
    planned = draft(own, "1.1.0", others=(own, other), patterns=(), template=template)
    assert [item.platform for item in planned.fetched] == ["darwin_arm64"]
    assert [item.platform for item in planned.wanted if item.lent] == ["linux_amd64"]


def test_a_size_is_told_by_no_digest() -> None:
    def change(of: Document) -> None:
        for release in of["versions"].values():
            release["platforms"]["darwin_arm64"]["size"] = 4711

    own, other = registry("1.0.0", change=change), lender("1.0.0", "1.1.0", change=change)
    assert added(own, other) is None
    with pytest.raises(RegistryError, match="no build file here shows"):
        draft(own, "1.1.0", others=(own, other), patterns=(), template=None)


def test_an_empty_digest_is_not_lent() -> None:
    def change(of: Document) -> None:
        entry(of, "1.1.0")["sha256"] = ""

    assert added(registry("1.0.0"), lender("1.0.0", "1.1.0", change=change)) is None


def test_the_digest_of_another_version_is_not_lent() -> None:
    def change(of: Document) -> None:
        entry(of, "1.1.0")["sha256"] = digest("1.0.0", "linux_amd64")

    assert added(registry("1.0.0"), lender("1.0.0", "1.1.0", change=change)) is None


def test_one_digest_for_two_platforms_is_lent_where_it_was_so_before() -> None:
    def universal(version: str) -> Change:
        def change(of: Document) -> None:
            for platform in SUFFIXES:
                entry(of, version, platform)["sha256"] = digest(version, "universal")

        return change

    def always(of: Document) -> None:
        for version in of["versions"]:
            universal(version)(of)

    assert added(registry("1.0.0"), lender("1.0.0", "1.1.0", change=universal("1.1.0"))) is None
    assert added(registry("1.0.0", change=always), lender("1.0.0", "1.1.0", change=always)) is not None


def test_a_file_that_is_called_otherwise_now_is_called_so_here_too_and_that_is_told() -> None:
    def change(of: Document) -> None:
        entry(of, "1.1.0")["url_suffix"] = "x86_64-linux.tar.xz"

    own, other = registry("1.0.0"), lender("1.0.0", "1.1.0", change=change)
    made = added(own, other)
    assert made is not None
    (content,) = made.after.values()
    assert entry(json.loads(content), "1.1.0")["url_suffix"] == "x86_64-linux.tar.xz"
    assert [remark for remark in made.remarks if "`x86_64-linux.tar.xz`, as copy.json:" in remark]


def test_where_only_the_lender_says_what_a_file_is_called_a_new_name_is_another_file() -> None:
    def bare(of: Document) -> None:
        for release in of["versions"].values():
            for record in release["platforms"].values():
                del record["url_suffix"]

    def change(of: Document) -> None:
        entry(of, "1.1.0")["url_suffix"] = "x86_64-linux-musl.tar.gz"

    own = registry("1.0.0", change=bare)
    assert added(own, lender("1.0.0", "1.1.0")) is not None
    assert added(own, lender("1.0.0", "1.1.0", change=change)) is None


def test_where_our_own_files_are_called_otherwise_since_nothing_is_lent() -> None:
    def change(of: Document) -> None:
        entry(of, "1.0.5")["url_suffix"] = "x86_64-linux-musl.tar.gz"

    other = lender("1.0.0", "1.1.0")
    assert added(registry("1.0.0", "1.0.5"), other) is not None
    assert added(registry("1.0.0", "1.0.5", change=change), other) is None


def test_a_version_that_nobody_has_is_not_lent() -> None:
    assert added(registry("1.0.0"), lender("1.0.0", "1.1.0"), version="1.2.0") is None


def test_a_registry_that_has_the_version_is_left_alone() -> None:
    assert lent_drafts([registry("1.0.0", "1.1.0")], [lender("1.0.0", "1.1.0")], "v1.1.0") == ()
