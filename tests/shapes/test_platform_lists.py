"""Lists of platforms in every kind of file that holds them, through the real extractors."""

from __future__ import annotations

import pytest

from vercheck import pipeline
from vercheck.claims import Claims
from vercheck.model import PlatformList, Source

THREE = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"]


def lists(path: str, text: str) -> tuple[PlatformList, ...]:
    source = Source(path, text.encode())
    found = pipeline.extract(source, Claims(pipeline.extractors()).owners(path)).platform_lists
    for item in found:
        for entry in item.entries:
            assert entry.text in source.text(entry.location.span)
    return found


def said(path: str, text: str) -> dict[str, list[str]]:
    return {item.trail: [entry.text for entry in item.entries] for item in lists(path, text)}


STARLARK = """
TRIPLES = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"]
URLS = {"linux_amd64": "a", "darwin_arm64": "b"}
ROWS = {"one": {"target": "linux_amd64"}, "two": {"target": "darwin_arm64"}}
rust.toolchain(extra_target_triples = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin"])
crate.spec(name = "crates", triples = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin"])
def _urls(platform):
    known = {"linux_amd64": "a", "darwin_arm64": "b"}
    return select({":linux_amd64": "a", ":darwin_arm64": "b"})
"""


def test_starlark_constants_tables_columns_and_arguments() -> None:
    assert said("defs.bzl", STARLARK) == {
        "TRIPLES": THREE,
        "URLS": ["linux_amd64", "darwin_arm64"],
        "ROWS[*].target": ["linux_amd64", "darwin_arm64"],
        "rust.toolchain().extra_target_triples": THREE[:2],
        "crate.spec(crates).triples": THREE[:2],
        "_urls.known": ["linux_amd64", "darwin_arm64"],
    }


def test_a_list_that_is_only_referred_to_stands_where_it_is_written() -> None:
    text = f"TRIPLES = {THREE!r}\ncrate.spec(triples = TRIPLES)\nALL = {{'x': TRIPLES}}\n".replace("'", '"')
    assert list(said("defs.bzl", text)) == ["TRIPLES"]


@pytest.mark.parametrize(
    ("path", "text", "trail"),
    [
        ("rust-toolchain.toml", f'[toolchain]\nchannel = "1.88.0"\ntargets = {THREE}\n', "toolchain.targets"),
        ("Cargo.toml", f"[workspace.metadata.dist]\ntargets = {THREE}\n", "workspace.metadata.dist.targets"),
        ("dist-workspace.toml", f"[dist]\ntargets = {THREE}\n", "dist.targets"),
        ("package.json", '{"napi": {"targets": %s}}', "napi.targets"),
        ("release.sh", "TARGETS=(\n  %s # one\n  %s\n  %s\n)\n", "TARGETS"),
        ("release.sh", 'export TARGETS="%s \\\n  %s\n  %s"\n', "TARGETS"),
        ("release.sh", "for target in %s %s \\\n  %s; do\n  echo\ndone\n", "target"),
        ("release.sh", "NAMES=(\n  '%s:linux'\n  '%s:mac'\n  '%s:windows.exe'\n)\n", "NAMES"),
        ("release.sh", "declare -A NAMES=(\n  [%s]=a\n  [%s]=b\n  [%s]=c\n)\n", "NAMES"),
        ("build.ts", "const TARGETS = [\n  '%s', // one\n  '%s',\n  '%s',\n] as const;\n", "TARGETS"),
        ("build.ts", "const T = new Map<a, b>([['%s', 'a'], ['%s', 'b'], ['%s', 'c']]);\n", "T[*].0"),
        ("build.mjs", "module.exports = { targets: ['%s', '%s', '%s'] };\n", "exports[targets]"),
        (".github/workflows/a.yml", "jobs: {a: {strategy: {matrix: {target: [%s, %s, %s]}}}}\n",
         "jobs.a.strategy.matrix.target"),
    ],
)  # fmt: skip
def test_each_kind_of_file(path: str, text: str, trail: str) -> None:
    written = str(THREE).replace("'", '"')
    if text.count("%s") == 1:
        text %= written
    elif "%s" in text:
        text %= tuple(THREE)
    assert said(path, text.replace(str(THREE), written)) == {trail: THREE}


def test_nix_systems() -> None:
    text = '{ outputs = _: { supportedSystems = [ "x86_64-linux" "aarch64-darwin" ]; }; }\n'
    assert said("flake.nix", text) == {"supportedSystems": ["x86_64-linux", "aarch64-darwin"]}


def test_packages_of_one_name() -> None:
    wanted = '{"@acme/gizmo-linux-x64": "1.0.0", "@acme/gizmo-darwin-arm64": "1.0.0", "cog": "1"}'
    assert said("package.json", f'{{"optionalDependencies": {wanted}}}') == {
        "optionalDependencies[@acme/gizmo-*]": ["linux-x64", "darwin-arm64"]
    }


@pytest.mark.parametrize(
    "text",
    [
        'NAMES = ["linux_amd64", "gizmo"]',
        'NAMES = ["linux", "darwin", "windows"]',
        'NAMES = ["linux_amd64"]',
        'NAMES = ["linux_amd64", "linux_amd64"]',
        'NAMES = ["linux_amd64", name]',
        'NAMES = ["linux_amd64", ["darwin_arm64"]]',
        "NAMES = []",
    ],
)
def test_a_list_with_anything_else_in_it_is_none(text: str) -> None:
    assert said("defs.bzl", text + "\n") == {}


def test_whatever_this_machine_is_may_stand_among_platforms() -> None:
    assert said("defs.bzl", 'NAMES = ["host", "linux_amd64", "darwin_arm64"]\n') == {
        "NAMES": ["linux_amd64", "darwin_arm64"]
    }


def test_a_wide_and_a_deep_table_are_read_in_time() -> None:
    deep = "[" * 3000 + '"linux_amd64"' + "]" * 3000
    wide = ", ".join(f'"k{index}": "linux"' for index in range(20_000))
    assert said("defs.bzl", f"A = {deep}\nB = {{{wide}}}\n") == {}
