"""wasm-bindgen: the version of the schema that the macro writes and the command line reads."""

from tools.tables.table import Shape, Table
from tools.tables.wordings import found_by

TABLES = (
    Table(
        id="wbg-schema",
        pack="wasm",
        paths=("crates/shared/src/lib.rs",),
        read=found_by(r'\bSCHEMA_VERSION: &(?:\'static )?str = "([^"]+)"'),
        shape=Shape.GROUPS,
        since="0.2.74",
        tag="{}",
    ),
)
