"""Lists of platforms: read from text, held against each other where something ties them."""

from __future__ import annotations

import pytest

from tests.building import places
from tests.trees import Files, packs, said, tree
from vercheck.model import Diagnostic, Severity

FIVE = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
)
SHORT = ("linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64")
NEW = "aarch64-pc-windows-msvc"


def drifting(files: Files) -> list[Diagnostic]:
    return said("platform-drift", tree(files, knowledge=packs()))


def quoted(targets: tuple[str, ...]) -> str:
    return ", ".join(f'"{target}"' for target in targets)


def constant(name: str, targets: tuple[str, ...]) -> str:
    return f"{name} = [{quoted(targets)}]\n"


def table(name: str, targets: tuple[str, ...], indent: str = "") -> str:
    rows = "".join(f'{indent}    "{target}": "{target}.tar.gz",\n' for target in targets)
    return f"{indent}{name} = {{\n{rows}{indent}}}\n"


def array(name: str, targets: tuple[str, ...]) -> str:
    return f"#!/bin/sh\n{name}=(\n" + "".join(f"    {target}\n" for target in targets) + ")\n"


def typescript(name: str, targets: tuple[str, ...]) -> str:
    rows = "".join(f'  {{ triple: "{target}", strip: true }},\n' for target in targets)
    return f"interface Row {{ triple: string }}\n\nexport const {name}: Row[] = [\n{rows}];\n"


def matrix(targets: tuple[str, ...], job: str = "build", row: str = "- target: {}") -> str:
    rows = "".join(f"          {row.format(target)}\n" for target in targets)
    return (
        f"  {job}:\n    runs-on: ubuntu-24.04\n    strategy:\n      matrix:\n        include:\n{rows}"
        "    steps:\n      - run: make\n"
    )


def workflow(*jobs: str) -> str:
    return "on: push\njobs:\n" + "".join(jobs)


def module(**arguments: tuple[str, ...]) -> str:
    return (
        'module(name = "forge")\nrust = use_extension("@rules_rust//rust:extensions.bzl", "rust")\n'
        f"rust.toolchain(extra_target_triples = [{quoted(arguments['extra'])}])\n"
        'crate = use_extension("@rules_rust//crate_universe:extension.bzl", "crate")\n'
        f'crate.from_cargo(name = "crates", supported_platform_triples = [{quoted(arguments["crates"])}])\n'
    )


# loud


def test_a_script_that_lacks_one_platform_of_the_table_that_the_build_goes_by_is_reported() -> None:
    (found,) = drifting(
        {
            "scripts/build.ts": typescript("TARGETS", (*FIVE, NEW)),
            "scripts/release.sh": array("TARGETS", FIVE),
        }
    )
    assert found.severity is Severity.WARNING
    assert found.location.path == "scripts/release.sh"
    assert f"lacks `{NEW}`" in found.message
    assert "in scripts/build.ts" in found.message
    assert ("scripts/build.ts", 9) in places(found)


def test_a_script_of_the_repository_may_serve_a_package_below_it() -> None:
    pairs = "".join(f'  ["{target}", "bin"],\n' for target in (*FIVE, NEW))
    (found,) = drifting(
        {
            "package.json": '{"name": "forge"}\n',
            "packages/cli/package.json": '{"name": "cli"}\n',
            "packages/cli/src/targets.ts": f"const TARGET_MAP = new Map<string, string>([\n{pairs}]);\n",
            "scripts/build-all.sh": array("PLATFORMS", FIVE),
        }
    )
    assert (found.location.path, f"lacks `{NEW}`" in found.message) == ("scripts/build-all.sh", True)


def test_a_download_table_that_lacks_what_another_table_of_its_toolchain_has_is_reported() -> None:
    text = (
        "def _download_sdk(ctx, platform):\n"
        + table("sdk_platform_map", (*SHORT[:1], *SHORT[2:]), "    ")
        + "\ndef _suffix(platform):\n"
        + table("platform_map", SHORT, "    ")
    )
    (found,) = drifting({"toolchains/gizmo_toolchain.bzl": text})
    assert "`_download_sdk.sdk_platform_map` lacks `linux_arm64`" in found.message


