"""Prefixes to strip that are a file's name without its ending."""

from __future__ import annotations

import json

from tests.building import places
from tests.trees import digest, said, tree
from vercheck.model import Diagnostic

REGISTRY = "checksums/gizmo.json"


def registry(*suffixes: str) -> str:
    platforms = {f"platform_{n}": {"sha256": digest(s), "url_suffix": s} for n, s in enumerate(suffixes)}
    return json.dumps(
        {
            "tool_name": "gizmo",
            "github_repo": "acme/gizmo",
            "latest_version": "1.2.0",
            "versions": {"1.2.0": {"platforms": platforms}},
        },
        indent=1,
    )


def download(prefix: str, guard: str = "") -> str:
    return (
        "def _impl(ctx, info):\n"
        '    gizmo_version = "1.2.0"\n'
        f"{guard}"
        "    ctx.download_and_extract(\n"
        '        url = "https://github.com/acme/gizmo/releases/download/v{}/gizmo-{}".format(\n'
        '            gizmo_version, info["suffix"]),\n'
        '        sha256 = info["sha256"],\n'
        f'        stripPrefix = "gizmo-{{}}".format({prefix}),\n'
        "    )\n"
    )


def found(prefix: str, *suffixes: str, guard: str = "") -> list[Diagnostic]:
    files = {REGISTRY: registry(*suffixes), "gizmo.bzl": download(prefix, guard)}
    return said("self-contradiction", tree(files))


CUT = 'info["suffix"].replace(".tar.gz", "")'


def test_an_ending_that_is_not_taken_off_is_reported_at_the_prefix_and_at_the_entry() -> None:
    (one,) = found(CUT, "linux.tar.gz", "windows.zip")
    assert "`windows.zip` of `1.2.0` ends in `.zip`" in one.message
    assert {path for path, _ in places(one)} == {"gizmo.bzl", REGISTRY}


def test_every_ending_taken_off_is_quiet() -> None:
    assert found(CUT + '.replace(".zip", "")', "linux.tar.gz", "windows.zip") == []


def test_a_registry_of_one_ending_is_quiet() -> None:
    assert found(CUT, "linux.tar.gz", "darwin.tar.gz") == []


def test_a_function_that_asks_which_ending_it_is_is_quiet() -> None:
    guard = '    if not info["suffix"].endswith(".tar.gz"):\n        return\n'
    assert found(CUT, "linux.tar.gz", "windows.zip", guard=guard) == []


def test_a_name_that_is_not_looked_up_is_quiet() -> None:
    assert found('suffix.replace(".tar.gz", "")', "linux.tar.gz", "windows.zip") == []
