"""tree-sitter: the interface that its generator writes, which runtimes before it refuse."""

from tools.tables.table import Shape, Table
from tools.tables.wordings import as_new, found_by

TABLES = (
    Table(
        id="treesitter",
        pack="rust",
        paths=("lib/include/tree_sitter/api.h",),
        read=found_by(r"#define TREE_SITTER_LANGUAGE_VERSION (\d+)"),
        needs=as_new,
        shape=Shape.CHANGES,
        since="0.24",
    ),
)