def test_a_list_of_which_a_comment_says_that_it_must_match_is_held_to_it_exactly() -> None:
    script = array("TRIPLES", FIVE).replace(
        "TRIPLES", "# Triples must match the `builds` matrix of release.yml.\nTRIPLES"
    )
    rows = (*FIVE[:3], NEW)
    jobs = workflow(matrix(rows, "builds", "- env: {{TARGET: {}}}"))
    found = drifting({".github/workflows/prepare.sh": script, ".github/workflows/release.yml": jobs})
    assert [one.location.path for one in found] == [
        ".github/workflows/prepare.sh",
        ".github/workflows/release.yml",
    ]
    assert all("a comment ties them" in one.message for one in found)
    assert f"`{NEW}`" in found[0].message
    assert (".github/workflows/prepare.sh", 2) in places(found[0])
    assert "`x86_64-pc-windows-msvc`" in found[1].message


def test_a_job_that_delivers_less_than_another_job_of_its_workflow_is_reported() -> None:
    text = workflow(matrix(FIVE, "publish_nightly"), matrix(FIVE[:4], "publish_tagged"))
    (found,) = drifting({".github/workflows/binaries.yml": text})
    assert "jobs.publish_tagged" in found.message
    assert "lacks `x86_64-pc-windows-msvc`" in found.message


def test_a_release_that_lacks_a_platform_of_the_project_is_reported() -> None:
    (found,) = drifting(
        {
            "platforms/defs.bzl": constant("SUPPORTED_PLATFORMS", SHORT),
            ".github/workflows/release.yml": workflow(matrix(FIVE[:4])),
        }
    )
    assert found.location.path == ".github/workflows/release.yml"
    assert "lacks `windows_amd64`" in found.message


def test_crates_that_are_resolved_for_less_than_the_toolchain_builds_for_are_reported() -> None:
    (found,) = drifting({"MODULE.bazel": module(extra=(*FIVE, "wasm32-wasip2"), crates=FIVE[:4])})
    assert "crate.from_cargo(crates).supported_platform_triples" in found.message
    assert "lacks `x86_64-pc-windows-msvc`" in found.message


def test_the_column_of_a_table_of_platforms_counts_as_the_projects_list() -> None:
    rows = "".join(
        f'    "//platforms:{label}": {{"rust_target": "{target}"}},\n'
        for label, target in zip(SHORT[:4], FIVE[:4], strict=True)
    )
    defs = f'PLATFORM_MAPPINGS = {{\n    "@platforms//host": {{"rust_target": "host"}},\n{rows}}}\n'
    found = drifting({"MODULE.bazel": module(extra=FIVE, crates=FIVE), "platforms/defs.bzl": defs})
    assert {one.location.path for one in found} == {"platforms/defs.bzl"}
    assert all("lacks `x86_64-pc-windows-msvc`" in one.message for one in found)


def test_two_copies_of_a_constant_that_differ_are_reported() -> None:
    (found,) = drifting(
        {
            "gizmo/private/a.bzl": constant("GIZMO_PLATFORMS", SHORT),
            "gizmo/private/b.bzl": table("_GIZMO_PLATFORMS", SHORT[:4]),
        }
    )
    assert found.location.path == "gizmo/private/b.bzl"
    assert "they carry one name" in found.message


def test_a_launcher_that_knows_a_package_which_the_manifest_does_not_ask_for_is_reported() -> None:
    names = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "win32-x64"]
    wanted = "".join(f'    "@acme/gizmo-{name}": "1.0.0",\n' for name in names[:4]).rstrip(",\n")
    known = "".join(f'  "{name}": "@acme/gizmo-{name}",\n' for name in names)
    (found,) = drifting(
        {
            "npm/gizmo/package.json": f'{{\n  "optionalDependencies": {{\n{wanted}\n  }}\n}}\n',
            "npm/gizmo/run.js": f"const PACKAGES = {{\n{known}}};\n",
        }
    )
    assert "`@acme/gizmo-*` lacks `win32-x64`" in found.message
    assert found.location.path == "npm/gizmo/package.json"


def uploads(targets: tuple[str, ...]) -> str:
    steps = "".join(
        f"      - uses: acme/upload@v1\n        with:\n          asset_name: forge-{target}\n"
        for target in targets
    )
    return f"  upload:\n    runs-on: ubuntu-24.04\n    steps:\n{steps}"


def test_a_release_that_does_not_upload_all_that_it_builds_is_reported() -> None:
    text = workflow(matrix(FIVE, "builds", "- env: {{TARGET: {}}}"), uploads(FIVE[:4]))
    (found,) = drifting({".github/workflows/release.yml": text})
    assert "`forge-*` lacks `x86_64-pc-windows-msvc`" in found.message
    assert "one publishes what the other builds" in found.message


