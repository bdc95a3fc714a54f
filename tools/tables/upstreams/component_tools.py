"""Tools around components, each in a repository of its own: the parser that they are built with."""

from collections.abc import Callable

from tools.tables.manifests import package_version, requires
from tools.tables.release import Version
from tools.tables.table import Table
from tools.tables.wordings import below_next, tools_below_next, tools_of_line_from

_FAMILY = requires("wit-component", "wit-parser", "wasmparser", "wasm-metadata")


_JCO = "jco-v{}"


def _table(name: str, since: str, needs: Callable[[str, Version], str], *, bumps_at_release: bool) -> Table:
    return Table(
        id=name,
        pack="wasm",
        paths=("Cargo.toml",),
        read=_FAMILY,
        needs=needs,
        since=since,
        told_by="Cargo.toml" if bumps_at_release else "",
        told=package_version,
    )


# What reads components takes those of its own line and older ones; what makes them is read by its own
# line and newer ones.
TABLES = (
    _table("wac-wt", "0.1", tools_below_next, bumps_at_release=True),
    _table("wkg-wt", "0.8", tools_below_next, bumps_at_release=False),
    _table("cargo-component-wt", "0.10", tools_of_line_from, bumps_at_release=True),
    _table("componentize-py-wt", "0.16", tools_of_line_from, bumps_at_release=True),
    _table("wrpc-wt", "0.14", tools_of_line_from, bumps_at_release=False),
    Table("jco-wt", "wasm", ("Cargo.toml",), _FAMILY, tools_below_next, since="1.10", tag=_JCO),
    Table("jco-wit", "wasm", ("Cargo.toml",), requires("wit-bindgen"), below_next, since="1.10", tag=_JCO),
)
