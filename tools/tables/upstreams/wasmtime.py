"""Wasmtime: the parser that each release is built with, and the oldest compiler that builds it."""

from tools.tables.manifests import requires, rust_version
from tools.tables.table import Shape, Table
from tools.tables.wordings import at_least, below_next, tools_below_next

TABLES = (
    Table(
        id="wt-wasmtime",
        pack="wasm",
        paths=("Cargo.toml",),
        read=requires("wasmparser"),
        needs=tools_below_next,
        shape=Shape.LINES,
        since="22.0",
    ),
    Table(
        id="wt-wasmtime-wit",
        pack="wasm",
        paths=("Cargo.toml",),
        read=requires("wit-bindgen"),
        needs=below_next,
        shape=Shape.LINES,
        since="22.0",
    ),
    Table(
        id="wasmtime-msrv",
        pack="wasm",
        paths=("Cargo.toml",),
        read=rust_version,
        needs=at_least,
        shape=Shape.LINES,
        since="22.0",
    ),
)