def test_files_that_are_listed_in_a_text_of_several_lines_count() -> None:
    files = "".join(f"        forge-{target}.tar.gz\n" for target in FIVE[1:])
    publish = f"  publish:\n    uses: ./p.yml\n    with:\n      files: |\n        forge.txt\n{files}"
    (found,) = drifting({".github/workflows/release.yml": workflow(matrix(FIVE, "builds"), publish)})
    assert "lacks `x86_64-unknown-linux-gnu`" in found.message


def test_tables_of_one_call_are_looked_into_with_one_key() -> None:
    text = (
        'llvm_toolchain(\n    name = "llvm",\n'
        + table("sha256", SHORT[:4], "    ").rstrip()
        + ",\n"
        + table("urls", SHORT, "    ").rstrip()
        + ",\n)\n"
    )
    (found,) = drifting({"repositories.bzl": f"def load_llvm():\n    {text}"})
    assert "`llvm_toolchain(llvm).sha256` lacks `windows_amd64`" in found.message


def test_a_list_that_lags_behind_several_is_one_finding() -> None:
    (found,) = drifting(
        {
            "scripts/build.ts": typescript("TARGETS", (*FIVE, NEW)),
            "scripts/pack.ts": typescript("TARGETS", (*FIVE, NEW)),
            "scripts/release.sh": array("TARGETS", FIVE),
        }
    )
    assert {path for path, _ in places(found)} == {
        "scripts/build.ts",
        "scripts/pack.ts",
        "scripts/release.sh",
    }


# quiet


def test_one_list_in_three_spellings_is_one_list() -> None:
    spelled = ("linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64")
    files = {
        "defs.bzl": constant("SUPPORTED_PLATFORMS", SHORT),
        "scripts/build.ts": typescript("PLATFORMS", spelled),
        "scripts/build.sh": array("TARGETS", FIVE),
        ".github/workflows/release.yml": workflow(matrix(FIVE)),
    }
    assert drifting(files) == []


def test_another_selection_is_not_a_list_that_lags_behind() -> None:
    assert drifting({"a.sh": array("TARGETS", FIVE), "b.sh": array("TARGETS", FIVE[:2])}) == []


def test_lists_that_each_have_something_of_their_own_are_different_lists() -> None:
    other = (*FIVE[:4], "x86_64-unknown-freebsd")
    assert drifting({"a.sh": array("TARGETS", FIVE), "b.sh": array("TARGETS", other)}) == []


def test_musl_and_glibc_are_two_platforms_where_both_lists_tell_them_apart() -> None:
    static = tuple(target.replace("linux-gnu", "linux-musl") for target in FIVE[:4])
    assert drifting({"a.sh": array("TARGETS", FIVE), "b.sh": array("TARGETS", static)}) == []


def test_a_list_with_a_purpose_of_its_own_may_hold_less() -> None:
    files = {
        "defs.bzl": constant("SUPPORTED_PLATFORMS", SHORT) + constant("UNIX_PLATFORMS", SHORT[:4]),
        "scripts/sign.sh": array("SIGNED_TARGETS", FIVE[:4]),
    }
    assert drifting(files) == []


def test_each_tool_supports_what_it_supports() -> None:
    files = {
        "toolchains/gizmo_toolchain.bzl": constant("_SUPPORTED_PLATFORMS", SHORT),
        "toolchains/cog_toolchain.bzl": constant("_SUPPORTED_PLATFORMS", SHORT[:4]),
    }
    assert drifting(files) == []


def test_a_matrix_that_only_tries_things_out_may_hold_less() -> None:
    files = {
        "defs.bzl": constant("SUPPORTED_PLATFORMS", SHORT),
        ".github/workflows/test.yml": workflow(matrix(FIVE[:4], "test")),
    }
    assert drifting(files) == []


def test_a_job_that_goes_by_a_list_of_its_own_is_explained() -> None:
    files = {
        "Cargo.toml": f"[workspace.metadata.dist]\ntargets = [{quoted(FIVE)}]\n",
        "apps/cog/package.json": f'{{"napi": {{"targets": [{quoted(FIVE[:4])}]}}}}\n',
        "apps/forge/package.json": f'{{"napi": {{"targets": [{quoted(FIVE)}]}}}}\n',
        ".github/workflows/release-cog.yml": workflow(matrix(FIVE[:4])),
    }
    assert drifting(files) == []


