"""Workflows: actions, set-up tools, matrices, environments, containers, commands."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read, shown
from vercheck.extractors.github_workflow import EXTRACTOR
from vercheck.model import Opaque, Reference, Role

PATH = ".github/workflows/ci.yml"
SHA = "9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0"


def steps(text: str) -> str:
    """A workflow with one job that has these steps."""
    body = "\n".join("      " + line for line in dedent(text).strip("\n").splitlines())
    return f"jobs:\n  build:\n    steps:\n{body}\n"


def job(text: str) -> str:
    body = "\n".join("    " + line for line in dedent(text).strip("\n").splitlines())
    return f"jobs:\n  build:\n{body}\n"


def test_an_action_is_selected_by_its_tag_or_floats_with_a_branch() -> None:
    text = steps("- uses: actions/checkout@v4\n- uses: 'o/r/sub/path@main'\n- uses: o/x@${{ env.REF }}")
    assert pins(EXTRACTOR, PATH, text) == ["action:actions/checkout selects v4", "action:o/r selects *main"]


def test_the_comment_behind_a_commit_says_which_release_it_is() -> None:
    extraction = read(EXTRACTOR, PATH, steps(f"- uses: actions/checkout@{SHA} # v4.1.2"))
    commit, comment = extraction.pins
    assert commit.value == Opaque(SHA)
    assert commit.note == "v4.1.2 by its comment"
    assert (comment.raw, comment.role) == ("v4.1.2", Role.MENTIONS)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("uses: actions/setup-go@v5\nwith: {go-version: '1.22'}", "toolchain:go selects 1.22"),
        ("uses: actions/setup-node@v4\nwith:\n  node-version: 20", "toolchain:node selects 20"),
        ("uses: actions/setup-python@v5\nwith:\n  python-version: 3.x", "toolchain:python requires ~3.x"),
        ("uses: astral-sh/setup-uv@v5\nwith:\n  version: 0.5.1", "bin:uv selects 0.5.1"),
        ("uses: pnpm/action-setup@v4\nwith:\n  version: 9.1.0", "bin:pnpm selects 9.1.0"),
        (
            "uses: bazel-contrib/setup-bazel@0.15.0\nwith:\n  bazelisk-version: 1.x",
            "bin:bazelisk requires ~1.x",
        ),
        ("uses: taiki-e/install-action@v2\nwith:\n  tool: just@1.2.3,other", "bin:just selects 1.2.3"),
        ("uses: dtolnay/rust-toolchain@master\nwith:\n  toolchain: 1.90.0", "toolchain:rust selects 1.90.0"),
    ],
)
def test_an_input_of_a_setup_action_is_the_tool_that_it_sets_up(step: str, expected: str) -> None:
    text = steps("- " + step.replace("\n", "\n  "))
    assert expected in pins(EXTRACTOR, PATH, text)


@pytest.mark.parametrize("reference", ["1.90.0", "stable", "nightly"])
def test_the_reference_of_the_rust_action_is_the_toolchain_itself(reference: str) -> None:
    (pin,) = read(EXTRACTOR, PATH, steps(f"- uses: dtolnay/rust-toolchain@{reference}")).pins
    assert (str(pin.artifact), pin.raw) == ("toolchain:rust", reference)


@pytest.mark.parametrize(
    "inputs",
    [
        "go-version-file: go.mod",
        "cache: 'true'",
        "version: ${{ steps.x.outputs.y }}",
        "name: 1.2.3",
        "check-latest: true",
    ],
)
def test_other_inputs_are_no_versions_and_no_notes(inputs: str) -> None:
    extraction = read(EXTRACTOR, PATH, steps(f"- uses: actions/setup-go@v5\n  with:\n    {inputs}"))
    assert [str(pin.artifact) for pin in extraction.pins] == ["action:actions/setup-go"]
    assert extraction.notes == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ubuntu-24.04", ["runner:ubuntu selects 24.04 [job build]"]),
        ("ubuntu-24.04-arm", ["runner:ubuntu selects 24.04 [job build]"]),
        ("macos-latest-xlarge", ["runner:macos selects *latest [job build]"]),
        ("[self-hosted, windows-2022]", ["runner:windows selects 2022 [job build]"]),
        ("{group: big, labels: ubuntu-22.04}", ["runner:ubuntu selects 22.04 [job build]"]),
        ("${{ matrix.os }}", []),
        ("self-hosted", []),
        ("ubuntu-2404-big", ["runner:ubuntu selects 2404 [job build]"]),
        ("blacksmith-4vcpu-ubuntu-2404", []),
        ("{group: big}", []),
        ("[]", []),
    ],
)
def test_the_machine_of_a_job_is_a_version_of_its_system(written: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, PATH, job(f"runs-on: {written}")) == expected


def test_a_free_threaded_python_is_a_build_of_its_own() -> None:
    extraction = read(EXTRACTOR, PATH, steps("- uses: o/setup-python@v5\n  with: {python-version: 3.14t}"))
    assert extraction.pins[1].value == Opaque("3.14t")
    assert extraction.notes == ()


def test_an_unquoted_number_that_loses_its_zero_is_noted() -> None:
    extraction = read(EXTRACTOR, PATH, steps("- uses: actions/setup-go@v5\n  with:\n    go-version: 1.20"))
    assert [note.message for note in extraction.notes] == ["unquoted `1.20` is the number 1.2; quote it"]


def test_a_version_that_is_not_understood_is_noted() -> None:
    extraction = read(EXTRACTOR, PATH, steps("- uses: actions/setup-go@v5\n  with:\n    go-version: old one"))
    assert [note.check for note in extraction.notes] == ["not-understood"]


def test_a_matrix_of_several_versions_is_a_track_of_its_own() -> None:
    text = job(
        """
        strategy:
          matrix:
            v: ['1.21', '1.22']
            os: [ubuntu-22.04]
            include: [{v: '1.23', os: x}]
        steps:
        - uses: actions/setup-go@v5
          with: {go-version: "${{ matrix.v }}"}
        """
    )
    assert pins(EXTRACTOR, PATH, text)[:-1] == [
        "toolchain:go selects 1.21 [matrix]",
        "toolchain:go selects 1.22 [matrix]",
        "toolchain:go selects 1.23 [matrix]",
    ]


def test_a_matrix_with_one_version_selects_it() -> None:
    text = job("strategy:\n  matrix:\n    go-version: ['1.22']\n")
    assert pins(EXTRACTOR, PATH, text) == ["toolchain:go selects 1.22"]


@pytest.mark.parametrize(
    "matrix",
    [
        "rust:\n- stable\n- 1.88.0 # MSRV",
        "include:\n- {rust: stable}\n- {rust: 1.88.0, name: MSRV build}",
        "msrv: [1.88.0]",
    ],
)
def test_the_oldest_version_that_is_promised_is_marked(matrix: str) -> None:
    body = matrix.replace("\n", "\n    ")
    found = pins(EXTRACTOR, PATH, job(f"strategy:\n  matrix:\n    {body}\n"))
    assert "toolchain:rust selects 1.88.0 [msrv]" in found
    assert all("stable" not in pin or "[matrix]" in pin for pin in found)


def test_an_axis_that_only_a_command_uses_is_recognised() -> None:
    text = job(
        "strategy:\n  matrix:\n    v: [stable, 1.88.0]\nsteps:\n- run: rustup default ${{ matrix.v }}\n"
    )
    assert pins(EXTRACTOR, PATH, text) == [
        "toolchain:rust selects *stable [matrix]",
        "toolchain:rust selects 1.88.0 [matrix]",
    ]


@pytest.mark.parametrize("value", ["experimental", "standard", "edge", "gcc-12"])
def test_a_channel_that_rust_does_not_have_is_of_something_else(value: str) -> None:
    rows = "".join(f"    - {{version: {one}, channel: {value}}}\n" for one in ("v1.5.1", "v1.6.0"))
    matrix = f"gateway:\n{rows}"
    assert pins(EXTRACTOR, PATH, job(f"strategy:\n  matrix:\n    {matrix}")) == []


@pytest.mark.parametrize("value", ["stable", "nightly", "nightly-2025-04-17", "1.88.0", "1.88"])
def test_a_channel_of_rust_is_one(value: str) -> None:
    (found,) = pins(EXTRACTOR, PATH, job(f"strategy:\n  matrix:\n    channel: [{value}]\n"))
    assert found.startswith("toolchain:rust selects")
    assert value in found


def test_an_axis_that_is_no_tool_is_no_pin() -> None:
    assert (
        pins(
            EXTRACTOR,
            PATH,
            job("strategy:\n  matrix:\n    shard: [1, 2]\n    os: [ubuntu-24.04, macos-15]\n"),
        )
        == []
    )


def test_environments_of_every_level_are_pins_and_references_lead_to_them() -> None:
    text = dedent(
        """
        env: {USE_BAZEL_VERSION: 8.0.0, LEVEL: 3}
        jobs:
          build:
            env:
              RUSTUP_TOOLCHAIN: 1.90.0
            steps:
            - env: {TINYGO_VERSION: '0.40.1'}
              run: curl -L https://github.com/o/tinygo/releases/download/v${TINYGO_VERSION}/t.tar.gz
            - uses: o/setup-bazel@v1
              with: {bazel-version: "${{ env.USE_BAZEL_VERSION }}"}
        """
    )
    found = {shown(pin): pin for pin in read(EXTRACTOR, PATH, text).pins}
    assert list(found)[:5] == [
        "bin:bazel selects 8.0.0",
        "toolchain:rust selects 1.90.0",
        "bin:tinygo selects 0.40.1",
        "github:o/tinygo selects @jobs.build.steps[0].env.TINYGO_VERSION",
        "action:o/setup-bazel selects v1",
    ]
    assert "bin:bazel selects @env.USE_BAZEL_VERSION" in found
    trails = {pin.trail for pin in found.values()}
    targets = {pin.value.target.trail for pin in found.values() if isinstance(pin.value, Reference)}
    assert targets <= trails


def test_containers_and_services_are_images() -> None:
    text = job("container: rust:1.88-slim\nservices:\n  db: {image: 'postgres:16.1'}\n")
    assert pins(EXTRACTOR, PATH, text) == ["docker:rust selects 1.88", "docker:postgres selects 16.1"]


def test_a_version_in_a_run_block_is_found_on_its_line() -> None:
    text = steps("- run: |\n    set -e\n    cargo install just --version 1.2.3\n")
    (pin,) = read(EXTRACTOR, PATH, text).pins
    assert (pin.location.line, pin.raw, pin.trail) == (
        6,
        "1.2.3",
        "jobs.build.steps[0].run.cargo install(just)",
    )


def test_inputs_of_an_action_are_defaults() -> None:
    text = "inputs:\n  zig-version: {default: '0.13.0'}\n  level: {default: '3'}\n"
    text += "runs: {using: docker, image: 'docker://a/b:1.2'}\n"
    found = read(EXTRACTOR, "action.yml", text).pins
    assert [(shown(pin), pin.is_default) for pin in found] == [
        ("bin:zig selects 0.13.0", True),
        ("docker:a/b selects 1.2", False),
    ]


def test_an_aliased_step_is_one_place() -> None:
    text = "jobs:\n  a:\n    steps: &s\n    - uses: o/r@v1\n  b:\n    steps: *s\n"
    assert pins(EXTRACTOR, PATH, text) == ["action:o/r selects v1"]


def test_comments_with_versions_are_remarks() -> None:
    (remark,) = read(EXTRACTOR, PATH, "# needs bazel 8.0.0\nname: x\n").remarks
    assert remark.text == "needs bazel 8.0.0"


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, PATH, b"jobs:\n a:\n  steps:\n   - run: " + content)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (
            "bytecodealliance/actions/wasm-tools/setup@v1, with: {version: 1.209.2}",
            "bin:wasm-tools selects 1.209.2",
        ),
        ("tailscale/github-action@v2, with: {version: 1.78.1}", "bin:tailscale selects 1.78.1"),
        ("actions-rs/install@v0.1, with: {crate: grcov, version: 0.8.1}", "cargo:grcov selects 0.8.1"),
        (
            "baptiste0928/cargo-install@v3, with: {crate: cargo-hack, version: 0.6.27}",
            "cargo:cargo-hack selects 0.6.27",
        ),
        ("supabase/setup-cli@v1, with: {version: 1.2.3}", "bin:supabase selects 1.2.3"),
        ("ludeeus/action-shellcheck@v1, with: {version: v0.9.0}", "bin:shellcheck selects v0.9.0"),
        (
            "docker/build-push-action@v5, with: {build-args: RUST_VERSION=1.79.0}",
            "toolchain:rust selects 1.79.0",
        ),
        ("actions/checkout@v4, with: {repository: o/r, ref: v1.2.3}", "github:o/r selects 1.2.3"),
        (
            "helm/kind-action@v1, with: {node_image: 'kindest/node:v1.29.2'}",
            "docker:kindest/node selects v1.29.2",
        ),
        ("sigstore/cosign-installer@v3, with: {cosign-release: v2.2.3}", "bin:cosign selects v2.2.3"),
        ("cloudflare/wrangler-action@v3, with: {wranglerVersion: 3.1.0}", "bin:wrangler selects 3.1.0"),
        ("moonrepo/setup-rust@v1, with: {channel: 1.70.0}", "toolchain:rust selects 1.70.0"),
        ("pyo3/maturin-action@v1, with: {rust-toolchain: 1.75.0}", "toolchain:rust selects 1.75.0"),
    ],
)
def test_an_input_says_what_it_is_the_version_of(step: str, expected: str) -> None:
    text = f"jobs:\n  a:\n    steps:\n    - {{uses: {step}}}\n"
    assert pins(EXTRACTOR, ".github/workflows/a.yml", text)[1:] == [expected]


@pytest.mark.parametrize(
    "step",
    [
        "actions/checkout@v4, with: {repository: o/r, ref: main}",
        "peter-evans/repository-dispatch@v3, with: {repository: o/r, tag: v1.2.3}",
        "docker/build-push-action@v5, with: {build-args: VERBOSE=1}",
        "github/codeql-action/init@v3, with: {languages: go}",
        "acme/publish-app@v1, with: {image: acme}",
    ],
)
def test_an_input_that_is_no_version_of_something_fetched_is_left_alone(step: str) -> None:
    text = f"jobs:\n  a:\n    steps:\n    - {{uses: {step}}}\n"
    assert len(pins(EXTRACTOR, ".github/workflows/a.yml", text)) == 1


def test_a_container_has_an_environment_of_its_own() -> None:
    text = "jobs:\n  a:\n    container: {image: 'a/b:1.2', env: {JAVA_VERSION: 17.0.9}}\n"
    assert pins(EXTRACTOR, ".github/workflows/a.yml", text) == [
        "docker:a/b selects 1.2",
        "toolchain:java selects 17.0.9",
    ]
