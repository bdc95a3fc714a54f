"""wit-bindgen: the component tools that each release is built with."""

from tools.tables.manifests import requires
from tools.tables.table import Shape, Table
from tools.tables.wordings import at_least, tools_from

_READ = requires("wit-component", "wit-parser")

TABLES = (
    Table(
        id="wt-wit",
        pack="wasm",
        paths=("Cargo.toml",),
        read=_READ,
        needs=tools_from,
        shape=Shape.LINES,
        since="0.24",
    ),
    Table(
        id="wt-wit-crates",
        pack="wasm",
        paths=("Cargo.toml",),
        read=_READ,
        needs=at_least,
        shape=Shape.LINES,
        since="0.24",
    ),
)