def test_what_one_job_does_not_deliver_another_one_may() -> None:
    jobs = (matrix(FIVE[:4], "build-unix"), matrix((FIVE[4], "i686-pc-windows-msvc"), "build-windows"))
    files = {
        "defs.bzl": constant("SUPPORTED_PLATFORMS", SHORT),
        ".github/workflows/release.yml": workflow(*jobs),
    }
    assert drifting(files) == []


def test_what_rustup_installs_and_where_a_flake_is_developed_is_no_list_of_the_project() -> None:
    files = {
        "scripts/build.sh": array("TARGETS", FIVE),
        "rust-toolchain.toml": f'[toolchain]\nchannel = "1.88.0"\ntargets = [{quoted(FIVE[:4])}]\n',
        "flake.nix": '{ systems = [ "x86_64-linux" "aarch64-linux" "aarch64-darwin" "x86_64-darwin" ]; }\n',
    }
    assert drifting(files) == []


def test_a_release_that_uploads_all_that_it_builds_is_quiet() -> None:
    text = workflow(matrix(FIVE, "builds"), uploads(FIVE))
    assert drifting({".github/workflows/release.yml": text}) == []


def test_a_universal_file_stands_for_both_processors() -> None:
    named = (*FIVE[:2], "universal-apple-darwin", FIVE[4])
    text = workflow(matrix(FIVE, "builds"), uploads(named))
    assert drifting({".github/workflows/release.yml": text}) == []


def test_two_packages_side_by_side_have_platforms_of_their_own() -> None:
    files = {
        "packages/a/package.json": '{"name": "a"}\n',
        "packages/a/build.ts": typescript("TARGETS", FIVE),
        "packages/b/package.json": '{"name": "b"}\n',
        "packages/b/build.ts": typescript("TARGETS", FIVE[:4]),
    }
    assert drifting(files) == []


def test_systems_without_a_processor_are_not_compared() -> None:
    files = {
        "a.bzl": constant("SUPPORTED_PLATFORMS", ("linux", "darwin", "windows", "freebsd")),
        "b.bzl": constant("SUPPORTED_PLATFORMS", ("linux", "darwin", "windows")),
    }
    assert drifting(files) == []


def test_webassembly_is_not_what_a_project_runs_on() -> None:
    targets = (*FIVE, "wasm32-wasip1", "wasm32-unknown-unknown")
    assert drifting({"MODULE.bazel": module(extra=targets, crates=FIVE)}) == []


@pytest.mark.parametrize("folder", ["examples/cross", "tests/data", "docs", "third_party/forge", "e2e/smoke"])
def test_examples_tests_and_vendored_code_choose_for_themselves(folder: str) -> None:
    files = {"build.sh": array("TARGETS", FIVE), f"{folder}/build.sh": array("TARGETS", FIVE[:4])}
    assert drifting(files) == []


def test_another_build_root_has_its_own_platforms() -> None:
    files = {
        "MODULE.bazel": module(extra=FIVE, crates=FIVE),
        "tools/MODULE.bazel": module(extra=FIVE[:4], crates=FIVE[:4]),
    }
    assert drifting(files) == []


def test_the_entries_of_a_checksum_registry_are_another_checks_business() -> None:
    releases = "".join(
        f'    "{version}": {{\n'
        + "".join(f'        "{name}": "{str(index) * 64}",\n' for index, name in enumerate(names))
        + "    },\n"
        for version, names in (("1.0.0", SHORT), ("1.1.0", SHORT[:4]))
    )
    assert drifting({"gizmo/versions.bzl": f"GIZMO_CHECKSUMS = {{\n{releases}}}\n"}) == []


def test_a_promise_that_holds_is_kept_however_the_platforms_are_spelled() -> None:
    script = "# Keep in sync with defs.bzl.\n" + array("TARGETS", FIVE).partition("\n")[2]
    assert drifting({"defs.bzl": constant("GIZMO_PLATFORMS", SHORT), "build.sh": script}) == []


def test_a_list_that_is_computed_is_not_known() -> None:
    files = {
        "scripts/build.ts": 'const TARGETS = ["x86_64-unknown-linux-gnu", ...others];\n',
        "scripts/filtered.ts": f"const TARGETS = [{quoted(FIVE[:4])}].filter(wanted);\n",
        "scripts/build.sh": array("TARGETS", FIVE),
    }
    assert drifting(files) == []
