"""golangci-lint: the Go that its released programs are built with, and beyond which they refuse modules."""

import re

from tools.tables.table import Files, Table
from tools.tables.wordings import below_next

_GO = re.compile(r"""\b(?:GO_VERSION|go-version):\s*["']?(\d+\.\d+)""")


def _built_with(files: Files) -> str | None:
    found = (_GO.search(text) for text in files.values())
    return next((match.group(1) for match in found if match is not None), None)


TABLES = (
    Table(
        id="golangci-go",
        pack="go",
        paths=(".github/workflows/release.yml", ".github/workflows/tag.yml"),
        read=_built_with,
        needs=below_next,
        since="1.57",
    ),
)
