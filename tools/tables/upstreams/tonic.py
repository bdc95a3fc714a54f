"""tonic: the prost whose types it takes; from 0.14 on a crate of its own holds the codec."""

from tools.tables.manifests import requires
from tools.tables.table import Table
from tools.tables.wordings import minor_line

TABLES = (
    Table(
        id="tonic-prost",
        pack="rust",
        paths=("tonic-prost/Cargo.toml", "tonic/Cargo.toml"),
        read=requires("prost", "prost1"),
        needs=minor_line,
        since="0.8",
    ),
)
