"""Compile targets that a job or an image adds: they belong to the toolchain that is set up there."""

from __future__ import annotations

import pytest

from tests.trees import Files, packs, said, tree
from vercheck.model import Diagnostic

CI = ".github/workflows/ci.yml"
HEAD = "on: push\njobs:\n"


def job(name: str, toolchain: str, targets: str = "", run: str = "cargo build") -> str:
    given = f"        with:\n          targets: {targets}\n" if targets else ""
    return (
        f"  {name}:\n    runs-on: ubuntu-24.04\n    steps:\n"
        f"      - uses: dtolnay/rust-toolchain@{toolchain}\n{given}      - run: {run}\n"
    )


def findings(files: Files) -> list[Diagnostic]:
    facts = tree({"Cargo.toml": '[package]\nname = "gyro"\n', **files}, knowledge=packs())
    return [*said("incompatible-versions", facts), *said("toolchain-below-minimum", facts)]


def rules(files: Files) -> list[str | None]:
    return [found.rule for found in findings(files)]


GONE, NEW = "rust/wasi-target-gone", "rust/wasi-target"


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ({CI: HEAD + job("build", "1.85.0", "wasm32-wasi")}, GONE),
        ({CI: HEAD + job("build", "1.85.0", "wasm32-unknown-unknown, wasm32-wasi")}, GONE),
        ({CI: HEAD + job("build", "1.85.0", run="rustup target add wasm32-wasi")}, GONE),
        ({CI: HEAD + job("build", "1.77.0", "wasm32-wasip1")}, NEW),
        ({"Dockerfile": "FROM rust:1.85\nRUN rustup target add wasm32-wasi\n"}, GONE),
        ({"Dockerfile": "FROM rust:1.70\nRUN rustup target add wasm32-wasip1\n"}, NEW),
        ({"build.sh": "rustup toolchain install 1.85.0 --target wasm32-wasi\n"}, GONE),
    ],
)
def test_a_target_that_the_toolchain_of_the_job_does_not_know_is_told(files: Files, rule: str) -> None:
    assert rules(files) == [rule]


def test_in_one_step_the_inputs_come_in_any_order() -> None:
    given = "          target: wasm32-wasi\n          toolchain: 1.85.0\n"
    step = f"      - uses: actions-rs/toolchain@v1\n        with:\n{given}"
    assert rules({CI: f"{HEAD}  a:\n    runs-on: ubuntu-24.04\n    steps:\n{step}"}) == [GONE]


@pytest.mark.parametrize(
    "files",
    [
        {CI: HEAD + job("build", "1.83.0", "wasm32-wasi")},
        {CI: HEAD + job("build", "stable", "wasm32-wasi")},
        # each job is right for itself
        {CI: HEAD + job("old", "1.70.0", "wasm32-wasi") + job("new", "1.85.0", "wasm32-wasip1")},
        # the last toolchain before it is the one that gets it
        {"Dockerfile": "FROM rust:1.70\nRUN rustup default stable\nRUN rustup target add wasm32-wasip1\n"},
        {"Dockerfile": "FROM rust:1.85 AS a\nFROM rust:1.70 AS b\nRUN rustup target add wasm32-wasi\n"},
        {"Dockerfile": "FROM rust:1.85\nRUN rustup target add wasm32-wasi --toolchain 1.70.0\n"},
        # another place's toolchain
        {"rust-toolchain": "1.70.0\n", CI: HEAD + job("build", "1.85.0", "wasm32-wasip1")},
        {"rust-toolchain": "1.85.0\n", "build.sh": "rustup target add wasm32-wasi\n"},
        {"README.md": "```\nrustup toolchain install 1.85.0\nrustup target add wasm32-wasi\n```\n"},
    ],
)
def test_what_the_toolchain_of_the_job_knows_is_quiet(files: Files) -> None:
    assert not findings(files)
