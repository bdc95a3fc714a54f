"""Draws trees that are written down as texts, through the real pipeline."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from tests.cli.running import MANIFEST, VERSIONS
from vercheck.config import load
from vercheck.pictures import Picture, draw
from vercheck.pipeline import check

MISMATCHED = {"toolchains/tool_versions.bzl": VERSIONS, "tools/updater/Cargo.toml": MANIFEST}
MATCHED = {**MISMATCHED, "tools/updater/Cargo.toml": MANIFEST.replace("0.47.0", "0.46.0")}

MARKUP = "</script><img src=x onerror=alert(1)>"
HOSTILE = {
    "package.json": json.dumps(
        {"dependencies": {MARKUP: "1.0.0", "x{{library}}": "2.0.0", 'a"b\\': "3.0.0", "c&lt;": "4.0.0"}}
    ),
    '"><b>&amp;`#`.bzl': (
        'WIT_BINDGEN_VERSION = "0.46.0"  # \u2028 \u202e </script><script>alert(2)</script>\n'
    ),
    "[x](javascript:alert(3))/Cargo.toml": MANIFEST,
}


def written(root: Path, texts: Mapping[str, str]) -> Path:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def drawn(
    root: Path, texts: Mapping[str, str], tools: Collection[str] = (), only_drift: bool = False
) -> Picture:
    written(root, texts)
    return draw(check(root, load(root, None), today=date(2026, 1, 1)), tools, only_drift)


def many(count: int) -> dict[str, str]:
    """A tree with as many tools, each in two files."""
    rows = "".join(f'    "tool-{number}": "1.{number}.0",\n' for number in range(count))
    return {f"{folder}/versions.bzl": f"TOOL_VERSIONS = {{\n{rows}}}\n" for folder in ("a", "b")}
