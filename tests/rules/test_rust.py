"""The pack `rust`: every row that ties versions accepts one pair and refuses another."""

from __future__ import annotations

import pytest

from tests.rules.examples import needs_of, refusals, tied, with_every_row
from vercheck.model import Severity

PAIRS = [
    # rule, one side, a version of the other that fits, one that does not
    ("uniffi-contract", "cargo:uniffi 0.27.1", "bin:uniffi-bindgen 0.28.3", "bin:uniffi-bindgen 0.29.0"),
    ("edition-rust", "rust:edition 2024", "toolchain:rust 1.85.0", "toolchain:rust 1.84.1"),
    ("lock-cargo", "cargo:lock-format =4", "toolchain:rust 1.78.0", "toolchain:rust 1.77.2"),
    ("resolver-rust", "rust:resolver 3", "toolchain:rust 1.84.0", "toolchain:rust 1.83.0"),
    ("wasi-target", "target:wasm32-wasip1 1", "toolchain:rust 1.78.0", "toolchain:rust 1.77.2"),
    ("wasi-target-gone", "target:wasm32-wasi 1", "toolchain:rust 1.83.0", "toolchain:rust 1.84.0"),
    ("napi-cli", "cargo:napi 3.1", "npm:@napi-rs/cli ^3.0.0", "npm:@napi-rs/cli ^2.18.0"),
    ("tauri-npm", "cargo:tauri ~2.5", "npm:@tauri-apps/api ^2.5.0", "npm:@tauri-apps/api ~2.4.0"),
    (
        "tauri-plugin",
        "cargo:tauri-plugin-fs ~2.3",
        "npm:@tauri-apps/plugin-fs ^2.3.0",
        "npm:@tauri-apps/plugin-fs ~2.2.0",
    ),
    ("dioxus-cli-minor", "cargo:dioxus 0.6", "bin:dioxus-cli 0.6.3", "bin:dioxus-cli 0.5.7"),
    ("dioxus-cli-exact", "cargo:dioxus =0.6.3", "bin:dioxus-cli 0.6.3", "bin:dioxus-cli 0.6.1"),
    ("sqlx-cli", "cargo:sqlx 0.8", "bin:sqlx-cli 0.8.2", "bin:sqlx-cli 0.7.4"),
    ("sqlx-cli-patch", "cargo:sqlx =0.6.2", "bin:sqlx-cli 0.6.2", "bin:sqlx-cli 0.6.1"),
    ("diesel-cli", "cargo:diesel 2.2", "bin:diesel-cli 2.2.1", "bin:diesel-cli 1.4.1"),
    ("diesel-cli-minor", "cargo:diesel ~2.2", "bin:diesel-cli 2.2.1", "bin:diesel-cli 2.1.0"),
    ("seaorm-cli", "cargo:sea-orm ~1.1", "cargo:sea-orm-migration ~1.1", "bin:sea-orm-cli 1.0.1"),
    ("cxx-parts", "cargo:cxx =1.0.198", "cargo:cxx-build 1.0", "bin:cxxbridge-cmd 1.0.130"),
    ("capnp-parts", "cargo:capnp 0.20", "cargo:capnpc 0.20", "cargo:capnpc 0.19"),
    ("tonic-parts", "cargo:tonic 0.12", "cargo:tonic-build 0.12", "cargo:tonic-build 0.11"),
    ("tonic-prost", "cargo:tonic 0.12", "cargo:prost 0.13", "cargo:prost 0.12"),
    (
        "otel-tracing",
        "cargo:tracing-opentelemetry 0.28",
        "cargo:opentelemetry 0.27",
        "cargo:opentelemetry 0.28",
    ),
    ("pyo3-python", "cargo:pyo3 0.22", "toolchain:python 3.13.1", "toolchain:python 3.14.0"),
    ("treesitter", "bin:tree-sitter-cli 0.25.1", "cargo:tree-sitter 0.25", "cargo:tree-sitter 0.24"),
    ("llvm-sys", "cargo:llvm-sys 191", "toolchain:llvm 19.1.7", "toolchain:llvm 18.1.8"),
    ("capnp-bin", "cargo:capnpc 0.20", "bin:capnp 1.0.2", "bin:capnp 0.5.1"),
]


@pytest.mark.parametrize(("rule", "one", "fitting", "broken"), PAIRS)
def test_a_row_accepts_what_fits_and_refuses_what_does_not(
    rule: str, one: str, fitting: str, broken: str
) -> None:
    assert f"rust/{rule}" not in refusals(one, fitting, with_every_row())
    assert f"rust/{rule}" in refusals(one, broken, with_every_row())


def test_every_row_is_exercised() -> None:
    assert {f"rust/{rule}" for rule, *_ in PAIRS} == tied("rust")


def test_the_patch_of_a_tool_that_writes_data_is_a_warning_and_its_minor_version_an_error() -> None:
    assert refusals("cargo:sqlx =0.6.2", "bin:sqlx-cli 0.6.1") == {"rust/sqlx-cli-patch": Severity.WARNING}
    assert refusals("cargo:sqlx =0.6.2", "bin:sqlx-cli 0.7.0") == {"rust/sqlx-cli": Severity.ERROR}


def test_a_rule_ends_where_it_no_longer_holds() -> None:
    assert not refusals("cargo:napi 2.16", "npm:@napi-rs/cli ^3.0.0")
    assert not refusals("cargo:tauri 1.8", "npm:@tauri-apps/api ^1.6.0")


@pytest.mark.parametrize(
    ("table", "version", "oldest", "too_old"),
    [
        ("edition-rust", "2024", "1.85.0", "1.84.1"),
        ("edition-rust", "2018", "1.31.0", "1.30.0"),
        ("lock-cargo", "4", "1.78.0", "1.77.2"),
        ("resolver-rust", "3", "1.84.0", "1.83.0"),
    ],
)
def test_a_format_has_a_compiler_that_first_reads_it(
    table: str, version: str, oldest: str, too_old: str
) -> None:
    assert needs_of(f"rust/{table}", version, oldest)
    assert not needs_of(f"rust/{table}", version, too_old)
