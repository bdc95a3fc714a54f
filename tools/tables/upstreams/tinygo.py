"""TinyGo: the Go releases that it does not refuse."""

import re

from tools.tables.table import Table
from tools.tables.wordings import found_by, minors_between


def _version(text: str) -> str | None:
    found = re.search(r'\b[vV]ersion = "([^"]+)"', text)
    return found.group(1) if found else None


TABLES = (
    Table(
        id="tinygo-go",
        pack="wasm",
        paths=("builder/config.go",),
        read=found_by(
            r"\bminorMin = (\d+).*?\bminorMax = (\d+)",
            r"\bminor < (\d+) \|\| minor > (\d+)",
        ),
        needs=minors_between(1),
        since="0.21",
        told_by="goenv/version.go",
        told=_version,
    ),
)
