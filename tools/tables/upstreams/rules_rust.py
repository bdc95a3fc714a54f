"""rules_rust: the compiler that it brings where nobody names one."""

from tools.tables.table import Table
from tools.tables.wordings import exactly, found_by

TABLES = (
    Table(
        id="rules-rust-rust",
        pack="bazel",
        paths=("rust/private/common.bzl",),
        read=found_by(r'\bDEFAULT_RUST_VERSION = "([^"]+)"'),
        needs=exactly,
        line="~{}",
        since="0.54",
        tag="{}",
    ),
)
