"""Pins that another pin makes ineffective: what people read is not what runs."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.trees import digest, packs, place, said, tree
from vercheck.graph import Policy
from vercheck.model import Address, Applicability, Diagnostic, Severity

WORKFLOW = ".github/workflows/ci.yml"
TOOLCHAIN = {"rust-toolchain.toml": '[toolchain]\nchannel = "1.80.0"\n'}

Files = Mapping[str, str]


def told(files: Files) -> list[Diagnostic]:
    return said("shadowed-pin", tree(files, knowledge=packs()))


def drifts(files: Files, policy: Policy | None = None) -> list[Diagnostic]:
    return said("version-drift", tree(files, knowledge=packs(), policy=policy))


def job(*steps: str, name: str = "msrv", head: str = "", checkout: str = "actions/checkout@v4") -> Files:
    """A workflow of one job; each step is the lines of a mapping."""
    every = [f"uses: {checkout}", *steps] if checkout else steps
    lines = "".join("      - " + step.replace("\n", "\n        ") + "\n" for step in every)
    return {WORKFLOW: f"{head}jobs:\n  {name}:\n    runs-on: ubuntu-latest\n    steps:\n{lines}"}


INSTALLS = "uses: dtolnay/rust-toolchain@1.75"
RUNS = "run: cargo check --workspace"


# rustup, loud


def test_a_toolchain_file_is_in_force_where_a_job_only_sets_the_default() -> None:
    (found,) = told({**TOOLCHAIN, **job(INSTALLS, RUNS)})
    assert place(found) == (WORKFLOW, 6)
    assert found.severity is Severity.WARNING
    assert found.message.startswith(
        "`rust` is `1.75` here, but what is in force is `1.80.0` in rust-toolchain.toml:2: rustup takes"
    )
    assert found.help is not None
    assert "`cargo +1.75`" in found.help
    assert [label.location.path for label in found.related] == ["rust-toolchain.toml"]


@pytest.mark.parametrize(
    "step",
    [
        "uses: dtolnay/rust-toolchain@master\nwith:\n  toolchain: '1.75'",
        "uses: actions-rs/toolchain@v1\nwith:\n  toolchain: '1.75'",
        "uses: actions-rs/toolchain@v1\nwith:\n  toolchain: '1.75'\n  override: false",
        "run: rustup default 1.75",
        "uses: dtolnay/rust-toolchain@nightly",
    ],
)
def test_every_way_to_set_no_more_than_the_default_is_outranked(step: str) -> None:
    assert len(told({**TOOLCHAIN, **job(step, RUNS)})) == 1


def test_an_action_that_runs_cargo_is_outranked_like_the_command() -> None:
    step = "uses: actions-rs/toolchain@v1\nwith:\n  toolchain: '1.75'"
    assert len(told({**TOOLCHAIN, **job(step, "uses: actions-rs/cargo@v1\nwith:\n  command: check")})) == 1


def test_every_release_in_a_matrix_of_toolchains_is_outranked() -> None:
    matrix = "strategy:\n      matrix:\n        rust: ['1.75', '1.80', '1.81', stable, nightly]\n    "
    step = "uses: dtolnay/rust-toolchain@master\nwith:\n  toolchain: ${{ matrix.rust }}"
    files = {
        path: text.replace("runs-on", f"{matrix}runs-on")
        for path, text in job(step, RUNS, name="test").items()
    }
    assert [found.version for found in told({**TOOLCHAIN, **files})] == ["1.75", "1.81"]


def test_a_file_that_names_a_channel_is_in_force_too() -> None:
    files = {"rust-toolchain.toml": '[toolchain]\nchannel = "stable"\n', **job(INSTALLS, RUNS)}
    assert [found.expected for found in told(files)] == ["stable"]


def test_of_two_toolchain_files_the_one_without_an_ending_wins() -> None:
    files = {**TOOLCHAIN, "rust-toolchain": "1.79.0\n"}
    (found,) = told(files)
    assert (place(found), found.expected) == (("rust-toolchain.toml", 2), "1.79.0")


# rustup, quiet


@pytest.mark.parametrize(
    "steps",
    [
        (INSTALLS, "run: cargo +1.75 check"),
        (INSTALLS, RUNS, "run: rustup run 1.75 cargo check"),
        (INSTALLS, "run: rm rust-toolchain.toml", RUNS),
        (INSTALLS, "run: rustup override set 1.75", RUNS),
        (INSTALLS, "run: echo RUSTUP_TOOLCHAIN=1.75 >> $GITHUB_ENV", RUNS),
        (INSTALLS, f"{RUNS}\nenv:\n  RUSTUP_TOOLCHAIN: '1.75'"),
        (INSTALLS, f"{RUNS}\nworking-directory: tools"),
        (INSTALLS, "run: cd tools && cargo check"),
        (INSTALLS, "uses: ./.github/actions/prepare", RUNS),
        (INSTALLS, "uses: dtolnay/rust-toolchain@1.76", RUNS),
        (INSTALLS, "run: cargo install --locked cargo-msrv"),
        (INSTALLS, "run: cargo --version"),
        (INSTALLS, "run: make test"),
        (INSTALLS, "run: cargo xtask ci", RUNS),
        (INSTALLS, "run: cargo lint-all"),
        (INSTALLS, "run: cargo hack check --rust-version"),
        ("uses: actions-rs/toolchain@v1\nwith:\n  toolchain: '1.75'\n  override: true", RUNS),
        ("uses: actions-rust-lang/setup-rust-toolchain@v1\nwith:\n  toolchain: '1.75'", RUNS),
        (INSTALLS, "uses: actions-rs/cargo@v1\nwith:\n  command: check\n  toolchain: '1.75'"),
        ("uses: dtolnay/rust-toolchain@1.80", RUNS),
        ("uses: dtolnay/rust-toolchain@1.80.0", RUNS),
        ("uses: dtolnay/rust-toolchain@stable", RUNS),
        ("run: rustup toolchain install 1.75", RUNS),
    ],
)
def test_a_job_that_insists_or_agrees_or_works_elsewhere_is_quiet(steps: tuple[str, ...]) -> None:
    assert not told({**TOOLCHAIN, **job(*steps)})


@pytest.mark.parametrize(
    "head",
    [
        "env:\n  RUSTUP_TOOLCHAIN: '1.75'\n",
        "env:\n  RUSTUP_TOOLCHAIN: ${{ inputs.rust }}\n",
        "defaults:\n  run:\n    working-directory: tools\n",
    ],
)
def test_what_holds_for_the_whole_workflow_holds_for_its_job(head: str) -> None:
    assert not told({**TOOLCHAIN, **job(INSTALLS, RUNS, head=head)})


@pytest.mark.parametrize(
    "checkout",
    [
        "",
        "actions/checkout@v4\n        with:\n          repository: acme/other",
        "actions/checkout@v4\n        with: {path: src}",
    ],
)
def test_a_file_that_the_job_does_not_stand_in_front_of_is_not_in_force(checkout: str) -> None:
    assert not told({**TOOLCHAIN, **job(INSTALLS, RUNS, checkout=checkout)})


@pytest.mark.parametrize("path", ["tools/rust-toolchain.toml", "examples/a/rust-toolchain.toml"])
def test_a_toolchain_file_of_another_folder_is_not_in_force_at_the_root(path: str) -> None:
    assert not told({path: TOOLCHAIN["rust-toolchain.toml"], **job(INSTALLS, RUNS)})


def test_without_a_toolchain_file_the_default_is_in_force() -> None:
    assert not told(job(INSTALLS, RUNS))


def test_two_toolchain_files_in_two_folders_do_not_meet() -> None:
    assert not told({**TOOLCHAIN, "tools/rust-toolchain": "1.79.0\n"})


# variables before files


def test_a_variable_of_the_whole_workflow_beats_the_bazel_version_file() -> None:
    files = {
        ".bazelversion": "8.2.1\n",
        **job("run: bazel test //...", head="env:\n  USE_BAZEL_VERSION: 8.0.0\n"),
    }
    (found,) = told(files)
    assert (place(found), found.expected, found.severity) == ((".bazelversion", 1), "8.0.0", Severity.ERROR)
    assert "Bazelisk takes `USE_BAZEL_VERSION` before `.bazelversion`" in found.message


@pytest.mark.parametrize(
    "files",
    [
        {".bazelversion": "8.2.1\n", ".bazeliskrc": "USE_BAZEL_VERSION=8.0.0\n"},
        {"tools/.bazelversion": "8.2.1\n", "tools/.bazeliskrc": "USE_BAZEL_VERSION=8.0.0\n"},
        {".bazelversion": "8.2.1\n", "Dockerfile": "FROM debian:12\nENV USE_BAZEL_VERSION=8.0.0\n"},
        {".bazelversion": "8.2.1\n", "mise.toml": '[env]\nUSE_BAZEL_VERSION = "8.0.0"\n'},
        {
            "go.mod": "module a\n\ngo 1.22\n\ntoolchain go1.22.3\n",
            "mise.toml": '[env]\nGOTOOLCHAIN = "go1.22.1"\n',
        },
        {".python-version": "3.12\n", "Dockerfile": "FROM debian:12\nENV UV_PYTHON=3.13\n"},
    ],
)
def test_a_setting_beats_the_file_that_its_program_reads_later(files: Files) -> None:
    assert len(told(files)) == 1


def test_several_settings_over_one_file_are_one_finding() -> None:
    files = {
        ".bazelversion": "8.2.1\n",
        ".bazeliskrc": "USE_BAZEL_VERSION=8.0.0\n",
        "mise.toml": '[env]\nUSE_BAZEL_VERSION = "8.1.0"\n',
    }
    (found,) = told(files)
    assert {label.location.path for label in found.related} == {".bazeliskrc", "mise.toml"}


@pytest.mark.parametrize(
    "files",
    [
        {".bazelversion": "8.2.1\n", ".bazeliskrc": "USE_BAZEL_VERSION=8.2.1\n"},
        {".bazelversion": "8.2.1\n", ".bazeliskrc": "USE_BAZEL_VERSION=8\n"},
        {".bazelversion": "8.2.1\n", ".bazeliskrc": "USE_BAZEL_VERSION=last_green\n"},
        {"tools/.bazelversion": "8.2.1\n", ".bazeliskrc": "USE_BAZEL_VERSION=8.0.0\n"},
        {".bazelversion": "8.2.1\n", "tools/mise.toml": '[env]\nUSE_BAZEL_VERSION = "8.0.0"\n'},
        {".bazelversion": "8.2.1\n", "Dockerfile": "FROM debian:12\nARG USE_BAZEL_VERSION=8.0.0\n"},
        {".bazelversion": "8.2.1\n", "dockerfile-lint.sh": "export USE_BAZEL_VERSION=8.0.0\n"},
        {".bazelversion": "8.2.1\n", "examples/a/.bazeliskrc": "USE_BAZEL_VERSION=8.0.0\n"},
        {
            "go.mod": "module a\n\ngo 1.22\n\ntoolchain go1.22.3\n",
            "mise.toml": '[env]\nGOTOOLCHAIN = "go1.22.1+auto"\n',
        },
        {
            "go.mod": "module a\n\ngo 1.22\n\ntoolchain go1.22.3\n",
            "mise.toml": '[env]\nGOTOOLCHAIN = "local"\n',
        },
        {"go.mod": "module a\n\ngo 1.22.3\n", "mise.toml": '[env]\nGOTOOLCHAIN = "go1.22.4"\n'},
        {".python-version": "3.12.4\n", "Dockerfile": "FROM debian:12\nENV UV_PYTHON=3.12\n"},
    ],
)
def test_a_setting_that_agrees_gives_way_or_holds_elsewhere_is_quiet(files: Files) -> None:
    assert not told(files)


def test_a_job_that_asks_for_another_bazel_by_itself_is_no_shadow() -> None:
    step = "run: bazel test //...\nenv:\n  USE_BAZEL_VERSION: 7.6.0"
    assert not told({".bazelversion": "8.2.1\n", **job(step)})


# files of one manager


def test_mise_reads_its_own_file_before_the_one_of_asdf() -> None:
    (found,) = told(
        {"mise.toml": '[tools]\nnode = "22.1.0"\n', ".tool-versions": "nodejs 20.2.0\nruby 3.3.0\n"}
    )
    assert (place(found), found.expected) == ((".tool-versions", 1), "22.1.0")


@pytest.mark.parametrize(
    "files",
    [
        {"mise.toml": '[tools]\nnode = "20"\n', ".tool-versions": "nodejs 20.2.0\n"},
        {"mise.toml": '[tools]\npython = "3.12"\n', ".tool-versions": "nodejs 20.2.0\n"},
        {"mise.toml": '[tools]\nnode = "22.1.0"\n', "web/.tool-versions": "nodejs 20.2.0\n"},
        {"mise.toml": '[tools]\nnode = "lts"\n', ".tool-versions": "nodejs 20.2.0\n"},
    ],
)
def test_files_of_mise_that_agree_or_are_about_other_things_are_quiet(files: Files) -> None:
    assert not told(files)


# pnpm


def package(manager: str = "pnpm@10.15.0") -> Files:
    return {"package.json": json.dumps({"private": True, "packageManager": manager}, indent=2)}


def setup(version: str = "10", uses: str = "pnpm/action-setup@v4", more: str = "") -> Files:
    return job(f"uses: {uses}\nwith:\n  version: {version}{more}")


@pytest.mark.parametrize("uses", ["pnpm/action-setup@v4", f"pnpm/action-setup@{'a1' * 20} # v4.1.0"])
@pytest.mark.parametrize("version", ["9", "10", "10.14.0"])
def test_the_action_refuses_any_other_spelling_than_that_of_the_manifest(uses: str, version: str) -> None:
    (found,) = told({**package(), **setup(version, uses)})
    assert found.severity is Severity.ERROR
    assert "which is refused beside `10.15.0` in package.json" in found.message


def test_an_old_release_of_the_action_or_one_of_unknown_age_is_only_told_what_differs() -> None:
    for uses in ("pnpm/action-setup@v3", f"pnpm/action-setup@{'a1' * 20}"):
        assert [found.severity for found in told({**package(), **setup("9", uses)})] == [Severity.WARNING]
        assert not told({**package(), **setup("10", uses)})


@pytest.mark.parametrize(
    "files",
    [
        {**package(), **setup("10.15.0")},
        {**package("yarn@4.9.2"), **setup("10")},
        {**package(), **setup("9", more="\n  package_json_file: web/package.json")},
        {"web/package.json": package()["package.json"], **setup("9")},
        {**package(), **job("uses: pnpm/action-setup@v4")},
        {**package(), **job("uses: pnpm/action-setup@v4\nwith:\n  version: 9", checkout="")},
    ],
)
def test_one_place_for_the_package_manager_is_quiet(files: Files) -> None:
    assert not told(files)


# images


def image(tag: str, seed: str, *, platform: str = "") -> str:
    return f"FROM {platform}node:{tag}@sha256:{digest(seed)}\n"


def test_one_digest_is_not_two_versions() -> None:
    (found,) = told({"a/Dockerfile": image("22.1.0", "a"), "b/Dockerfile": image("22.2.0", "a")})
    assert (place(found), found.version, found.severity) == (("b/Dockerfile", 1), "22.2.0", Severity.WARNING)
    assert "the digest alone says which image is pulled" in found.message


def test_what_is_deployed_may_lag_behind() -> None:
    name = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: acme/app:1.2.0@sha256:"
    assert not told({"staging/pod.yaml": f"{name}{digest('a')}\n", "live/pod.yaml": f"{name}{digest('b')}\n"})


def test_one_tag_with_two_digests_is_two_images() -> None:
    (found,) = told(
        {"a/Dockerfile": image("22.1.0-alpine", "a"), "b/Dockerfile": image("22.1.0-alpine", "b")}
    )
    assert place(found) == ("b/Dockerfile", 1)
    assert f"`22.1.0@sha256:{digest('b')[:12]}…`" in found.message
    assert f"`22.1.0@sha256:{digest('a')[:12]}…` in a/Dockerfile:1" in found.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (image("22.1.0", "a"), image("22.1.0", "a")),
        (image("22", "a"), image("22.1.0", "a")),
        (image("22.1.0-alpine", "a"), image("22.1.0-bookworm", "b")),
        (image("22.1.0", "a"), image("20.1.0", "b")),
        (
            image("22.1.0", "a", platform="--platform=linux/amd64 "),
            image("22.1.0", "b", platform="--platform=linux/arm64 "),
        ),
        (image("22.1.0", "a"), "FROM node:22.1.0\n"),
        (image("22.1.0", "a"), image("22.1.0", "b").replace("node:", "acme/node:")),
    ],
)
def test_images_that_are_one_or_are_meant_to_be_two_are_quiet(first: str, second: str) -> None:
    assert not told({"a/Dockerfile": first, "b/Dockerfile": second})


# told once


SETTING: Files = {".bazelversion": "8.2.1\n", ".bazeliskrc": "USE_BAZEL_VERSION=8.0.0\n"}


@pytest.mark.parametrize(
    "files",
    [
        SETTING,
        {**TOOLCHAIN, **job(INSTALLS, RUNS, name="test")},
        {**TOOLCHAIN, "rust-toolchain": "1.79.0\n"},
        {**package(), **setup("9")},
        {"mise.toml": '[tools]\nnode = "22.1.0"\n', ".tool-versions": "nodejs 20.2.0\n"},
    ],
)
def test_what_is_told_here_is_not_told_as_drift_again(files: Files) -> None:
    assert len(told(files)) == 1
    assert not drifts(files)


def test_where_the_check_is_off_the_difference_is_drift() -> None:
    assert drifts(SETTING, Policy(severities=(("shadowed-pin", Severity.OFF),)))


@pytest.mark.parametrize(
    ("right", "moved"),
    [(".bazelversion", (".bazeliskrc", "8.2.1")), (".bazeliskrc", (".bazelversion", "8.0.0"))],
)
def test_an_authority_moves_the_other_place(right: str, moved: tuple[str, str]) -> None:
    policy = Policy(authorities=(("bazel", Address(right, "")),))
    (found,) = said("shadowed-pin", tree(SETTING, knowledge=packs(), policy=policy))
    assert found.fix is not None
    assert found.fix.applicability is Applicability.SAFE
    assert [(edit.location.path, edit.new) for edit in found.fix.edits] == [moved]


def test_without_an_authority_nothing_is_moved() -> None:
    assert [found.fix for found in told(SETTING)] == [None]


def test_a_third_place_that_disagrees_is_still_drift() -> None:
    assert drifts({**SETTING, "tools/build.sh": "USE_BAZEL_VERSION=7.0.0 bazel build //...\n"})


def test_the_order_of_files_does_not_matter() -> None:
    files = {**TOOLCHAIN, **job(INSTALLS, RUNS), **SETTING, **package()}
    assert told(files) == told(dict(reversed(list(files.items()))))
