"""tracing-opentelemetry: the minor version of opentelemetry whose types it takes."""

from tools.tables.manifests import package_version, requires
from tools.tables.table import Shape, Table
from tools.tables.wordings import minor_line

TABLES = (
    Table(
        id="otel-tracing",
        pack="rust",
        paths=("Cargo.toml",),
        read=requires("opentelemetry"),
        needs=minor_line,
        shape=Shape.LINES,
        since="0.19",
        told_by="Cargo.toml",
        told=package_version,
    ),
)
