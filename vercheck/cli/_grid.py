"""A grid of tools and places: each tool once, each of its versions once, beside it the files that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from vercheck.printable import columns, printable

_HEAD = ("tool", "version", "place")


def grid(rows: Sequence[dict[str, Any]]) -> str:
    """The rows of `vercheck list`, which are sorted by place, folded by tool and version."""
    if not rows:
        return "no pins\n"
    cells = [_HEAD, *_cells(rows)]
    first, second = (max(columns(line[index]) for line in cells) for index in (0, 1))
    padded = ((_padded(tool, first), _padded(version, second), place) for tool, version, place in cells)
    return "".join(f"{'  '.join(line)}\n" for line in padded)


def _cells(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    lines: dict[str, dict[str, dict[str, list[int]]]] = {}
    for row in rows:
        versions = lines.setdefault(row["tool"], {})
        files = versions.setdefault(row["version"] or "?", defaultdict(list))
        if row["line"] not in files[row["path"]]:
            files[row["path"]].append(row["line"])
    for tool in sorted(lines):
        named = printable(tool)
        for version, files in lines[tool].items():
            said = printable(version)
            for path, numbers in files.items():
                yield named, said, f"{printable(path)}:{','.join(map(str, numbers))}"
                named = said = ""


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))
