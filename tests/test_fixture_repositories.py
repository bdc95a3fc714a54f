"""Whole small repositories: what `vercheck check` says of each is what stands beside it.

`VERCHECK_UPDATE_GOLDENS=1 pytest tests/test_fixture_repositories.py` writes what it says today. What must
be right whatever is written is asserted here in so many words.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vercheck import pipeline
from vercheck.config import load

REPOSITORIES = Path(__file__).parent.parent / "fixtures/repos"
NAMES = sorted(path.parent.name for path in REPOSITORIES.glob("*/tree"))
TODAY = date(2026, 6, 1)
UPDATE = "VERCHECK_UPDATE_GOLDENS"

Finding = tuple[str, str, int, str]
"""Check, path, line and severity."""


def run(root: Path | str, format_: str, *, folder: Path | None = None, locale: str = "C.UTF-8") -> str:
    """What the real command line prints, as somebody in `folder` sees it."""
    environment = {**os.environ, "LC_ALL": locale, "PYTHONPATH": str(REPOSITORIES.parent.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "vercheck", "check", "--format", format_, str(root)],
        cwd=folder or REPOSITORIES,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode()


@cache
def concise(name: str) -> str:
    return run(REPOSITORIES / name / "tree", "concise")


@cache
def document(name: str) -> Any:
    """The JSON report, without what a release of vercheck or the place of the tree changes."""
    read = json.loads(run(REPOSITORIES / name / "tree", "json"))
    del read["version"], read["root"]
    return read


def findings(name: str) -> Counter[Finding]:
    return Counter(
        (item["check"], item["path"], item["line"], item["severity"])
        for item in document(name)["diagnostics"]
    )


def expected(name: str, suffix: str, said: str) -> str:
    golden = REPOSITORIES / name / f"expected.{suffix}"
    if os.environ.get(UPDATE):
        golden.write_text(said, "utf-8")
    return golden.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_repository_is_told_what_stands_beside_it(name: str) -> None:
    assert concise(name) == expected(name, "concise", concise(name))


@pytest.mark.parametrize("name", NAMES)
def test_programs_are_told_what_stands_beside_it(name: str) -> None:
    said = json.dumps(document(name), indent=2, ensure_ascii=False) + "\n"
    assert said == expected(name, "json", said)


@pytest.mark.parametrize("name", NAMES)
def test_every_repository_says_what_it_shows(name: str) -> None:
    assert (REPOSITORIES / name / "README.md").read_text("utf-8").startswith(f"# {name}\n")


@pytest.mark.parametrize("name", NAMES)
def test_git_keeps_every_file_of_a_repository(name: str) -> None:
    root = REPOSITORIES / name / "tree"
    files = sorted(str(path) for path in root.rglob("*") if path.is_file())
    ignored = subprocess.run(
        ["git", "check-ignore", "--stdin"],
        input="\n".join(files).encode(),
        cwd=REPOSITORIES,
        capture_output=True,
        check=False,
    )
    assert ignored.stdout.decode() == ""
    assert not list(root.rglob(".git"))


# Nothing of the surroundings shows.


@pytest.mark.parametrize("name", NAMES)
def test_the_locale_changes_nothing(name: str) -> None:
    assert run(REPOSITORIES / name / "tree", "concise", locale="C") == concise(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_place_of_the_tree_and_the_current_directory_change_nothing(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(REPOSITORIES / name / "tree", copy)
    assert run(copy, "concise") == concise(name)
    assert run(".", "concise", folder=copy) == concise(name)


@pytest.mark.parametrize("name", NAMES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=5)
def test_the_order_of_files_changes_nothing(name: str, seed: int) -> None:
    root = REPOSITORIES / name / "tree"
    config = load(root)
    reading = pipeline.read(root, config)
    items = list(reading.told.items())
    random.Random(seed).shuffle(items)
    shuffled = replace(reading, told=dict(items))
    assert pipeline.examine(shuffled, config, today=TODAY).report == _report(name)


@cache
def _report(name: str) -> object:
    root = REPOSITORIES / name / "tree"
    return pipeline.check(root, load(root), today=TODAY).report


# What is right, in so many words.

TOOLCHAIN = "toolchains/wasm_toolchain.bzl"
WRAPPER = "rust/rust_wasm_component_bindgen.bzl"


@pytest.mark.parametrize(
    "finding",
    [
        pytest.param(
            ("companion-mismatch", "tools/checksum_updater/Cargo.toml", 8, "error"),
            id="the crate of the updater does not fit the tool",
        ),
        pytest.param(
            ("companion-mismatch", "tools/file_operations_component/Cargo.toml", 10, "error"),
            id="nor does the crate of the component",
        ),
        pytest.param(("version-drift", TOOLCHAIN, 17, "error"), id="the tool's own places disagree"),
        pytest.param(
            ("unregistered-version", TOOLCHAIN, 17, "error"), id="the registry lacks what is downloaded"
        ),
        pytest.param(
            ("stale-latest", "checksums/tools/wit-bindgen.json", 4, "warning"),
            id="the registry's latest is behind the pin",
        ),
        pytest.param(("stale-mention", WRAPPER, 6, "warning"), id="the comment's claim is stale"),
        pytest.param(("stale-mention", WRAPPER, 9, "warning"), id="so is the embedded text's"),
        pytest.param(
            ("matrix-gap", "checksums/registry.bzl", 9, "warning"), id="the matrix ends before the pin"
        ),
        pytest.param(
            ("unregistered-version", "checksums/registry.bzl", 30, "warning"),
            id="a version is recommended that the registry lacks",
        ),
        pytest.param(
            ("unregistered-version", "checksums/registry.bzl", 31, "warning"),
            id="so is one of another tool",
        ),
    ],
)
def test_the_founding_drift_is_told(finding: Finding) -> None:
    assert findings("wasm-rules")[finding] == 1


def test_the_founding_drift_has_no_other_errors() -> None:
    errors = {finding for finding in findings("wasm-rules") if finding[3] == "error"}
    assert len(errors) == 4


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("tools/wasm_embed_aot/Cargo.toml", id="a crate that fits"),
        pytest.param("examples/wac_remote_compose/Cargo.toml", id="an example"),
        pytest.param("tools-builder/MODULE.bazel", id="a workspace of its own"),
        pytest.param("checksums/tools/wasm-tools.json", id="several versions in one registry"),
        pytest.param("MODULE.bazel", id="the pin that nothing contradicts"),
    ],
)
def test_what_is_no_defect_in_the_founding_drift_is_quiet(path: str) -> None:
    assert [finding for finding in findings("wasm-rules") if finding[1] == path] == []


def test_both_places_of_the_tool_are_shown_where_they_disagree() -> None:
    (drift,) = (item for item in document("wasm-rules")["diagnostics"] if item["check"] == "version-drift")
    assert drift["version"] == "0.46.0"
    assert ("0.43.0", TOOLCHAIN, 9) in {
        (label["version"], label["path"], label["line"]) for label in drift["related"]
    }


def test_nothing_of_the_founding_drift_is_safe_to_fix_until_someone_says_which_is_meant() -> None:
    fixes = (item["fix"] for item in document("wasm-rules")["diagnostics"] if item["tool"] == "wit-bindgen")
    assert [fix for fix in fixes if fix is not None and fix["applicability"] == "safe"] == []


TABLE = "toolchains/tool_versions.bzl"
REGISTRY = "checksums/registry.bzl"
BUNDLES = "checksums/toolchain_bundles.json"
VENDOR = "tools/vendor/vendor_toolchains.bzl"


@pytest.mark.parametrize(
    ("check", "path", "tools", "severity"),
    [
        ("companion-mismatch", "tools/checksum_updater/Cargo.toml", {"wit-bindgen"}, "error"),
        ("companion-mismatch", "tools/wasm_embed_aot/Cargo.toml", {"wit-bindgen"}, "error"),
        ("incompatible-versions", TABLE, {"wit-bindgen"}, "error"),
        ("unregistered-version", TABLE, {"tinygo", "jco", "loom", "wsc"}, "error"),
        ("unregistered-version", TABLE, {"wasmsign2"}, "warning"),
        ("unregistered-version", "MODULE.bazel", {"jco", "go"}, "error"),
        ("unregistered-version", BUNDLES, {"wasm-tools", "wit-bindgen", "wasmtime"}, "error"),
        ("unregistered-version", BUNDLES, {"wasm-tools", "wit-bindgen", "wasmtime", "nodejs"}, "warning"),
        ("matrix-conflict", REGISTRY, {"wasm-tools"}, "warning"),
        ("unregistered-version", REGISTRY, {"wasm-tools", "wit-bindgen", "nodejs", "jco"}, "warning"),
        ("unregistered-version", TOOLCHAIN, {"wac", "wit-bindgen"}, "error"),
        (
            "unregistered-version",
            VENDOR,
            {"wasm-tools", "wit-bindgen", "wkg", "wasmtime", "wasi-sdk", "nodejs"},
            "error",
        ),
        ("incompatible-versions", "checksums/tools/go.json", {"go"}, "warning"),
        ("shadowed-pin", ".bazelversion", {"bazel"}, "error"),
        ("version-drift", "docs-site/.bazelversion", {"bazel"}, "warning"),
        (
            "version-drift",
            "tools-builder/MODULE.bazel",
            {"rules_rust", "platforms", "wasm-tools", "wasmtime", "wit-bindgen", "wac"},
            "warning",
        ),
        ("malformed-digest", "checksums/tools/jco.json", {"jco"}, "warning"),
        ("broken-contract", "MODULE.bazel", {"wit-bindgen-rt"}, "warning"),
    ],
)
def test_every_row_of_the_repository_of_today_is_told(
    check: str, path: str, tools: set[str], severity: str
) -> None:
    said = {
        item["tool"]
        for item in document("wasm-rules-today")["diagnostics"]
        if (item["check"], item["path"], item["severity"]) == (check, path, severity)
    }
    assert said == tools


def test_tools_whose_places_disagree_today_are_told_with_every_place_that_is_behind() -> None:
    places = {
        (item["tool"], place["path"], place["version"])
        for item in document("wasm-rules-today")["diagnostics"]
        if item["check"] == "version-drift"
        for place in (item, *item["related"])
    }
    assert places >= {
        ("tinygo", TABLE, "0.39.0"),
        ("tinygo", "MODULE.bazel", "0.40.1"),
        ("loom", TABLE, "0.3.0"),
        ("loom", "MODULE.bazel", "1.1.14"),
        ("wac", TOOLCHAIN, "0.7.0"),
        ("wit-bindgen", TOOLCHAIN, "0.43.0"),
        ("wasm-tools", "toolchains/wasm_tools_repositories.bzl", "v1.244.0"),
        *(
            (tool, VENDOR, version)
            for tool, version in (
                ("wasm-tools", "1.240.0"),
                ("wit-bindgen", "0.39.0"),
                ("wkg", "0.11.1"),
                ("wasmtime", "29.0.1"),
                ("wasi-sdk", "25.0.0"),
                ("nodejs", "20.18.0"),
            )
        ),
    }


def test_what_is_meant_in_the_repository_of_today_is_quiet() -> None:
    said = document("wasm-rules-today")["diagnostics"]
    paths = {item["path"] for item in said}
    assert "checksums/tools/wit-bindgen.json" not in paths, "a latest version above a pin that is held"
    assert "checksums/tools/wasmtime.json" not in paths, "several versions in one registry"
    assert "examples/wac_remote_compose/Cargo.toml" not in paths
    assert not [item for item in said if item["path"] == TABLE and item["tool"] == "wasi-sdk"], "two tracks"
    assert not [item for item in said if item["check"] == "broken-contract" and item["tool"] == "tinygo"]
    assert not [item for item in said if item["check"] == "matrix-gap"], "rows for old versions"
    assert not [item for item in said if item["path"] == BUNDLES and item["check"] == "version-drift"]


@pytest.mark.parametrize("name", ["clean", "wasmtime-equal"])
def test_a_consistent_repository_is_told_nothing(name: str) -> None:
    assert document(name)["diagnostics"] == []
    assert document(name)["summary"]["pins"] > 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "tools-builder",
            {
                ("missing-platform", "checksums/tools/wit-bindgen.json", 6, "warning"),
                ("missing-platform", "checksums/tools/wizer.json", 6, "warning"),
                ("version-drift", "toolchains/builder_extensions.bzl", 30, "warning"),
                ("platform-drift", ".github/workflows/build.yml", 10, "warning"),
            },
        ),
        (
            "rust-workspace",
            {
                ("version-drift", "crates/cli/Cargo.toml", 9, "error"),
                ("platform-drift", "scripts/package.sh", 5, "warning"),
            },
        ),
        ("envoy-nix", {("version-drift", ".bazelversion", 1, "error")}),
        (
            "buck2-nix",
            {
                ("unregistered-version", "toolchains/BUCK", 28, "error"),
                ("floating-version", "rust-toolchain", 2, "warning"),
                *(
                    ("dead-source", f"prelude-own/toolchains/{tool}_distribution.bzl", line, "error")
                    for tool, line in (("clang", 22), ("deno", 22), ("python", 22), ("rust", 32))
                ),
            },
        ),
    ],
)
def test_a_repository_is_told_this_and_no_more(name: str, told: set[Finding]) -> None:
    assert set(findings(name)) == told


def test_what_cannot_be_read_is_told_with_its_place() -> None:
    told = {path: check for check, path, _, _ in findings("broken") if check != "companion-mismatch"}
    assert told == {
        ".github/workflows/ci.yml": "parse-error",
        "Dockerfile": "unreadable-file",
        "checksums/tools/wasmtime.json": "parse-error",
        "checksums/tools/wit-bindgen.json": "invalid-registry",
        "crates/chain/Cargo.toml": "parse-error",
        "flake.lock": "parse-error",
        "flake.nix": "parse-error",
        "rust-toolchain.toml": "parse-error",
        "toolchains/binary.bzl": "unreadable-file",
        "toolchains/damaged.bzl": "parse-error",
        "toolchains/utf16.bzl": "unreadable-file",
        "toolchains/versions.bzl": "parse-error",
    }


def test_what_can_be_read_beside_it_is_still_checked() -> None:
    assert findings("broken")[("companion-mismatch", "crates/anchor/Cargo.toml", 7, "error")] == 1


def test_what_refers_to_itself_is_told_to_whoever_asks_what_was_not_understood() -> None:
    root = REPOSITORIES / "broken/tree"
    selection = pipeline.Selection(frozenset({"not-understood"}))
    outcome = pipeline.check(root, load(root), today=TODAY, selection=selection)
    (circle,) = (item for item in outcome.report.diagnostics if "refers to itself" in item.message)
    assert (circle.location.path, circle.location.line) == ("toolchains/first.bzl", 5)
    assert [(label.location.path, label.location.line) for label in circle.related] == [
        ("toolchains/second.bzl", 3)
    ]


@pytest.mark.parametrize("name", ["broken", "wasm-rules", "rust-workspace"])
def test_a_repository_below_a_folder_of_fixtures_is_no_finding_of_the_one_around_it(
    name: str, tmp_path: Path
) -> None:
    shutil.copytree(REPOSITORIES / name / "tree", tmp_path / "fixtures" / name)
    assert [line for line in run(tmp_path, "concise").splitlines() if " error[" in line] == []
    assert " warning[parse-error]" not in run(tmp_path, "concise")
